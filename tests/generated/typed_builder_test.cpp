// The typed builder as a program uses it, by the small specification of tests/unit/compiler/parcel.
#include <string>

#include <gmock/gmock.h>

#include "nhi_upload.h"
#include "parcel.h"

namespace jianhe::test {
namespace {

using parcel::Builder;
using parcel::Field;
using parcel::Outcome;

constexpr DateTime kReceived{1'760'558'400};  // 2025-10-15 20:00

// What the reader returns, 40 bytes.
std::string reader_bytes(const std::string& serial = "0001") {
    return "1141013091530" + serial + "A123456789" + "Y" + "note        ";
}

class TypedBuilder : public testing::Test {
protected:
    static parcel::Supplies supplies() {
        parcel::Supplies all;
        all.received_at(kReceived);
        return all;
    }
    Builder builder_{supplies()};
};

TEST_F(TypedBuilder, BuildsFromABufferAndSaysWhereAFieldHasComeFrom) {
    parcel::Plain request;
    request.from_reader(reader_bytes());
    request.add_item().name("書");
    const Outcome outcome = builder_.build(request);
    ASSERT_TRUE(outcome.is_built());
    EXPECT_EQ(outcome.record.serial(), "0001");
    EXPECT_EQ(outcome.record.item_count(), 1U);
    EXPECT_EQ(outcome.record.item(1).position(), "001");
    EXPECT_EQ(builder_.origin(Field::serial)->buffer, "reader");
    EXPECT_EQ(builder_.origin(Field::kind)->kind, parcel::Origin::Kind::Set);
    EXPECT_EQ(builder_.origin(Field::name, 1)->kind, parcel::Origin::Kind::Caller);
    EXPECT_EQ(builder_.origin(Field::ticket), std::nullopt);
    // The request is as it was.
    EXPECT_EQ(request.serial(), "");
    EXPECT_EQ(request.item(1).position(), "");
}

TEST_F(TypedBuilder, AsksForWhatIsMissingAndBuildsTheSameRequestThen) {
    parcel::Plain request;
    request.person("A123456789").serial("0001");
    request.add_item().name("書");
    const Outcome lacking = builder_.build(request);
    ASSERT_TRUE(lacking.needs_more());
    ASSERT_EQ(lacking.needs.size(), 2U);
    EXPECT_EQ(lacking.needs[0].field, "P11");
    EXPECT_EQ(lacking.needs[0].text, "P11: 寄件日期時間 is needed because P02 = A; buffer reader holds it");
    EXPECT_EQ(parcel::field_of(lacking.needs[1]), Field::note);
    request.sent("1141013091530").note("備");
    EXPECT_TRUE(builder_.build(request).is_built());
}

TEST_F(TypedBuilder, KeepsForAnotherConstruction) {
    parcel::Keeping request;
    request.from_reader(reader_bytes());
    const Outcome kept = builder_.build(request);
    ASSERT_TRUE(kept.is_kept());
    EXPECT_EQ(kept.kept_for, "late");
    parcel::Late later;
    later.serial("0009");
    later.take(kept.kept);
    EXPECT_EQ(later.actual(), "1141013091530");
    EXPECT_EQ(later.person(), "A123456789");
    // What was there stays.
    EXPECT_EQ(later.serial(), "0009");
}

TEST_F(TypedBuilder, TakesTheLastOfTwoBuffersAndRefusesAWrongSize) {
    parcel::Plain request;
    request.from_reader(std::string(39, ' ')).from_second(std::string(17, ' '));
    request.add_item().name("書");
    const Outcome refused = builder_.build(request);
    ASSERT_TRUE(refused.is_refused());
    EXPECT_EQ(refused.refusals[0].text, "buffer reader has 39 bytes, and 40 are expected (parcel.rules:66)");
    request.from_reader(reader_bytes("0002"));
    const Outcome outcome = builder_.build(request);
    ASSERT_TRUE(outcome.is_built());
    EXPECT_EQ(outcome.record.serial(), "0002");
}

TEST_F(TypedBuilder, ReadsPartsOfABuffer) {
    const std::string bytes = reader_bytes("12  ");
    const parcel::Reader reader(bytes);
    EXPECT_TRUE(reader.has_right_size());
    EXPECT_EQ(reader.serial(), "12");
    EXPECT_EQ(reader.flag(), "Y");
    EXPECT_EQ(reader.note(), "note");
    const parcel::Reader cut(std::string_view(bytes).substr(1));
    EXPECT_FALSE(cut.has_right_size());
    EXPECT_EQ(cut.flag(), "");
}

TEST_F(TypedBuilder, MasksPersonsUnlessTheyMayBeSeen) {
    parcel::Plain request;
    request.from_reader(reader_bytes()).person("B987654321");
    request.add_item().name("書");
    const Outcome masked = builder_.build(request);
    ASSERT_TRUE(masked.is_built());
    ASSERT_EQ(masked.remarks.size(), 1U);
    EXPECT_EQ(masked.remarks[0].text, "P01: B98*****21 of the caller stays; buffer reader has A12*****89");
    request.show_ids();
    EXPECT_EQ(builder_.build(request).remarks[0].text,
              "P01: B987654321 of the caller stays; buffer reader has A123456789");
}

TEST_F(TypedBuilder, HandsOutARecordThatACopyOutlives) {
    parcel::Plain request;
    request.from_reader(reader_bytes());
    request.add_item().name("書");
    const parcel::Record copy = builder_.build(request).record;
    parcel::Plain other;
    other.from_reader(reader_bytes("9999"));
    EXPECT_EQ(builder_.build(other).record.serial(), "9999");
    EXPECT_EQ(copy.serial(), "0001");
    EXPECT_EQ(copy.item(1).name(), "書");
}

TEST_F(TypedBuilder, BeginsAnewWhenARequestIsCleared) {
    parcel::Plain request;
    request.from_reader(reader_bytes()).person("B987654321");
    request.show_ids().clear();
    const Outcome outcome = builder_.build(request);
    EXPECT_TRUE(outcome.needs_more());
    EXPECT_THAT(outcome.remarks, testing::IsEmpty());
    EXPECT_EQ(outcome.record.person(), "");
}

// A construction takes only its own buffers; what no type allows, the names of make_builder do.
TEST_F(TypedBuilder, IsTheBuilderOfNames) {
    const auto builder = parcel::make_builder(supplies().supplied());
    BuildOutcome outcome(builder->layout());
    BuildRequest request;
    request.construction = "late";
    request.buffers = {{"second", std::string(17, ' ')}};
    builder->build(request, outcome);
    ASSERT_EQ(outcome.status, BuildStatus::Refused);
    EXPECT_EQ(outcome.refusals[0].text, "late takes no buffer second (parcel.rules:80)");
}

TEST(TypedBuilders, TakeGivenValuesOfARequest) {
    nhi_upload::Builder builder{nhi_upload::Supplies()};
    nhi_upload::NormalVisit request;
    request.visit_category("01").visit_datetime("1141013091530").visit_identifier(nhi_upload::BEFORE_2_0);
    const auto lacks_go_live = [&] {
        for (const nhi_upload::Unjudged& one : builder.unjudged()) {
            if (one.by == "go_live") return true;
        }
        return false;
    };
    EXPECT_TRUE(builder.build(request).needs_more());
    EXPECT_TRUE(lacks_go_live());
    nhi_upload::NormalVisit with_given = request;
    with_given.go_live(date_of_civil({2026, 1, 1}));
    EXPECT_TRUE(builder.build(with_given).needs_more());
    EXPECT_FALSE(lacks_go_live());
    // Of that request alone.
    EXPECT_TRUE(builder.build(request).needs_more());
    EXPECT_TRUE(lacks_go_live());
}

}  // namespace
}  // namespace jianhe::test
