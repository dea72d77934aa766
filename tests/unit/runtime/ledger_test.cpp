// What a ledger promises, on every store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/runtime/ledger_sample.h"

namespace jianhe {
namespace {

using namespace ledger_sample;  // NOLINT(google-build-using-namespace)
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class LedgerTest : public testing::TestWithParam<StoreKind> {
protected:
    void SetUp() override {
        std::string why_not;
        store_ = GetParam().make(why_not);
        if (!store_) GTEST_SKIP() << why_not;
        open();
    }

    void open(const LedgerShape& shape = ledger_sample::shape(), const LedgerOptions& options = {}) {
        ledger_.reset();
        auto opened = store_->open(shape, options);
        ASSERT_TRUE(opened) << opened.error().text;
        ledger_ = std::move(*opened);
    }
    // Where the store lasts, as another process would.
    void reopen() {
        if (store_->is_lasting()) open();
    }
    void commit() {
        const auto committed = ledger_->commit();
        ASSERT_TRUE(committed) << committed.error().text;
    }
    void add_refill(std::string_view visit, std::int64_t number, std::int64_t state) {
        const auto added = ledger_->add_row(kRefills, refill_row(*ledger_, visit, number, state));
        ASSERT_TRUE(added) << added.error().text;
    }
    // A file with one visit a name.
    void accept(const std::string& digest, const std::vector<std::string>& visits) {
        begin(*ledger_, digest);
        std::uint64_t position = 0;
        for (const std::string& visit : visits) add_visit(*ledger_, position++, visit);
        commit();
    }

    std::unique_ptr<Store> store_;
    std::unique_ptr<Ledger> ledger_;
};

TEST_P(LedgerTest, KeepsWhatWasCommitted) {
    begin(*ledger_, "d1");
    add_visit(*ledger_, 0, "V1");
    add_refill("V1", 1, 0);
    add_refill("V1", 2, 0);
    add_visit(*ledger_, 7, "V2");
    commit();
    reopen();
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0"));
    EXPECT_THAT(records_of(*ledger_, "V2"), ElementsAre("d1#7"));
    EXPECT_THAT(records_of(*ledger_, "V3"), IsEmpty());
    EXPECT_THAT(refills(*ledger_, "V1"), ElementsAre("1:0", "2:0"));
}

TEST_P(LedgerTest, ReadsARowAsItWasWritten) {
    begin(*ledger_, "d1");
    const Cell name[] = {ledger_->cell({LedgerColumnRef::kRecordName, 0}, "V1")};
    ASSERT_TRUE(ledger_->add_record(0, name));
    const std::string odd("\xA4\xA4\0 '\"\\", 7);
    const auto row = visit_row(*ledger_, "V1", "P1", -5'000'000'000, odd, "");
    ASSERT_TRUE(ledger_->add_row(kVisits, row));
    const Cell key[] = {visit(*ledger_, "V1")};
    for (const bool is_committed : {false, true}) {
        if (is_committed) {
            commit();
            reopen();
        }
        const auto found = ledger_->rows({kVisits, kByVisit, key});
        ASSERT_TRUE(found) << found.error().text;
        ASSERT_THAT(found->rows, SizeIs(1));
        EXPECT_TRUE(std::ranges::equal(found->rows[0].cells, row));
        EXPECT_TRUE(found->rows[0].cells[4].is_absent());
        const auto place = ledger_->place(found->rows[0].record);
        ASSERT_TRUE(place);
        EXPECT_EQ(place->is_of_this_file, !is_committed);
        EXPECT_EQ(place->file.name, "a.xml");
        EXPECT_EQ(place->file.received_at.seconds, 1'760'000'000);
        if (is_committed) {
            EXPECT_THAT(place->name, ElementsAre(name[0]));
        }
    }
}

TEST_P(LedgerTest, FindsByEachIndex) {
    begin(*ledger_, "d1");
    add_visit(*ledger_, 0, "V1", "P1", 10);
    add_visit(*ledger_, 1, "V2", "P1", 11);
    add_visit(*ledger_, 2, "V3", "P2", 10);
    add_visit(*ledger_, 3, "V4", "P1", 10);
    commit();
    reopen();
    const Cell key[] = {ledger_->cell({kVisits, 1}, "P1"), Ledger::cell(10)};
    const auto found = ledger_->rows({kVisits, kByPersonAndTime, key});
    ASSERT_TRUE(found);
    ASSERT_THAT(found->rows, SizeIs(2));
    EXPECT_EQ(found->rows[0].cells[0], visit(*ledger_, "V1"));
    EXPECT_EQ(found->rows[1].cells[0], visit(*ledger_, "V4"));
}

TEST_P(LedgerTest, AKeyWithAnAbsentCellFindsNothing) {
    accept("d1", {"V1"});
    const Cell key[] = {Cell()};
    const auto found = ledger_->rows({kVisits, kByVisit, key});
    ASSERT_TRUE(found);
    EXPECT_THAT(found->rows, IsEmpty());
    EXPECT_TRUE(found->is_complete);
    EXPECT_TRUE(ledger_->cell({kVisits, 0}, "").is_absent());
}

TEST_P(LedgerTest, EarlierFilesComeFirstThenThisOne) {
    accept("d1", {"V1"});
    accept("d2", {"V0", "V1"});
    begin(*ledger_, "d3");
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0", "d2#1"));
    add_visit(*ledger_, 0, "V1");
    add_visit(*ledger_, 1, "V2");
    add_visit(*ledger_, 2, "V1");
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0", "d2#1", "d3#0", "d3#2"));
}

TEST_P(LedgerTest, WhatIsAddedAfterFetchingIsSeen) {
    accept("d1", {"V1"});
    begin(*ledger_, "d2");
    const Cell cells[] = {visit(*ledger_, "V1"), visit(*ledger_, "V2")};
    const LedgerKey keys[] = {{kVisits, kByVisit, std::span(cells, 1)},
                              {kVisits, kByVisit, std::span(cells + 1, 1)},
                              {kVisits, kByVisit, std::span(cells, 1)}};
    ASSERT_TRUE(ledger_->fetch(keys));
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0"));
    EXPECT_THAT(records_of(*ledger_, "V2"), IsEmpty());
    add_visit(*ledger_, 4, "V2");
    add_visit(*ledger_, 5, "V1");
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0", "d2#5"));
    EXPECT_THAT(records_of(*ledger_, "V2"), ElementsAre("d2#4"));
}

TEST_P(LedgerTest, AFileIsAcceptedOnce) {
    accept("d1", {"V1", "V2"});
    reopen();
    for (const LedgerMode mode : {LedgerMode::Check, LedgerMode::Accept}) {
        const auto again = ledger_->begin_file(file("d1", "other.xml"), mode);
        ASSERT_TRUE(again) << again.error().text;
        ASSERT_TRUE(again->already);
        EXPECT_EQ(again->already->identity.name, "a.xml");
        EXPECT_EQ(again->already->records, 2U);
    }
    // Nothing has begun, so another one may.
    accept("d2", {"V1"});
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0", "d2#0"));
}

TEST_P(LedgerTest, RollbackKeepsNothing) {
    accept("d1", {"V1"});
    begin(*ledger_, "d2");
    const RecordNumber first = add_visit(*ledger_, 0, "V1");
    ledger_->rollback();
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0"));
    begin(*ledger_, "d2");
    EXPECT_EQ(add_visit(*ledger_, 0, "V2"), first);
    reopen();
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0"));
    if (store_->is_lasting()) {
        EXPECT_THAT(records_of(*ledger_, "V2"), IsEmpty());
    }
}

TEST_P(LedgerTest, ACheckSeesItselfAndKeepsNothing) {
    accept("d1", {"V1"});
    begin(*ledger_, "d2", LedgerMode::Check);
    const RecordNumber record = add_visit(*ledger_, 3, "V1");
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0", "d2#3"));
    ASSERT_TRUE(ledger_->place(record)->is_of_this_file);
    commit();
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0"));
    accept("d2", {"V1"});
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0", "d2#0"));
}

// Also a large one, whose rows do not stay in the memory.
TEST_P(LedgerTest, AFileThatBeginsAgainSeesWhatWasThereBeforeIt) {
    LedgerOptions little;
    little.memory_bytes = 64 << 10;
    open(shape(), little);
    accept("d1", {"V1"});
    begin(*ledger_, "d2");
    const RecordNumber first = add_visit(*ledger_, 0, "V1");
    ASSERT_TRUE(ledger_->take_back(RecordNumber{static_cast<std::uint64_t>(first) - 1}));
    commit();
    accept("d3", {"V1", "V3"});
    const auto stats = ledger_->stats();
    EXPECT_FALSE(ledger_->begin_again("d4"));
    for (int round = 0; round < 2; ++round) {
        ASSERT_TRUE(ledger_->begin_again("d2"));
        EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0")) << "taken back only by the file itself";
        EXPECT_THAT(records_of(*ledger_, "V3"), IsEmpty());
        constexpr std::uint64_t kRecords = 2'000;
        for (std::uint64_t i = 0; i < kRecords; ++i) add_visit(*ledger_, i, "V" + std::to_string(i));
        EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0", "d2#1"));
        EXPECT_THAT(records_of(*ledger_, "V3"), ElementsAre("d2#3"));
        commit();
    }
    EXPECT_EQ(ledger_->stats()->records, stats->records);
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d2#0", "d3#0"));
    accept("d4", {"V1"});
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d2#0", "d3#0", "d4#0"));
}

TEST_P(LedgerTest, ARecordTakesAnotherBack) {
    begin(*ledger_, "d1");
    const RecordNumber first = add_visit(*ledger_, 0, "V1");
    add_refill("V1", 1, 0);
    add_visit(*ledger_, 1, "V1");
    ASSERT_TRUE(ledger_->add_record(2, std::vector{visit(*ledger_, "V1")}));
    ASSERT_TRUE(ledger_->take_back(first));
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#1"));
    EXPECT_THAT(refills(*ledger_, "V1"), IsEmpty());
    commit();
    reopen();
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#1"));
    EXPECT_THAT(refills(*ledger_, "V1"), IsEmpty());
}

TEST_P(LedgerTest, ATakerMayBeTakenBack) {
    accept("d1", {"V1"});
    begin(*ledger_, "d2");
    const auto found = ledger_->rows({kVisits, kByVisit, std::vector{visit(*ledger_, "V1")}});
    ASSERT_THAT(found->rows, SizeIs(1));
    const RecordNumber first = found->rows[0].record;
    const RecordNumber taker = add_visit(*ledger_, 0, "V2");
    ASSERT_TRUE(ledger_->take_back(first));
    commit();
    EXPECT_THAT(records_of(*ledger_, "V1"), IsEmpty());
    begin(*ledger_, "d3");
    add_visit(*ledger_, 0, "V3");
    ASSERT_TRUE(ledger_->take_back(taker));
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0"));
    EXPECT_THAT(records_of(*ledger_, "V2"), IsEmpty());
    commit();
    reopen();
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0"));
    EXPECT_THAT(records_of(*ledger_, "V2"), IsEmpty());
}

TEST_P(LedgerTest, TakingBackInTurnHasABound) {
    begin(*ledger_, "d1");
    RecordNumber last = add_visit(*ledger_, 0, "V0");
    std::uint64_t position = 1;
    for (; position <= LedgerLimits::kMaxTakeBackDepth; ++position) {
        const RecordNumber next = add_visit(*ledger_, position, "V" + std::to_string(position));
        ASSERT_TRUE(ledger_->take_back(last)) << position;
        last = next;
        EXPECT_THAT(records_of(*ledger_, "V0"), SizeIs(position % 2 == 0 ? 1 : 0));
    }
    add_visit(*ledger_, position, "V");
    const auto refused = ledger_->take_back(last);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().text, HasSubstr("too many records take each other back"));
}

TEST_P(LedgerTest, OnlyAnEarlierRecordCanBeTakenBack) {
    begin(*ledger_, "d1");
    const RecordNumber record = add_visit(*ledger_, 0, "V1");
    EXPECT_FALSE(ledger_->take_back(record));
}

TEST_P(LedgerTest, ForgettingUndoesAFile) {
    accept("d1", {"V1"});
    begin(*ledger_, "d2");
    const RecordNumber first = ledger_->rows({kVisits, kByVisit, std::vector{visit(*ledger_, "V1")}})->rows[0].record;
    add_visit(*ledger_, 0, "V2");
    ASSERT_TRUE(ledger_->take_back(first));
    commit();
    EXPECT_THAT(records_of(*ledger_, "V1"), IsEmpty());

    const auto forgotten = ledger_->forget("d2");
    ASSERT_TRUE(forgotten) << forgotten.error().text;
    ASSERT_TRUE(*forgotten);
    EXPECT_EQ((*forgotten)->identity.digest, "d2");
    // What its record took back is there again.
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0"));
    EXPECT_THAT(records_of(*ledger_, "V2"), IsEmpty());
    reopen();
    accept("d2", {"V2", "V2"});
    EXPECT_THAT(records_of(*ledger_, "V2"), ElementsAre("d2#0", "d2#1"));
    EXPECT_FALSE(*ledger_->forget("d9"));
}

TEST_P(LedgerTest, ForgettingManyTimesLeavesNothingBehind) {
    for (int round = 0; round < 6; ++round) {
        accept("d1", {"V1", "V2", "V1"});
        EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0", "d1#2"));
        ASSERT_TRUE(*ledger_->forget("d1"));
        EXPECT_THAT(records_of(*ledger_, "V1"), IsEmpty());
    }
    accept("d2", {"V1"});
    EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d2#0"));
    EXPECT_EQ(ledger_->stats()->relations[kVisits].rows, 1U);
}

TEST_P(LedgerTest, ForgetsByNameWhereItIsClear) {
    accept("d1", {"V1"});
    accept("d2", {"V1"});
    const auto unclear = ledger_->forget("a.xml");
    ASSERT_FALSE(unclear);
    EXPECT_THAT(unclear.error().text, HasSubstr("2 files have the name `a.xml`; say which by its digest: d1 (received "
                                                "2025-10-09T08:53:20) d2"));
    ASSERT_TRUE(*ledger_->forget("d1"));
    ASSERT_TRUE(*ledger_->forget("a.xml"));
    EXPECT_THAT(records_of(*ledger_, "V1"), IsEmpty());
}

TEST_P(LedgerTest, HistoryShowsWhatWasTakenBackAndByWhom) {
    begin(*ledger_, "d1");
    const RecordNumber first = add_visit(*ledger_, 0, "V1");
    add_visit(*ledger_, 1, "V1", "P9", 77);
    const RecordNumber taker = add_visit(*ledger_, 2, "V2");
    ASSERT_TRUE(ledger_->take_back(first));
    commit();
    const auto rows = ledger_->history({kVisits, kByVisit, std::vector{visit(*ledger_, "V1")}});
    ASSERT_TRUE(rows) << rows.error().text;
    ASSERT_THAT(*rows, SizeIs(2));
    EXPECT_FALSE((*rows)[0].is_seen);
    EXPECT_THAT((*rows)[0].taken_back_by, ElementsAre(taker));
    EXPECT_TRUE((*rows)[1].is_seen);
    EXPECT_THAT((*rows)[1].taken_back_by, IsEmpty());
    EXPECT_EQ((*rows)[1].cells[2], Cell(77));
    EXPECT_EQ((*rows)[1].place.file.digest, "d1");
    EXPECT_EQ((*rows)[1].place.position, 1U);
}

TEST_P(LedgerTest, CountsWhatItHas) {
    begin(*ledger_, "d1");
    const RecordNumber first = add_visit(*ledger_, 0, "V1");
    add_refill("V1", 1, 0);
    add_refill("V1", 2, 0);
    add_visit(*ledger_, 5, "V2");
    ASSERT_TRUE(ledger_->take_back(first));
    commit();
    accept("d2", {"V1"});
    const auto stats = ledger_->stats();
    ASSERT_TRUE(stats) << stats.error().text;
    EXPECT_EQ(stats->files, 2U);
    EXPECT_EQ(stats->records, 3U);
    EXPECT_EQ(stats->take_backs, 1U);
    ASSERT_THAT(stats->relations, SizeIs(2));
    EXPECT_EQ(stats->relations[kVisits].rows, 3U);
    EXPECT_EQ(stats->relations[kRefills].rows, 2U);
    if (store_->is_lasting()) {
        EXPECT_GT(stats->bytes, 0U);
    }
    const auto files = ledger_->files();
    ASSERT_TRUE(files);
    ASSERT_THAT(*files, SizeIs(2));
    EXPECT_EQ((*files)[0].identity.digest, "d1");
    EXPECT_EQ((*files)[1].records, 1U);
    EXPECT_TRUE(ledger_->verify());
}

TEST_P(LedgerTest, AKeyWithTooManyRowsSaysSo) {
    begin(*ledger_, "d1");
    const std::size_t many = LedgerLimits::kMaxRowsOfKey;
    for (std::size_t i = 0; i < many; ++i) add_visit(*ledger_, i, "V1");
    const std::vector<Cell> key = {visit(*ledger_, "V1")};
    EXPECT_TRUE(ledger_->rows({kVisits, kByVisit, key})->is_complete);
    add_visit(*ledger_, many, "V1");
    const auto of_file = ledger_->rows({kVisits, kByVisit, key});
    EXPECT_FALSE(of_file->is_complete);
    EXPECT_THAT(of_file->rows, SizeIs(many));
    commit();
    const auto of_store = ledger_->rows({kVisits, kByVisit, key});
    EXPECT_FALSE(of_store->is_complete);
    EXPECT_THAT(of_store->rows, SizeIs(many));
    const auto history = ledger_->history({kVisits, kByVisit, key});
    EXPECT_THAT(*history, SizeIs(many));
}

// Little memory: the rows of the file go to the store while it goes on, and what was fetched is looked up again.
TEST_P(LedgerTest, AFileLargerThanTheMemory) {
    LedgerOptions little;
    little.memory_bytes = 64 << 10;
    open(shape(), little);
    accept("d1", {"V1", "V5"});
    for (const LedgerMode mode : {LedgerMode::Check, LedgerMode::Accept}) {
        begin(*ledger_, "d2", mode);
        const std::vector<Cell> key = {visit(*ledger_, "V1")};
        const LedgerKey keys[] = {{kVisits, kByVisit, key}};
        ASSERT_TRUE(ledger_->fetch(keys));
        constexpr std::uint64_t kRecords = 3'000;
        RecordNumber second{};
        for (std::uint64_t i = 0; i < kRecords; ++i) {
            const RecordNumber record = add_visit(*ledger_, i, "V" + std::to_string(i));
            if (i == 2) second = record;
            if (i == 2'000) {
                ASSERT_TRUE(ledger_->take_back(second));
            }
        }
        EXPECT_THAT(records_of(*ledger_, "V1"), ElementsAre("d1#0", "d2#1"));
        EXPECT_THAT(records_of(*ledger_, "V5"), ElementsAre("d1#1", "d2#5"));
        EXPECT_THAT(records_of(*ledger_, "V2"), IsEmpty());
        EXPECT_THAT(records_of(*ledger_, "V2999"), ElementsAre("d2#2999"));
        commit();
    }
    EXPECT_THAT(records_of(*ledger_, "V2998"), ElementsAre("d2#2998"));
    EXPECT_THAT(records_of(*ledger_, "V2"), IsEmpty());
    EXPECT_EQ(ledger_->stats()->relations[kVisits].rows, 3'002U);
}

TEST_P(LedgerTest, RefusesRowsThatDoNotFit) {
    begin(*ledger_, "d1");
    EXPECT_FALSE(ledger_->add_row(kVisits, visit_row(*ledger_, "V1", "P1", 1)));  // no record yet
    add_visit(*ledger_, 0, "V1");
    const auto absent = ledger_->add_row(kVisits, visit_row(*ledger_, "", "P1", 1));
    ASSERT_FALSE(absent);
    EXPECT_THAT(absent.error().text, HasSubstr("the column `visit` must not be empty"));
    auto row = visit_row(*ledger_, "V1", "P1", 1);
    row[2] = Cell(std::string("text"));
    EXPECT_THAT(ledger_->add_row(kVisits, row).error().text, HasSubstr("another kind came for the column `at`"));
    row.pop_back();
    EXPECT_THAT(ledger_->add_row(kVisits, row).error().text, HasSubstr("another number of cells"));
    const std::string long_text(LedgerLimits::kMaxTextBytes + 1, 'x');
    EXPECT_FALSE(ledger_->add_row(kVisits, visit_row(*ledger_, "V1", "P1", 1, long_text)));
    EXPECT_FALSE(ledger_->add_record(0, std::vector{visit(*ledger_, "V1")}));  // not in order
}

TEST(OpenLedger, TakesTheStoreFromTheUrl) {
    auto memory = open_ledger("memory:", shape(), {});
    ASSERT_TRUE(memory) << memory.error().text;
    EXPECT_EQ((*memory)->name(), "memory:");
    const TemporaryFolder folder;
    auto in_file = open_ledger(folder / "a.db", shape(), {});
    ASSERT_TRUE(in_file) << in_file.error().text;
    EXPECT_EQ((*in_file)->name(), folder / "a.db");
    // Whether it was built with PostgreSQL or not.
    const auto server = open_ledger("postgresql://127.0.0.1:1/x", shape(), {});
    ASSERT_FALSE(server);
    EXPECT_THAT(server.error().text, testing::AnyOf(HasSubstr("cannot reach the ledger postgresql://127.0.0.1:1/x"),
                                                    HasSubstr("was built without PostgreSQL")));
    const auto nowhere = open_ledger(folder / "none/a.db", shape(), {});
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().text, "cannot make the ledger " + (folder / "none/a.db") + ": No such file or directory");
}

INSTANTIATE_TEST_SUITE_P(Stores, LedgerTest, testing::ValuesIn(store_kinds()),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace jianhe
