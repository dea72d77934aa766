#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compiler/jit/cpu_level.h"
#include "compiler/jit/object_cache.h"

namespace jianhe::jit {
namespace {

namespace fs = std::filesystem;
using testing::Optional;

std::string key_of(std::string_view text) { return "key of " + std::string(text); }

// Telling an object from another one, and long enough to be written in pieces by a slow system.
std::string object_of(std::size_t number, std::size_t size = 20000) {
    std::string object = std::to_string(number) + ":";
    object.resize(size, static_cast<char>('a' + number % 26));
    return object;
}

class JitCache : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "jianhe-cache-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        root_ = pattern;
    }
    void TearDown() override {
        fs::permissions(root_, fs::perms::owner_all);
        fs::remove_all(root_);
    }

    fs::path folder() const { return root_ / "home" / "jianhe" / "objects"; }
    ObjectCache cache(std::uint64_t bound = ObjectCache::kDefaultBound) const { return ObjectCache(folder(), bound); }

    std::vector<fs::path> files() const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(folder())) found.push_back(entry.path());
        std::sort(found.begin(), found.end());
        return found;
    }
    fs::path only_file() const {
        const auto found = files();
        EXPECT_EQ(found.size(), 1U);
        return found.front();
    }

    fs::path root_;
};

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << bytes;
}

std::optional<std::string> find(const ObjectCache& cache, const std::string& key) {
    const auto found = cache.find(key);
    return found ? std::optional(std::string(found->bytes())) : std::nullopt;
}

TEST_F(JitCache, KeepsWhatItWasGiven) {
    EXPECT_EQ(find(cache(), key_of("a")), std::nullopt);
    EXPECT_TRUE(cache().store(key_of("a"), "first"));
    EXPECT_TRUE(cache().store(key_of("b"), ""));
    EXPECT_THAT(find(cache(), key_of("a")), Optional(std::string("first")));
    EXPECT_THAT(find(cache(), key_of("b")), Optional(std::string()));
    EXPECT_TRUE(cache().store(key_of("a"), "second"));
    EXPECT_THAT(find(cache(), key_of("a")), Optional(std::string("second")));
    cache().remove(key_of("a"));
    EXPECT_EQ(find(cache(), key_of("a")), std::nullopt);
}

TEST_F(JitCache, BelongsToTheUserAlone) {
    ASSERT_TRUE(cache().store(key_of("a"), "object"));
    EXPECT_EQ(fs::status(folder()).permissions(), fs::perms::owner_all);
    EXPECT_EQ(fs::status(only_file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(JitCache, LooksAtNothingThatOthersMayWrite) {
    ASSERT_TRUE(cache().store(key_of("a"), "object"));
    const fs::path file = only_file();
    fs::permissions(file, fs::perms::group_write, fs::perm_options::add);
    EXPECT_EQ(find(cache(), key_of("a")), std::nullopt);
    fs::permissions(file, fs::perms::group_write, fs::perm_options::remove);
    EXPECT_THAT(find(cache(), key_of("a")), Optional(std::string("object")));
    fs::permissions(folder(), fs::perms::others_write, fs::perm_options::add);
    EXPECT_EQ(find(cache(), key_of("a")), std::nullopt);
    EXPECT_FALSE(cache().store(key_of("b"), "object"));
}

TEST_F(JitCache, LooksAtNothingThatSomebodyElseOwns) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give files away";
    ASSERT_TRUE(cache().store(key_of("a"), "object"));
    const fs::path file = only_file();
    ASSERT_EQ(::chown(file.c_str(), 12345, 12345), 0);
    EXPECT_EQ(find(cache(), key_of("a")), std::nullopt);
    ASSERT_EQ(::chown(file.c_str(), 0, 0), 0);
    EXPECT_NE(find(cache(), key_of("a")), std::nullopt);
    ASSERT_EQ(::chown(folder().c_str(), 12345, 12345), 0);
    EXPECT_EQ(find(cache(), key_of("a")), std::nullopt);
}

TEST_F(JitCache, FollowsNoLinks) {
    ASSERT_TRUE(cache().store(key_of("a"), "object"));
    const fs::path file = only_file();
    fs::rename(file, root_ / "elsewhere");
    fs::create_symlink(root_ / "elsewhere", file);
    EXPECT_EQ(find(cache(), key_of("a")), std::nullopt);
    EXPECT_EQ(find(ObjectCache(root_ / "link"), key_of("a")), std::nullopt);
}

TEST_F(JitCache, RemovesDamagedEntries) {
    ASSERT_TRUE(cache().store(key_of("a"), "object"));
    const fs::path file = only_file();
    const std::string whole = read_file(file);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
        write_file(file, damaged);
        EXPECT_EQ(find(cache(), key_of("a")), std::nullopt) << at;
        EXPECT_FALSE(fs::exists(file)) << at;
        write_file(file, whole);
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    }
    EXPECT_THAT(find(cache(), key_of("a")), Optional(std::string("object")));
}

TEST_F(JitCache, RemovesTruncatedAndProlongedEntries) {
    ASSERT_TRUE(cache().store(key_of("a"), "object"));
    const fs::path file = only_file();
    const std::string whole = read_file(file);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        write_file(file, whole.substr(0, size));
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
        EXPECT_EQ(find(cache(), key_of("a")), std::nullopt) << size;
        EXPECT_FALSE(fs::exists(file)) << size;
    }
    write_file(file, whole + "x");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(find(cache(), key_of("a")), std::nullopt);
}

