#include "compiler/check/record_filler.h"

#include <algorithm>

#include "compiler/check/expressions.h"

namespace jianhe {

void RecordFiller::apply(const dsl::RecordBody& body) {
    for (const auto& entry : body.entries) {
        if (const auto* value = std::get_if<dsl::FieldValue>(&entry)) {
            set_field(*value);
        } else {
            change_rows(std::get<dsl::RowChange>(entry));
        }
    }
}

const ir::Field* RecordFiller::find(const dsl::Name& name, ir::FieldId& id) {
    const ir::FieldId* found = context_.resolve(context_.fields, name, "field");
    if (found == nullptr) return nullptr;
    id = *found;
    return &context_.module.field(id);
}

void RecordFiller::set_field(const dsl::FieldValue& value) {
    ir::FieldId id{};
    const ir::Field* field = find(value.field, id);
    if (field == nullptr) return;
    const ir::Segment& segment = context_.module.segment(field->segment);
    if (segment.repeated()) {
        context_.emitter.report(dsl::diag::ValueOutsideRow, value.field.range, field->tag, segment.row_name);
        return;
    }
    set(value, id, 0);
}

void RecordFiller::set(const dsl::FieldValue& value, ir::FieldId id, std::uint32_t row) {
    const ir::Field& field = context_.module.field(id);
    const ir::Segment& segment = context_.module.segment(field.segment);
    auto& rows = values_.segments[ir::index_of(field.segment)];
    ir::RecordValues::Row& cells = rows[row == 0 ? 0 : row - 1];
    std::optional<std::string>& cell = cells[ir::index_of(id) - ir::index_of(segment.first_field)];
    switch (value.state) {
        case dsl::FieldValue::State::Value: cell = value.value.text; break;
        case dsl::FieldValue::State::Absent: cell.reset(); break;
        case dsl::FieldValue::State::Blank: cell.emplace(1, ' '); break;
    }
    if (example_ != nullptr) example_->changed.emplace_back(id, row);
}

void RecordFiller::change_rows(const dsl::RowChange& change) {
    const ir::SegmentId* found = context_.resolve_rows(change.row_name);
    if (found == nullptr) return;
    auto& rows = values_.segments[ir::index_of(*found)];
    const std::uint32_t field_count = context_.module.segment(*found).field_count;
    switch (change.kind) {
        case dsl::RowChange::Kind::RemoveAll:
            rows.clear();
            if (example_ != nullptr) example_->rows_changed = true;
            return;
        case dsl::RowChange::Kind::Modify: {
            const auto position = context_.number(*change.position, 1, kMaxRows);
            if (!position) return;
            if (*position > rows.size()) {
                context_.emitter.report(dsl::diag::NoSuchRow, change.position->range, *position, rows.size());
                return;
            }
            set_row(change, *found, *position);
            return;
        }
        case dsl::RowChange::Kind::Add: {
            std::uint32_t times = 1;
            if (change.times) {
                const auto left = static_cast<std::uint32_t>(kMaxRows - std::min<std::size_t>(rows.size(), kMaxRows));
                const auto number = context_.number(*change.times, 0, left);
                if (!number) return;
                times = *number;
            }
            if (example_ != nullptr) example_->rows_changed = true;
            for (std::uint32_t i = 0; i < times; ++i) {
                rows.emplace_back(field_count);
                set_row(change, *found, static_cast<std::uint32_t>(rows.size()));
            }
            return;
        }
    }
}

void RecordFiller::set_row(const dsl::RowChange& change, ir::SegmentId segment, std::uint32_t row) {
    for (const dsl::FieldValue& value : change.fields) {
        ir::FieldId id{};
        const ir::Field* field = find(value.field, id);
        if (field == nullptr) continue;
        if (field->segment != segment) {
            context_.emitter.report(dsl::diag::ValueOfOtherSegment, value.field.range, field->tag,
                                    context_.module.segment(segment).tag);
            continue;
        }
        set(value, id, row);
    }
}

ir::RecordValues empty_values(const ir::Module& module) {
    ir::RecordValues values;
    for (const ir::Segment& segment : module.segments) {
        auto& rows = values.segments.emplace_back();
        if (!segment.repeated()) rows.emplace_back(segment.field_count);
    }
    return values;
}

std::vector<std::pair<ir::GivenId, std::int64_t>> check_given_values(Context& context,
                                                                     const std::vector<dsl::FieldValue>& written) {
    std::vector<std::pair<ir::GivenId, std::int64_t>> checked;
    const Scope scope;
    for (const dsl::FieldValue& value : written) {
        const ir::GivenId* given = context.resolve(context.givens, value.field, "given value");
        if (given == nullptr || context.untyped.contains(value.field.text)) continue;
        if (value.state != dsl::FieldValue::State::Value) {
            context.emitter
                .report(dsl::diag::WantedOther, value.range, "a value",
                        value.state == dsl::FieldValue::State::Absent ? "`absent`" : "`blank`")
                .hint("a given value that an example does not name is not supplied");
            continue;
        }
        dsl::Expr word;
        word.kind = dsl::ExprKind::Word;
        word.range = value.value.range;
        word.text = value.value.text;
        const TypedValue like{ir::kNone<ir::InstId>, context.module.givens[ir::index_of(*given)].type};
        const auto constant = ExpressionChecker(context, scope).literal(word, like);
        if (!constant) continue;
        checked.emplace_back(*given, context.module.integers[context.module.inst(constant->id).a]);
    }
    return checked;
}

}  // namespace jianhe
