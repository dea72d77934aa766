// Texts of records, made before their numbers are known.
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/runtime/report_sample.h"

namespace jianhe {
namespace {

using testing::HasSubstr;

constexpr std::string_view kTemplate =
    "[{{records}}]\n{{#records}}\n第{{record:5}}筆{{P01}}中{{#findings}}{{record}}.{{field}}:{{code}};{{/findings}}\n"
    "{{/records}}\nend\n";

std::unique_ptr<ReportWriter> make_report(std::string_view format, const SpecificationInfo& info,
                                          const ReportOptions& options, StringSink& sink, std::string& out) {
    if (format == "json") return make_json_report(info, options, sink);
    if (format == "text") return make_text_report(info, options, Colours::On, sink);
    return make_template_report(info, options, {}, kTemplate,
                                [&out](std::string_view) {
                                    return Result<std::unique_ptr<OutputSink>>{std::make_unique<StringSink>(out)};
                                })
        .value();
}

class ReportRender : public testing::TestWithParam<const char*> {
protected:
    // The whole report of records with all, some and none of the sample's findings.
    std::string written(const ReportOptions& options, bool rendered_by_threads) {
        SampleRun run;
        std::vector<RecordResult> results(100, run.result);
        for (std::size_t i = 0; i < results.size(); ++i) {
            results[i].findings.resize(i % (run.result.findings.size() + 1));
            results[i].verdict = verdict_of(results[i].findings);
        }
        std::string out;
        StringSink sink(out);
        const auto report = make_report(GetParam(), run.info, options, sink, out);
        SampleRun::expect_written(report->begin_file("a \"b\".xml"));
        if (rendered_by_threads) {
            write_rendered(*report, run.record, results);
        } else {
            for (std::size_t i = 0; i < results.size(); ++i) {
                SampleRun::expect_written(report->record(i + 1, run.record, results[i]));
            }
        }
        SampleRun::expect_written(report->end_file(run.file));
        return out;
    }

    static void write_rendered(ReportWriter& report, const Record& record, const std::vector<RecordResult>& results) {
        std::vector<RecordText> texts(results.size(), {"left over", {{3, 4}}});
        const auto render_half = [&](std::size_t first) {
            for (std::size_t i = first; i < texts.size(); i += 2)
                report.render("a \"b\".xml", record, results[i], texts[i]);
        };
        std::thread other(render_half, 1);
        render_half(0);
        other.join();
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (!texts[i].bytes.empty()) SampleRun::expect_written(report.record(i + 1, texts[i]));
        }
    }
};

TEST_P(ReportRender, ByThreadsOrNot) {
    for (const bool all_records : {false, true}) {
        const ReportOptions options{.all_records = all_records, .max_findings = 2};
        const std::string expected = written(options, false);
        EXPECT_THAT(expected, HasSubstr("100"));
        EXPECT_EQ(written(options, true), expected);
    }
}

// Whoever numbers findings spares the reports a search, and changes no byte: of fields in rows, of a segment, with the
// code's usual disposition and another one, in few and many findings.
TEST_P(ReportRender, NumberedFindingsReadTheSame) {
    SampleRun run;
    run.result.findings.push_back({{1, 0, Place::kItself}, "IT", "YY", Disposition::RejectFile});
    run.result.findings.push_back({{1, 3, Place::kItself}, "IT", "AA", Disposition::RejectOrder});
    for (std::uint32_t row = 1; row < 50; ++row)
        run.result.findings.push_back({{1, row, 2}, "I01", "NN", Disposition::Notice});
    RecordResult numbered = run.result;
    for (Finding& finding : numbered.findings) {
        const auto code = run.info.codes.find(finding.code);
        ASSERT_NE(code, run.info.codes.end());
        finding.code_number = static_cast<std::uint32_t>(std::distance(run.info.codes.begin(), code));
    }
    std::string out;
    StringSink sink(out);
    const auto report = make_report(GetParam(), run.info, {}, sink, out);
    RecordText plain;
    RecordText of_numbers;
    report->render("a.xml", run.record, run.result, plain);
    report->render("a.xml", run.record, numbered, of_numbers);
    EXPECT_THAT(plain.bytes, HasSubstr("YY"));
    EXPECT_EQ(of_numbers.bytes, plain.bytes);
}

INSTANTIATE_TEST_SUITE_P(Formats, ReportRender, testing::Values("json", "text", "template"));

TEST(JsonReport, HasCodesAndDispositionsThatTheRegistryHasNot) {
    SampleRun run;
    run.result.findings = {{{0, 0, 1}, "P02", "AA", Disposition::Notice},
                           {{0, 0, 1}, "P02", "Z\"9", Disposition::RejectOrder}};
    std::string out;
    StringSink sink(out);
    run.write(*make_json_report(run.info, {}, sink));
    EXPECT_THAT(out, HasSubstr(R"("code":"AA","disposition":"notice","message":"必填"})"));
    EXPECT_THAT(out, HasSubstr(R"("code":"Z\"9","disposition":"reject_order","message":""})"));
}

TEST(JsonReport, ShowsEveryKindOfKey) {
    SampleRun run;
    run.info.key = {0, 1};
    run.record.set_encoding(TextEncoding::Big5);
    run.record.set(0, 0, "A1\"3456789");
    run.record.set(1, 0, "\xA4\xA4\\");
    std::string out;
    StringSink sink(out);
    run.write(*make_json_report(run.info, {}, sink));
    EXPECT_THAT(out, HasSubstr(R"("key":{"P01":"A1\"*****89","P02":"中\\"})"));
    run.record.set_absent(0, 0);
    run.record.set(1, 0, std::string_view{});
    out.clear();
    run.write(*make_json_report(run.info, {}, sink));
    EXPECT_THAT(out, HasSubstr(R"("key":{"P01":null,"P02":""})"));
    const std::string longest(100, 'x');
    for (const std::string& value : {longest, longest + "x"}) {
        run.record.set(1, 0, value);
        out.clear();
        run.write(*make_json_report(run.info, {}, sink));
        EXPECT_THAT(out, HasSubstr("\"P02\":\"" + longest + (value == longest ? "\"" : "…\"")));
    }
}

// Blocks of many megabytes wait in a temporary file, in order and whole.
TEST(LongTemplateReport, WaitsOnDiskForTheEndOfTheFile) {
    SampleRun run;
    std::string out;
    const auto report =
        make_template_report(
            run.info, {}, {}, "{{#records}}\n{{record}} {{#findings}}{{/findings}}\n{{/records}}\nend",
            [&out](std::string_view) { return Result<std::unique_ptr<OutputSink>>{std::make_unique<StringSink>(out)}; })
            .value();
    for (int file = 0; file < 2; ++file) {
        constexpr std::uint64_t kRecords = 2'000'000;
        const RecordText text{" \n", {{0, 0}}};
        std::string expected;
        SampleRun::expect_written(report->begin_file("a.xml"));
        for (std::uint64_t number = 1; number <= kRecords; ++number) {
            SampleRun::expect_written(report->record(number, text));
            expected += std::to_string(number) + " \n";
        }
        out.clear();
        SampleRun::expect_written(report->end_file(run.file));
        EXPECT_GT(out.size(), std::size_t{12} << 20);
        EXPECT_TRUE(out == expected + "end");
    }
}

}  // namespace
}  // namespace jianhe
