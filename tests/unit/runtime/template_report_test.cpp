#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/runtime/report_sample.h"

namespace jianhe {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;
using testing::UnorderedElementsAre;

constexpr std::string_view kTemplate =
    "結果 [{{received_at}}] [{{file_size:6}}] [{{records}}]\n"
    "[{{accepted_records}}] [{{accepted_orders}}] [{{rejected_records}}]\n"
    "{{#records}}\n"
    "====\n"
    "第[{{record:4}}]筆 P01=[{{P01}}]\n"
    "{{#findings}}{{field}}:{{code}};{{/findings}}\n"
    "{{/records}}\n"
    "end\n";

class TemplateReport : public testing::Test {
protected:
    TemplateReport() { run_.info.wire_encoding = TextEncoding::Utf8; }

    std::map<std::string, std::string> written(std::string_view shape = kTemplate, const ReportOptions& options = {}) {
        std::map<std::string, std::string> files;
        auto report =
            make_template_report(run_.info, options, run_.summary.received_at, shape, [&](std::string_view path) {
                return Result<std::unique_ptr<OutputSink>>{std::make_unique<StringSink>(files[std::string{path}])};
            });
        if (!report) {
            ADD_FAILURE() << report.error().text;
            return files;
        }
        run_.write(**report);
        return files;
    }

    SampleRun run_;
};

TEST_F(TemplateReport, FillsHeaderAndBlocksWithRejectingFindingsFirst) {
    EXPECT_THAT(written(), UnorderedElementsAre(Pair("a.xml",
                                                     "結果 [1141015200000] [99    ] [2]\n"
                                                     "[1] [7] [1]\n"
                                                     "====\n"
                                                     "第[1   ]筆 P01=[A12*****89]\n"
                                                     "I01[2]:AA;P02:NN;\n"
                                                     "end\n")));
}

TEST_F(TemplateReport, IsInTheWireEncodingWithQuestionMarksForTheRest) {
    run_.info.wire_encoding = TextEncoding::Big5;
    run_.record.set(1, 0, "\xF0\x9F\x98\x80");
    EXPECT_EQ(written("中{{#records}}\n{{P02}}{{#findings}}{{/findings}}{{/records}}\n").at("a.xml"), "\xA4\xA4?");
}

TEST_F(TemplateReport, NothingIsWrittenWithoutAnOfficialFinding) {
    run_.result.findings = {{{0, 0, 1}, "P02", "J1", Disposition::Notice}};
    EXPECT_THAT(written(), IsEmpty());
}

TEST_F(TemplateReport, TheFilesOwnFindingsAreBlockZeroAndARefusedFileAcceptsNothing) {
    run_.file.verdict = FileVerdict::Refused;
    run_.file.findings = {{{}, "FILE", "YY", Disposition::RejectFile}};
    EXPECT_THAT(written().at("a.xml"), HasSubstr("[0] [0] [2]\n====\n第[0   ]筆 P01=[]\nFILE:YY;\n====\n第[1   ]筆"));
}

TEST_F(TemplateReport, ShowsIdsOnlyWhenAsked) {
    EXPECT_THAT(written().at("a.xml"), Not(HasSubstr("A123456789")));
    EXPECT_THAT(written(kTemplate, {.show_ids = true}).at("a.xml"), HasSubstr("P01=[A123456789]"));
}

TEST_F(TemplateReport, ReadsWindowsLineEnds) {
    EXPECT_EQ(written("a\r\n{{#records}}\r\n{{record}}{{#findings}}{{/findings}}\r\n{{/records}}\r\nb").at("a.xml"),
              "a\r\n1\r\nb");
}

struct BrokenTemplate {
    std::string_view text;
    std::string_view error;
};

class BrokenTemplates : public testing::TestWithParam<BrokenTemplate> {};

TEST_P(BrokenTemplates, AreRefusedWithALine) {
    const SpecificationInfo info = sample_info();
    const auto report = make_template_report(info, {}, {}, GetParam().text, {});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().text, GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    All, BrokenTemplates,
    testing::Values(BrokenTemplate{"a\nb {{what}}", "line 2: `what` is not known here"},
                    BrokenTemplate{"{{P01}}", "line 1: `P01` is not known here"},
                    BrokenTemplate{"{{#records}}\n{{I01}}", "line 2: `I01` is not known here"},
                    BrokenTemplate{"{{#records}}\n{{file_size}}", "line 2: `file_size` is not known here"},
                    BrokenTemplate{"{{#records}}\n{{code}}", "line 2: `code` is not known here"},
                    BrokenTemplate{"{{records:x}}", "line 1: `x` is not a number of columns from 1 to 1000"},
                    BrokenTemplate{"{{records:0}}", "line 1: `0` is not a number of columns from 1 to 1000"},
                    BrokenTemplate{"{{records", "line 1: `{{` without `}}`"},
                    BrokenTemplate{"{{/records}}", "line 1: `{{/records}}` may not stand here"},
                    BrokenTemplate{"{{#records}}\n", "line 2: a `{{#…}}` is not closed"}));

}  // namespace
}  // namespace jianhe