TEST_F(JitCache, RemovesAnEntryOfAnotherKey) {
    ASSERT_TRUE(cache().store(key_of("a"), "object"));
    const fs::path first = only_file();
    ASSERT_TRUE(cache().store(key_of("b"), "object"));
    fs::path second = files().front() == first ? files().back() : files().front();
    fs::copy_file(first, second, fs::copy_options::overwrite_existing);
    EXPECT_EQ(find(cache(), key_of("b")), std::nullopt);
    EXPECT_FALSE(fs::exists(second));
    EXPECT_NE(find(cache(), key_of("a")), std::nullopt);
}

TEST_F(JitCache, StaysWithinItsBound) {
    constexpr std::uint64_t kBound = 70000;
    for (std::size_t i = 0; i < 3; ++i) ASSERT_TRUE(cache(kBound).store(key_of(std::to_string(i)), object_of(i)));
    // Times are set, since a file system may know them only roughly. Entry 0 is used again, 1 never, 2 was made last.
    const auto now = fs::file_time_type::clock::now();
    for (const fs::path& file : files()) fs::last_write_time(file, now - std::chrono::hours(1));
    ASSERT_TRUE(find(cache(kBound), key_of("0")));
    ASSERT_TRUE(find(cache(kBound), key_of("2")));
    ASSERT_TRUE(cache(kBound).store(key_of("3"), object_of(3)));
    EXPECT_NE(find(cache(kBound), key_of("0")), std::nullopt);
    EXPECT_EQ(find(cache(kBound), key_of("1")), std::nullopt);
    EXPECT_NE(find(cache(kBound), key_of("2")), std::nullopt);
    EXPECT_NE(find(cache(kBound), key_of("3")), std::nullopt);
    EXPECT_EQ(files().size(), 3U);
}

TEST_F(JitCache, KeepsNothingThatIsLargerThanItsBound) {
    EXPECT_FALSE(cache(10000).store(key_of("a"), object_of(1)));
    ASSERT_TRUE(cache().store(key_of("a"), object_of(1)));
    EXPECT_EQ(find(cache(10000), key_of("a")), std::nullopt);
}

TEST_F(JitCache, CleansUpAfterWritersThatWereKilled) {
    ASSERT_TRUE(cache().store(key_of("a"), "object"));
    const fs::path old = folder() / ".partial-1-2-3";
    const fs::path fresh = folder() / ".partial-1-2-4";
    const fs::path foreign = folder() / "README";
    for (const fs::path& file : {old, fresh, foreign}) {
        write_file(file, "x");
        fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(file == fresh ? 0 : 24));
    }
    ASSERT_TRUE(cache().store(key_of("b"), "object"));
    EXPECT_FALSE(fs::exists(old));
    EXPECT_TRUE(fs::exists(fresh));
    EXPECT_TRUE(fs::exists(foreign));
}

TEST_F(JitCache, WorksWithoutAFolder) {
    write_file(root_ / "home", "a file where the folder should be");
    EXPECT_FALSE(cache().store(key_of("a"), "object"));
    EXPECT_EQ(find(cache(), key_of("a")), std::nullopt);
    EXPECT_FALSE(ObjectCache("/proc/jianhe/objects").store(key_of("a"), "object"));
}

