#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/runtime/report_sample.h"

namespace jianhe {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string json_of(SampleRun& run, const ReportOptions& options = {}) {
    std::string out;
    StringSink sink(out);
    run.write(*make_json_report(run.info, options, sink));
    return out;
}

TEST(JsonReport, IsTheFixedInterface) {
    SampleRun run;
    EXPECT_THAT(
        lines_of(json_of(run)),
        ElementsAre(
            R"({"file":"a.xml","record":1,"key":{"P01":"A12*****89"},"verdict":"rejected","findings":[)"
            R"({"field":"P02","order":null,"code":"NN","disposition":"notice","message":"提醒 \"x\""},)"
            R"({"field":"I01","order":2,"code":"AA","disposition":"reject_record","message":"必填"},)"
            R"({"field":"I01","order":2,"code":"J1","disposition":"notice","message":"our advice"}],)"
            R"("blocked":[{"code":"R1","by":"P02"}]})",
            R"({"file":"a.xml","record":null,"verdict":"accepted_in_part","records":2,"rejected":1,"orders":7,)"
            R"("digest":"sha256:ff","findings":[]})",
            R"({"summary":{"files":1,"refused_files":0,"records":2,"accepted":1,"accepted_with_notices":0,)"
            R"("accepted_in_part":0,"rejected":1,"refused_records":0,"orders":7,)"
            R"("findings":{"I01:AA":1,"I01:J1":1,"P02:NN":1},)"
            R"("not_checked":[{"code":"R9","needs":"masters","records":1}],"received_at":"2025-10-15T20:00:00",)"
            R"("specification":{"name":"sample","version":"1","digest":"sha256:00"}}})"));
}

TEST(JsonReport, WritesEveryRecordWhenAsked) {
    SampleRun run;
    EXPECT_EQ(
        lines_of(json_of(run, {.all_records = true})).at(1),
        R"({"file":"a.xml","record":2,"key":{"P01":"A12*****89"},"verdict":"accepted","findings":[],"blocked":[]})");
}

TEST(JsonReport, SaysWhatItCutAndKeepsTheCounts) {
    SampleRun run;
    const auto lines = lines_of(json_of(run, {.max_findings = 1}));
    EXPECT_THAT(lines.at(0), AllOf(HasSubstr("P02"), Not(HasSubstr("\"AA\"")), HasSubstr(R"("verdict":"rejected")"),
                                   HasSubstr(R"(,"truncated":true})")));
    EXPECT_THAT(lines.at(2), HasSubstr(R"("I01:AA":1)"));
    EXPECT_THAT(lines_of(json_of(run, {.max_findings = 3})).at(0), Not(HasSubstr("truncated")));
}

TEST(JsonReport, ShowsIdsOnlyWhenAsked) {
    SampleRun run;
    EXPECT_THAT(json_of(run), Not(HasSubstr("A123456789")));
    EXPECT_THAT(json_of(run, {.show_ids = true}), HasSubstr("A123456789"));
}

TEST(JsonReport, EscapesWhatTheInputChose) {
    SampleRun run;
    run.result.findings = {{{0, 0, Place::kStranger}, "a\"\\\n\x01\xFF", "AA", Disposition::RejectRecord}};
    EXPECT_THAT(json_of(run), HasSubstr("{\"field\":\"a\\\"\\\\\\n\\u0001\xEF\xBF\xBD\",\"order\":null"));
}

TEST(JsonReport, PutsTheFindingsOfAFileInItsLine) {
    SampleRun run;
    run.file.findings = {{{}, "FILE", "YY", Disposition::RejectFile}};
    EXPECT_THAT(lines_of(json_of(run)).at(1),
                HasSubstr(R"("findings":[{"field":"FILE","order":null,"code":"YY","disposition":"reject_file",)"
                          R"("message":"broken"}]})"));
}

