// What the reference path costs: compiling the built-in specification, reading an upload, judging its records.
// Usage: bench_interpreter UPLOAD.xml [options of Google Benchmark]

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include <jianhe/upload_reader.h>

#include "compiler/driver/load_specification.h"
#include "compiler/driver/read_file.h"
#include "compiler/interp/evaluate.h"
#include "compiler/interp/interpreter.h"
#include "compiler/interp/supplies.h"

namespace {

using namespace jianhe;  // NOLINT(google-build-using-namespace): a program, not a header

struct Data {
    ir::Module module;
    SpecificationInfo info;
    std::string upload;
    std::vector<Record> records;
};

void compile_specification(benchmark::State& state) {
    for (auto _ : state) {
        auto loaded = driver::load_specification(driver::SpecificationSource::embedded());
        benchmark::DoNotOptimize(loaded);
    }
}

void read_upload(benchmark::State& state, const Data& data) {
    Record record(data.info.layout);
    std::size_t records = 0;
    for (auto _ : state) {
        UploadReader reader(data.info, data.upload);
        while (reader.next(record)) ++records;
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(records));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(data.upload.size()));
}

void judge_records(benchmark::State& state, const Data& data) {
    Supplied supplied(example_givens(data.module, {}, data.records.front()));
    supplied.providers = built_in_providers(data.module);
    Interpreter interpreter(data.module, std::move(supplied));
    RecordResult result;
    std::size_t judged = 0;
    for (auto _ : state) {
        interpreter.check(data.records[judged % data.records.size()], result);
        benchmark::DoNotOptimize(result);
        ++judged;
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(judged));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: bench_interpreter UPLOAD.xml [options of Google Benchmark]\n", stderr);
        return 64;
    }
    auto loaded = driver::load_specification(driver::SpecificationSource::embedded());
    auto file = driver::read_file(argv[1]);
    if (!loaded || !loaded->module || !file) {
        std::fputs("bench_interpreter: cannot load the specification or the upload\n", stderr);
        return 3;
    }
    SpecificationInfo info = ir::make_info(*loaded->module);
    Data data{std::move(*loaded->module), std::move(info), std::move(file->bytes), {}};
    UploadReader reader(data.info, data.upload);
    Record record(data.info.layout);
    while (reader.next(record)) data.records.push_back(record);
    if (data.records.empty()) {
        std::fputs("bench_interpreter: the upload holds no record\n", stderr);
        return 3;
    }

    benchmark::RegisterBenchmark("compile_specification", compile_specification)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("read_upload", [&](benchmark::State& state) {
        read_upload(state, data);
    })->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("judge_record", [&](benchmark::State& state) {
        judge_records(state, data);
    })->Unit(benchmark::kMicrosecond);
    int rest = argc - 1;
    argv[1] = argv[0];
    benchmark::Initialize(&rest, argv + 1);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
