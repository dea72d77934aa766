#include "runtime/store/temporary_file.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "runtime/value/system_error.h"

namespace jianhe::detail {
namespace {

constexpr int kClosed = -1;

off_t offset_of(std::uint64_t key) noexcept { return static_cast<off_t>(key * sizeof(Key128)); }

}  // namespace

Result<std::string> temporary_folder() {
    std::error_code fault;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(fault);
    if (fault) return Error{"cannot find a folder for temporary files (see TMPDIR): " + fault.message()};
    return folder.string();
}

Result<TemporaryFile> TemporaryFile::create(const std::string& folder) {
    std::string path = folder + "/jianhe-keys-XXXXXX";
    const int descriptor = ::mkstemp(path.data());
    if (descriptor == kClosed) return system_error("cannot create a temporary file in", folder);
    TemporaryFile file(descriptor, folder);
    if (::unlink(path.c_str()) != 0) return system_error("cannot hide the temporary file", path);
    // Programs started meanwhile must not inherit it. mkostemp would say this at once, but is not everywhere.
    if (::fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) return system_error("cannot set up a temporary file in", folder);
    return file;
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, kClosed)),
      folder_(std::move(other.folder_)),
      key_count_(other.key_count_) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
    if (this == &other) return *this;
    close();
    descriptor_ = std::exchange(other.descriptor_, kClosed);
    folder_ = std::move(other.folder_);
    key_count_ = other.key_count_;
    return *this;
}

TemporaryFile::~TemporaryFile() { close(); }

void TemporaryFile::close() noexcept {
    if (descriptor_ != kClosed) ::close(descriptor_);
}

Result<void> TemporaryFile::append(std::span<const Key128> keys) {
    const char* bytes = reinterpret_cast<const char*>(keys.data());
    off_t at = offset_of(key_count_);
    for (std::size_t left = keys.size_bytes(); left > 0;) {
        const ssize_t written = ::pwrite(descriptor_, bytes, left, at);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_error("cannot write a temporary file in", folder_);
        bytes += written;
        at += written;
        left -= static_cast<std::size_t>(written);
    }
    key_count_ += keys.size();
    return {};
}

Result<void> TemporaryFile::read(std::uint64_t first, std::span<Key128> keys) const {
    char* bytes = reinterpret_cast<char*>(keys.data());
    off_t at = offset_of(first);
    for (std::size_t left = keys.size_bytes(); left > 0;) {
        const ssize_t got = ::pread(descriptor_, bytes, left, at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error("cannot read a temporary file in", folder_);
        if (got == 0) return Error{"a temporary file in " + folder_ + " is shorter than it was written"};
        bytes += got;
        at += got;
        left -= static_cast<std::size_t>(got);
    }
    return {};
}

}  // namespace jianhe::detail
