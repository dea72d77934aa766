// Declared records and examples: their values are put together here, so that engines and tools meet whole records only.

#include <algorithm>
#include <set>

#include <jianhe/number.h>

#include "compiler/check/context.h"
#include "compiler/check/expressions.h"

namespace jianhe {
namespace {

constexpr std::uint32_t kMaxRows = 10'000;

// Applies the entries of one body to the values of a record.
class RecordFiller {
public:
    RecordFiller(Context& context, ir::RecordValues& values, ir::Example* example = nullptr)
        : context_(context), values_(values), example_(example) {}

    void apply(const dsl::RecordBody& body) {
        for (const auto& entry : body.entries) {
            if (const auto* value = std::get_if<dsl::FieldValue>(&entry)) {
                set_field(*value);
            } else {
                change_rows(std::get<dsl::RowChange>(entry));
            }
        }
    }

private:
    const ir::Field* find(const dsl::Name& name, ir::FieldId& id) {
        const ir::FieldId* found = context_.resolve(context_.fields, name, "field");
        if (found == nullptr) return nullptr;
        id = *found;
        return &context_.module.field(id);
    }

    void set_field(const dsl::FieldValue& value) {
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

    void set(const dsl::FieldValue& value, ir::FieldId id, std::uint32_t row) {
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

    void change_rows(const dsl::RowChange& change) {
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
                    const auto left =
                        static_cast<std::uint32_t>(kMaxRows - std::min<std::size_t>(rows.size(), kMaxRows));
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

    void set_row(const dsl::RowChange& change, ir::SegmentId segment, std::uint32_t row) {
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

    Context& context_;
    ir::RecordValues& values_;
    ir::Example* example_;
};

// One row for every segment that stands once, none for the others.
ir::RecordValues empty_values(const ir::Module& module) {
    ir::RecordValues values;
    for (const ir::Segment& segment : module.segments) {
        auto& rows = values.segments.emplace_back();
        if (!segment.repeated()) rows.emplace_back(segment.field_count);
    }
    return values;
}

void check_record(Context& context, const dsl::RecordDecl& decl) {
    ir::DeclaredRecord record;
    record.name = decl.name.text;
    record.label = decl.label ? decl.label->text : "";
    record.location = context.location(decl.range);
    record.values = empty_values(context.module);
    if (decl.weight) {
        if (const auto weight = context.number(*decl.weight, 0, 1'000'000)) record.weight = *weight;
    }
    if (decl.base) {
        if (const ir::RecordId* base = context.resolve(context.records, *decl.base, "record declared before")) {
            record.values = context.module.records[ir::index_of(*base)].values;
        }
    }
    RecordFiller(context, record.values).apply(decl.body);
    const auto id = static_cast<ir::RecordId>(context.module.records.size());
    if (!context.declare(context.records, decl.name, id, "record")) return;
    context.module.records.push_back(std::move(record));
}

void check_givens_of(Context& context, const dsl::ExampleDecl& decl, ir::Example& example) {
    const Scope scope;
    for (const dsl::FieldValue& value : decl.givens) {
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
        example.givens.emplace_back(*given, context.module.integers[context.module.inst(constant->id).a]);
    }
}

std::vector<ir::RecordValues> earlier_records(Context& context, const std::vector<dsl::ExampleDecl::Earlier>& written) {
    std::vector<ir::RecordValues> records;
    for (const dsl::ExampleDecl::Earlier& earlier : written) {
        const ir::RecordId* base = context.resolve(context.records, earlier.record, "record");
        if (base == nullptr) continue;
        records.push_back(context.module.records[ir::index_of(*base)].values);
        RecordFiller(context, records.back()).apply(earlier.body);
    }
    return records;
}

// The records before it in its file, and the masters and providers whose samples it uses.
void check_surroundings(Context& context, const dsl::ExampleDecl& decl, ir::Example& example) {
    for (const auto& file : decl.files) example.files.push_back(earlier_records(context, file));
    example.after = earlier_records(context, decl.after);
    for (const dsl::Name& name : decl.uses) {
        if (name.text == kHistory) {
            example.has_history = true;
            continue;
        }
        const auto* provider = context.providers.find(name.text);
        const ir::MasterId* master =
            provider == nullptr ? context.resolve(context.masters, name, "master or provider") : nullptr;
        if (provider == nullptr && master == nullptr) continue;
        const bool has_sample = provider != nullptr
                                    ? !context.module.providers[ir::index_of(provider->id)].sample_file.empty()
                                    : !context.module.masters[ir::index_of(*master)].sample_file.empty();
        if (!has_sample) {
            context.emitter.report(dsl::diag::NoSample, name.range, name.text)
                .hint("write `sample \"FILE.csv\"` where it is declared");
        } else if (provider != nullptr) {
            example.providers.push_back(provider->id);
        } else {
            example.masters.push_back(*master);
        }
    }
}

void check_expected(Context& context, const dsl::ExampleDecl& decl, ir::Example& example) {
    for (const dsl::ExampleDecl::Expected& expected : decl.finds) {
        if (context.segments.find(expected.field.text) == nullptr) {
            (void)context.resolve(context.fields, expected.field, "field");
        }
        (void)context.resolve_code(expected.code);
        std::uint32_t row = 0;
        if (expected.row) row = context.number(*expected.row, 1, kMaxRows).value_or(0);
        example.finds.push_back({expected.field.text, row, expected.code.text});
    }
    if (!decl.accepted && decl.finds.empty() && context.is_whole)
        context.emitter.report(dsl::diag::ExampleExpectsNothing, decl.record.range);
}

// What its effects leave in the ledger. Files before its own mean nothing without one.
void check_leaves(Context& context, const dsl::ExampleDecl& decl, ir::Example& example) {
    if (!example.has_history && (decl.leaves || !decl.files.empty())) {
        const dsl::SourceRange place = decl.leaves ? decl.leaves->range : decl.files.front().front().range;
        context.emitter.report(dsl::diag::HistoryNotUsed, place).hint("write `using history` behind `after …`");
    }
    if (!decl.leaves) return;
    Scope scope;
    scope.may_ask_history = true;
    example.leaves = ExpressionChecker(context, scope).condition(*decl.leaves).value_or(ir::kNone<ir::InstId>);
}

void check_example(Context& context, const dsl::ExampleDecl& decl) {
    const ir::RecordId* base = context.resolve(context.records, decl.record, "record");
    if (base == nullptr) return;
    ir::Example example;
    example.label = decl.label ? decl.label->text : "";
    example.base = *base;
    example.location = context.location(decl.range);
    example.values = context.module.records[ir::index_of(*base)].values;
    example.accepted = decl.accepted;
    example.only = decl.only;
    RecordFiller(context, example.values, &example).apply(decl.body);
    check_surroundings(context, decl, example);
    check_givens_of(context, decl, example);
    check_expected(context, decl, example);
    check_leaves(context, decl, example);
    context.module.examples.push_back(std::move(example));
}

}  // namespace

void check_records(Context& context) {
    for (const dsl::RecordDecl& decl : context.tree.records) check_record(context, decl);
    for (const dsl::ExampleDecl& decl : context.tree.examples) check_example(context, decl);
}

}  // namespace jianhe
