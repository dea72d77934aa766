#include "compiler/jit/object_cache.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include <jianhe/digest.h>

#include "compiler/jit/cache_folder.h"

namespace jianhe::jit {
namespace {

constexpr std::string_view kEnding = ".object";

// Of 128 bits, in hexadecimal digits.
using Checksum = std::array<char, 32>;

// What stands at the end of an entry, behind the object and its key, so that the object is read to where it stays. The
// key is there as it is, and not only in the name: an entry of another key is foreign, whatever it is called.
struct Trailer {
    std::uint64_t object_size = 0;
    std::uint64_t key_size = 0;
    Checksum checksum{};  // of the object and the key
    std::array<char, 8> magic{'J', 'H', 'O', 'B', 'J', 0, 0, 3};

    bool operator==(const Trailer&) const = default;
};
static_assert(sizeof(Trailer) == 56, "written as it lies in memory: nothing may stand between the members");

Checksum checksum_of(std::string_view first, std::string_view second) {
    const auto digest = make_xxh3_digest();
    digest->add(first);
    digest->add(second);
    const std::string text = digest->finish();
    Checksum checksum{};
    const std::string_view digits = std::string_view(text).substr(text.find(':') + 1);
    std::copy_n(digits.begin(), std::min(digits.size(), checksum.size()), checksum.begin());
    return checksum;
}

Trailer trailer_of(std::string_view object, std::string_view key) {
    Trailer trailer;
    trailer.object_size = object.size();
    trailer.key_size = key.size();
    trailer.checksum = checksum_of(object, key);
    return trailer;
}

std::string entry_name(std::string_view key) {
    const Checksum digits = checksum_of({}, key);
    return std::string(digits.data(), digits.size()).append(kEnding);
}

// Whether the entry is the whole one of this key.
bool is_of(std::string_view entry, std::string_view key) {
    if (entry.size() < key.size() + sizeof(Trailer)) return false;
    const std::string_view object = entry.substr(0, entry.size() - sizeof(Trailer) - key.size());
    Trailer trailer;
    std::memcpy(&trailer, entry.data() + entry.size() - sizeof trailer, sizeof trailer);
    return entry.substr(object.size(), key.size()) == key && trailer == trailer_of(object, key);
}

}  // namespace

std::optional<std::string> ObjectCache::default_folder() {
    // Not from an environment that a less trusted user may have set.
    const char* cache = ::secure_getenv("XDG_CACHE_HOME");
    std::string folder;
    if (cache != nullptr && *cache == '/') {
        folder = cache;
    } else {
        const char* home = ::secure_getenv("HOME");
        if (home == nullptr || *home != '/') return std::nullopt;
        folder = std::string(home) + "/.cache";
    }
    return folder + "/jianhe/objects";
}

std::optional<CodeMemory> ObjectCache::find(const std::string& key) const {
    const auto folder = CacheFolder::open(folder_);
    if (!folder) return std::nullopt;
    const std::string name = entry_name(key);
    auto entry = folder->read(name, bound_);
    if (!entry) return std::nullopt;
    if (!is_of(entry->bytes(), key)) {
        folder->remove(name);
        return std::nullopt;
    }
    entry->truncate(entry->size() - key.size() - sizeof(Trailer));
    return entry;
}

bool ObjectCache::store(const std::string& key, std::string_view object) const {
    if (object.size() + key.size() + sizeof(Trailer) > bound_) return false;
    const auto folder = CacheFolder::open_or_make(folder_);
    if (!folder) return false;
    const Trailer trailer = trailer_of(object, key);
    std::string behind = key;
    behind.resize(key.size() + sizeof trailer);
    std::memcpy(behind.data() + key.size(), &trailer, sizeof trailer);
    const std::string name = entry_name(key);
    if (!folder->write(name, object, behind)) return false;
    folder->prune(kEnding, bound_, name);
    return true;
}

void ObjectCache::remove(const std::string& key) const {
    if (const auto folder = CacheFolder::open(folder_)) folder->remove(entry_name(key));
}

}  // namespace jianhe::jit
