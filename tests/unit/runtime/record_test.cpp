#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/record.h>

#include "parcel.h"

namespace jianhe {
namespace {

TEST(RecordLayout, FindsWhatWasAdded) {
    const RecordLayout layout = test::parcel_layout();
    EXPECT_EQ(layout.find_segment("ITEM"), 2);
    EXPECT_EQ(layout.find_field("COUNT"), 5);
    EXPECT_EQ(layout.fields()[5].segment, 2);
    EXPECT_EQ(layout.segments()[2].first_field, 4);
    EXPECT_EQ(layout.segments()[2].field_count, 2);
    EXPECT_TRUE(layout.is_parent("BODY"));
}

TEST(RecordLayout, FindsNothingElse) {
    const RecordLayout layout = test::parcel_layout();
    for (const std::string_view name : {"", "item", "BODY", "WHAT ", "PARCEL"}) {
        EXPECT_EQ(layout.find_segment(name), kNoSegment) << name;
        EXPECT_EQ(layout.find_field(name), kNoField) << name;
    }
    EXPECT_FALSE(layout.is_parent("")) << "a segment directly in the record has no parent";
    EXPECT_FALSE(layout.is_parent("ITEM"));
}

class RecordTest : public testing::Test {
protected:
    const RecordLayout layout_ = test::parcel_layout();
    const SegmentIndex item_ = layout_.find_segment("ITEM");
    const FieldIndex id_ = layout_.find_field("ID");
    const FieldIndex what_ = layout_.find_field("WHAT");
    Record record_{layout_};
};

TEST_F(RecordTest, BeginsWithoutRows) {
    EXPECT_EQ(record_.rows(item_), 0U);
    EXPECT_FALSE(record_.get(id_).present);
    EXPECT_FALSE(record_.get(what_, 1).present);
}

TEST_F(RecordTest, HoldsTextsByRow) {
    EXPECT_EQ(record_.add_row(item_), 1U);
    EXPECT_EQ(record_.add_row(item_), 2U);
    record_.set(what_, 2, "ink");
    EXPECT_FALSE(record_.get(what_, 1).present);
    EXPECT_EQ(record_.get(what_, 2).text, "ink");
    EXPECT_FALSE(record_.get(what_, 3).present);
    EXPECT_FALSE(record_.get(what_, 0).present) << "row 0 is for segments that do not repeat";
}

TEST_F(RecordTest, RowZeroAndOneAreTheOnlyRow) {
    record_.add_row(0);
    record_.set(id_, 0, "7");
    EXPECT_EQ(record_.get(id_).text, "7");
    EXPECT_EQ(record_.get(id_, 1).text, "7");
    record_.set_absent(id_, 1);
    EXPECT_FALSE(record_.get(id_).present);
}

TEST_F(RecordTest, NothingIsLeftOfAnEarlierRecord) {
    record_.add_row(item_);
    record_.set(what_, 1, "ink");
    record_.add_fault({StructureFault::Kind::UnknownTag, item_, 1, "X"});
    record_.clear();
    EXPECT_EQ(test::describe(record_), "");
    record_.add_row(item_);
    EXPECT_EQ(test::describe(record_), "ITEM()");
    record_.remove_rows(item_);
    EXPECT_EQ(test::describe(record_), "");
}

// Items numbered from one, as somebody else keeps them.
class Numbered final : public RecordTexts {
public:
    Numbered(SegmentIndex item, FieldIndex what) noexcept : item_(item), what_(what) {}
    std::uint32_t rows(SegmentIndex segment) const noexcept override { return segment == item_ ? count : 0; }
    FieldText get(FieldIndex field, std::uint32_t row) const noexcept override {
        constexpr std::string_view kDigits = "123456789";
        if (field != what_ || row == 0 || row > count) return {};
        return {kDigits.substr(row - 1, 1), true};
    }

    std::uint32_t count = 2;

private:
    SegmentIndex item_;
    FieldIndex what_;
};

TEST_F(RecordTest, ShowsWhatSomebodyElseHolds) {
    Numbered numbered(item_, what_);
    record_.add_row(0);
    record_.set(id_, 0, "7");
    record_.show(numbered);
    EXPECT_EQ(test::describe(record_), "ITEM(WHAT=1) ITEM(WHAT=2)");
    const Record copy = record_;
    numbered.count = 3;
    EXPECT_EQ(test::describe(record_), "ITEM(WHAT=1) ITEM(WHAT=2) ITEM(WHAT=3)");
    EXPECT_EQ(record_.get(what_, 3).text, "3");
    EXPECT_EQ(test::describe(copy), "ITEM(WHAT=1) ITEM(WHAT=2)") << "a copy stands alone";
    record_.clear();
    EXPECT_EQ(test::describe(record_), "");
    record_.add_row(item_);
    EXPECT_EQ(test::describe(record_), "ITEM()");
}

TEST_F(RecordTest, KeptTextsStayWhereTheyAre) {
    const std::string_view first = record_.keep("a");
    for (int i = 0; i < 1000; ++i) record_.keep(std::to_string(i));
    EXPECT_EQ(first, "a");
}

TEST_F(RecordTest, ACopyStandsAlone) {
    Record copy(layout_);
    {
        std::string outside = "pen";
        Record original(layout_);
        original.add_row(item_);
        original.add_row(item_);
        original.set(what_, 1, original.keep("ink"));
        original.set(what_, 2, outside);
        copy = original;
        original.set(what_, 1, "changed");
        outside = "xxx";
    }
    EXPECT_EQ(test::describe(copy), "ITEM(WHAT=ink) ITEM(WHAT=pen)");
    Record moved = std::move(copy);
    EXPECT_EQ(test::describe(moved), "ITEM(WHAT=ink) ITEM(WHAT=pen)");
}

TEST_F(RecordTest, ACopyForgetsRowsThatWereRemoved) {
    {
        std::string gone = "a text that is longer than any small string";
        record_.add_row(item_);
        record_.set(what_, 1, gone);
    }
    record_.remove_rows(item_);
    const Record copy = record_;
    EXPECT_EQ(test::describe(copy), "");
}

TEST(IsEmpty, AbsentAndBlank) {
    EXPECT_TRUE(is_empty({}));
    EXPECT_TRUE(is_empty({"", true}));
    EXPECT_TRUE(is_empty({" \t\r\n", true}));
    EXPECT_FALSE(is_empty({" 0", true}));
    EXPECT_FALSE(is_empty({"\xE3\x80\x80", true})) << "an ideographic space is text";
}

}  // namespace
}  // namespace jianhe
