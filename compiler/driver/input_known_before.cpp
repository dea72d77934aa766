#include "compiler/driver/input_known_before.h"

#include <cerrno>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jianhe::driver {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{256} << 10;
constexpr int kClosed = -1;

class Descriptor {
public:
    explicit Descriptor(int number) noexcept : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, kClosed)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() {
        if (number_ > STDIN_FILENO) ::close(number_);
    }
    int number() const noexcept { return number_; }
    int release() noexcept { return std::exchange(number_, kClosed); }

private:
    int number_;
};

Error system_fault(std::string_view what, const std::string& path) {
    return Error{fmt::format("{} {}: {}", what, path, std::error_code(errno, std::generic_category()).message())};
}

Result<Descriptor> nameless_file() {
    std::error_code fault;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(fault);
    if (fault) return Error{"cannot find a folder for temporary files (see TMPDIR): " + fault.message()};
    std::string path = (folder / "jianhe-input-XXXXXX").string();
    Descriptor file(::mkostemp(path.data(), O_CLOEXEC));
    if (file.number() < 0) return system_fault("cannot create a temporary file in", folder.string());
    if (::unlink(path.c_str()) != 0) return system_fault("cannot hide the temporary file", path);
    return file;
}

Result<void> append(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_fault("cannot keep what can be read only once,", "a temporary file");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace

Result<InputKnownBefore> open_known_before(const std::string& path, DigestKind kind) {
    Descriptor input(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat state {};
    if (input.number() < 0 || ::fstat(input.number(), &state) != 0) return system_fault("cannot read", path);
    const bool is_once = path == "-" || !S_ISREG(state.st_mode);
    Descriptor copy(kClosed);
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
        if (count < 0) return system_fault("cannot read", path);
        if (count == 0) break;
        const std::string_view bytes(chunk.get(), static_cast<std::size_t>(count));
        digest->add(bytes);
        size += bytes.size();
        if (!is_once) continue;
        if (auto kept = append(copy.number(), bytes); !kept) return kept.error();
    }
    Descriptor& again = is_once ? copy : input;
    if (::lseek(again.number(), 0, SEEK_SET) != 0) return system_fault("cannot read once more", path);
    return InputKnownBefore{again.release(), digest->finish(), size};
}

}  // namespace jianhe::driver
