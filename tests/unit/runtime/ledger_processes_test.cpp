// Several processes at one ledger, and processes that are killed.
#include <chrono>
#include <csignal>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/runtime/ledger_sample.h"

namespace jianhe {
namespace {

using namespace ledger_sample;  // NOLINT(google-build-using-namespace)
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int kVisitNames = 40;

// File `number` of an endless upload. Some are large enough to go to the store in parts; records take back others.
Result<void> accept_file(Ledger& ledger, int number) {
    const std::string digest = "d" + std::to_string(number);
    const auto begun = ledger.begin_file(file(digest), LedgerMode::Accept);
    if (!begun) return begun.error();
    if (begun->already) return {};
    std::mt19937 random(static_cast<unsigned>(number));
    const std::uint64_t records = number % 5 == 0 ? 700 : 3 + random() % 20;
    for (std::uint64_t i = 0; i < records; ++i) {
        const std::string name = "V" + std::to_string(random() % kVisitNames);
        const auto record = ledger.add_record(i, std::vector{visit(ledger, name)});
        if (!record) return record.error();
        auto added = ledger.add_row(kVisits, visit_row(ledger, i > 60 ? "B" + std::to_string(i) : name, "P", number));
        if (added && i < 10) added = ledger.add_row(kRefills, refill_row(ledger, name, number, std::int64_t(i)));
        if (!added) return added;
        if (random() % 8 != 0) continue;
        const std::vector<Cell> key = {visit(ledger, "V" + std::to_string(random() % kVisitNames))};
        const auto found = ledger.rows({kVisits, kByVisit, key});
        if (!found) return found.error();
        // Not a taker, so that the depth stays small.
        if (found->rows.empty() || found->rows[0].record >= *record) continue;
        if (auto taken = ledger.take_back(found->rows[0].record); !taken) {
            if (taken.error().text.find("too many") == std::string::npos) return taken;
        }
    }
    return ledger.commit();
}

LedgerOptions little_memory() {
    LedgerOptions options;
    options.memory_bytes = 128 << 10;
    return options;
}

// Runs `work` in a process of its own, which ends with its answer.
template <class Work>
pid_t start(const Work& work) {
    const pid_t process = fork();
    if (process == 0) _exit(work());
    return process;
}
int status_of(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

// Everything a ledger says.
std::vector<std::string> dump(Ledger& ledger) {
    std::vector<std::string> lines;
    for (int i = 0; i < kVisitNames; ++i) {
        const std::string name = "V" + std::to_string(i);
        std::string line = name + ":";
        for (const std::string& record : records_of(ledger, name)) line += " " + record;
        for (const std::string& refill : refills(ledger, name)) line += " " + refill;
        lines.push_back(line);
    }
    const auto stats = ledger.stats();
    if (stats) {
        lines.push_back("records " + std::to_string(stats->records) + " take-backs " +
                        std::to_string(stats->take_backs));
        for (const auto& relation : stats->relations)
            lines.push_back(relation.name + " " + std::to_string(relation.rows));
    }
    return lines;
}

class LedgerProcessesTest : public testing::TestWithParam<StoreKind> {
protected:
    void SetUp() override {
        store_ = make();
        if (!store_) GTEST_SKIP() << why_not_;
    }
    std::unique_ptr<Store> make() { return GetParam().make(why_not_); }
    std::unique_ptr<Ledger> open(Store& store, const LedgerOptions& options = {}) {
        auto opened = store.open(shape(), options);
        EXPECT_TRUE(opened) << opened.error().text;
        return opened ? std::move(*opened) : nullptr;
    }

    std::string why_not_;
    std::unique_ptr<Store> store_;
};

TEST_P(LedgerProcessesTest, KilledAtAnyMomentNothingIsLostOrCountedTwice) {
    constexpr int kKills = 100;
    std::mt19937 random(20250101);
    const auto other_store = make();
    // A life is long enough for some files, on this machine and now.
    const auto started = std::chrono::steady_clock::now();
    {
        const auto ledger = open(*store_);
        ASSERT_TRUE(ledger && accept_file(*ledger, 0) && accept_file(*ledger, 1));
    }
    const auto life = std::chrono::steady_clock::now() - started;
    const auto longest = 2 * std::chrono::duration_cast<std::chrono::microseconds>(life).count() + 20'000;
    int killed_at_work = 0;
    for (int i = 0; i < kKills; ++i) {
        const pid_t process = start([&] {
            auto ledger = store_->open(shape(), little_memory());
            for (int number = 0; ledger; ++number) {
                if (!accept_file(**ledger, number)) break;
            }
            return 1;
        });
        usleep(static_cast<useconds_t>(random() % static_cast<unsigned>(longest)));
        kill(process, SIGKILL);
        const int status = status_of(process);
        if (WIFSIGNALED(status)) ++killed_at_work;
    }
    EXPECT_EQ(killed_at_work, kKills);

    const auto ledger = open(*store_);
    ASSERT_TRUE(ledger);
    const auto verified = ledger->verify();
    EXPECT_TRUE(verified) << verified.error().text;
    const auto files = ledger->files();
    ASSERT_TRUE(files);
    const int count = static_cast<int>(files->size());
    RecordProperty("files", count);
    ASSERT_GT(count, 5);
    const auto other = open(*other_store);
    for (int number = 0; number < count; ++number) {
        EXPECT_EQ((*files)[static_cast<std::size_t>(number)].identity.digest, "d" + std::to_string(number));
        const auto accepted = accept_file(*other, number);
        ASSERT_TRUE(accepted) << accepted.error().text;
    }
    EXPECT_EQ(dump(*ledger), dump(*other));
    // It goes on.
    const auto next = accept_file(*ledger, count);
    EXPECT_TRUE(next) << next.error().text;
}

TEST_P(LedgerProcessesTest, TwoProcessesAcceptTheSameFilesAtOnce) {
    constexpr int kFiles = 25;
    // They make the ledger at once, too.
    const auto accept_all = [&](bool is_backwards) {
        auto ledger = store_->open(shape(), little_memory());
        if (!ledger) {
            fprintf(stderr, "%s\n", ledger.error().text.c_str());
            return 1;
        }
        for (int i = 0; i < kFiles; ++i) {
            const auto accepted = accept_file(**ledger, is_backwards ? kFiles - 1 - i : i);
            if (accepted) continue;
            fprintf(stderr, "%s\n", accepted.error().text.c_str());
            return 2;
        }
        return 0;
    };
    const pid_t first = start([&] { return accept_all(false); });
    const pid_t second = start([&] { return accept_all(true); });
    // Somebody looks on.
    const pid_t third = start([&] {
        for (int i = 0; i < 40; ++i) {
            auto ledger = store_->open(shape(), little_memory());
            if (!ledger) return 1;
            const auto begun = (*ledger)->begin_file(file("check"), LedgerMode::Check);
            if (!begun || begun->already) return 2;
            const auto key = std::vector{visit(**ledger, "V1")};
            const auto before = (*ledger)->rows({kVisits, kByVisit, key});
            if (!before) return 3;
            const std::size_t count = before->rows.size();
            usleep(2'000);
            // What was fetched is dropped, so it is read again.
            if (!(*ledger)->fetch({})) return 4;
            if ((*ledger)->rows({kVisits, kByVisit, key})->rows.size() != count) return 5;
        }
        return 0;
    });
    EXPECT_EQ(status_of(first), 0);
    EXPECT_EQ(status_of(second), 0);
    EXPECT_EQ(status_of(third), 0);

    const auto ledger = open(*store_);
    const auto files = ledger->files();
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), std::size_t(kFiles));
    // The order was theirs; in that order, it is what one process would have.
    const auto other_store = make();
    const auto other = open(*other_store);
    for (const LedgerFile& one : *files) {
        ASSERT_TRUE(accept_file(*other, std::stoi(one.identity.digest.substr(1))));
    }
    EXPECT_EQ(dump(*ledger), dump(*other));
}

// Many keys at once, so that filters are asked, while somebody else adds files and runs of keys become larger ones.
TEST_P(LedgerProcessesTest, FetchesManyKeysWhileOthersAccept) {
    const auto writer = open(*store_);
    const auto reader = open(*store_, little_memory());
    int number = 0;
    for (const int until : {3, 9, 21, 22}) {
        for (; number < until; ++number) {
            begin(*writer, "d" + std::to_string(number));
            for (std::uint64_t i = 0; i < 30; ++i) {
                add_visit(*writer, i, "V" + std::to_string(30 * std::uint64_t(number) + i), "P", number);
            }
            ASSERT_TRUE(writer->commit());
        }
        for (const LedgerMode mode : {LedgerMode::Check, LedgerMode::Accept}) {
            begin(*reader, "e" + std::to_string(number), mode);
            std::vector<Cell> cells;
            for (int i = 0; i < 1'200; ++i) cells.push_back(visit(*reader, "V" + std::to_string(i)));
            std::vector<LedgerKey> keys;
            for (const Cell& cell : cells) keys.push_back({kVisits, kByVisit, std::span(&cell, 1)});
            const auto fetched = reader->fetch(keys);
            ASSERT_TRUE(fetched) << fetched.error().text;
            for (int i = 0; i < 1'200; ++i) {
                const auto found = reader->rows(keys[std::size_t(i)]);
                ASSERT_TRUE(found) << found.error().text;
                ASSERT_EQ(found->rows.size(), i < 30 * number ? 1U : 0U) << i << " of " << number;
            }
            const std::vector<Cell> last = {reader->cell({kVisits, 1}, "P"), Ledger::cell(number - 1)};
            EXPECT_EQ(reader->rows({kVisits, kByPersonAndTime, last})->rows.size(), 30U);
            // What it adds itself and rolls back, some of it from the store, leaves no trace in what it remembers.
            for (std::uint64_t i = 0; i < 400; ++i) add_visit(*reader, i, "W" + std::to_string(i));
            reader->rollback();
        }
    }
}

TEST_P(LedgerProcessesTest, WaitsForTheOtherAndGivesUp) {
    const auto holder = open(*store_);
    begin(*holder, "d1");
    add_visit(*holder, 0, "V1");
    LedgerOptions impatient;
    impatient.lock_wait = std::chrono::milliseconds(300);
    const auto other = open(*store_, impatient);
    const auto locked = other->begin_file(file("d2"), LedgerMode::Accept);
    ASSERT_FALSE(locked);
    EXPECT_THAT(locked.error().text,
                HasSubstr("is locked by another process (waited 0.3 s); try again when it has ended"));
    // A check need not wait, and sees the ledger as it was.
    begin(*other, "d2", LedgerMode::Check);
    EXPECT_THAT(records_of(*other, "V1"), IsEmpty());
    const auto committed = holder->commit();
    ASSERT_TRUE(committed) << committed.error().text;
    // Not even now, until it ends.
    EXPECT_THAT(records_of(*other, "V1"), IsEmpty());
    other->rollback();
    begin(*other, "d2");
    EXPECT_THAT(records_of(*other, "V1"), ElementsAre("d1#0"));
}

INSTANTIATE_TEST_SUITE_P(Stores, LedgerProcessesTest, testing::ValuesIn(lasting_store_kinds()),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace jianhe
