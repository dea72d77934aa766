#include "tests/golden/golden_phases.h"

#include <array>
#include <optional>
#include <string>

#include "compiler/check/check.h"
#include "compiler/lint/lint.h"
#include "dsl/parse/parse.h"

namespace jianhe::test {
namespace {

void run_parse(dsl::SourceSet& sources, dsl::FileId rules_file, const std::map<std::string, std::string>&,
               dsl::Emitter& emitter) {
    dsl::parse(sources, std::span(&rules_file, 1), emitter);
}

std::optional<ir::Module> check(const dsl::Specification& tree, dsl::SourceSet& sources,
                                const std::map<std::string, std::string>& files, dsl::Emitter& emitter) {
    const auto read_file = [&files](std::string_view path) -> Result<std::string> {
        const auto found = files.find(std::string(path));
        if (found == files.end()) return Error{"no such file"};
        return found->second;
    };
    return check_specification(tree, sources, read_file, emitter);
}

void run_check(dsl::SourceSet& sources, dsl::FileId rules_file, const std::map<std::string, std::string>& files,
               dsl::Emitter& emitter) {
    const dsl::Specification tree = dsl::parse(sources, std::span(&rules_file, 1), emitter);
    check(tree, sources, files, emitter);
}

void run_lint(dsl::SourceSet& sources, dsl::FileId rules_file, const std::map<std::string, std::string>& files,
              dsl::Emitter& emitter) {
    const dsl::Specification tree = dsl::parse(sources, std::span(&rules_file, 1), emitter);
    const auto module = check(tree, sources, files, emitter);
    if (module) lint::lint(*module, tree, sources, emitter);
}

constexpr std::array kPhases{
    GoldenPhase{"parse", run_parse},
    GoldenPhase{"check", run_check},
    GoldenPhase{"lint", run_lint},
};

}  // namespace

std::span<const GoldenPhase> golden_phases() { return kPhases; }

}  // namespace jianhe::test
