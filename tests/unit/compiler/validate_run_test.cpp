#include "compiler/driver/validate_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/driver/exit_status.h"
#include "compiler/driver/given_values.h"
#include "compiler/interp/interpreter.h"
#include "tests/unit/compiler/driver_test.h"

namespace jianhe::driver {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kGood = "<ROW><HD><P01>A123456789</P01><P02>A</P02></HD></ROW>";
constexpr std::string_view kNoticed = "<ROW><HD><P01>A123456789</P01><P02>B</P02></HD></ROW>";
constexpr std::string_view kInPart =
    "<ROW><HD><P01>A123456789</P01><P02>A</P02></HD><IT><I01>0</I01></IT><IT><I01>2</I01></IT></ROW>";
constexpr std::string_view kRejected = "<ROW><HD><P01>A123456789</P01><P02>Z</P02></HD></ROW>";

// Remembers what it was handed.
class Memory final : public RunListener, public RunObserver {
public:
    Result<void> begin_file(std::string_view) override { return {}; }
    Result<void> record(std::uint64_t, const Record&, const RecordResult&) override {
        ++records;
        if (disk_is_full) return Error{"disk full"};
        return {};
    }
    Result<void> end_file(const FileResult& file) override {
        files.push_back(file);
        return {};
    }
    Result<void> end_run(const Summary&) override { return {}; }
    void message(std::string_view text) override { messages.emplace_back(text); }
    void progress(const Progress& progress) override { last = progress; }

    bool disk_is_full = false;
    std::uint64_t records = 0;
    std::vector<FileResult> files;
    std::vector<std::string> messages;
    Progress last;
};

class ValidateRun : public testing::Test {
protected:
    Input input(std::string_view name, std::initializer_list<std::string_view> records, std::string_view rest = {}) {
        std::string text = "<FILE>\n";
        for (const std::string_view record : records) text.append(record).append("\n");
        text.append(rest.empty() ? "</FILE>\n" : rest);
        return {folder_.write(name, text), std::string(name), std::nullopt};
    }

    Result<Summary> run(const std::vector<Input>& inputs, const Limits& limits = {}) {
        Interpreter validator(module_, parse_given_values(module_, {}, {}).value());
        return validate_run(inputs, info_, validator, DateTime{7}, memory_, memory_, limits);
    }

    TestFolder folder_;
    ir::Module module_ = sample_module();
    SpecificationInfo info_ = ir::make_info(module_);
    Memory memory_;
};

TEST_F(ValidateRun, CountsAndJudgesEachFile) {
    const auto summary = run({input("a", {kGood, kNoticed}), input("b", {kGood, kInPart}), input("c", {kRejected}),
                              input("d", {kGood, kRejected}), input("e", {})});
    ASSERT_TRUE(summary);
    std::vector<std::string_view> verdicts;
    for (const FileResult& file : memory_.files) verdicts.push_back(to_string(file.verdict));
    EXPECT_THAT(verdicts, ElementsAre("accepted", "accepted_in_part", "rejected", "accepted_in_part", "accepted"));
    EXPECT_EQ(memory_.files[1].orders, 2U);
    EXPECT_EQ(memory_.files[1].rejected_orders, 1U);
    EXPECT_EQ(summary->records, 7U);
    EXPECT_EQ(summary->accepted, 3U);
    EXPECT_EQ(summary->accepted_with_notices, 1U);
    EXPECT_EQ(summary->accepted_in_part, 1U);
    EXPECT_EQ(summary->rejected, 2U);
    EXPECT_EQ(summary->received_at, DateTime{7});
    EXPECT_EQ(memory_.last.files, 5U);
    EXPECT_EQ(memory_.last.records, 7U);
}

TEST_F(ValidateRun, ATruncatedFileIsRefusedAndItsRecordsAreNotAccepted) {
    const auto summary = run({input("cut", {kGood}, "<ROW><HD>")});
    ASSERT_TRUE(summary);
    const FileResult& file = memory_.files.at(0);
    EXPECT_EQ(file.verdict, FileVerdict::Refused);
    std::vector<std::string> codes;
    for (const Finding& finding : file.findings) {
        codes.push_back(finding.field + ":" + finding.code);
        EXPECT_EQ(finding.disposition, Disposition::RejectFile);
    }
    EXPECT_THAT(codes, ElementsAre("FILE:Y006", "FILE:Y007"));
    EXPECT_EQ(summary->refused_records, 1U);
    EXPECT_EQ(summary->accepted, 0U);
    EXPECT_EQ(exit_status(*summary, FailOn::Reject), ExitStatus::Rejected);
    EXPECT_THAT(memory_.messages, testing::Each(HasSubstr("cut:")));
}

TEST_F(ValidateRun, AnUnreadableFileIsRefusedAndTheOthersGoOn) {
    const auto summary = run({{folder_.path("none"), "none", std::nullopt},
                              {"", "folder", Error{"cannot list it"}},
                              input("a", {kRejected})});
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->unreadable_files, 2U);
    EXPECT_EQ(memory_.files.at(0).verdict, FileVerdict::Refused);
    EXPECT_THAT(memory_.files.at(0).digest, IsEmpty());
    EXPECT_EQ(memory_.files.at(2).verdict, FileVerdict::Rejected);
    EXPECT_THAT(memory_.messages, ElementsAre(HasSubstr("No such file"), "cannot list it"));
    EXPECT_EQ(exit_status(*summary, FailOn::Reject), ExitStatus::Machine);
}

TEST_F(ValidateRun, AFileLargerThanTheLimitIsRefusedUnderItsOwnSizeAndDigest) {
    Limits limits;
    limits.max_file_bytes = 100;
    const Input large = input("large", {kGood, kGood, kGood});
    const auto summary = run({large}, limits);
    ASSERT_TRUE(summary);
    EXPECT_EQ(memory_.files.at(0).verdict, FileVerdict::Refused);
    EXPECT_EQ(memory_.files.at(0).bytes, std::filesystem::file_size(large.path));
    EXPECT_THAT(memory_.files.at(0).findings, IsEmpty()) << "a bound of ours is no fault of the file";
    EXPECT_EQ(summary->unreadable_files, 1U);
    EXPECT_THAT(memory_.messages, ElementsAre(HasSubstr("larger than 100 bytes")));
}

TEST_F(ValidateRun, EndsWhenTheReportCannotBeWritten) {
    memory_.disk_is_full = true;
    const auto summary = run({input("a", {kGood, kGood})});
    ASSERT_FALSE(summary);
    EXPECT_EQ(summary.error().text, "disk full");
    EXPECT_EQ(memory_.records, 1U);
}

TEST(ExitStatuses, FollowTheSummary) {
    Summary summary;
    EXPECT_EQ(exit_status(summary, FailOn::Notice), ExitStatus::Ok);
    summary.notices = 1;
    EXPECT_EQ(exit_status(summary, FailOn::Reject), ExitStatus::Ok);
    EXPECT_EQ(exit_status(summary, FailOn::Notice), ExitStatus::Rejected);
    summary.accepted_in_part = 1;
    EXPECT_EQ(exit_status(summary, FailOn::Reject), ExitStatus::Rejected);
    summary.unreadable_files = 1;
    EXPECT_EQ(exit_status(summary, FailOn::Reject), ExitStatus::Machine);
}

}  // namespace
}  // namespace jianhe::driver
