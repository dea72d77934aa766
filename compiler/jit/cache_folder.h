// The files of the cache; private to compiler/jit. POSIX.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/jit/code_memory.h"

namespace jianhe::jit {

// A folder that belongs to the user and that nobody else may write. All names are relative to the folder as it was
// opened, so that it cannot be exchanged behind our back. Moves.
class CacheFolder {
public:
    // None: there is no such folder, or it is somebody else's.
    static std::optional<CacheFolder> open(const std::string& path);
    // Makes the folder, and those it is in, where they are missing.
    static std::optional<CacheFolder> open_or_make(const std::string& path);

    CacheFolder(CacheFolder&& other) noexcept;
    CacheFolder& operator=(CacheFolder&&) = delete;
    ~CacheFolder();

    // None: there is no such file, it is somebody else's, or it has more than `max_size` bytes. Marks it as used now.
    std::optional<CodeMemory> read(const std::string& name, std::uint64_t max_size) const;
    // Whole or not at all, whatever happens in between.
    bool write(const std::string& name, std::string_view first, std::string_view second) const;
    void remove(const std::string& name) const;
    // Removes entries (names with this ending), those not used for the longest time first, until the others have
    // `bound` bytes together; `kept` stays. Also what writers that were killed have left.
    void prune(std::string_view ending, std::uint64_t bound, const std::string& kept) const;

private:
    explicit CacheFolder(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

}  // namespace jianhe::jit
