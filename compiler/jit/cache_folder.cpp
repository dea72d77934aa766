#include "compiler/jit/cache_folder.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <ctime>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jianhe::jit {
namespace {

constexpr int kNone = -1;
constexpr std::string_view kPartial = ".partial-";
// Writing takes milliseconds: what is older was left by a process that was killed.
constexpr std::time_t kStale = 3600;

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ != kNone) ::close(number_);
    }
    int get() const noexcept { return number_; }
    explicit operator bool() const noexcept { return number_ != kNone; }
    // Some file systems tell of a full disk only here.
    bool close() noexcept { return ::close(std::exchange(number_, kNone)) == 0; }

private:
    int number_;
};

bool is_ours(const struct stat& status) {
    return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool read_all(int descriptor, const CodeMemory& bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ssize_t count = ::read(descriptor, bytes.begin() + at, bytes.size() - at);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        at += static_cast<std::size_t>(count);
    }
    return true;
}

std::string partial_name() {
    static std::atomic<unsigned> counter = 0;
    std::timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return fmt::format("{}{}-{}-{}", kPartial, ::getpid(), counter++, now.tv_nsec);
}

struct Entry {
    std::string name;
    std::uint64_t size = 0;
    std::timespec used{};
};

bool used_before(const Entry& a, const Entry& b) {
    return std::pair(a.used.tv_sec, a.used.tv_nsec) < std::pair(b.used.tv_sec, b.used.tv_nsec);
}

}  // namespace

std::optional<CacheFolder> CacheFolder::open(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor == kNone) return std::nullopt;
    CacheFolder folder(descriptor);
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !is_ours(status)) return std::nullopt;
    return folder;
}

std::optional<CacheFolder> CacheFolder::open_or_make(const std::string& path) {
    if (auto folder = open(path)) return folder;
    std::filesystem::path part;
    for (const std::filesystem::path& name : std::filesystem::path(path)) {
        part /= name;
        // One that is there already is none of our business; the last one is checked by open().
        ::mkdir(part.c_str(), 0700);
    }
    return open(path);
}

CacheFolder::CacheFolder(CacheFolder&& other) noexcept : descriptor_(std::exchange(other.descriptor_, kNone)) {}

CacheFolder::~CacheFolder() {
    if (descriptor_ != kNone) ::close(descriptor_);
}

std::optional<CodeMemory> CacheFolder::read(const std::string& name, std::uint64_t max_size) const {
    // Not blocking, in case somebody has put a pipe there.
    const Descriptor file(::openat(descriptor_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || !is_ours(status)) return std::nullopt;
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > max_size) return std::nullopt;
    auto bytes = CodeMemory::allocate(size);
    if (!bytes || !read_all(file.get(), *bytes)) return std::nullopt;
    const std::array<std::timespec, 2> now{{{0, UTIME_OMIT}, {0, UTIME_NOW}}};
    ::futimens(file.get(), now.data());
    return std::move(*bytes);
}

bool CacheFolder::write(const std::string& name, std::string_view first, std::string_view second) const {
    const std::string partial = partial_name();
    Descriptor file(::openat(descriptor_, partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) return false;
    // No fsync: after a crash of the machine the checksum tells what is whole.
    const bool written = write_all(file.get(), first) && write_all(file.get(), second) && file.close();
    if (written && ::renameat(descriptor_, partial.c_str(), descriptor_, name.c_str()) == 0) return true;
    remove(partial);
    return false;
}

void CacheFolder::remove(const std::string& name) const { ::unlinkat(descriptor_, name.c_str(), 0); }

void CacheFolder::prune(std::string_view ending, std::uint64_t bound, const std::string& kept) const {
    const int copy = ::openat(descriptor_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR*)> listing(copy == kNone ? nullptr : ::fdopendir(copy), ::closedir);
    if (listing == nullptr) return;
    std::vector<Entry> entries;
    std::uint64_t total = 0;
    const std::time_t now = std::time(nullptr);
    while (const dirent* found = ::readdir(listing.get())) {
        const std::string name = found->d_name;
        struct stat status {};
        if (::fstatat(descriptor_, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
            continue;
        if (name.starts_with(kPartial)) {
            if (now - status.st_mtim.tv_sec > kStale) remove(name);
        } else if (name.ends_with(ending)) {
            const auto size = static_cast<std::uint64_t>(status.st_size);
            total += size;
            if (name != kept) entries.push_back({name, size, status.st_mtim});
        }
    }
    std::sort(entries.begin(), entries.end(), used_before);
    for (const Entry& entry : entries) {
        if (total <= bound) break;
        remove(entry.name);
        total -= entry.size;
    }
}

}  // namespace jianhe::jit