TEST(JsonReport, HasNoDigestOfAFileThatCouldNotBeRead) {
    SampleRun run;
    run.file.digest.clear();
    EXPECT_THAT(json_of(run), HasSubstr(R"("digest":null)"));
}

std::string text_of(SampleRun& run, const ReportOptions& options = {}, Colours colours = Colours::Off) {
    std::string out;
    StringSink sink(out);
    run.write(*make_text_report(run.info, options, colours, sink));
    return out;
}

TEST(TextReport, ReadsLikeAList) {
    SampleRun run;
    const auto lines = lines_of(text_of(run));
    ASSERT_GE(lines.size(), 6U);
    EXPECT_EQ(lines[0], "a.xml record 1  P01=A12*****89  rejected");
    EXPECT_EQ(lines[1], "  P02:NN     notice  提醒 \"x\"");
    EXPECT_EQ(lines[2], "  I01[2]:AA  reject  必填");
    EXPECT_EQ(lines[4], "  not judged: R1, because of P02");
    EXPECT_EQ(lines[5], "a.xml: accepted in part; 2 records, 1 rejected, 7 orders");
}

TEST(TextReport, SummaryNamesCountsCausesAndSpecification) {
    SampleRun run;
    EXPECT_THAT(text_of(run),
                AllOf(HasSubstr("        2  records\n"), HasSubstr("        1  I01:AA        必填\n"),
                      HasSubstr("        1  masters                  R9\n"),
                      HasSubstr("Received at 2025-10-15T20:00:00. Judged by sample 範例 1\nsha256:00\n")));
}

TEST(TextReport, SaysHowManyFindingsItLeftOut) {
    SampleRun run;
    EXPECT_THAT(text_of(run, {.max_findings = 1}), HasSubstr("  2 further findings\n"));
}

TEST(TextReport, ColoursOnlyWhenAsked) {
    SampleRun run;
    EXPECT_THAT(text_of(run), Not(HasSubstr("\x1b")));
    EXPECT_THAT(text_of(run, {}, Colours::On), HasSubstr("\x1b[31mrejected\x1b[0m"));
}

TEST(TextReport, LetsNoNameDriveTheTerminal) {
    SampleRun run;
    run.record.set(0, 0, "A\x1b[2J\nfake");
    run.result.findings = {{{0, 0, Place::kStranger}, "x\x1b[31m\xE2\x80\xAE", "AA", Disposition::RejectRecord}};
    const std::string text = text_of(run, {.show_ids = true});
    EXPECT_THAT(text, AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\xE2\x80\xAE")), Not(HasSubstr("\nfake"))));
    EXPECT_THAT(text, HasSubstr("x\xEF\xBF\xBD[31m\xEF\xBF\xBD:AA"));
}

TEST(TextReport, CutsALongKey) {
    SampleRun run;
    const std::string value(1000, 'x');
    run.record.set(0, 0, value);
    EXPECT_THAT(text_of(run, {.show_ids = true}), HasSubstr("P01=" + std::string(100, 'x') + "…  rejected"));
}

TEST(Summary, CountsTheRecordsOfARefusedFileApart) {
    SampleRun run;
    run.file.verdict = FileVerdict::Refused;
    run.summary.add(run.file);
    EXPECT_EQ(run.summary.refused_files, 1U);
    EXPECT_EQ(run.summary.refused_records, 2U);
    EXPECT_EQ(run.summary.accepted, 0U);
    EXPECT_EQ(run.summary.rejected, 0U);
    EXPECT_EQ(run.summary.records, 2U);
}

TEST(Summary, CountsFindingsWithoutTheirRow) {
    SampleRun run;
    run.result.findings.push_back({{1, 5, 2}, "I01", "AA", Disposition::RejectRecord});
    run.summary.add(run.result);
    EXPECT_EQ(run.summary.findings.at("I01:AA"), 2U);
    EXPECT_EQ(run.summary.notices, 2U);
}

}  // namespace
}  // namespace jianhe
