#include "compiler/driver/read_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <memory>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jianhe::driver {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

Error cannot_read(const std::string& path) {
    return Error{fmt::format("cannot read {}: {}", path, std::error_code(errno, std::generic_category()).message())};
}

class Descriptor {
public:
    explicit Descriptor(const std::string& path)
        : number_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ > STDIN_FILENO) ::close(number_);
    }
    int number() const noexcept { return number_; }

private:
    int number_;
};

bool is_unchanged(const struct stat& before, const struct stat& after, std::uint64_t read) {
    if (!S_ISREG(before.st_mode)) return true;
    return before.st_size == after.st_size && before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
           before.st_mtim.tv_nsec == after.st_mtim.tv_nsec && read >= static_cast<std::uint64_t>(before.st_size);
}

Result<FileBytes> read_all(const std::string& path, std::uint64_t keep, DigestKind kind) {
    const Descriptor file(path);
    struct stat before {};
    if (file.number() < 0 || ::fstat(file.number(), &before) != 0) return cannot_read(path);
    const auto chunk = std::make_unique<std::array<char, kChunkBytes>>();
    FileBytes result;
    const std::unique_ptr<Digest> digest = make_digest(kind);
    while (true) {
        const ssize_t count = ::read(file.number(), chunk->data(), chunk->size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return cannot_read(path);
        if (count == 0) break;
        const std::string_view piece(chunk->data(), static_cast<std::size_t>(count));
        digest->add(piece);
        result.size += piece.size();
        const std::uint64_t room = keep - std::min<std::uint64_t>(keep, result.bytes.size());
        result.bytes.append(piece.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(room, piece.size()))));
    }
    struct stat after {};
    if (::fstat(file.number(), &after) != 0) return cannot_read(path);
    if (path != "-" && !is_unchanged(before, after, result.size)) {
        return Error{fmt::format("cannot read {}: it changed while it was being read", path)};
    }
    result.digest = digest->finish();
    return result;
}

}  // namespace

Result<FileBytes> read_file(const std::string& path, std::uint64_t keep, DigestKind digest) {
    try {
        return read_all(path, keep, digest);
    } catch (const std::exception& fault) {
        return Error{fmt::format("cannot read {}: {}", path, fault.what())};
    }
}

}  // namespace jianhe::driver
