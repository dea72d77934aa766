#include "compiler/driver/input_known_before.h"

#include <cerrno>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/store/temporary_file.h"
#include "runtime/value/system_error.h"

namespace jianhe::driver {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{256} << 10;
constexpr int kClosed = -1;

class Descriptor {
public:
    explicit Descriptor(int number) noexcept : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ > STDIN_FILENO) ::close(number_);
    }
    int number() const noexcept { return number_; }
    int release() noexcept { return std::exchange(number_, kClosed); }

private:
    int number_;
};

Result<detail::TemporaryFile> nameless_file() {
    const Result<std::string> folder = detail::temporary_folder();
    if (!folder) return folder.error();
    return detail::TemporaryFile::create(*folder);
}

}  // namespace

Result<InputKnownBefore> open_known_before(const std::string& path, DigestKind kind) {
    Descriptor input(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat state {};
    if (input.number() < 0 || ::fstat(input.number(), &state) != 0) return detail::system_error("cannot read", path);
    const bool is_once = path == "-" || !S_ISREG(state.st_mode);
    std::optional<detail::TemporaryFile> copy;
    if (is_once) {
        auto made = nameless_file();
        if (!made) return made.error();
        copy = std::move(*made);
    }
    const std::unique_ptr<Digest> digest = make_digest(kind);
    const auto chunk = std::make_unique<char[]>(kChunkBytes);
    std::uint64_t size = 0;
    while (true) {
        const ssize_t count = ::read(input.number(), chunk.get(), kChunkBytes);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return detail::system_error("cannot read", path);
        if (count == 0) break;
        const std::string_view bytes(chunk.get(), static_cast<std::size_t>(count));
        digest->add(bytes);
        size += bytes.size();
        if (!copy) continue;
        if (auto kept = copy->append(std::as_bytes(std::span(bytes))); !kept)
            return Error{fmt::format("cannot keep what can be read only once, {}: {}", path, kept.error().text)};
    }
    if (copy) return InputKnownBefore{copy->release(), digest->finish(), size};
    if (::lseek(input.number(), 0, SEEK_SET) != 0) return detail::system_error("cannot read once more", path);
    return InputKnownBefore{input.release(), digest->finish(), size};
}

}  // namespace jianhe::driver
