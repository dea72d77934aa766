// What machine code costs and gains: an upload through the scanner alone, through machine code and through the
// interpreter; single records in memory through each engine, generated C++ among them; compiling by tier, and loading
// what was compiled before.
// Usage: bench_jit UPLOAD.xml [options of Google Benchmark]

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <jianhe/bulk.h>
#include <jianhe/file_memory.h>
#include <jianhe/upload_reader.h>

#include "compiler/driver/load_specification.h"
#include "compiler/driver/read_file.h"
#include "compiler/interp/evaluate.h"
#include "compiler/interp/interpreter.h"
#include "compiler/interp/supplies.h"
#include "compiler/jit/compiled_judge.h"
#include "compiler/jit/tiers.h"
#include "nhi_upload.h"

namespace {

using namespace jianhe;  // NOLINT(google-build-using-namespace): a program, not a header

struct Data {
    ir::Module module;
    SpecificationInfo info;
    Supplied supplied;
    std::string records_of_root;  // the bytes between the root's tags, and zeros behind them
    std::size_t size = 0;
    std::vector<Record> records;
};

// Says nothing of any record.
class Silent final : public Validator {
public:
    void check(const Record& record, RecordResult& result) override {
        benchmark::DoNotOptimize(&record);
        result.clear();
    }
    void set_file(FileQuestions*) override {}
};

// Code of the full tier, made in the program's own folder of the cache if it is not there.
std::shared_ptr<const jit::JitProgram> compiled(const Data& data) {
    jit::Tiers tiers(data.module, jit::TierSettings::of_user(true));
    if (!tiers.load_cached()) {
        tiers.start();
        tiers.wait();
    }
    return tiers.program();
}

void judge_stretch(benchmark::State& state, const Data& data, StretchJudge& judge) {
    std::uint64_t records = 0;
    for (auto _ : state) {
        FileMemory memory({1, 2}, {});
        Tally tally;
        judge.begin_stretch(TextEncoding::Big5, &memory, false);
        std::size_t at = 0;
        std::uint64_t reported = 0;
        StretchJudge::Stop stop = StretchJudge::Stop::Report;
        while (stop == StretchJudge::Stop::Report) {
            stop = judge.run({data.records_of_root.data(), data.size}, at, tally);
            reported += stop == StretchJudge::Stop::Report ? 1 : 0;
        }
        if (stop != StretchJudge::Stop::End) state.SkipWithError("a record that is not plain");
        records += tally.records + reported;
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(records));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(data.size));
}

void scan(benchmark::State& state, const Data& data) {
    const auto engine = make_plain_engine(data.info, [] { return std::make_unique<Silent>(); });
    judge_stretch(state, data, *engine->make_judge());
}

void judge_by_interpreter(benchmark::State& state, const Data& data) {
    const auto engine =
        make_plain_engine(data.info, [&] { return std::make_unique<Interpreter>(data.module, data.supplied); });
    judge_stretch(state, data, *engine->make_judge());
}

void judge_by_machine_code(benchmark::State& state, const Data& data) {
    const auto program = compiled(data);
    if (program == nullptr) return state.SkipWithError("no compiler here");
    const jit::Plan plan = jit::make_plan(data.module);
    jit::CompiledJudge judge(data.module, plan, data.info, data.supplied, program);
    judge_stretch(state, data, judge);
}

// As many as stay in the caches, where the record lies that a program has just made.
std::span<const Record> records_at_hand(const Data& data) {
    return std::span(data.records).first(std::min<std::size_t>(data.records.size(), 100));
}

// Records that somebody else has read, one after the other.
void judge_records(benchmark::State& state, const Data& data, Validator& validator) {
    const auto records = records_at_hand(data);
    RecordResult result;
    std::size_t judged = 0;
    for (auto _ : state) {
        validator.check(records[judged++ % records.size()], result);
        benchmark::DoNotOptimize(result);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(judged));
}

void judge_records_by_interpreter(benchmark::State& state, const Data& data) {
    Interpreter interpreter(data.module, data.supplied);
    judge_records(state, data, interpreter);
}

