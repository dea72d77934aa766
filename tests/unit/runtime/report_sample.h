// A small specification and one run over it, for the tests of all report formats.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/report_writers.h>

namespace jianhe {

class StringSink final : public OutputSink {
public:
    explicit StringSink(std::string& out) : out_(out) {}
    Result<void> write(std::string_view bytes) override {
        out_.append(bytes);
        return {};
    }
    Result<void> close() override { return {}; }

private:
    std::string& out_;
};

inline SpecificationInfo sample_info() {
    RecordLayout layout("FILE", "ROW");
    layout.add_segment("HD", "", false);
    layout.add_field("P01");
    layout.add_field("P02");
    layout.add_segment("IT", "", true);
    layout.add_field("I01");
    SpecificationInfo info(std::move(layout));
    info.name = "sample";
    info.label = "範例";
    info.version = "1";
    info.digest = "sha256:00";
    info.key = {0};
    info.masks = {MaskKind::NationalId, MaskKind::None, MaskKind::None};
    info.codes["AA"] = {"必填", Disposition::RejectRecord, true};
    info.codes["NN"] = {"提醒 \"x\"", Disposition::Notice, true};
    info.codes["J1"] = {"our advice", Disposition::Notice, false};
    info.codes["YY"] = {"broken", Disposition::RejectFile, true};
    return info;
}

struct SampleRun {
    SpecificationInfo info = sample_info();
    Record record{info.layout};
    RecordResult result;
    FileResult file;
    Summary summary;

    SampleRun() {
        record.add_row(0);
        record.set(0, 0, "A123456789");
        record.set(1, 0, "02");
        result.findings = {{{0, 0, 1}, "P02", "NN", Disposition::Notice},
                           {{1, 2, 2}, "I01", "AA", Disposition::RejectRecord},
                           {{1, 2, 2}, "I01", "J1", Disposition::Notice}};
        result.blocked = {{"R1", "P02"}};
        result.not_checked = {{"R9", "masters"}};
        result.verdict = RecordVerdict::Rejected;
        file.path = "a.xml";
        file.bytes = 99;
        file.digest = "sha256:ff";
        file.records = 2;
        file.accepted = 1;
        file.rejected = 1;
        file.orders = 7;
        file.verdict = FileVerdict::AcceptedInPart;
        parse_roc_datetime("1141015200000", summary.received_at);
    }

    // One record with findings, one without, one file.
    void write(ReportWriter& report) {
        write_records(report);
        expect_written(report.end_file(file));
        summary.add(result);
        summary.add(file);
        expect_written(report.end_run(summary));
    }

    void write_records(ReportWriter& report) {
        expect_written(report.begin_file("a.xml"));
        expect_written(report.record(1, record, result));
        expect_written(report.record(2, record, RecordResult{}));
    }

    static void expect_written(const Result<void>& done) {
        if (!done) throw std::runtime_error(done.error().text);
    }
};

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        lines.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return lines;
}

}  // namespace jianhe
