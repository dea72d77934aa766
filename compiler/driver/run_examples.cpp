#include "compiler/driver/run_examples.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/construct/build_examples.h"
#include "compiler/interp/evaluate.h"
#include "compiler/interp/example_judge.h"
#include "compiler/interp/supplies.h"
#include "compiler/ir/printer.h"

namespace jianhe::driver {
namespace {

std::string text_of(const std::string& field, std::uint32_t row, const std::string& code) {
    return row == 0 ? fmt::format("{}:{}", field, code) : fmt::format("{}[{}]:{}", field, row, code);
}

bool is_met(const ir::Example::Expected& expected, const Finding& finding) {
    return expected.field == finding.field && expected.code == finding.code &&
           (expected.row == 0 || expected.row == finding.place.row);
}

std::vector<std::string> problems_of(const ir::Example& example, const RecordResult& result) {
    std::vector<std::string> problems;
    for (const ir::Example::Expected& expected : example.finds) {
        const bool found = std::any_of(result.findings.begin(), result.findings.end(),
                                       [&](const Finding& finding) { return is_met(expected, finding); });
        if (!found) {
            problems.push_back(fmt::format("{} was not found", text_of(expected.field, expected.row, expected.code)));
        }
    }
    for (const Finding& finding : result.findings) {
        const bool expected = std::any_of(example.finds.begin(), example.finds.end(),
                                          [&](const ir::Example::Expected& entry) { return is_met(entry, finding); });
        const bool rejects = finding.disposition != Disposition::Notice;
        if ((example.only && !expected) || (example.accepted && rejects)) {
            problems.push_back(fmt::format("{} was found, with the disposition {}",
                                           text_of(finding.field, finding.place.row, finding.code),
                                           to_string(finding.disposition)));
        }
    }
    return problems;
}

std::string label_of(const ir::Module& module, const ir::Example& example) {
    if (!example.label.empty()) return example.label;
    if (ir::is_some(example.base)) return module.records[ir::index_of(example.base)].name;
    return "example";
}

}  // namespace

ExampleRun run_examples(const ir::Module& module) {
    ExampleRun run{0, {}, Coverage(module)};
    const SpecificationInfo info = ir::make_info(module);
    const ExampleSupplies supplies(module);
    Record record(info.layout);
    RecordResult result;
    std::vector<TraceEntry> trace;
    for (const ir::Example& example : module.examples) {
        ++run.count;
        fill_record(example.values, record);
        const Supplied supplied = supplies.supplied(example_givens(module, example, record), &example);
        ExampleJudge judge(module, info.layout, supplied, &example);
        judge.judge(record, result, trace);
        run.coverage.add(record, trace, judge.interpreter());
        std::vector<std::string> problems = problems_of(example, result);
        if (judge.leaves(record, result).value_or(Truth::True) != Truth::True) {
            problems.push_back(fmt::format("it does not leave {}", ir::print_expr(module, example.leaves)));
        }
        if (problems.empty()) continue;
        run.failures.push_back({example.location, label_of(module, example), std::move(problems)});
    }
    for (const ir::BuildExample& example : module.build_examples) {
        ++run.count;
        BuildOutcome outcome(info.layout);
        build_example(module, example, outcome);
        run.coverage.add(example);
        std::vector<std::string> problems = jianhe::problems_of(module, example, outcome);
        if (problems.empty()) continue;
        const std::string& label =
            example.label.empty() ? module.construction(example.construction).name : example.label;
        run.failures.push_back({example.location, label, std::move(problems)});
    }
    return run;
}

}  // namespace jianhe::driver
