#include "compiler/driver/validate_run.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/report_writers.h>

#include "compiler/driver/engines.h"
#include "compiler/driver/exit_status.h"
#include "compiler/driver/given_values.h"
#include "compiler/driver/reference_run.h"
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
class Memory final : public ReportWriter, public RunObserver {
public:
    void render(std::string_view, const Record&, const RecordResult&, RecordText& text) const override {
        text.bytes = "something";
    }
    using ReportWriter::record;
    Result<void> record(std::uint64_t, const RecordText&) override {
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

    Result<Summary> run(const std::vector<Input>& inputs, std::size_t jobs = 2) {
        const Supplied supplied = parse_given_values(module_, {}, {}).value();
        const auto engine = make_engine({}, module_, info_, supplied).value();
        RunSettings settings(DateTime{7});
        settings.jobs = jobs;
        return validate_run(inputs, info_, *engine, settings, memory_, memory_, continuation_);
    }

    TestFolder folder_;
    ir::Module module_ = sample_module();
    SpecificationInfo info_ = ir::make_info(module_);
    Memory memory_;
    RunContinuation continuation_;
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

TEST_F(ValidateRun, TheReferenceRefusesAFileThatIsTooLargeUnderItsOwnSizeAndDigest) {
    Limits limits;
    limits.max_file_bytes = 100;
    const Input large = input("large", {kGood, kGood, kGood});
    Interpreter validator(module_, parse_given_values(module_, {}, {}).value());
    const auto summary = reference_run({large}, info_, validator, DateTime{7}, memory_, memory_, limits);
    ASSERT_TRUE(summary);
    EXPECT_EQ(memory_.files.at(0).verdict, FileVerdict::Refused);
    EXPECT_EQ(memory_.files.at(0).bytes, std::filesystem::file_size(large.path));
    EXPECT_THAT(memory_.files.at(0).findings, IsEmpty()) << "a bound of ours is no fault of the file";
    EXPECT_EQ(summary->unreadable_files, 1U);
    EXPECT_THAT(memory_.messages, ElementsAre(HasSubstr("larger than 100 bytes")));
}

TEST_F(ValidateRun, EndsWhenTheReportCannotBeWritten) {
    memory_.disk_is_full = true;
    const auto summary = run({input("a", {kRejected, kRejected})});
    ASSERT_FALSE(summary);
    EXPECT_EQ(summary.error().text, "disk full");
    EXPECT_EQ(memory_.records, 1U);
    EXPECT_THAT(memory_.files, IsEmpty());
}

TEST_F(ValidateRun, GoesOnBehindTheFilesThatAreFinished) {
    const std::vector<Input> inputs{input("a", {kGood, kRejected}), input("b", {kNoticed}), input("c", {kRejected})};
    std::vector<Summary> parts;
    continuation_.file_done = [&parts](const Summary& part) {
        parts.push_back(part);
        return Result<void>{};
    };
    const auto whole = run(inputs);
    ASSERT_TRUE(whole);
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_EQ(parts[0].records, 2U);
    EXPECT_EQ(parts[0].rejected, 1U);
    memory_.files.clear();
    continuation_.first_input = 2;
    continuation_.before = parts[0];
    continuation_.before.add(parts[1]);
    const auto rest = run(inputs);
    ASSERT_TRUE(rest);
    ASSERT_EQ(memory_.files.size(), 1U);
    EXPECT_EQ(memory_.files[0].path, "c");
    EXPECT_EQ(memory_.last.files, 1U) << "progress is of this run alone";
    EXPECT_EQ(rest->files, whole->files);
    EXPECT_EQ(rest->records, whole->records);
    EXPECT_EQ(rest->accepted_with_notices, whole->accepted_with_notices);
    EXPECT_EQ(rest->rejected, whole->rejected);
    EXPECT_EQ(rest->findings, whole->findings);
}

TEST_F(ValidateRun, EndsWhenAFinishedFileCannotBeNotedDown) {
    continuation_.file_done = [](const Summary&) { return Result<void>{Error{"no journal"}}; };
    const auto summary = run({input("a", {kGood}), input("b", {kGood})});
    ASSERT_FALSE(summary);
    EXPECT_EQ(summary.error().text, "no journal");
    EXPECT_EQ(memory_.files.size(), 1U);
}

// Gathers a whole report.
class Text final : public OutputSink {
public:
    Result<void> write(std::string_view bytes) override {
        text.append(bytes);
        return {};
    }
    Result<void> close() override { return {}; }

    std::string text;
};

// Files of all kinds, and a specification that asks its files questions.
class SameReport : public testing::Test {
protected:
    SameReport() {
        std::filesystem::copy(JIANHE_SOURCE_DIR "/tests/cli/specification", folder_.path("spec"));
        append("spec/codes.csv",
               "R010,twice,reject_record\nR011,other kind,notice\nR012,again,reject_order\nR013,only one,notice\n");
        append("spec/sample.rules",
               "rule R010 at P01 expect unique P01 in file while P02 = B stays for P01\n"
               "rule R011 at P02 expect same P02 in file\n"
               "rule R012 at HD blocks P02 when P01 = B223456789 expect unique P01 in file\n"
               "rule R013 at P02 when P02 = C expect unique P02 in file\n");
        module_ =
            std::move(load_specification(SpecificationSource::folder(folder_.path("spec")).value()).value().module);
        std::string many;
        for (int i = 0; i < 200; ++i) {
            many.append(i % 3 == 0 ? kRejected : i % 5 == 0 ? kInPart : kGood).append(i % 7 == 0 ? "\r\n" : "");
            if (i % 11 == 0) many.append(kNoticed);
            if (i % 29 == 0) many.append("<!-- </ROW> <ROW> -->");
        }
        add("many", "<FILE>" + many + "</FILE>");
        // What is not asked of the second, because it is blocked, must not be remembered for the third.
        const auto row = [](std::string_view person, std::string_view kind) {
            return "<ROW><HD><P01>" + std::string(person) + "</P01><P02>" + std::string(kind) + "</P02></HD></ROW>";
        };
        add("blocking", "<FILE>" + row("B223456789", "A") + row("B223456789", "C") + row("A123456789", "C") +
                            row("A123456780", "C") + "</FILE>");
        add("cut", "<FILE>" + many.substr(0, 3000));
        add("behind", "<FILE>" + std::string(kGood) + "</FILE><FILE>" + many + "</FILE>");
        add("bytes", "<FILE>" + many.substr(0, 2000) + "\xff" + many.substr(2000) + "</FILE>");
        add("empty", "");
        add("stranger", "<FILE>" + std::string(kGood) + "<X/>" + many + "</FILE>");
        inputs_.push_back({folder_.path("none"), "none", std::nullopt});
        add("last", "\xef\xbb\xbf<FILE>" + many + "</FILE>\n");
    }

    void append(const std::string& name, std::string_view text) const {
        std::ofstream(folder_.path(name), std::ios::app) << text;
    }
    void add(const std::string& name, std::string_view text) {
        inputs_.push_back({folder_.write(name, text), name, std::nullopt});
    }

    // The report, and behind it the messages.
    std::string reference(const ReportOptions& options) {
        Text text;
        const auto report = make_json_report(*info_, options, text);
        Interpreter validator(*module_, supplied_);
        Memory memory;
        EXPECT_TRUE(reference_run(inputs_, *info_, validator, DateTime{7}, *report, memory));
        for (const std::string& message : memory.messages) text.text += message + "\n";
        return text.text;
    }
    std::string bulk(const ReportOptions& options, std::size_t jobs, std::size_t stretch_bytes) {
        Text text;
        const auto report = make_json_report(*info_, options, text);
        const auto engine = make_engine({}, *module_, *info_, supplied_).value();
        RunSettings settings(DateTime{7});
        settings.jobs = jobs;
        settings.stretch_bytes = stretch_bytes;
        settings.every_record = options.all_records;
        Memory memory;
        EXPECT_TRUE(validate_run(inputs_, *info_, *engine, settings, *report, memory));
        for (const std::string& message : memory.messages) text.text += message + "\n";
        return text.text;
    }

    TestFolder folder_;
    std::optional<ir::Module> module_;
    std::optional<SpecificationInfo> info_;
    Supplied supplied_;
    std::vector<Input> inputs_;
};

TEST_F(SameReport, AsTheReferenceHoweverItIsCutAndHoweverManyJudge) {
    ASSERT_TRUE(module_);
    info_.emplace(ir::make_info(*module_));
    supplied_ = parse_given_values(*module_, DateTime{7}, {}).value();
    for (const bool all_records : {false, true}) {
        ReportOptions options;
        options.all_records = all_records;
        const std::string wanted = reference(options);
        EXPECT_THAT(wanted, HasSubstr("\"P01:R010\""));
        EXPECT_THAT(wanted, HasSubstr("\"P02:R011\""));
        EXPECT_THAT(wanted, HasSubstr("\"HD:R012\":1"));
        EXPECT_THAT(wanted, HasSubstr("\"P02:R013\":1"));
        for (const std::size_t jobs : {1U, 2U, 7U}) {
            for (const std::size_t stretch_bytes : {0U, 1U, 5U, 100U, 1000U, 10'000U}) {
                EXPECT_EQ(first_difference(wanted, bulk(options, jobs, stretch_bytes)), "")
                    << jobs << " jobs, stretches of " << stretch_bytes << " bytes";
            }
        }
    }
}

// More than the report of one stretch holds at a time; some of the records are judged again with the file's answers.
TEST_F(SameReport, OfFarMoreFindingsThanBytes) {
    ASSERT_TRUE(module_);
    info_.emplace(ir::make_info(*module_));
    inputs_.clear();
    std::string many;
    for (int i = 0; i < 30'000; ++i) {
        many.append(i % 500 == 0 ? kRejected : i % 499 == 0 ? kGood : "<ROW><X1/><X2/><X3/></ROW>");
    }
    add("tiny", "<FILE>" + many + "</FILE>");
    const std::string wanted = reference({});
    EXPECT_GT(wanted.size(), 5'000'000U);
    for (const std::size_t jobs : {1U, 3U}) {
        EXPECT_EQ(first_difference(wanted, bulk({}, jobs, 1'000'000)), "") << jobs << " jobs";
    }
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
