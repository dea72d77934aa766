#include "tests/golden/golden_runner.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "tests/golden/golden_phases.h"

namespace jianhe::test {
namespace {

constexpr std::string_view kRulesPath = "golden.rules";

// One diagnostic as a golden file writes it.
struct Reported {
    std::size_t line = 0;  // in the rules; 0 for another file or no place
    std::string text;      // behind the line: ":27: error[T203]: …", or everything when line is 0
};

struct PhaseRun {
    std::string problem;
    std::vector<Reported> reported;
    std::set<std::string> codes;
    bool has_errors = false;
};

Reported reported(const dsl::Diagnostic& diagnostic, const dsl::SourceSet& sources) {
    const std::string_view level = diagnostic.level == dsl::Level::Error ? "error" : "warning";
    const std::string message = fmt::format("{}[{}]: {}", level, diagnostic.code, diagnostic.message);
    if (diagnostic.range.empty()) {
        return {0, message};
    }
    const dsl::SourceFile& file = sources.file(diagnostic.range.file);
    const dsl::LineColumn at = file.line_column(diagnostic.range.begin);
    if (file.path() == kRulesPath) {
        return {at.line, fmt::format(":{}: {}", at.column, message)};
    }
    return {0, fmt::format("{}:{}:{}: {}", file.path(), at.line, at.column, message)};
}

PhaseRun run_phase(const GoldenInput& input, std::string_view default_phase) {
    PhaseRun result;
    const std::string_view name = input.phase.empty() ? default_phase : std::string_view(input.phase);
    const auto phases = golden_phases();
    const auto phase =
        std::find_if(phases.begin(), phases.end(), [name](const GoldenPhase& one) { return one.name == name; });
    if (phase == phases.end()) {
        result.problem = fmt::format("`// RUN: {}` names no phase", name);
        return result;
    }
    dsl::SourceSet sources;
    const dsl::FileId rules = sources.add(std::string(kRulesPath), input.rules);
    dsl::Emitter emitter;
    phase->run(sources, rules, input.files, emitter);
    result.has_errors = emitter.has_errors();
    for (const dsl::Diagnostic& diagnostic : emitter.take_sorted()) {
        result.codes.emplace(diagnostic.code);
        if (input.only.empty() || input.only == diagnostic.code) {
            result.reported.push_back(reported(diagnostic, sources));
        }
    }
    return result;
}

// "@+1:27: …" at line 6 -> "7:27: …"
std::string absolute(const GoldenInput::Expected& expected) {
    if (!expected.text.starts_with('@')) {
        return expected.text;
    }
    const std::size_t colon = expected.text.find(':');
    const std::size_t digits = expected.text.starts_with("@+") ? 2 : 1;
    int offset = 0;
    std::from_chars(expected.text.data() + digits, expected.text.data() + colon, offset);
    return fmt::format("{}{}", static_cast<int>(expected.line) + offset, expected.text.substr(colon));
}

}  // namespace

GoldenOutcome run_golden(std::string_view text, std::string_view default_phase) {
    const GoldenInput input = read_golden(text);
    PhaseRun run = run_phase(input, default_phase);
    GoldenOutcome result;
    result.problem = std::move(run.problem);
    result.codes = std::move(run.codes);
    result.has_errors = run.has_errors;
    for (const GoldenInput::Expected& expected : input.expected) {
        result.expected.push_back(absolute(expected));
    }
    for (const Reported& one : run.reported) {
        result.actual.push_back(one.line == 0 ? one.text : fmt::format("{}{}", one.line, one.text));
    }
    std::sort(result.expected.begin(), result.expected.end());
    std::sort(result.actual.begin(), result.actual.end());
    return result;
}

std::string updated_golden(std::string_view text) {
    const std::string bare = without_expectations(text);
    const PhaseRun run = run_phase(read_golden(bare), {});
    const std::vector<std::string> lines = split_lines(bare);
    std::string result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::vector<std::string> here;
        for (const Reported& one : run.reported) {
            // What has no line of its own stands below the RUN line.
            if (one.line == i + 1) {
                here.push_back(one.text);
            } else if (one.line == 0 && i == 1) {
                result += fmt::format("// EXPECT: {}\n", one.text);
            }
        }
        for (std::size_t k = 0; k < here.size(); ++k) {
            result += fmt::format("// EXPECT: @+{}{}\n", here.size() - k, here[k]);
        }
        result += lines[i];
        result += i + 1 == lines.size() ? "" : "\n";
    }
    return result;
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::filesystem::path> golden_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> result;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".rules") {
            result.push_back(entry.path());
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace jianhe::test
