// The reference builder, by a small specification (tests/unit/compiler/parcel).

#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/encoding.h>

#include "compiler/construct/reference_builder.h"
#include "compiler/driver/load_specification.h"
#include "compiler/driver/run_examples.h"

namespace jianhe {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

const ir::Module& parcel() {
    static const ir::Module module = [] {
        const auto folder = std::filesystem::path(JIANHE_SOURCE_DIR) / "tests" / "unit" / "compiler" / "parcel";
        auto loaded = driver::load_specification(driver::SpecificationSource::folder(folder.string()).value());
        return std::move(loaded.value().module).value();
    }();
    return module;
}

class Construct : public testing::Test {
protected:
    Construct() {
        request_.construction = "plain";
        request_.givens = {DateTime{}.seconds};
        request_.givens.front() = 100'000'000'000;
    }

    const BuildOutcome& build() {
        builder_.build(request_, outcome_);
        return outcome_;
    }
    void give(std::string field, std::string text, std::uint32_t row = 0) {
        request_.values.push_back({std::move(field), row, std::move(text)});
    }
    // 40 bytes as the reader returns them.
    static std::string reader(std::string_view sent, std::string_view serial, std::string_view person,
                              std::string_view flag, std::string_view note, char fill = ' ') {
        std::string bytes(40, fill);
        bytes.replace(0, sent.size(), sent);
        bytes.replace(13, serial.size(), serial);
        bytes.replace(17, person.size(), person);
        bytes.replace(27, flag.size(), flag);
        bytes.replace(28, note.size(), note);
        return bytes;
    }
    void read(std::string bytes) { request_.buffers.push_back({"reader", std::move(bytes)}); }
    std::string text(std::string_view field, std::uint32_t row = 0) const {
        return std::string(outcome_.record.get(builder_.layout().find_field(field), row).text);
    }
    std::vector<std::string> needs() const {
        std::vector<std::string> all;
        for (const BuildNeed& need : outcome_.needs) all.push_back(need.text);
        return all;
    }
    std::vector<std::string> refusals() const {
        std::vector<std::string> all;
        for (const BuildRefusal& refusal : outcome_.refusals) all.push_back(refusal.text);
        return all;
    }
    std::vector<std::string> remarks() const {
        std::vector<std::string> all;
        for (const BuildRemark& remark : outcome_.remarks) all.push_back(remark.text);
        return all;
    }
    BuildOrigin origin(std::string_view field, std::uint32_t row = 0) const {
        for (const BuiltField& filled : outcome_.filled) {
            if (filled.field == builder_.layout().find_field(field) && filled.row == row) return filled.origin;
        }
        return {};
    }

