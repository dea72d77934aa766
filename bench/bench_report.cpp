// What it costs to say what was found. Usage: bench_report [options of Google Benchmark]

#include <benchmark/benchmark.h>

#include <jianhe/report_writers.h>
#include <jianhe/summary_counts.h>

namespace {

using namespace jianhe;  // NOLINT(google-build-using-namespace): a program, not a header

SpecificationInfo make_info() {
    RecordLayout layout("FILE", "ROW");
    layout.add_segment("HD", "", false);
    for (const char* tag : {"P01", "P02", "P03", "P04"}) layout.add_field(tag);
    SpecificationInfo info(std::move(layout));
    info.key = {0, 1, 2, 3};
    info.masks = {MaskKind::None, MaskKind::NationalId, MaskKind::None, MaskKind::None};
    for (int i = 0; i < 500; ++i) {
        info.codes["R" + std::to_string(i)] = {"欄位必須填寫，且不得為空白或格式錯誤", Disposition::RejectRecord, true};
    }
    return info;
}

struct Rejected {
    SpecificationInfo info = make_info();
    Record record{info.layout};
    RecordResult result;

    explicit Rejected(std::int64_t findings) {
        record.add_row(0);
        for (const FieldIndex field : info.key) record.set(field, 0, "A123456789");
        for (int i = 0; i < findings; ++i) {
            result.findings.push_back({{0, 0, i % 4}, "P0" + std::to_string(1 + i % 4), "R" + std::to_string(7 * i)});
        }
        result.verdict = RecordVerdict::Rejected;
    }
};

class NoSink final : public OutputSink {
public:
    Result<void> write(std::string_view bytes) override {
        benchmark::DoNotOptimize(bytes.data());
        return {};
    }
    Result<void> close() override { return {}; }
};

void render(benchmark::State& state, const ReportWriter& report, const Rejected& rejected) {
    RecordText text;
    for (auto _ : state) {
        report.render("folder/file.xml", rejected.record, rejected.result, text);
        benchmark::DoNotOptimize(text.bytes.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(text.bytes.size()) * state.iterations());
}

void render_json(benchmark::State& state) {
    const Rejected rejected(state.range(0));
    NoSink sink;
    render(state, *make_json_report(rejected.info, {}, sink), rejected);
}
BENCHMARK(render_json)->Arg(0)->Arg(1)->Arg(10);

void render_text(benchmark::State& state) {
    const Rejected rejected(state.range(0));
    NoSink sink;
    render(state, *make_text_report(rejected.info, {}, Colours::Off, sink), rejected);
}
BENCHMARK(render_text)->Arg(1)->Arg(10);

void count_findings(benchmark::State& state) {
    const Rejected rejected(state.range(0));
    SummaryCounts counts;
    for (auto _ : state) counts.add(rejected.result);
}
BENCHMARK(count_findings)->Arg(1)->Arg(10);

void count_findings_in_summary(benchmark::State& state) {
    const Rejected rejected(state.range(0));
    Summary summary;
    for (auto _ : state) summary.add(rejected.result);
}
BENCHMARK(count_findings_in_summary)->Arg(1)->Arg(10);

}  // namespace

BENCHMARK_MAIN();
