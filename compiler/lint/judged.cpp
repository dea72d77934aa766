#include "compiler/lint/judged.h"

#include "compiler/interp/evaluate.h"
#include "compiler/interp/example_judge.h"
#include "compiler/lint/atoms.h"

namespace jianhe::lint {
namespace {

// The repeated segment of which an expression asks one row; none: it asks none, or all of them.
ir::SegmentId rows_asked(const ir::Module& module, ir::InstId id) {
    const ir::Inst& inst = module.inst(id);
    const ir::InstShape& shape = ir::shape_of(inst.kind);
    const auto rows_of_field = [&](ir::FieldId field) {
        const ir::SegmentId segment = module.field(field).segment;
        return module.segment(segment).repeated() ? segment : ir::kNone<ir::SegmentId>;
    };
    ir::SegmentId found = ir::kNone<ir::SegmentId>;
    bool all_rows = false;
    const auto look_at = [&](ir::OperandKind kind, std::uint32_t operand) {
        if (ir::is_some(found)) return;
        if (kind == ir::OperandKind::Field) found = rows_of_field(static_cast<ir::FieldId>(operand));
        if (kind == ir::OperandKind::Key) {
            for (const ir::FieldId field : module.keys[operand]) {
                if (!ir::is_some(found)) found = rows_of_field(field);
            }
        }
        // `any`, `all` and `count` ask every row themselves.
        if (kind == ir::OperandKind::Segment) all_rows = true;
        if (kind == ir::OperandKind::Inst && !all_rows) found = rows_asked(module, static_cast<ir::InstId>(operand));
    };
    look_at(shape.a, inst.a);
    look_at(shape.b, inst.b);
    look_at(shape.c, inst.c);
    return found;
}

}  // namespace

Judge::Judge(const ir::Module& module)
    : module_(module), layout_(ir::make_info(module).layout), record_(layout_), evaluator_(module), supplies_(module) {
    for (std::size_t i = 0; i < module.judging_insts(); ++i) {
        const ir::InstKind kind = module.insts[i].kind;
        if (!ir::shape_of(kind).yields_truth || joins_conditions(kind)) continue;
        const auto id = static_cast<ir::InstId>(i);
        if (evaluator_.reads_entry(id)) continue;  // what is asked of entries, the checks that ask it tell
        conditions_.push_back({id, rows_asked(module, id)});
    }
}

Judged Judge::judge(const ir::RecordValues& values, const GivenValues& givens, const ir::Example* example) {
    const Supplied supplied = supplies_.supplied(givens, example);
    ExampleJudge judge(module_, layout_, supplied, example);
    RecordResult result;
    fill_record(values, record_);
    std::vector<TraceEntry> trace;
    judge.judge(record_, result, trace);
    Judged judged;
    for (const TraceEntry& entry : trace) judged.outcomes.emplace_back(entry.check, entry.row, entry.outcome);
    for (const Finding& finding : result.findings) {
        judged.findings.emplace_back(finding.field, finding.place.row, finding.code);
    }
    evaluator_.begin(record_, supplied);
    judge_fields(judged);
    judge_conditions(judged);
    return judged;
}

std::uint32_t Judge::rows_of(ir::SegmentId segment) const {
    return record_.rows(static_cast<SegmentIndex>(ir::index_of(segment)));
}

void Judge::judge_fields(Judged& judged) {
    for (std::size_t i = 0; i < module_.fields.size(); ++i) {
        const auto id = static_cast<ir::FieldId>(i);
        const ir::Field& field = module_.fields[i];
        const bool repeated = module_.segment(field.segment).repeated();
        const std::uint32_t last = repeated ? rows_of(field.segment) : 0;
        for (std::uint32_t row = repeated ? 1 : 0; row <= last; ++row) {
            const Reading& reading = evaluator_.reading(id, row);
            Judged::FieldState state;
            state.state = reading.state;
            if (reading.state == Reading::State::Malformed) state.fault = reading.fault;
            if (reading.state == Reading::State::Value && ir::is_some(field.code_set)) {
                const ir::CodeSet& set = module_.code_sets[ir::index_of(field.code_set)];
                state.is_listed = find_code_row(set, reading.text, evaluator_.day(module_.code_sets_by)) != nullptr;
            }
            state.mark = evaluator_.mark(id, row);
            judged.fields.push_back(state);
        }
    }
}

void Judge::judge_conditions(Judged& judged) {
    for (const Condition& condition : conditions_) {
        const bool by_row = ir::is_some(condition.rows);
        const std::uint32_t last = by_row ? rows_of(condition.rows) : 0;
        for (std::uint32_t row = by_row ? 1 : 0; row <= last; ++row) {
            judged.answers.push_back(evaluator_.truth(condition.id, row));
        }
    }
}

GivenValues Judge::givens_of(const ir::Example& example, const ir::RecordValues& values) {
    fill_record(values, record_);
    return example_givens(module_, example, record_);
}

}  // namespace jianhe::lint
