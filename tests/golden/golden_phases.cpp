#include "tests/golden/golden_phases.h"

#include <array>
#include <string>

#include "compiler/check/check.h"
#include "dsl/parse/parse.h"

namespace jianhe::test {
namespace {

void run_parse(dsl::SourceSet& sources, dsl::FileId rules_file, const std::map<std::string, std::string>&,
               dsl::Emitter& emitter) {
    dsl::parse(sources, std::span(&rules_file, 1), emitter);
}

void run_check(dsl::SourceSet& sources, dsl::FileId rules_file, const std::map<std::string, std::string>& files,
               dsl::Emitter& emitter) {
    const dsl::Specification tree = dsl::parse(sources, std::span(&rules_file, 1), emitter);
    const auto read_file = [&files](std::string_view path) -> Result<std::string> {
        const auto found = files.find(std::string(path));
        if (found == files.end()) return Error{"no such file"};
        return found->second;
    };
    check_specification(tree, sources, read_file, emitter);
}

constexpr std::array kPhases{
    GoldenPhase{"parse", run_parse},
    GoldenPhase{"check", run_check},
};

}  // namespace

std::span<const GoldenPhase> golden_phases() { return kPhases; }

}  // namespace jianhe::test
