// Ledgers meet other versions of a specification, and other keys.
#include <fstream>

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
using Kind = LedgerColumn::Kind;

class LedgerShapeTest : public testing::TestWithParam<StoreKind> {
protected:
    void SetUp() override {
        std::string why_not;
        store_ = GetParam().make(why_not);
        if (!store_) GTEST_SKIP() << why_not;
        auto ledger = open(shape());
        if (!ledger) return;
        begin(*ledger, "d1");
        add_visit(*ledger, 0, "V1", "P1", 10);
        ASSERT_TRUE(ledger->add_row(kRefills, refill_row(*ledger, "V1", 1, 0)));
        add_visit(*ledger, 1, "V2", "P1", 11);
        ASSERT_TRUE(ledger->add_row(kRefills, refill_row(*ledger, "V2", 1, 0)));
        ASSERT_TRUE(ledger->commit());
    }

    std::unique_ptr<Ledger> open(const LedgerShape& shape, const LedgerOptions& options = {}) {
        auto opened = store_->open(shape, options);
        EXPECT_TRUE(opened) << opened.error().text;
        return opened ? std::move(*opened) : nullptr;
    }
    std::string refusal(const LedgerShape& shape, const LedgerOptions& options = {}) {
        const auto opened = store_->open(shape, options);
        EXPECT_FALSE(opened);
        return opened ? "" : opened.error().text;
    }

    std::unique_ptr<Store> store_;
};

TEST_P(LedgerShapeTest, GainsARelationAColumnAndAnIndex) {
    LedgerShape more = shape();
    more.version = "2";
    more.record_name.push_back({"at", Kind::Number, true, ""});
    more.relations[kRefills].columns.push_back({"kind", Kind::Text, true, ""});
    more.relations[kRefills].indexes.push_back({1, 2});
    more.relations[kVisits].indexes.push_back({3});
    more.relations.push_back({"allergies", {{"person", Kind::Private, false, "person"}}, {{0}}});
    {
        const auto ledger = open(more);
        ASSERT_TRUE(ledger);
        const std::vector<Cell> number = {Ledger::cell(1), Ledger::cell(0)};
        const auto refills = ledger->rows({kRefills, 2, number});
        ASSERT_TRUE(refills) << refills.error().text;
        ASSERT_THAT(refills->rows, SizeIs(2));
        EXPECT_EQ(refills->rows[0].cells[0], visit(*ledger, "V1"));
        EXPECT_TRUE(refills->rows[0].cells[3].is_absent());
        const std::vector<Cell> place = {ledger->cell({kVisits, 3}, "3502060427")};
        EXPECT_THAT(ledger->rows({kVisits, 2, place})->rows, SizeIs(2));

        begin(*ledger, "d2");
        ASSERT_TRUE(ledger->add_record(0, std::vector{visit(*ledger, "V3"), Ledger::cell(5)}));
        auto row = refill_row(*ledger, "V3", 1, 0);
        row.push_back(ledger->cell({kRefills, 3}, "C"));
        ASSERT_TRUE(ledger->add_row(kRefills, row));
        ASSERT_TRUE(ledger->add_row(2, std::vector{ledger->cell({2, 0}, "P1")}));
        ASSERT_TRUE(ledger->commit());
    }
    const auto ledger = open(more);
    EXPECT_THAT(ledger->rows({kRefills, 2, std::vector{Ledger::cell(1), Ledger::cell(0)}})->rows, SizeIs(3));
    EXPECT_THAT(ledger->rows({2, 0, std::vector{ledger->cell({2, 0}, "P1")}})->rows, SizeIs(1));
}

TEST_P(LedgerShapeTest, KeepsWhatTheSpecificationDropped) {
    LedgerShape less = shape();
    less.relations[kVisits].columns.pop_back();
    less.relations[kVisits].indexes.pop_back();
    less.relations.pop_back();
    {
        const auto ledger = open(less);
        ASSERT_TRUE(ledger);
        begin(*ledger, "d2");
        ASSERT_TRUE(ledger->add_record(0, std::vector{visit(*ledger, "V3")}));
        auto row = visit_row(*ledger, "V3", "P1", 10);
        row.pop_back();
        ASSERT_TRUE(ledger->add_row(kVisits, row));
        ASSERT_TRUE(ledger->commit());
    }
    // The earlier version finds all of it, by the index that was dropped too.
    const auto ledger = open(shape());
    ASSERT_TRUE(ledger);
    EXPECT_THAT(refills(*ledger, "V1"), ElementsAre("1:0"));
    const auto found =
        ledger->rows({kVisits, kByPersonAndTime, std::vector{ledger->cell({kVisits, 1}, "P1"), Ledger::cell(10)}});
    ASSERT_TRUE(found);
    ASSERT_THAT(found->rows, SizeIs(2));
    EXPECT_EQ(found->rows[1].cells[0], visit(*ledger, "V3"));
    // What is not used any more is forgotten with its file all the same.
    {
        const auto other = open(less);
        ASSERT_TRUE(*other->forget("d1"));
    }
    EXPECT_THAT(refills(*open(shape()), "V1"), IsEmpty());
}