// Root writes everywhere: what follows is done by somebody else, in a process of its own.
template <class Action>
int as_ordinary_user(const fs::path& folder, Action action) {
    constexpr uid_t kNobody = 65534;
    const pid_t pid = ::fork();
    if (pid == 0) {
        if (::geteuid() == 0 && (::chown(folder.c_str(), kNobody, kNobody) != 0 || ::setuid(kNobody) != 0)) {
            std::_Exit(EXIT_FAILURE);
        }
        std::_Exit(action() ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    int status = -1;
    ::waitpid(pid, &status, 0);
    return status;
}

TEST_F(JitCache, WorksWithAFolderThatCannotBeWritten) {
    EXPECT_EQ(as_ordinary_user(root_,
                               [this] {
                                   const bool stored = cache().store(key_of("a"), "object");
                                   fs::permissions(folder(), fs::perms::owner_read | fs::perms::owner_exec);
                                   const bool refused = !cache().store(key_of("b"), "object");
                                   const auto found = find(cache(), key_of("a"));
                                   fs::permissions(folder(), fs::perms::owner_all);
                                   return stored && refused && found == "object";
                               }),
              0);
}

// Eight processes write and read the same few entries within a bound that makes them remove each other's; half of them
// are killed at some moment. Nobody ever sees half an object.
TEST_F(JitCache, IsSharedByProcesses) {
    constexpr std::uint64_t kBound = 100000;
    constexpr std::size_t kKeys = 6;
    enum Status : int { Whole, Torn };
    std::vector<pid_t> children;
    for (std::size_t child = 0; child < 8; ++child) {
        const pid_t pid = ::fork();
        ASSERT_NE(pid, -1);
        if (pid == 0) {
            const ObjectCache shared = cache(kBound);
            const bool is_killed = child % 2 == 1;
            for (std::size_t turn = 0; turn < 300 || is_killed; ++turn) {
                const std::size_t number = (turn * 7 + child) % kKeys;
                const std::string key = key_of(std::to_string(number));
                const auto found = find(shared, key);
                if (found && *found != object_of(number)) std::_Exit(Torn);
                shared.store(key, object_of(number));
            }
            std::_Exit(Whole);
        }
        children.push_back(pid);
    }
    for (std::size_t child = 1; child < children.size(); child += 2) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        ::kill(children[child], SIGKILL);
    }
    for (std::size_t child = 0; child < children.size(); ++child) {
        int status = 0;
        ASSERT_EQ(::waitpid(children[child], &status, 0), children[child]);
        if (child % 2 == 0) {
            EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == Whole);
        }
        if (child % 2 == 1) {
            EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        }
    }
    ASSERT_TRUE(cache(kBound).store(key_of("last"), object_of(1)));
    EXPECT_NE(find(cache(kBound), key_of("last")), std::nullopt);
    std::uintmax_t size = 0;
    for (const fs::path& file : files()) size += file.extension() == ".object" ? fs::file_size(file) : 0;
    EXPECT_LE(size, kBound);
}

// Sets a variable of the environment for one test.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() { old_ ? ::setenv(name_, old_->c_str(), 1) : ::unsetenv(name_); }

private:
    const char* name_;
    std::optional<std::string> old_;
};

TEST(JitCacheFolder, IsTheUsers) {
    const Variable home("HOME", "/home/someone");
    {
        const Variable cache("XDG_CACHE_HOME", "/var/tmp/cache");
        EXPECT_THAT(ObjectCache::default_folder(), Optional(std::string("/var/tmp/cache/jianhe/objects")));
    }
    for (const char* value : {static_cast<const char*>(nullptr), "", "relative"}) {
        const Variable cache("XDG_CACHE_HOME", value);
        EXPECT_THAT(ObjectCache::default_folder(), Optional(std::string("/home/someone/.cache/jianhe/objects")));
        const Variable homeless("HOME", nullptr);
        EXPECT_EQ(ObjectCache::default_folder(), std::nullopt);
    }
}

TEST(JitCpuLevel, OfThisMachineCanBeRun) {
    const std::string_view level = host_cpu_level();
    if (level.empty()) GTEST_SKIP() << "no machine of this kind";
    EXPECT_TRUE(can_run_level(level));
    EXPECT_TRUE(can_run_level("x86-64"));
    EXPECT_FALSE(can_run_level("x86-64-v9"));
    EXPECT_FALSE(can_run_level(""));
    // Higher levels contain the lower ones.
    if (can_run_level("x86-64-v4")) {
        EXPECT_EQ(level, "x86-64-v3");
    }
    if (level == "x86-64-v3") {
        EXPECT_TRUE(can_run_level("x86-64-v2"));
    }
}

}  // namespace
}  // namespace jianhe::jit
