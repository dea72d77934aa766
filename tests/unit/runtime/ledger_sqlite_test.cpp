// What can happen to a ledger in a file.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/runtime/ledger_sample.h"

namespace jianhe {
namespace {

using namespace ledger_sample;  // NOLINT(google-build-using-namespace)
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr unsigned kNobody = 65534;

class LedgerSqliteTest : public testing::Test {
protected:
    std::string path() const { return folder_ / "history.db"; }
    Result<std::unique_ptr<Ledger>> open(const LedgerOptions& options = {}) {
        return open_sqlite_ledger(path(), shape(), options);
    }
    std::string refusal(const LedgerOptions& options = {}) {
        const auto opened = open(options);
        EXPECT_FALSE(opened);
        return opened ? "" : opened.error().text;
    }
    void accept(const std::string& digest, std::string_view visit, int count = 1) {
        auto ledger = open();
        ASSERT_TRUE(ledger) << ledger.error().text;
        begin(**ledger, digest);
        for (int i = 0; i < count; ++i) add_visit(**ledger, static_cast<std::uint64_t>(i), visit);
        const auto committed = (*ledger)->commit();
        ASSERT_TRUE(committed) << committed.error().text;
    }
    std::string bytes() const {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
            if (entry.path().extension() == ".key") continue;
            std::ifstream file(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(file), {});
        }
        return all;
    }
    void run(const std::string& sql) const {
        sqlite3* database = nullptr;
        ASSERT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(database);
    }
    std::int64_t number(const std::string& sql) const {
        sqlite3* database = nullptr;
        EXPECT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
        std::int64_t value = -1;
        const auto keep = [](void* to, int, char** values, char**) {
            *static_cast<std::int64_t*>(to) = std::stoll(values[0]);
            return 0;
        };
        EXPECT_EQ(sqlite3_exec(database, sql.c_str(), keep, &value, nullptr), SQLITE_OK);
        sqlite3_close(database);
        return value;
    }
    // What a process of its own says that accepts a large file: its error, or nothing.
    template <class Before>
    std::string accept_elsewhere(const std::string& at, const Before& before) const {
        int ends[2];
        if (pipe(ends) != 0) return "no pipe";
        const pid_t process = fork();
        if (process == 0) {
            before();
            const std::string text = error_of_large_file(at);
            const ssize_t written = write(ends[1], text.data(), text.size());
            _exit(written == static_cast<ssize_t>(text.size()) ? 0 : 1);
        }
        close(ends[1]);
        std::string text;
        char buffer[1024];
        for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;) {
            text.append(buffer, static_cast<std::size_t>(got));
        }
        close(ends[0]);
        int status = 0;
        waitpid(process, &status, 0);
        EXPECT_EQ(status, 0);
        return text;
    }
    static std::string error_of_large_file(const std::string& at) {
        LedgerOptions options;
        options.memory_bytes = std::size_t{1} << 20;
        auto ledger = open_sqlite_ledger(at, shape(), options);
        if (!ledger) return ledger.error().text;
        const auto begun = (*ledger)->begin_file(file("large"), LedgerMode::Accept);
        if (!begun) return begun.error().text;
        for (std::uint64_t i = 0; i < 60'000; ++i) {
            const std::string name = "L" + std::to_string(i);
            const auto record = (*ledger)->add_record(i, std::vector{visit(**ledger, name)});
            if (!record) return record.error().text;
            const auto added = (*ledger)->add_row(kVisits, visit_row(**ledger, name, "P", 1));
            if (!added) return added.error().text;
        }
        const auto committed = (*ledger)->commit();
        return committed ? "" : committed.error().text;
    }

    TemporaryFolder folder_;
};

TEST_F(LedgerSqliteTest, IsForItsOwnerAlone) {
    accept("d1", "V1");
    for (const char* const name : {"history.db", "history.db.key"}) {
        struct stat status {};
        ASSERT_EQ(stat((folder_ / name).c_str(), &status), 0) << name;
        EXPECT_EQ(status.st_mode & 0777, 0600U) << name;
    }
}

TEST_F(LedgerSqliteTest, HoldsNoPrivateText) {
    accept("d1", "VISIT-IN-PLAIN-TEXT");
    EXPECT_THAT(bytes(), Not(HasSubstr("VISIT-IN-PLAIN-TEXT")));
    EXPECT_THAT(bytes(), HasSubstr("3502060427"));
    std::filesystem::remove(path());
    LedgerOptions readable;
    readable.keep_private_readable = true;
    ASSERT_TRUE(open(readable));
    accept("d1", "VISIT-IN-PLAIN-TEXT");
    EXPECT_THAT(bytes(), HasSubstr("VISIT-IN-PLAIN-TEXT"));
}

