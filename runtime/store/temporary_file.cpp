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

}  // namespace

Result<std::string> temporary_folder() {
    std::error_code fault;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(fault);
    if (fault) return Error{"cannot find a folder for temporary files (see TMPDIR): " + fault.message()};
    return folder.string();
}

Result<TemporaryFile> TemporaryFile::create(const std::string& folder) {
    std::string path = folder + "/jianhe-XXXXXX";
    const int descriptor = ::mkstemp(path.data());
    if (descriptor == kClosed) return system_error("cannot create a temporary file in", folder);
    TemporaryFile file(descriptor, folder);
    if (::unlink(path.c_str()) != 0) return system_error("cannot hide the temporary file", path);
    // Programs started meanwhile must not inherit it. mkostemp would say this at once, but is not everywhere.
    if (::fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0) return system_error("cannot set up a temporary file in", folder);
    return file;
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, kClosed)), folder_(std::move(other.folder_)), size_(other.size_) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
    if (this == &other) return *this;
    close();
    descriptor_ = std::exchange(other.descriptor_, kClosed);
    folder_ = std::move(other.folder_);
    size_ = other.size_;
    return *this;
}

TemporaryFile::~TemporaryFile() { close(); }

void TemporaryFile::close() noexcept {
    if (descriptor_ != kClosed) ::close(descriptor_);
}

int TemporaryFile::release() noexcept { return std::exchange(descriptor_, kClosed); }

Result<void> TemporaryFile::append(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_error("cannot write a temporary file in", folder_);
        size_ += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> TemporaryFile::read(std::uint64_t first, std::span<std::byte> bytes) const {
    while (!bytes.empty()) {
        const ssize_t got = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(first));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error("cannot read a temporary file in", folder_);
        if (got == 0) return Error{"a temporary file in " + folder_ + " is shorter than it was written"};
        first += static_cast<std::uint64_t>(got);
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

}  // namespace jianhe::detail