TEST_P(LedgerShapeTest, RefusesAColumnOfAnotherKind) {
    LedgerShape other = shape();
    other.relations[kVisits].columns[3].kind = Kind::Number;
    EXPECT_THAT(refusal(other), HasSubstr("was made with the column `place` of its relation `visits` as text, and the "
                                          "specification has it as number; make a new ledger from the uploads"));
    other = shape();
    other.relations[kVisits].columns[1].domain = "patient";
    EXPECT_THAT(refusal(other), HasSubstr("in the domain `person`, and the specification has it in `patient`"));
}

TEST_P(LedgerShapeTest, RefusesTheLedgerOfAnotherSpecification) {
    LedgerShape other = shape();
    other.name = "letter";
    EXPECT_THAT(refusal(other), HasSubstr(" belongs to the specification `parcel`, not to `letter`"));
}

TEST_P(LedgerShapeTest, WithoutLeaveNothingIsMadeOrChanged) {
    LedgerOptions options;
    options.may_create = false;
    EXPECT_TRUE(open(shape(), options));
    LedgerShape more = shape();
    more.relations[kVisits].indexes.push_back({3});
    EXPECT_THAT(refusal(more, options), HasSubstr("was made for another version of the specification"));
    std::string why_not;
    store_ = GetParam().make(why_not);
    EXPECT_FALSE(store_->open(shape(), options));
}

TEST_P(LedgerShapeTest, RefusesAnotherKey) {
    const TemporaryFolder folder;
    LedgerOptions options;
    options.key_file = folder / "other.key";
    EXPECT_THAT(refusal(shape(), options), HasSubstr("is not there; without it no person is found in the ledger"));
    std::ofstream(options.key_file) << std::string(64, 'a') << "\n";
    EXPECT_THAT(refusal(shape(), options), HasSubstr("other.key is not the one that the ledger "));
    std::ofstream(options.key_file) << "secret\n";
    EXPECT_THAT(refusal(shape(), options), HasSubstr("is no key file of a ledger: 64 hexadecimal digits are expected"));
}

TEST_P(LedgerShapeTest, PrivateTextsOfOneDomainCompareEqual) {
    const auto ledger = open(shape());
    const Cell cell = visit(*ledger, "V1");
    ASSERT_NE(cell.digest(), nullptr);
    EXPECT_EQ(cell, ledger->cell({kRefills, 0}, "V1"));
    EXPECT_EQ(cell, ledger->cell({LedgerColumnRef::kRecordName, 0}, "V1"));
    EXPECT_NE(cell, ledger->cell({kVisits, 1}, "V1"));
    EXPECT_NE(cell, ledger->cell({kVisits, 0}, "V2"));
    EXPECT_EQ(*ledger->cell({kVisits, 3}, "V1").text(), "V1");
}

TEST_P(LedgerShapeTest, PrivateTextsMayBeKeptReadable) {
    std::string why_not;
    store_ = GetParam().make(why_not);
    LedgerOptions options;
    options.keep_private_readable = true;
    {
        const auto ledger = open(shape(), options);
        EXPECT_EQ(*visit(*ledger, "V1").text(), "V1");
        begin(*ledger, "d1");
        add_visit(*ledger, 0, "V1");
        ASSERT_TRUE(ledger->commit());
    }
    // It stays as it was made.
    const auto ledger = open(shape());
    EXPECT_FALSE(ledger->stats()->hides_private);
    EXPECT_THAT(records_of(*ledger, "V1"), ElementsAre("d1#0"));
    EXPECT_EQ(*ledger->rows({kVisits, kByVisit, std::vector{visit(*ledger, "V1")}})->rows[0].cells[0].text(), "V1");
}

TEST_P(LedgerShapeTest, RefusesAShapeThatIsNone) {
    const auto with = [](auto change) {
        LedgerShape other = shape();
        change(other);
        return other;
    };
    EXPECT_THAT(refusal(with([](auto& s) { s.relations[0].name = "a b"; })),
                HasSubstr("`a b` is no name for a relation"));
    EXPECT_THAT(refusal(with([](auto& s) { s.relations[1].name = "Visits"; })), HasSubstr("`visits` stands twice"));
    EXPECT_THAT(refusal(with([](auto& s) { s.relations[0].columns[0].name = ""; })), HasSubstr("`` is no name"));
    EXPECT_THAT(refusal(with([](auto& s) { s.relations[0].columns[0].domain = ""; })), HasSubstr("no proper domain"));
    EXPECT_THAT(refusal(with([](auto& s) { s.relations[0].indexes[0] = {9}; })), HasSubstr("names no column"));
    EXPECT_THAT(refusal(with([](auto& s) { s.relations[0].indexes[0] = {}; })), HasSubstr("names no column"));
    EXPECT_THAT(refusal(with([](auto& s) { s.relations[0].indexes.push_back({0}); })), HasSubstr("an index twice"));
}

INSTANTIATE_TEST_SUITE_P(Stores, LedgerShapeTest, testing::ValuesIn(lasting_store_kinds()),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace jianhe
