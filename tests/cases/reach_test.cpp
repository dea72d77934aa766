#include "compiler/lint/reach.h"

#include <gmock/gmock.h>

#include "compiler/interp/interpreter.h"
#include "tests/cases/case_runner.h"

// What the lints call impossible never happens: over all records of all cases, a check fires or passes only where the
// analysis of rules says that it can.
namespace jianhe::test {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(JIANHE_SOURCE_DIR) / "tests" / "cases";

TEST(Reach, CallsNothingImpossibleThatHappens) {
    std::size_t compared = 0;
    for (const std::filesystem::path& folder : case_folders(kFolder)) {
        const Case loaded = load_case(folder);
        ASSERT_TRUE(loaded.problem.empty()) << loaded.problem;
        const lint::Answers answers(loaded.module);
        for (const CaseRecord& one : loaded.records) {
            Interpreter interpreter(loaded.module, one.supplied);
            RecordResult result;
            std::vector<TraceEntry> trace;
            interpreter.check_traced(one.record, result, trace);
            for (const TraceEntry& entry : trace) {
                const ir::Check& check = loaded.module.checks[ir::index_of(entry.check)];
                const std::optional<lint::Reach> reach = lint::reach_of(loaded.module, answers, check);
                if (!reach) continue;
                ++compared;
                EXPECT_TRUE(entry.outcome != Outcome::Fired || reach->fires)
                    << folder << " " << one.title << ": " << check.expect_text;
                EXPECT_TRUE(entry.outcome != Outcome::Passed || reach->passes)
                    << folder << " " << one.title << ": " << check.expect_text;
            }
        }
    }
    EXPECT_GT(compared, 1'000U);
}

}  // namespace
}  // namespace jianhe::test
