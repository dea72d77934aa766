#include "compiler/interp/evaluate.h"

#include "compiler/interp/evaluator.h"

namespace jianhe {

namespace {

std::optional<std::int64_t> number_of(const Value& value) {
    if (value.state != Value::State::Present) return std::nullopt;
    return value.number;
}

}  // namespace

std::optional<std::int64_t> evaluate(const ir::Module& module, ir::InstId expression, const Record& record) {
    const Supplied none(GivenValues(module.givens.size()));
    Evaluator evaluator(module);
    evaluator.begin(record, none);
    return number_of(evaluator.value(expression, 0));
}

GivenValues example_givens(const ir::Module& module, const ir::Example& example, const Record& record) {
    GivenValues givens(module.givens.size());
    const Supplied none(GivenValues(module.givens.size()));
    Evaluator evaluator(module);
    evaluator.begin(record, none);
    for (std::size_t i = 0; i < module.givens.size(); ++i) {
        if (ir::is_some(module.givens[i].example)) givens[i] = number_of(evaluator.value(module.givens[i].example, 0));
    }
    for (const auto& [id, value] : example.givens) givens[ir::index_of(id)] = value;
    return givens;
}

void fill_record(const ir::RecordValues& values, Record& record) {
    record.clear();
    for (std::size_t s = 0; s < values.segments.size(); ++s) {
        const auto segment = static_cast<SegmentIndex>(s);
        const RecordLayout::Segment& layout = record.layout().segments()[s];
        for (const ir::RecordValues::Row& row : values.segments[s]) {
            const std::uint32_t position = record.add_row(segment);
            for (std::size_t f = 0; f < row.size(); ++f) {
                if (!row[f]) continue;
                const auto field = static_cast<FieldIndex>(layout.first_field + f);
                record.set(field, layout.repeated ? position : 0, *row[f]);
            }
        }
    }
}

}  // namespace jianhe
