// What a file costs the ledger: `bench_ledger [URL|-] [VISITS] [RECORDS] [KEY_FILE]`; `-` is a new SQLite file. Fills a
// ledger with VISITS visits (1,000,000), then accepts and checks files of RECORDS records (100,000): three keys to look
// for, one record, two rows; every sixth record belongs to an earlier visit. Prints nanoseconds of the processor a
// record, by phase.
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <jianhe/ledger.h>

namespace {

using namespace jianhe;  // NOLINT(google-build-using-namespace)
using Kind = LedgerColumn::Kind;

constexpr std::size_t kChunk = 4'096;  // records whose keys are fetched together
constexpr std::size_t kKeys = 3;       // of a record
constexpr std::uint64_t kFilledAtOnce = 100'000;

LedgerShape shape() {
    return {"parcel",
            "1",
            {},
            {{"visits",
              {{"visit", Kind::Private, false, "visit"},
               {"person", Kind::Private, false, "person"},
               {"at", Kind::Number, false, ""},
               {"place", Kind::Text, false, ""},
               {"kind", Kind::Text, false, ""}},
              {{0}, {1, 2}}},
             {"refills",
              {{"visit", Kind::Private, false, "visit"},
               {"kind", Kind::Text, false, ""},
               {"number", Kind::Number, false, ""},
               {"state", Kind::Number, false, ""},
               {"place", Kind::Text, false, ""}},
              {{0}}}}};
}

// Processor time, because the machine is shared.
double now_ns() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e9 + double(time.tv_nsec);
}

struct Phases {
    double cells = 0;
    double fetch = 0;
    double rows = 0;
    double add = 0;
    double commit = 0;
    double clock = 0;  // all of them, by the clock
    std::uint64_t found = 0;

    double sum() const { return cells + fetch + rows + add + commit; }
};

template <class T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    fmt::print(stderr, "bench_ledger: {}\n", result.error().text);
    std::exit(3);
}
void must(const Result<void>& result) {
    if (result) return;
    fmt::print(stderr, "bench_ledger: {}\n", result.error().text);
    std::exit(3);
}

// Visit identifiers of twenty characters that look random and are not.
std::string visit_text(std::uint64_t number) {
    return fmt::format("{:020}", number * 0x9E3779B97F4A7C15 % 0xFFFFFFFFFFFFFFC5);
}
std::string person_text(std::uint64_t number) {
    return fmt::format("P{:09}", number * 0x9E3779B97F4A7C15 % 700'000'001);
}

