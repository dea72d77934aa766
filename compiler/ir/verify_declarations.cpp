#include <algorithm>
#include <functional>
#include <set>

#include <jianhe/record.h>

#include "compiler/ir/verify_parts.h"

namespace jianhe::ir {

// Every id of a declaration; those of instructions, rules and examples are looked at with their owners.
void Verifier::verify_ids() {
    const Module& m = module_;
    const auto source = [&](const DateSource& by, std::string_view what) {
        holds_or_none(by.given, m.givens.size(), what);
        holds_or_none(by.chosen, m.chosen_dates.size(), what);
    };
    for (const Given& given : m.givens) holds_or_none(given.example, m.insts.size(), "example of a given value");
    holds_or_none(m.received_at, m.givens.size(), "received_at");
    for (const FieldId field : m.key) holds(field, m.fields.size(), "field of the record's key");
    for (const ChosenDate& date : m.chosen_dates) {
        holds(date.otherwise, m.fields.size(), "field of " + date.name);
        for (const ChosenDate::Choice& choice : date.choices) {
            holds(choice.field, m.fields.size(), "field of " + date.name);
            holds(choice.condition, m.insts.size(), "condition of " + date.name);
        }
    }
    source(m.code_sets_by, "code_sets by");
    for (const CodeId code : m.envelope) holds_or_none(code, m.codes.size(), "code of the envelope");
    holds_or_none(m.too_many, m.codes.size(), "code of too many rows");
    for (const Code& code : m.codes) {
        for (const SegmentId segment : code.places.segments) holds(segment, m.segments.size(), "place of " + code.code);
        for (const FieldId field : code.places.fields) holds(field, m.fields.size(), "place of " + code.code);
    }
    for (const Segment& segment : m.segments) {
        for (const Segment::Limit& limit : segment.limits) {
            holds_or_none(limit.condition, m.insts.size(), "limit of " + segment.tag);
        }
    }
    for (const Field& field : m.fields) {
        holds(field.segment, m.segments.size(), "segment of " + field.tag);
        holds_or_none(field.code_set, m.code_sets.size(), "code set of " + field.tag);
        for (const Placeholder& placeholder : field.placeholders) {
            holds(placeholder.members, m.sets.size(), "placeholder of " + field.tag);
        }
        for (const SetId set : field.forbidden_placeholders) holds(set, m.sets.size(), "placeholder of " + field.tag);
        holds_or_none(field.presence, m.presences.size(), "presence of " + field.tag);
        for (const CellId cell : field.cells) holds(cell, m.cells.size(), "cell of " + field.tag);
        for (const CodeId code : field.codes) holds_or_none(code, m.codes.size(), "code of " + field.tag);
    }
    for (const Cell& cell : m.cells) {
        for (const Cell::Choice& choice : cell.choices) holds(choice.condition, m.insts.size(), "condition of a cell");
    }
    for (const Presence& presence : m.presences) holds(presence.selector, m.fields.size(), "selector of presence");
    for (const Scenario& scenario : m.scenarios) {
        holds(scenario.condition, m.insts.size(), "condition of " + scenario.name);
    }
    for (const std::vector<FieldId>& key : m.keys) {
        for (const FieldId field : key) holds(field, m.fields.size(), "field of a key");
    }
    verify_history_ids();
}

// Fields stand segment by segment without a gap, because a record's layout counts them so.
void Verifier::verify_layout() {
    const auto& segments = module_.segments;
    const auto& fields = module_.fields;
    if (segments.size() >= kNoSegment || fields.size() >= kNoField) {
        return fault("layout", "{} segments and {} fields are too many", segments.size(), fields.size());
    }
    std::set<std::string_view> tags;
    std::uint64_t next = 0;
    for (std::uint32_t s = 0; s < segments.size(); ++s) {
        const Segment& segment = segments[s];
        if (!tags.insert(segment.tag).second) fault("layout", "two segments {}", segment.tag);
        if (index_of(segment.first_field) != next || next + segment.field_count > fields.size()) {
            return fault("layout", "fields of {} are not where the segment before it ends", segment.tag);
        }
        for (std::uint32_t i = 0; i < segment.field_count; ++i, ++next) {
            if (index_of(fields[next].segment) != s) {
                fault("layout", "{} stands among the fields of {}", fields[next].tag, segment.tag);
            }
        }
        if (segment.repeated() == segment.limits.empty()) {
            fault("limits", "{} {}", segment.tag, segment.repeated() ? "repeats without a limit" : "has limits");
        }
        for (const Segment::Limit& limit : segment.limits) {
            if (limit.low > limit.high) fault("limits", "{} has {}..{}", segment.tag, limit.low, limit.high);
            if (!is_some(limit.condition) && &limit != &segment.limits.back()) {
                fault("limits", "{} has limits behind the one without a condition", segment.tag);
            }
        }
    }
    if (next != fields.size()) fault("layout", "{} fields belong to no segment", fields.size() - next);
    tags.clear();
    for (const Field& field : fields) {
        if (!tags.insert(field.tag).second) fault("layout", "two fields {}", field.tag);
    }
}

void Verifier::verify_fields() {
    const auto need_code = [&](CodeId code, std::string_view of) {
        if (!is_some(code)) fault("codes-complete", "{} has a check without a code", of);
    };
    for (const CodeId code : module_.envelope) need_code(code, "the envelope");
    need_code(module_.too_many, "a segment");
    for (const Field& field : module_.fields) {
        for (const CodeId code : field.codes) need_code(code, field.tag);
        const bool lists = field.type == FieldType::CodeList;
        if ((field.type == FieldType::Code || lists) != is_some(field.code_set)) {
            fault("field-shape", "{} is {} {} a code set", field.tag, to_string(field.type),
                  is_some(field.code_set) ? "with" : "without");
        }
        if (lists != (field.item_length > 0) || lists != (field.max_items > 0)) {
            fault("field-shape", "{} has items of {} bytes, {} at most", field.tag, field.item_length, field.max_items);
        }
        if (field.length == 0) fault("field-shape", "{} has no length", field.tag);
        if (field.scale > 18 || (field.scale > 0 && field.type != FieldType::Decimal)) {
            fault("field-shape", "{} has {} decimals", field.tag, field.scale);
        }
        if (field.low && field.high && *field.low > *field.high)
            fault("field-shape", "{} has an empty range", field.tag);
    }
    for (const Segment& segment : module_.segments) {
        for (const Segment::Limit& limit : segment.limits) {
            if (is_some(limit.condition))
                verify_root(limit.condition, kNone<SegmentId>, true, "limit of " + segment.tag);
        }
    }
    for (const Given& given : module_.givens) {
        if (!is_some(given.example)) continue;
        verify_root(given.example, kNone<SegmentId>, false, "example of " + given.name);
        if (module_.inst(given.example).type != given.type) fault("types-agree", "example of {}", given.name);
    }
}

// A cell's condition may not ask `is required`: the answer would depend on cells again.
void Verifier::verify_presences() {
    for (const Field& field : module_.fields) {
        if (!is_some(field.presence)) {
            if (!field.cells.empty()) fault("presence-shape", "{} has cells and stands in no table", field.tag);
            continue;
        }
        const Presence& presence = module_.presences[index_of(field.presence)];
        if (field.cells.size() != presence.columns.size()) {
            fault("presence-shape", "{} has {} cells in {} columns", field.tag, field.cells.size(),
                  presence.columns.size());
        }
        const SegmentId row = module_.segment(field.segment).repeated() ? field.segment : kNone<SegmentId>;
        for (const CellId id : field.cells) {
            for (const Cell::Choice& choice : module_.cells[index_of(id)].choices) {
                verify_root(choice.condition, row, true, "cell of " + field.tag);
                if (reads_[index_of(choice.condition)].is_required) {
                    fault("required-cycle", "a cell of {} asks `is required`", field.tag);
                }
            }
        }
    }
    for (const Presence& presence : module_.presences) {
        if (is_some(row_of(presence.selector))) {
            fault("presence-shape", "the selector {} repeats", module_.field(presence.selector).tag);
        }
    }
}

void Verifier::verify_sets() {
    for (const Scenario& scenario : module_.scenarios) {
        verify_root(scenario.condition, kNone<SegmentId>, true, "scenario " + scenario.name);
        if (asks_file_[index_of(scenario.condition)])
            fault("file-question", "scenario {} asks the file", scenario.name);
    }
    for (const Master& master : module_.masters) {
        const std::size_t columns = master.shape.columns.size();
        if (master.shape.key.empty()) fault("master-shape", "{} has no key", master.shape.name);
        for (const std::uint32_t column : master.shape.key) {
            if (column >= columns) fault("master-shape", "the key of {} is not among its columns", master.shape.name);
        }
    }
    for (const Provider& provider : module_.providers) {
        if (provider.arguments.empty() || provider.parts.empty())
            fault("provider-shape", "{} has no arguments or no parts", provider.name);
    }
    const auto range = [&](const WordRange& word, std::string_view of) {
        if (word.lo.size() != word.hi.size() || word.lo > word.hi)
            fault("set-shape", "{} has {}..{}", of, word.lo, word.hi);
    };
    for (const Set& set : module_.sets) {
        for (const WordRange& member : set.members) range(member, "set " + set.name);
    }
    for (const CodeSet& set : module_.code_sets) {
        bool dated = false;
        for (const CodeSet::Row& row : set.rows) {
            range(row.code, set.name);
            dated |= !row.valid.is_open();
            if (row.columns.size() != set.columns.size() || row.numbers.size() != set.columns.size()) {
                fault("set-shape", "{} has a row of {} columns", set.name, row.columns.size());
            }
        }
        if (dated != set.is_dated) fault("set-shape", "{} {} dated rows", set.name, dated ? "has" : "has no");
        for (const CodeSet::Column& column : set.columns) {
            if (column.type.kind != ValueType::Text && column.type.kind != ValueType::Number) {
                fault("set-shape", "column {} of {} is neither text nor a number", column.name, set.name);
            }
        }
    }
    for (const Table& table : module_.tables) {
        if (std::adjacent_find(table.rows.begin(), table.rows.end(), std::greater_equal<>()) != table.rows.end()) {
            fault("set-shape", "rows of {} are not sorted, or stand twice", table.name);
        }
    }
    const auto before = [](const Code& a, const Code& b) { return a.code >= b.code; };
    if (std::adjacent_find(module_.codes.begin(), module_.codes.end(), before) != module_.codes.end()) {
        fault("codes-sorted", "codes are not sorted, or stand twice");
    }
    for (const Code& code : module_.codes) {
        const auto strongest = std::max_element(
            code.schedule.begin(), code.schedule.end(),
            [](const DatedDisposition& a, const DatedDisposition& b) { return a.disposition < b.disposition; });
        if (strongest == code.schedule.end() || strongest->disposition != code.disposition) {
            fault("dispositions", "{} is not the strongest of its schedule", code.code);
        }
    }
}

// Which field a date is taken from must be known before anything that dates decide on is looked at.
void Verifier::verify_dates() {
    const auto one_source = [&](const DateSource& by, std::string_view of) {
        if (is_some(by.given) && is_some(by.chosen)) fault("date-source", "{} has two", of);
    };
    one_source(module_.code_sets_by, "code_sets by");
    for (const Rule& rule : module_.rules) one_source(rule.switched_by, "a rule");
    for (std::uint32_t i = 0; i < module_.chosen_dates.size(); ++i) {
        const ChosenDate& date = module_.chosen_dates[i];
        const bool decides_on_code_sets = module_.code_sets_by.chosen == static_cast<ChosenDateId>(i);
        const auto field = [&](FieldId id) {
            const FieldType type = module_.field(id).type;
            if (type != FieldType::RocDate && type != FieldType::RocDateTime) {
                fault("chosen-date", "{} chooses {}, which is no date", date.name, module_.field(id).tag);
            }
            if (type != module_.field(date.otherwise).type) fault("chosen-date", "{} has two types", date.name);
            if (is_some(row_of(id)))
                fault("chosen-date", "{} chooses {}, which repeats", date.name, module_.field(id).tag);
        };
        field(date.otherwise);
        for (const ChosenDate::Choice& choice : date.choices) {
            field(choice.field);
            verify_root(choice.condition, kNone<SegmentId>, true, "condition of " + date.name);
            const Reads& reads = reads_[index_of(choice.condition)];
            if (reads.chosen_date || reads.is_required) {
                fault("chosen-date", "a condition of {} depends on dates that are chosen", date.name);
            }
            if (decides_on_code_sets && reads.dated_code_set) {
                fault("chosen-date", "a condition of {} reads a dated code set", date.name);
            }
        }
    }
}

}  // namespace jianhe::ir
