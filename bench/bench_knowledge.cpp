// What a file's memory and the operator's masters cost. Usage: bench_knowledge [options of Google Benchmark]

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include <jianhe/file_memory.h>
#include <jianhe/masters.h>

namespace {

using namespace jianhe;  // NOLINT(google-build-using-namespace): a program, not a header

// One key a record, as `unique (…) in file while … stays for …` asks it. The counters say what is held at the end.
void remember_keys(benchmark::State& state) {
    const auto count = static_cast<std::uint64_t>(state.range(0));
    std::uint64_t repeated = 0;
    for (auto _ : state) {
        FileMemory memory({1, 2}, {});
        for (std::uint64_t i = 0; i < count; ++i) {
            KeyHasher hasher = memory.hasher();
            hasher.add(static_cast<std::int64_t>(i));
            const Key128 key = hasher.finish();
            memory.answer({FileQuestion::Kind::State, 1, {}, key, true, false});
            if (!memory.answer({FileQuestion::Kind::Unique, 1, key, key, true, false})) ++repeated;
        }
        if (memory.error() || repeated != 0) state.SkipWithError("the keys were not remembered");
        state.counters["memory_MiB"] = static_cast<double>(memory.memory_bytes()) / (1 << 20);
        state.counters["disk_MiB"] = static_cast<double>(memory.disk_bytes()) / (1 << 20);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}
BENCHMARK(remember_keys)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(remember_keys)->Arg(1'000'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond)->Iterations(1);

// The same, in stretches, and with keys that were made before.
void remember_keys_of_stretches(benchmark::State& state) {
    constexpr std::size_t kInStretch = 512;
    const auto count = static_cast<std::uint64_t>(state.range(0));
    FileMemory memory({1, 2}, {});
    std::vector<FileQuestion> questions;
    for (std::uint64_t i = 0; i < count; ++i) {
        KeyHasher hasher = memory.hasher();
        hasher.add(static_cast<std::int64_t>(i));
        const Key128 key = hasher.finish();
        questions.push_back({FileQuestion::Kind::State, 1, {}, key, true, false});
        questions.push_back({FileQuestion::Kind::Unique, 1, key, key, true, false});
    }
    for (auto _ : state) {
        memory.next_file();
        for (std::span<const FileQuestion> rest = questions; !rest.empty();) {
            const std::size_t taken = std::min(kInStretch, rest.size());
            benchmark::DoNotOptimize(memory.affirm(rest.first(taken)));
            rest = rest.subspan(taken);
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}
BENCHMARK(remember_keys_of_stretches)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

std::string master_text(std::int64_t rows) {
    std::string text = "code,name,valid_from,valid_to\n";
    for (std::int64_t i = 0; i < rows; ++i) text += "C" + std::to_string(i) + ",name,1100101,\n";
    return text;
}

const MasterShape& shape() {
    static const MasterShape kShape{"codes", {{"code", {}, 12}, {"name", {}, 20}}, {0}, true};
    return kShape;
}

void load_master(benchmark::State& state) {
    const std::string text = master_text(state.range(0));
    for (auto _ : state) {
        auto table = parse_master_csv(text, "codes.csv", shape());
        if (!table) state.SkipWithError("the table was refused");
        benchmark::DoNotOptimize(table);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}
BENCHMARK(load_master)->Arg(100'000)->Unit(benchmark::kMillisecond);

void look_up_in_master(benchmark::State& state) {
    const auto table = parse_master_csv(master_text(state.range(0)), "codes.csv", shape());
    std::int64_t i = 0;
    for (auto _ : state) {
        const std::string code = "C" + std::to_string(i++ % (2 * state.range(0)));  // every other one is missing
        const std::string_view key = code;
        benchmark::DoNotOptimize((*table)->find({&key, 1}, Date{15'000}));
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(look_up_in_master)->Arg(100'000);

}  // namespace

BENCHMARK_MAIN();
