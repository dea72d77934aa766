// A file without a name, gone when it is closed or the process ends; private to runtime/store. POSIX.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <jianhe/file_keys.h>
#include <jianhe/result.h>

namespace jianhe::detail {

// The folder to use when none is given: TMPDIR, or else the system's.
Result<std::string> temporary_folder();

// Holds keys, counted from 0. Errors name the folder. Moves; one thread.
class TemporaryFile {
public:
    static Result<TemporaryFile> create(const std::string& folder);
    TemporaryFile(TemporaryFile&& other) noexcept;
    TemporaryFile& operator=(TemporaryFile&& other) noexcept;
    ~TemporaryFile();

    Result<void> append(std::span<const Key128> keys);
    // All of them must have been written.
    Result<void> read(std::uint64_t first, std::span<Key128> keys) const;

    std::uint64_t key_count() const noexcept { return key_count_; }

private:
    TemporaryFile(int descriptor, std::string folder) : descriptor_(descriptor), folder_(std::move(folder)) {}
    void close() noexcept;

    int descriptor_;
    std::string folder_;
    std::uint64_t key_count_ = 0;
};

}  // namespace jianhe::detail