TEST_F(LedgerSqliteTest, NeedsItsKey) {
    accept("d1", "V1");
    std::filesystem::remove(path() + ".key");
    EXPECT_THAT(refusal(), HasSubstr("history.db.key of the ledger " + path() + " is not there"));
    EXPECT_FALSE(std::filesystem::exists(path() + ".key"));
}

TEST_F(LedgerSqliteTest, IsNotMadeWithoutLeave) {
    LedgerOptions options;
    options.may_create = false;
    EXPECT_EQ(refusal(options), "cannot open the ledger " + path() + ": No such file or directory");
    EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(LedgerSqliteTest, WhatIsNoLedgerIsLeftAlone) {
    std::ofstream(path()) << std::string(5'000, 'x');
    EXPECT_EQ(refusal(), path() + " is not a ledger: it is no SQLite data base");
    EXPECT_EQ(std::filesystem::file_size(path()), 5'000U);
    std::filesystem::remove(path());
    run("CREATE TABLE parcels(weight)");
    EXPECT_EQ(refusal(), path() + " is not a ledger: it is a data base of another program");
}

TEST_F(LedgerSqliteTest, ANewerFormatIsRefused) {
    accept("d1", "V1");
    run("PRAGMA user_version = 2");
    EXPECT_EQ(refusal(), "the ledger " + path() +
                             " has the format 2 of a newer version of this program, which knows formats up to 1");
}

TEST_F(LedgerSqliteTest, SaysThatItIsDamaged) {
    accept("d1", "V1", 2'000);
    const auto size = std::filesystem::file_size(path());
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    for (std::uintmax_t at = 8'192 * 8; at + 4'096 < size; at += 8'192) {
        file.seekp(static_cast<std::streamoff>(at));
        file << std::string(4'096, '\x5A');
    }
    file.close();
    auto ledger = open();
    ASSERT_TRUE(ledger) << ledger.error().text;
    const auto verified = (*ledger)->verify();
    ASSERT_FALSE(verified);
    EXPECT_THAT(verified.error().text, HasSubstr("the ledger " + path() + " is damaged ("));
    EXPECT_THAT(verified.error().text, HasSubstr("; restore it from a backup"));
}

TEST_F(LedgerSqliteTest, NoticesThatItIsGone) {
    accept("d1", "V1");
    auto ledger = open();
    ASSERT_TRUE(ledger);
    begin(**ledger, "d2");
    add_visit(**ledger, 0, "V1");
    std::filesystem::rename(path(), folder_ / "elsewhere.db");
    const auto committed = (*ledger)->commit();
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().text,
              "the ledger " + path() + " is no longer there: it was moved, removed or replaced");
    EXPECT_FALSE((*ledger)->begin_file(file("d3"), LedgerMode::Check));
}

TEST_F(LedgerSqliteTest, AFileThatMayOnlyBeReadIsNotWritten) {
    if (geteuid() != 0) GTEST_SKIP() << "only root can act as another user";
    accept("d1", "V1");
    // The other user may read all of it, and write nothing.
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
        std::filesystem::permissions(entry.path(), std::filesystem::perms(0644));
    }
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
    const std::string text = accept_elsewhere(path(), [] {
        if (setgid(kNobody) != 0 || setuid(kNobody) != 0) _exit(9);
    });
    EXPECT_THAT(text, HasSubstr("the ledger " + path() + " may only be read"));
    auto ledger = open();
    EXPECT_THAT(records_of(**ledger, "V1"), ElementsAre("d1#0"));
}

TEST_F(LedgerSqliteTest, WithoutSpaceNothingOfTheFileIsKept) {
    accept("d1", "V1");
    const std::string text = accept_elsewhere(path(), [] {
        const rlimit little{1 << 20, 1 << 20};
        if (setrlimit(RLIMIT_FSIZE, &little) != 0) _exit(9);
        std::signal(SIGXFSZ, SIG_IGN);
    });
    EXPECT_THAT(text, HasSubstr("cannot read or write the ledger " + path() + ": "));
    EXPECT_THAT(text, HasSubstr("; the ledger is as it was before"));
    auto ledger = open();
    ASSERT_TRUE(ledger) << ledger.error().text;
    EXPECT_TRUE((*ledger)->verify());
    EXPECT_EQ((*ledger)->stats()->records, 1U);
    EXPECT_THAT(records_of(**ledger, "L1"), IsEmpty());
    accept("d2", "V1");
    EXPECT_THAT(records_of(**ledger, "V1"), ElementsAre("d1#0", "d2#0"));
}

TEST_F(LedgerSqliteTest, OnAFullDiskNothingOfTheFileIsKept) {
    const std::string disk = folder_ / "disk";
    ASSERT_EQ(mkdir(disk.c_str(), 0700), 0);
    if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m") != 0) GTEST_SKIP() << "a small disk cannot be mounted here";
    const std::string at = disk + "/history.db";
    {
        auto ledger = open_sqlite_ledger(at, shape(), {});
        ASSERT_TRUE(ledger);
        begin(**ledger, "d1");
        add_visit(**ledger, 0, "V1");
        ASSERT_TRUE((*ledger)->commit());
    }
    EXPECT_EQ(error_of_large_file(at),
              "cannot write the ledger " + at + ": the disk is full; the ledger is as it was before");
    {
        auto ledger = open_sqlite_ledger(at, shape(), {});
        ASSERT_TRUE(ledger) << ledger.error().text;
        EXPECT_TRUE((*ledger)->verify());
        EXPECT_THAT(records_of(**ledger, "V1"), ElementsAre("d1#0"));
        EXPECT_EQ((*ledger)->stats()->records, 1U);
    }
    EXPECT_EQ(umount(disk.c_str()), 0);
}

TEST_F(LedgerSqliteTest, ManyFilesLeaveFewRuns) {
    constexpr std::uint64_t kFiles = 70;
    auto ledger = open();
    ASSERT_TRUE(ledger);
    for (std::uint64_t i = 0; i < kFiles; ++i) {
        begin(**ledger, "d" + std::to_string(i));
        add_visit(**ledger, 0, "V" + std::to_string(i));
        add_visit(**ledger, 1, "V");
        ASSERT_TRUE((*ledger)->commit());
    }
    for (std::uint64_t i = 0; i < kFiles; ++i) {
        EXPECT_THAT(records_of(**ledger, "V" + std::to_string(i)), ElementsAre("d" + std::to_string(i) + "#0"));
    }
    EXPECT_EQ(records_of(**ledger, "V").size(), kFiles);
    // 140 entries of each of the two indexes: three runs of 2, 8, 32 and 128 entries at the most.
    EXPECT_LE(number("SELECT count(*) FROM key_runs"), 2 * 3 * 4);
    EXPECT_EQ(number("SELECT sum(entries) FROM key_runs"), 2 * 2 * std::int64_t(kFiles));
    EXPECT_EQ(number("SELECT count(*) FROM key_filters"), number("SELECT count(*) FROM key_runs"));
    EXPECT_EQ(number("SELECT count(*) FROM key_pages"), number("SELECT sum(pages) FROM key_runs"));
    // Forgetting most of it makes them anew.
    for (std::uint64_t i = 0; i < kFiles - 1; ++i) ASSERT_TRUE(*(*ledger)->forget("d" + std::to_string(i)));
    EXPECT_LT(number("SELECT sum(entries) FROM key_runs"), std::int64_t(kFiles));
    EXPECT_THAT(records_of(**ledger, "V"), ElementsAre("d69#1"));
}

// A check of a file that does not fit into memory leaves nothing behind either, and nobody waits for it.
TEST_F(LedgerSqliteTest, ALargeCheckTouchesNothing) {
    accept("d1", "V1");
    LedgerOptions options;
    options.memory_bytes = 64 << 10;
    auto ledger = open(options);
    ASSERT_TRUE(ledger);
    begin(**ledger, "d2", LedgerMode::Check);
    for (std::uint64_t i = 0; i < 5'000; ++i) add_visit(**ledger, i, "V" + std::to_string(i));
    EXPECT_THAT(records_of(**ledger, "V4999"), ElementsAre("d2#4999"));
    accept("d3", "V1");
    EXPECT_THAT(records_of(**ledger, "V1"), ElementsAre("d1#0", "d2#1"));
    ASSERT_TRUE((*ledger)->commit());
    EXPECT_THAT(records_of(**ledger, "V1"), ElementsAre("d1#0", "d3#0"));
    EXPECT_EQ((*ledger)->stats()->records, 2U);
}

}  // namespace
}  // namespace jianhe