    ReferenceBuilder builder_{parcel(), Supplied(GivenValues(1))};
    BuildRequest request_;
    BuildOutcome outcome_{builder_.layout()};
};

constexpr std::string_view kSent = "1141013091530";

TEST_F(Construct, FillsInWhatFollowsAndSaysFromWhere) {
    read(reader(kSent, "0001", "A123456789", "Y", "x"));
    give("I04", "書", 1);
    give("I04", "筆", 2);
    EXPECT_EQ(build().status, BuildStatus::Built) << testing::PrintToString(needs());
    EXPECT_EQ(text("P02"), "A");
    EXPECT_EQ(text("P20"), "1");
    EXPECT_EQ(text("I01", 2), kSent);
    EXPECT_EQ(text("I02", 2), "002");
    EXPECT_EQ(text("I03", 1), "1.5");
    EXPECT_EQ(describe(origin("P11")), "buffer reader");
    EXPECT_EQ(describe(origin("I04", 1)), "the caller");
    EXPECT_EQ(origin("P02").kind, BuildOrigin::Kind::Set);
    EXPECT_EQ(origin("P12").kind, BuildOrigin::Kind::Default);
    EXPECT_EQ(origin("I02", 1).kind, BuildOrigin::Kind::Derive);
    EXPECT_EQ(origin("I02", 1).file, "parcel.rules");
    EXPECT_THAT(remarks(), IsEmpty());
}

TEST_F(Construct, DerivesSeeWhatDefaultsGave) {
    read(reader(kSent, "0001", "A123456789", " ", "x"));
    give("I04", "書", 1);
    (void)build();
    EXPECT_EQ(text("P20"), "2");  // P12 = 1 by default
}

TEST_F(Construct, AsksForWhatIsMissingWithItsReason) {
    request_.construction = "late";
    give("P01", "A123456789");
    give("P11", std::string(kSent));
    give("P12", "2");
    give("P60", "x");
    give("I03", "1", 1);
    EXPECT_EQ(build().status, BuildStatus::NeedsMore);
    EXPECT_THAT(needs(),
                ElementsAre("P49: 實際日期時間 is needed because P12 = 2", "P52: 實際單號 is needed because P12 = 2"));
    EXPECT_EQ(outcome_.needs.front().code, "AA");
    EXPECT_EQ(outcome_.needs.front().reason, "P12 = 2");
}

TEST_F(Construct, AsksForASourceInsteadOfWhatFollowsFromIt) {
    give("P01", "A123456789");
    give("P60", "x");
    give("I04", "書", 1);
    EXPECT_EQ(build().status, BuildStatus::NeedsMore);
    EXPECT_THAT(needs(), ElementsAre("P11: 寄件日期時間 is needed because P02 = A; buffer reader holds it"));
}

TEST_F(Construct, ARuleAsksWithThePartsThatHold) {
    read(reader(kSent, "0001", "A123456789", "Y", ""));
    give("I03", "0", 1);
    give("I03", "2", 2);
    EXPECT_EQ(build().status, BuildStatus::NeedsMore);
    EXPECT_THAT(needs(), ElementsAre("P60: 備註 is needed because I03[2] = 2"));
    EXPECT_EQ(outcome_.needs.front().code, "R035");
    EXPECT_EQ(outcome_.needs.front().file, "parcel.rules");
}

TEST_F(Construct, ARowIsAskedFor) {
    read(reader(kSent, "0001", "A123456789", "Y", "x"));
    EXPECT_EQ(build().status, BuildStatus::NeedsMore);
    EXPECT_THAT(needs(), ElementsAre(AllOf(HasSubstr("IT: 項目 is needed"), HasSubstr("P02 = A"))));
}

TEST_F(Construct, RefusesByTheRuleAndSaysWhereTheValuesAreFrom) {
    request_.construction = "late";
    give("P01", "A123456789");
    give("P11", std::string(kSent));
    give("P12", "4");
    give("P49", "1141008143005");
    give("P52", "0V7K2MA22123D3CJ4UGV");
    give("P13", "0001");
    give("I03", "1", 1);
    EXPECT_EQ(build().status, BuildStatus::Refused);
    ASSERT_EQ(outcome_.refusals.size(), 1U) << testing::PrintToString(refusals());
    const BuildRefusal& refusal = outcome_.refusals.front();
    EXPECT_EQ(refusal.field, "P52");
    EXPECT_EQ(refusal.code, "R054");
    EXPECT_EQ(refusal.file, "parcel.rules");
    EXPECT_GT(refusal.line, 0U);
    EXPECT_THAT(refusal.text, AllOf(HasSubstr("P12 = 4 from the caller"), HasSubstr("P52 = 0V7K2M*******3CJ4UGV")));
    // The caller's value stays, and what would have followed is said.
    EXPECT_EQ(text("P52"), "0V7K2MA22123D3CJ4UGV");
    EXPECT_THAT(remarks(), ElementsAre(AllOf(HasSubstr("the caller stays"), HasSubstr("LOST0000000000000000"))));
}

TEST_F(Construct, ShowsPrivateValuesOnlyWhenAsked) {
    give("P02", "B");
    give("P01", "A123456789");
    read(reader(kSent, "0001", "B223456782", "Y", "x"));
    (void)build();
    EXPECT_THAT(remarks(), ElementsAre("P01: A12*****89 of the caller stays; buffer reader has B22*****82"));
    request_.show_ids = true;
    (void)build();
    EXPECT_THAT(remarks(), ElementsAre("P01: A123456789 of the caller stays; buffer reader has B223456782"));
}

TEST_F(Construct, SetRefusesAnotherValue) {
    give("P02", "B");
    (void)build();
    EXPECT_EQ(outcome_.status, BuildStatus::Refused);
    EXPECT_EQ(outcome_.refusals.front().field, "P02");
    EXPECT_EQ(outcome_.refusals.front().code, "");
    EXPECT_THAT(outcome_.refusals.front().text, HasSubstr("parcel.rules:"));
}

TEST_F(Construct, SetAbsentLeavesOutABufferAndRefusesTheCaller) {
    read(reader(kSent, "OMIT", "A123456789", "Y", "x"));
    give("I03", "0", 1);
    EXPECT_EQ(build().status, BuildStatus::Built) << testing::PrintToString(refusals());
    EXPECT_EQ(text("P60"), "");
    EXPECT_THAT(remarks(), ElementsAre(HasSubstr("is left out")));
    give("P60", "y");
    EXPECT_EQ(build().status, BuildStatus::Refused);
    EXPECT_THAT(refusals(), ElementsAre(HasSubstr("P60: plain leaves it out")));
}

TEST_F(Construct, ARuleThatWantsWhatIsLeftOutRefuses) {
    read(reader(kSent, "OMIT", "A123456789", "Y", ""));
    give("I03", "1", 1);
    EXPECT_EQ(build().status, BuildStatus::Refused);
    EXPECT_THAT(refusals(), ElementsAre(AllOf(HasSubstr("P60: R035"), HasSubstr("plain leaves it out"))));
}

TEST_F(Construct, EqualNumbersAndDatesAreTheSame) {
    read(reader(kSent, "0001", "A123456789", "Y", "x"));
    give("I03", "1", 1);
    give("I02", "1", 1);
    give("P20", "001");
    EXPECT_EQ(build().status, BuildStatus::Built) << testing::PrintToString(refusals());
    EXPECT_THAT(remarks(), IsEmpty());
    EXPECT_EQ(text("I02", 1), "1");
}

TEST_F(Construct, BlanksAndNulAreNothing) {
    give("P60", "   ");
    give("I03", "1", 1);
    give("P01", "");
    std::string bytes = reader(kSent, "", "A123456789", "Y", "", '\0');
    read(bytes);
    (void)build();
    EXPECT_EQ(text("P13"), "");
    EXPECT_EQ(text("P01"), "A123456789");
    EXPECT_THAT(needs(), ElementsAre(HasSubstr("P60: 備註")));
}

TEST_F(Construct, BuffersAreInTheEncodingOfTheWire) {
    read(reader(kSent, "0001", "A123456789", "Y", *utf8_to_big5("備註")));
    give("I03", "1", 1);
    EXPECT_EQ(build().status, BuildStatus::Built) << testing::PrintToString(refusals());
    EXPECT_EQ(text("P60"), "備註");
    request_.buffers.front().bytes[28] = '\xFF';
    EXPECT_EQ(build().status, BuildStatus::Refused);
    EXPECT_THAT(refusals(), Contains("P60: bytes 28 to 39 of buffer reader are no text"));
}

TEST_F(Construct, OfTwoBuffersTheFirstDeclaredGoesFirst) {
    request_.buffers.push_back({"second", std::string(kSent) + "0002"});
    read(reader("1141013080000", "0001", "A123456789", "Y", "x"));
    give("I03", "1", 1);
    EXPECT_EQ(build().status, BuildStatus::Built) << testing::PrintToString(refusals());
    EXPECT_EQ(text("P13"), "0001");
    EXPECT_THAT(remarks(), ElementsAre(HasSubstr("P11: 1141013080000 of buffer reader stays"),
                                       HasSubstr("P13: 0001 of buffer reader stays")));
}

TEST_F(Construct, RefusesWhatTheRequestGetsWrong) {
    request_.buffers = {
        {"reader", "short"}, {"nothing", ""}, {"second", std::string(17, ' ')}, {"second", std::string(17, ' ')}};
    request_.rows = {{"box", 1}, {"item", 100'000}};
    give("P99", "1");
    give("P01", "1", 1);
    give("I03", "1");
    give("P13", "1");
    give("P13", "2");
    give("P60", "\xFF");
    give("I04", std::string("\x01", 1), 1);
    give("I04", "😀", 2);
    (void)build();
    EXPECT_EQ(outcome_.status, BuildStatus::Refused);
    for (const char* said :
         {"there are no rows named box", "100000 rows of item", "P99: there is no such field",
          "P01[1]: the field does not stand in rows", "I03: the field stands in rows of item",
          "P13: the caller gives it twice", "P60: the text is not UTF-8", "I04[1]: the text has a control character",
          "I04[2]: ", "buffer reader has 5 bytes, and 40 are expected", "there is no buffer named nothing",
          "buffer second is given twice"}) {
        EXPECT_THAT(refusals(), Contains(HasSubstr(said)));
    }
}

TEST_F(Construct, AnUnknownConstructionNamesTheOthers) {
    request_.construction = "plian";
    EXPECT_EQ(build().status, BuildStatus::Refused);
    EXPECT_THAT(refusals(), ElementsAre(AllOf(HasSubstr("plian"), HasSubstr("plain, late, keeping"))));
}

TEST_F(Construct, MustBeInItsScenario) {
    request_.construction = "late";
    give("P01", "A123456789");
    give("P11", std::string(kSent));
    give("P13", "NONE");
    give("P12", "1");
    EXPECT_EQ(build().status, BuildStatus::Refused);
    EXPECT_THAT(refusals(), ElementsAre(AllOf(HasSubstr("P12: the record is not in scenario late"),
                                              HasSubstr("P12 = 1 from the caller"))));
    // What is missing may still bring it there.
    request_.values.pop_back();
    EXPECT_EQ(build().status, BuildStatus::NeedsMore);
    EXPECT_EQ(outcome_.needs.front().field, "P12");
}

TEST_F(Construct, TextsArePutTogether) {
    request_.construction = "late";
    give("P01", "A123456789");
    give("P11", "1141013091530");
    give("P13", "NONE");
    give("P49", "1141008143005");
    give("P52", "LOST0000000000000000");
    EXPECT_EQ(build().status, BuildStatus::Built) << testing::PrintToString(refusals());
    EXPECT_EQ(text("P12"), "4");
    EXPECT_EQ(text("P60"), "NO-late");
    EXPECT_EQ(text("P20"), "5");
}

TEST_F(Construct, KeepsForLaterAndJudgesNoRule) {
    request_.construction = "keeping";
    read(reader(kSent, "", "A123456789", "", "x"));
    EXPECT_EQ(build().status, BuildStatus::Kept) << testing::PrintToString(needs());
    EXPECT_EQ(outcome_.kept_for, "late");
    EXPECT_THAT(outcome_.kept, ElementsAre(Field(&KeptValue::text, kSent), Field(&KeptValue::text, "A123456789")));
    EXPECT_THAT(outcome_.result.findings, IsEmpty());
    request_.buffers.front().bytes = reader("1141313091530", "", "", "", "");
    EXPECT_EQ(build().status, BuildStatus::Refused);
    EXPECT_THAT(refusals(), ElementsAre(HasSubstr("P11: AD")));
    EXPECT_THAT(needs(), ElementsAre("P01: 身分證號 is needed because it is kept for late",
                                     "P60: 備註 is needed because keeping asks for it"));
    EXPECT_THAT(outcome_.kept, IsEmpty());
}

// A builder is used again and again; nothing of the record before may be seen.
TEST_F(Construct, BeginsAnew) {
    read(reader(kSent, "0001", "A123456789", "Y", "x"));
    give("I03", "1", 3);
    (void)build();
    const BuildRequest nothing{"plain", {}, {}, {}, request_.givens, false};
    builder_.build(nothing, outcome_);
    EXPECT_EQ(outcome_.record.rows(builder_.layout().find_segment("IT")), 0U);
    EXPECT_EQ(text("P11"), "");
    EXPECT_EQ(text("P20"), "2");
}

TEST_F(Construct, NoticesDoNotStandInTheWay) {
    read(reader("1141014091530", "0001", "A123456789", "Y", "x"));
    give("I03", "1", 1);
    EXPECT_EQ(build().status, BuildStatus::Built) << testing::PrintToString(refusals());
    EXPECT_THAT(outcome_.result.findings, ElementsAre(Field(&Finding::code, "R007")));
}

TEST(BuildExamples, OfTheSpecificationHoldAndAreCounted) {
    const driver::ExampleRun run = driver::run_examples(parcel());
    EXPECT_EQ(run.count, 4U);
    for (const driver::ExampleFailure& failure : run.failures)
        ADD_FAILURE() << testing::PrintToString(failure.problems);
    EXPECT_THAT(run.coverage.text(),
                AllOf(HasSubstr("constructions shown  1 of 3"), HasSubstr("never seen built: late"),
                      HasSubstr("never seen needing more: keeping")));
}

TEST(BuildExamples, SayWhatDiffers) {
    ir::Module module = parcel();
    module.build_examples[0].contents.front().text = "B";
    module.build_examples[1].expected.pop_back();
    module.build_examples[2].result = ir::BuildExample::Result::Needs;
    module.build_examples[3].contents.front().text = "1";
    const driver::ExampleRun run = driver::run_examples(module);
    ASSERT_EQ(run.failures.size(), 4U);
    EXPECT_THAT(run.failures[0].problems, ElementsAre("P02 is A, not B"));
    EXPECT_THAT(run.failures[1].problems, ElementsAre(HasSubstr("not expected: P60: 備註")));
    EXPECT_THAT(run.failures[2].problems.front(), "refused instead of needs");
    EXPECT_THAT(run.failures[3].problems, ElementsAre("P49 is 1141013091530, not 1"));
}

}  // namespace
}  // namespace jianhe
