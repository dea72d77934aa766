#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/jit/code_memory.h"

namespace jianhe::jit {

// Linked code (linked_object.h) kept between runs, a file an object, in a folder of the user. It is there to save time
// and may lose anything at any moment: whatever goes wrong (no folder, a full disk, a damaged entry) means that nothing
// was found or kept, and nobody is told.
//
// Processes may use one folder at the same time and may be killed at any moment: entries appear whole or not at all,
// by renaming, and carry their key and a checksum against damage. What is found will be run as code. So the folder and
// its entries must belong to the user and be writable by nobody else; others are not looked at.
class ObjectCache {
public:
    // The size of all entries together, above which those go that were used longest ago. The code of one specification
    // takes well below 1 MB.
    static constexpr std::uint64_t kDefaultBound = 64U << 20U;

    // XDG_CACHE_HOME, or else ~/.cache, and in it jianhe/objects; none: the user has no home.
    static std::optional<std::string> default_folder();

    explicit ObjectCache(std::string folder, std::uint64_t bound = kDefaultBound)
        : folder_(std::move(folder)), bound_(bound) {}

    // A key says of what and by what the object was made; it is compared as it is. The object stored under it, where it
    // can be made executable. A damaged entry is removed.
    std::optional<CodeMemory> find(const std::string& key) const;
    // Whether it is kept now. The folder is made.
    bool store(const std::string& key, std::string_view object) const;
    void remove(const std::string& key) const;

private:
    std::string folder_;
    std::uint64_t bound_;
};

}  // namespace jianhe::jit
