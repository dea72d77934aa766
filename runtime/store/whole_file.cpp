#include "runtime/store/whole_file.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/value/system_error.h"

namespace jianhe::detail {
namespace {

constexpr std::size_t kLeastRoom = 4096;

// A pipe has no size, and a file can grow, so what is read decides and the size is only where to begin.
Result<std::string> read_all(int descriptor, const std::string& path, std::uint64_t max_bytes) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return system_error("cannot read", path);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    std::string bytes(size < max_bytes ? static_cast<std::size_t>(size) + 1 : kLeastRoom, '\0');
    for (std::size_t at = 0;;) {
        if (at == bytes.size()) bytes.resize(2 * at);
        const ssize_t got = ::read(descriptor, bytes.data() + at, bytes.size() - at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error("cannot read", path);
        at += static_cast<std::size_t>(got);
        if (at > max_bytes) return Error{path + ": expected at most " + std::to_string(max_bytes) + " bytes"};
        if (got > 0) continue;
        bytes.resize(at);
        return bytes;
    }
}

}  // namespace

Result<std::string> read_whole_file(const std::string& path, std::uint64_t max_bytes) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return system_error("cannot read", path);
    auto bytes = read_all(descriptor, path, max_bytes);
    ::close(descriptor);
    return bytes;
}

}  // namespace jianhe::detail
