#include "tests/embed/interface.h"

namespace jianhe::embed_test {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kSlip = "1141015090000A123456789";

std::int32_t build(jianhe_builder* builder) {
    std::int32_t outcome = -1;
    jianhe_error error{};
    EXPECT_EQ(jianhe_builder_build(builder, &outcome, &error), JIANHE_OK) << error.text;
    return outcome;
}

void set_value(jianhe_builder* builder, const char* field, const char* text) {
    EXPECT_EQ(jianhe_builder_set(builder, field, 0, JIANHE_UTF8, text, JIANHE_TERMINATED, nullptr), JIANHE_OK);
}

jianhe_outcome_facts facts_of(const jianhe_builder* builder) {
    jianhe_outcome_facts facts{};
    facts.size = sizeof facts;
    EXPECT_EQ(jianhe_describe_outcome(builder, &facts, nullptr), JIANHE_OK);
    return facts;
}

TEST(CBuilder, SaysWhatThereIsToBuild) {
    const auto specification = open_sample();
    jianhe_specification_facts facts{};
    facts.size = sizeof facts;
    ASSERT_EQ(jianhe_describe_specification(specification.get(), &facts, nullptr), JIANHE_OK);
    EXPECT_EQ(facts.construction_count, 2U);
    EXPECT_EQ(facts.buffer_count, 1U);
    jianhe_construction_facts construction{};
    construction.size = sizeof construction;
    ASSERT_EQ(jianhe_describe_construction(specification.get(), 0, &construction, nullptr), JIANHE_OK);
    EXPECT_STREQ(construction.name, "visit");
    EXPECT_STREQ(construction.label, "就診");
    EXPECT_EQ(construction.buffer_count, 1U);
    std::uint32_t buffer = 9;
    ASSERT_EQ(jianhe_construction_buffer(specification.get(), 0, 0, &buffer, nullptr), JIANHE_OK);
    jianhe_buffer_facts of_buffer{};
    of_buffer.size = sizeof of_buffer;
    ASSERT_EQ(jianhe_describe_buffer(specification.get(), buffer, &of_buffer, nullptr), JIANHE_OK);
    EXPECT_STREQ(of_buffer.name, "visit_slip");
    EXPECT_EQ(of_buffer.byte_count, 23U);
}

TEST(CBuilder, BuildsFromABuffer) {
    const auto specification = open_sample();
    const auto builder = open_builder(specification.get());
    ASSERT_EQ(jianhe_builder_begin(builder.get(), "visit", nullptr), JIANHE_OK);
    ASSERT_EQ(jianhe_builder_buffer(builder.get(), "visit_slip", kSlip.data(), kSlip.size(), nullptr), JIANHE_OK);
    EXPECT_EQ(build(builder.get()), JIANHE_BUILT);
    const std::string xml = text_from([&](char* out, std::size_t capacity, std::size_t* size) {
        return jianhe_xml_record(jianhe_builder_record(builder.get()), JIANHE_BIG5, out, capacity, size, nullptr);
    });
    EXPECT_THAT(xml, HasSubstr("<P01>A123456789</P01>"));
    EXPECT_THAT(xml, HasSubstr("<P02>A</P02>"));
    EXPECT_THAT(xml, HasSubstr("<P11>1141015090000</P11>"));
    const auto origin = [&](const char* field) {
        return text_from([&](char* out, std::size_t capacity, std::size_t* size) {
            return jianhe_builder_origin(builder.get(), field, 0, out, capacity, size, nullptr);
        });
    };
    EXPECT_THAT(origin("P01"), HasSubstr("visit_slip"));
    EXPECT_THAT(origin("P02"), HasSubstr("sample.rules:"));
    EXPECT_EQ(origin("P21"), "");
}

TEST(CBuilder, AsksForWhatIsMissing) {
    const auto specification = open_sample();
    const auto builder = open_builder(specification.get());
    ASSERT_EQ(jianhe_builder_begin(builder.get(), "visit", nullptr), JIANHE_OK);
    EXPECT_EQ(build(builder.get()), JIANHE_NEEDS_MORE);
    ASSERT_EQ(facts_of(builder.get()).need_count, 1U);
    jianhe_need need{};
    need.size = sizeof need;
    ASSERT_EQ(jianhe_get_need(builder.get(), 0, &need, nullptr), JIANHE_OK);
    EXPECT_STREQ(need.field, "P01");
    EXPECT_STREQ(need.label, "身分證號");
    EXPECT_STREQ(need.code, "AA");
    EXPECT_THAT(need.text, HasSubstr("P01"));
    EXPECT_EQ(jianhe_get_need(builder.get(), 1, &need, nullptr), JIANHE_BAD_ARGUMENT);
    set_value(builder.get(), "P01", "A123456789");
    EXPECT_EQ(build(builder.get()), JIANHE_BUILT);
    EXPECT_EQ(facts_of(builder.get()).need_count, 0U);
}

TEST(CBuilder, RefusesWhatCannotBeMadeRight) {
    const auto specification = open_sample();
    const auto builder = open_builder(specification.get());
    ASSERT_EQ(jianhe_builder_begin(builder.get(), "visit", nullptr), JIANHE_OK);
    set_value(builder.get(), "person", "A123456789");
    set_value(builder.get(), "kind", "Z");
    EXPECT_EQ(build(builder.get()), JIANHE_BUILD_REFUSED);
    ASSERT_EQ(facts_of(builder.get()).refusal_count, 1U);
    jianhe_refusal refusal{};
    refusal.size = sizeof refusal;
    ASSERT_EQ(jianhe_get_refusal(builder.get(), 0, &refusal, nullptr), JIANHE_OK);
    EXPECT_STREQ(refusal.field, "P02");
    EXPECT_STREQ(refusal.code, "R001");
    EXPECT_STREQ(refusal.message, "種類不得為Z");
    EXPECT_STREQ(refusal.file, "sample.rules");
    EXPECT_GT(refusal.line, 0U);
    // A buffer of another size.
    ASSERT_EQ(jianhe_builder_begin(builder.get(), "visit", nullptr), JIANHE_OK);
    ASSERT_EQ(jianhe_builder_buffer(builder.get(), "visit_slip", "short", 5, nullptr), JIANHE_OK);
    EXPECT_EQ(build(builder.get()), JIANHE_BUILD_REFUSED);
    ASSERT_EQ(jianhe_get_refusal(builder.get(), 0, &refusal, nullptr), JIANHE_OK);
    EXPECT_THAT(refusal.text, HasSubstr("23"));
}

TEST(CBuilder, ValuesOfTheCallerStandAndAreRemarked) {
    const auto specification = open_sample();
    const auto builder = open_builder(specification.get());
    ASSERT_EQ(jianhe_builder_begin(builder.get(), "note", nullptr), JIANHE_OK);
    ASSERT_EQ(jianhe_builder_buffer(builder.get(), "visit_slip", kSlip.data(), kSlip.size(), nullptr), JIANHE_OK);
    set_value(builder.get(), "P11", "1141015100000");
    EXPECT_EQ(build(builder.get()), JIANHE_BUILT);
    const jianhe_outcome_facts facts = facts_of(builder.get());
    EXPECT_EQ(facts.remark_count, 1U);
    EXPECT_EQ(facts.finding_count, 1U);
    jianhe_remark remark{};
    remark.size = sizeof remark;
    ASSERT_EQ(jianhe_get_remark(builder.get(), 0, &remark, nullptr), JIANHE_OK);
    EXPECT_STREQ(remark.field, "P11");
    jianhe_finding finding{};
    finding.size = sizeof finding;
    ASSERT_EQ(jianhe_get_built_finding(builder.get(), 0, &finding, nullptr), JIANHE_OK);
    EXPECT_STREQ(finding.code, "R003");
    EXPECT_EQ(finding.disposition, JIANHE_NOTICE);
}

TEST(CBuilder, UnknownNamesAreMistakesOfTheCaller) {
    const auto specification = open_sample();
    const auto builder = open_builder(specification.get());
    jianhe_error error{};
    EXPECT_EQ(jianhe_builder_begin(builder.get(), "no_such", &error), JIANHE_BAD_ARGUMENT);
    EXPECT_THAT(error.text, HasSubstr("`no_such`"));
    EXPECT_EQ(jianhe_builder_set(builder.get(), "P99", 0, JIANHE_UTF8, "1", 1, &error), JIANHE_BAD_ARGUMENT);
    EXPECT_THAT(error.text, HasSubstr("`P99`"));
}

}  // namespace
}  // namespace jianhe::embed_test