Phases run_file(Ledger& ledger, LedgerMode mode, std::uint64_t first, std::uint64_t count) {
    Phases phases;
    const auto started = std::chrono::steady_clock::now();
    double last = now_ns();
    const auto lap = [&](double& phase) {
        const double now = now_ns();
        phase += (now - last) / double(count);
        last = now;
    };
    const std::string digest = "digest " + std::to_string(first);
    must(ledger.begin_file({digest, "bench.xml", DateTime{1'760'000'000}}, mode));
    lap(phases.fetch);
    for (std::uint64_t chunk = 0; chunk < count; chunk += kChunk) {
        const std::uint64_t size = std::min<std::uint64_t>(kChunk, count - chunk);
        std::vector<std::string> visits;
        std::vector<std::string> persons;
        for (std::uint64_t i = 0; i < size; ++i) {
            const std::uint64_t number = first + chunk + i;
            visits.push_back(visit_text(number));
            persons.push_back(person_text(number));
        }
        std::vector<std::string> originals;
        for (std::uint64_t i = 0; i < size; ++i) {
            const std::uint64_t number = first + chunk + i;
            originals.push_back(number % 6 == 0 && first > 0 ? visit_text(number * 7919 % first) : visits[i]);
        }
        last = now_ns();
        std::vector<Cell> cells;
        cells.reserve(size * 4);
        for (std::uint64_t i = 0; i < size; ++i) {
            cells.push_back(ledger.cell({0, 0}, visits[i]));
            cells.push_back(ledger.cell({0, 1}, persons[i]));
            cells.push_back(Ledger::cell(std::int64_t(1'700'000'000 + first + chunk + i)));
            cells.push_back(ledger.cell({0, 0}, originals[i]));
        }
        lap(phases.cells);
        std::vector<LedgerKey> keys;
        keys.reserve(size * kKeys);
        for (std::uint64_t i = 0; i < size; ++i) {
            const std::span<const Cell> own = std::span(cells).subspan(4 * i, 4);
            keys.push_back({0, 0, own.first(1)});
            keys.push_back({0, 1, own.subspan(1, 2)});
            keys.push_back({1, 0, own.last(1)});
        }
        must(ledger.fetch(keys));
        lap(phases.fetch);
        const Cell place = ledger.cell({0, 3}, "3502060427");
        const Cell kind = ledger.cell({0, 4}, "01");
        for (std::uint64_t i = 0; i < size; ++i) {
            for (std::size_t key = 0; key < kKeys; ++key) {
                phases.found += must(ledger.rows(keys[kKeys * i + key])).rows.size();
            }
        }
        lap(phases.rows);
        for (std::uint64_t i = 0; i < size; ++i) {
            const std::span<const Cell> own = std::span(cells).subspan(4 * i, 4);
            must(ledger.add_record(chunk + i, {}));
            const Cell visit[] = {own[0], own[1], own[2], place, kind};
            must(ledger.add_row(0, visit));
            const Cell refill[] = {own[0], kind, Ledger::cell(1), Ledger::cell(0), place};
            must(ledger.add_row(1, refill));
        }
        lap(phases.add);
    }
    must(ledger.commit());
    lap(phases.commit);
    phases.clock =
        std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - started).count() / double(count);
    return phases;
}

void print(const char* what, const Phases& phases) {
    fmt::print(
        "{:<8} {:>6.0f} ns/record ({:.0f} by the clock): cells {:.0f}, fetch {:.0f}, rows {:.0f}, add {:.0f}, commit "
        "{:.0f}; {} rows found\n",
        what, phases.sum(), phases.clock, phases.cells, phases.fetch, phases.rows, phases.add, phases.commit,
        phases.found);
}

std::unique_ptr<Ledger> open(const std::string& url, const std::string& key_file) {
    LedgerOptions options;
    options.key_file = key_file;
    return must(open_ledger(url, shape(), options));
}

}  // namespace

int main(int count, char** arguments) {
    std::string folder = (std::filesystem::temp_directory_path() / "jianhe-bench-ledger-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) return 3;
    const std::string url = count > 1 && std::string(arguments[1]) != "-" ? arguments[1] : folder + "/history.db";
    const std::uint64_t visits = count > 2 ? std::stoull(arguments[2]) : 1'000'000;
    const std::uint64_t records = count > 3 ? std::stoull(arguments[3]) : 100'000;
    const std::string key_file = count > 4 ? arguments[4] : "";
    {
        auto ledger = open(url, key_file);
        for (std::uint64_t first = 0; first < visits; first += kFilledAtOnce) {
            const Phases phases = run_file(*ledger, LedgerMode::Accept, first, std::min(kFilledAtOnce, visits - first));
            if (first % (kFilledAtOnce * 5) == 0) print("fill", phases);
        }
    }
    auto ledger = open(url, key_file);
    for (int round = 0; round < 3; ++round) {
        print("check", run_file(*ledger, LedgerMode::Check, visits + std::uint64_t(round) * records, records));
        print("accept", run_file(*ledger, LedgerMode::Accept, visits + std::uint64_t(round) * records, records));
    }
    fmt::print("{} bytes on disk\n", must(ledger->stats()).bytes);
    ledger.reset();
    std::filesystem::remove_all(folder);
    return 0;
}
