#include "compiler/lint/judged.h"

#include "compiler/interp/evaluate.h"

namespace jianhe::lint {

Judge::Judge(const ir::Module& module)
    : module_(module), layout_(ir::make_info(module).layout), record_(layout_), evaluator_(module) {}

Judged Judge::judge(const ir::RecordValues& values, const GivenValues& givens) {
    fill_record(values, record_);
    Interpreter interpreter(module_, givens);
    RecordResult result;
    std::vector<TraceEntry> trace;
    interpreter.check_traced(record_, result, trace);
    Judged judged;
    for (const TraceEntry& entry : trace) judged.outcomes.emplace_back(entry.check, entry.row, entry.outcome);
    for (const Finding& finding : result.findings) {
        judged.findings.emplace_back(finding.field, finding.place.row, finding.code);
    }
    evaluator_.begin(record_, givens);
    for (std::size_t i = 0; i < module_.fields.size(); ++i) {
        const auto id = static_cast<ir::FieldId>(i);
        const ir::SegmentId segment = module_.fields[i].segment;
        const bool repeated = module_.segment(segment).repeated();
        const std::uint32_t rows = record_.rows(static_cast<SegmentIndex>(ir::index_of(segment)));
        for (std::uint32_t row = repeated ? 1 : 0; row <= (repeated ? rows : 0); ++row) {
            const Reading& reading = evaluator_.reading(id, row);
            // The fault means something for malformed content only.
            const bool malformed = reading.state == Reading::State::Malformed;
            const ir::FieldRole fault = malformed ? reading.fault : ir::FieldRole::WrongType;
            judged.fields.emplace_back(reading.state, fault, evaluator_.mark(id, row));
        }
    }
    return judged;
}

GivenValues Judge::givens_of(const ir::Example& example, const ir::RecordValues& values) {
    fill_record(values, record_);
    return example_givens(module_, example, record_);
}

}  // namespace jianhe::lint
