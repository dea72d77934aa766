// A file without a name, gone when it is closed or the process ends. POSIX.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <jianhe/result.h>

namespace jianhe::detail {

// The folder to use when none is given: TMPDIR, or else the system's.
Result<std::string> temporary_folder();

// Holds bytes, counted from 0. Errors name the folder. Moves; one thread.
class TemporaryFile {
public:
    static Result<TemporaryFile> create(const std::string& folder);
    TemporaryFile(TemporaryFile&& other) noexcept;
    TemporaryFile& operator=(TemporaryFile&& other) noexcept;
    ~TemporaryFile();

    Result<void> append(std::span<const std::byte> bytes);
    // All of them must have been written.
    Result<void> read(std::uint64_t first, std::span<std::byte> bytes) const;

    std::uint64_t size() const noexcept { return size_; }
    // The descriptor, with its position at the beginning; the caller's to close. The file is to be used no more.
    int release() noexcept;

private:
    TemporaryFile(int descriptor, std::string folder) : descriptor_(descriptor), folder_(std::move(folder)) {}
    void close() noexcept;

    int descriptor_;
    std::string folder_;
    std::uint64_t size_ = 0;
};

}  // namespace jianhe::detail
