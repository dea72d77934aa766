#include <atomic>
#include <thread>
#include <vector>

#include "tests/embed/interface.h"

namespace jianhe::embed_test {
namespace {

using ::testing::HasSubstr;

std::int32_t judge(jianhe_validator* validator, const jianhe_record* record) {
    std::int32_t verdict = -1;
    jianhe_error error{};
    EXPECT_EQ(jianhe_validate_record(validator, record, &verdict, &error), JIANHE_OK) << error.text;
    return verdict;
}

TEST(CValidator, JudgesARecord) {
    const auto specification = open_sample();
    const auto validator = open_validator(specification.get());
    const auto record = open_record(specification.get());
    set(record.get(), "P02", 0, "A");
    EXPECT_EQ(judge(validator.get(), record.get()), JIANHE_REJECTED);
    EXPECT_EQ(findings_of(validator.get()), "P01:AA 2");
    jianhe_finding finding{};
    finding.size = sizeof finding;
    ASSERT_EQ(jianhe_get_finding(validator.get(), 0, &finding, nullptr), JIANHE_OK);
    EXPECT_STREQ(finding.message, "必填");
    EXPECT_STREQ(jianhe_code_message(specification.get(), "AA"), "必填");
    EXPECT_EQ(jianhe_code_message(specification.get(), "XX"), nullptr);
    EXPECT_EQ(jianhe_get_finding(validator.get(), 1, &finding, nullptr), JIANHE_BAD_ARGUMENT);
    finding.size = 0;
    EXPECT_EQ(jianhe_get_finding(validator.get(), 0, &finding, nullptr), JIANHE_BAD_ARGUMENT);

    set(record.get(), "P01", 0, "A123456789");
    set(record.get(), "I01", 1, "5");
    set(record.get(), "I01", 2, "0");
    EXPECT_EQ(judge(validator.get(), record.get()), JIANHE_ACCEPTED_IN_PART);
    EXPECT_EQ(findings_of(validator.get()), "I01[2]:R002 1");
}

TEST(CValidator, TakesWhatIsSupplied) {
    const auto specification = open_sample();
    const auto record = open_record(specification.get());
    set(record.get(), "P01", 0, "A123456789");
    set(record.get(), "P02", 0, "B");
    EXPECT_EQ(judge(open_validator(specification.get()).get(), record.get()), JIANHE_ACCEPTED_WITH_NOTICES);

    const char* const raised[] = {"R003"};
    const jianhe_given givens[] = {{"limit_day", "2025-10-15"}};
    jianhe_supplies supplies{};
    supplies.size = sizeof supplies;
    supplies.received_at = "1141015200000";
    supplies.raised_codes = raised;
    supplies.raised_code_count = 1;
    supplies.givens = givens;
    supplies.given_count = 1;
    EXPECT_EQ(judge(open_validator(specification.get(), &supplies).get(), record.get()), JIANHE_REJECTED);

    jianhe_validator* validator = nullptr;
    jianhe_error error{};
    const auto refusal = [&](const jianhe_supplies& wrong) {
        const jianhe_status status = jianhe_validator_open(specification.get(), &wrong, &validator, &error);
        EXPECT_EQ(validator, nullptr);
        return status;
    };
    jianhe_supplies wrong = supplies;
    wrong.received_at = "noon";
    EXPECT_EQ(refusal(wrong), JIANHE_BAD_ARGUMENT);
    EXPECT_THAT(error.text, HasSubstr("`noon`"));
    wrong = supplies;
    wrong.size = 0;
    EXPECT_EQ(refusal(wrong), JIANHE_BAD_ARGUMENT);
    wrong = supplies;
    const jianhe_given strangers[] = {{"no_such", "1"}};
    wrong.givens = strangers;
    EXPECT_EQ(refusal(wrong), JIANHE_BAD_ARGUMENT);
    EXPECT_THAT(error.text, HasSubstr("`no_such`"));
    wrong = supplies;
    wrong.master_folder = "/nowhere";
    EXPECT_EQ(refusal(wrong), JIANHE_UNREADABLE);
    const char* const unknown[] = {"R001"};
    wrong = supplies;
    wrong.raised_codes = unknown;
    EXPECT_EQ(refusal(wrong), JIANHE_BAD_ARGUMENT);
}

TEST(CValidator, RecordOfAnotherSpecificationIsNotJudged) {
    const auto specification = open_sample();
    const auto other = open_sample();
    const auto validator = open_validator(specification.get());
    const auto record = open_record(other.get());
    EXPECT_EQ(jianhe_validate_record(validator.get(), record.get(), nullptr, nullptr), JIANHE_BAD_ARGUMENT);
}

TEST(CUpload, IsReadToItsEnd) {
    const auto specification = open_sample();
    auto validator = open_validator(specification.get());
    const std::string bytes =
        "<?xml version=\"1.0\" encoding=\"Big5\"?>\n<FILE>\n"
        "<ROW><HD><P01>A123456789</P01><P02>A</P02></HD><IT><I01>1</I01></IT></ROW>\n"
        "<ROW><HD><P01>A123456789</P01><P02>Z</P02></HD></ROW>\n"
        "<ROW><HD><P01>A123456789";
    jianhe_upload* handle = nullptr;
    ASSERT_EQ(jianhe_upload_open(validator.get(), bytes.data(), bytes.size(), &handle, nullptr), JIANHE_OK);
    const Owned<jianhe_upload> upload(handle);
    jianhe_upload_facts facts{};
    facts.size = sizeof facts;
    EXPECT_EQ(jianhe_describe_upload(handle, &facts, nullptr), JIANHE_BAD_ARGUMENT) << "not yet at its end";
    std::vector<std::int32_t> verdicts;
    std::string findings;
    const jianhe_record* record = nullptr;
    std::int32_t verdict = -1;
    while (jianhe_upload_next(handle, &record, &verdict, nullptr) == JIANHE_OK && record != nullptr) {
        verdicts.push_back(verdict);
        findings += findings_of(validator.get()) + ";";
    }
    EXPECT_THAT(verdicts, ::testing::ElementsAre(JIANHE_ACCEPTED, JIANHE_REJECTED));
    EXPECT_EQ(findings, ";P02:R001 2;");
    validator.reset();  // an upload outlives the handle of its validator
    ASSERT_EQ(jianhe_describe_upload(handle, &facts, nullptr), JIANHE_OK);
    EXPECT_EQ(facts.verdict, JIANHE_REFUSED);
    EXPECT_EQ(facts.records, 2U);
    EXPECT_EQ(facts.rejected, 1U);
    EXPECT_EQ(facts.orders, 1U);
    ASSERT_EQ(facts.finding_count, 2U);
    jianhe_finding finding{};
    finding.size = sizeof finding;
    ASSERT_EQ(jianhe_get_upload_finding(handle, 0, &finding, nullptr), JIANHE_OK);
    EXPECT_STREQ(finding.code, "Y006");
    EXPECT_EQ(finding.disposition, JIANHE_REJECT_FILE);
}

// One specification, eight threads, each with handles of its own; the thread sanitizer looks for what they share.
TEST(CValidator, ThreadsShareASpecification) {
    const auto specification = open_sample();
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            const auto validator = open_validator(specification.get());
            const auto builder = open_builder(specification.get());
            const auto record = open_record(specification.get());
            for (int round = 0; round < 200; ++round) {
                jianhe_record_clear(record.get());
                set(record.get(), "P01", 0, "A123456789");
                set(record.get(), "P02", 0, (i + round) % 2 == 0 ? "A" : "Z");
                const bool is_right =
                    judge(validator.get(), record.get()) == ((i + round) % 2 == 0 ? JIANHE_ACCEPTED : JIANHE_REJECTED);
                std::int32_t outcome = -1;
                EXPECT_EQ(jianhe_builder_begin(builder.get(), "visit", nullptr), JIANHE_OK);
                EXPECT_EQ(jianhe_builder_buffer(builder.get(), "visit_slip", "1141015090000A123456789", 23, nullptr),
                          JIANHE_OK);
                EXPECT_EQ(jianhe_builder_build(builder.get(), &outcome, nullptr), JIANHE_OK);
                if (is_right && outcome == JIANHE_BUILT) ++right;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(right, 8 * 200);
}

}  // namespace
}  // namespace jianhe::embed_test