// Each field is read by the host, and the rules by machine code.
void judge_records_by_machine_code(benchmark::State& state, const Data& data) {
    const auto program = compiled(data);
    if (program == nullptr) return state.SkipWithError("no compiler here");
    jit::CompiledValidator validator(data.module, data.supplied, program);
    judge_records(state, data, validator);
}

// As a vendor's program calls it, with memory of its own for findings.
void judge_records_by_generated_code(benchmark::State& state, const Data& data) {
    nhi_upload::Supplies supplies;
    supplies.received_at(DateTime{data.supplied.givens.front().value()});
    nhi_upload::Validator validator(supplies);
    const auto records = records_at_hand(data);
    std::array<nhi_upload::Finding, 64> findings;
    std::size_t judged = 0;
    for (auto _ : state) {
        const nhi_upload::Summary summary = validator.check(records[judged++ % records.size()], findings);
        benchmark::DoNotOptimize(summary);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(judged));
}

void make_plan(benchmark::State& state, const Data& data) {
    for (auto _ : state) benchmark::DoNotOptimize(jit::make_plan(data.module));
}

void load_cached_code(benchmark::State& state, const Data& data) {
    if (compiled(data) == nullptr) return state.SkipWithError("no compiler here");
    for (auto _ : state) {
        jit::Tiers tiers(data.module, jit::TierSettings::of_user(true));
        if (!tiers.load_cached()) state.SkipWithError("the code is not in the cache");
    }
}

// Until code of the quick tier is there, or of the full one.
void compile(benchmark::State& state, const Data& data, bool quick) {
    for (auto _ : state) {
        jit::TierSettings settings = jit::TierSettings::of_user(false);
        settings.quick_first = quick;
        jit::Tiers tiers(data.module, settings);
        tiers.start();
        if (!quick) {
            tiers.wait();
        } else {
            while (tiers.generation() == 0 && !tiers.fault()) std::this_thread::yield();
        }
        if (tiers.fault()) state.SkipWithError(tiers.fault()->text.c_str());
    }
}

int fail(const std::string& why) {
    std::fprintf(stderr, "bench_jit: %s\n", why.c_str());
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (argc < 2) return fail("needs an upload");
    auto loaded = driver::load_specification(driver::SpecificationSource::embedded());
    if (!loaded || !loaded->module) return fail("cannot compile the specification");
    SpecificationInfo info = ir::make_info(*loaded->module);
    Data data{std::move(*loaded->module), std::move(info), {}, {}, 0, {}};
    const auto file = driver::read_file(argv[1]);
    if (!file) return fail(file.error().text);
    const std::string& bytes = file->bytes;
    const std::size_t first = bytes.find('<' + data.module.record + '>');
    const std::size_t last = bytes.rfind("</" + data.module.root + '>');
    if (first == std::string::npos || last == std::string::npos) return fail("no upload");
    data.records_of_root = bytes.substr(first, last - first);
    data.size = data.records_of_root.size();
    data.records_of_root.append(kStretchPadding, '\0');

    UploadReader reader(data.info, bytes);
    Record record(data.info.layout);
    while (data.records.size() < 2000 && reader.next(record)) data.records.push_back(record);
    if (data.records.empty()) return fail("an upload without records");
    data.supplied = Supplied(example_givens(data.module, {}, data.records.front()));
    data.supplied.providers = built_in_providers(data.module);

    const auto add = [&](const char* name, auto run) {
        return benchmark::RegisterBenchmark(name, [&data, run](benchmark::State& state) { run(state, data); });
    };
    add("scan", scan);
    add("judge/interpreter", judge_by_interpreter);
    add("judge/machine_code", judge_by_machine_code);
    add("judge_record/interpreter", judge_records_by_interpreter);
    add("judge_record/machine_code", judge_records_by_machine_code);
    add("judge_record/generated", judge_records_by_generated_code);
    add("make_plan", make_plan);
    add("load_cached_code", load_cached_code)->Unit(benchmark::kMillisecond);
    const auto quick = [](benchmark::State& state, const Data& of) { compile(state, of, true); };
    const auto full = [](benchmark::State& state, const Data& of) { compile(state, of, false); };
    add("compile/quick", quick)->Unit(benchmark::kMillisecond)->UseRealTime();
    add("compile/full", full)->Unit(benchmark::kMillisecond)->UseRealTime();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
