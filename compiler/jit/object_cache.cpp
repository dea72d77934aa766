#include "compiler/jit/object_cache.h"

#include <bit>
#include <cstdlib>
#include <cstring>

#include "compiler/jit/cache_folder.h"

namespace jianhe::jit {
namespace {

constexpr std::string_view kEnding = ".object";

// What stands before the object. The key is in it as well: an entry that was copied to another name is foreign.
struct Header {
    std::array<char, 8> magic{'J', 'H', 'O', 'B', 'J', 0, 0, 1};
    Sha256 key{};
    Sha256 checksum{};
    std::uint64_t size = 0;

    bool operator==(const Header&) const = default;
};
static_assert(sizeof(Header) == 80, "written as it lies in memory: nothing may stand between the members");

Header header_for(const Sha256& key, std::string_view object) {
    Header header;
    header.key = key;
    header.checksum = sha256(object);
    header.size = object.size();
    return header;
}

std::string entry_name(const Sha256& key) { return to_hex(key).append(kEnding); }

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

std::optional<std::string> ObjectCache::find(const Sha256& key) const {
    const auto folder = CacheFolder::open(folder_);
    if (!folder) return std::nullopt;
    const std::string name = entry_name(key);
    auto entry = folder->read(name, bound_);
    if (!entry) return std::nullopt;
    Header header;
    if (entry->size() >= sizeof header) {
        std::memcpy(&header, entry->data(), sizeof header);
        entry->erase(0, sizeof header);
        if (header == header_for(key, *entry)) return entry;
    }
    folder->remove(name);
    return std::nullopt;
}

bool ObjectCache::store(const Sha256& key, std::string_view object) const {
    if (object.size() + sizeof(Header) > bound_) return false;
    const auto folder = CacheFolder::open_or_make(folder_);
    if (!folder) return false;
    const Header header = header_for(key, object);
    std::array<char, sizeof header> bytes;
    std::memcpy(bytes.data(), &header, sizeof header);
    const std::string name = entry_name(key);
    if (!folder->write(name, {bytes.data(), bytes.size()}, object)) return false;
    folder->prune(kEnding, bound_, name);
    return true;
}

void ObjectCache::remove(const Sha256& key) const {
    if (const auto folder = CacheFolder::open(folder_)) folder->remove(entry_name(key));
}

}  // namespace jianhe::jit
