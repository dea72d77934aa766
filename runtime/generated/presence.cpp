// The part of the context that knows the presence tables, and reports the built-in findings of fields.

#include <algorithm>
#include <bit>

#include <jianhe/generated/context.h>

namespace jianhe::generated {

// What a table says of whole segments is kept as bits; a cell with conditions is asked for its field alone.
void Context::plan_presence() {
    std::uint32_t words = 0;
    for (const SegmentRows& segment : segments_) words += segment.words;
    for (const PresenceTable& table : rules_.presences) {
        Presence& presence = presences_.emplace_back();
        presence.columns.resize(table.columns.size());
        for (Column& column : presence.columns) {
            column.required.resize(words);
            column.forbidden.resize(words);
        }
    }
    for (std::uint32_t id = 0; id < rules_.fields.size(); ++id) {
        const FieldFacts& field = rules_.fields[id];
        if (field.presence == kNone) continue;
        const std::uint32_t at = id - rules_.segments[field.segment].first_field;
        const std::size_t word = segments_[field.segment].presence_at + at / 64;
        const std::uint64_t bit = std::uint64_t{1} << at % 64;
        for (std::size_t i = 0; i < field.cells.size(); ++i) {
            const Cell& cell = rules_.cells[field.cells[i]];
            Column& column = presences_[field.presence].columns[i];
            if (!cell.choices.empty()) {
                column.conditional.push_back(id);
            } else if (cell.otherwise == Mark::Required) {
                column.required[word] |= bit;
            } else if (cell.otherwise == Mark::Forbidden) {
                column.forbidden[word] |= bit;
            }
        }
    }
}

// Which column each selector says; kNone: none.
void Context::choose_columns(const Record& record) noexcept {
    for (std::size_t i = 0; i < presences_.size(); ++i) {
        const PresenceTable& table = rules_.presences[i];
        auto found = table.columns.end();
        if (values_[table.selector].state == Value::State::Present) {
            // As it is written, also where it is a number.
            const FieldText written = record.get(static_cast<FieldIndex>(table.selector));
            const bool is_utf8 = record.encoding() == TextEncoding::Utf8;
            found = std::find(table.columns.begin(), table.columns.end(), is_utf8 ? written.text : utf8(written.text));
        }
        presences_[i].now =
            found == table.columns.end() ? kNone : static_cast<std::uint32_t>(found - table.columns.begin());
    }
}

Mark Context::mark(std::uint32_t id, Row row) noexcept {
    const FieldFacts& field = rules_.fields[id];
    if (field.presence == kNone || presences_[field.presence].now == kNone) return Mark::Optional;
    const Cell& cell = rules_.cells[field.cells[presences_[field.presence].now]];
    for (const Cell::Choice& choice : cell.choices) {
        const Truth truth = choice.condition(*this, row);
        if (truth == Truth::True) return choice.mark;
        if (truth != Truth::False) return Mark::Optional;
    }
    return cell.otherwise;
}

void Context::report_fields() noexcept {
    for (std::uint32_t id = 0; id < segments_.size(); ++id) {
        const SegmentRows& segment = segments_[id];
        const bool repeated = rules_.segments[id].repeated;
        for (std::uint32_t at = 1; at <= segment.count; ++at) {
            report_row(id, repeated ? row(id, at) : Row{}, std::size_t{at - 1} * segment.words);
        }
    }
}

void Context::report_row(std::uint32_t id, Row row, std::size_t bits_at) noexcept {
    const SegmentRows& segment = segments_[id];
    const std::uint32_t first = rules_.segments[id].first_field;
    for (std::uint32_t word = 0; word < segment.words; ++word) {
        const std::uint64_t given = segment.given[bits_at + word];
        const std::uint64_t malformed = segment.malformed[bits_at + word];
        std::uint64_t required = 0;
        std::uint64_t forbidden = 0;
        for (const Presence& presence : presences_) {
            if (presence.now == kNone) continue;
            const Column& column = presence.columns[presence.now];
            required |= column.required[segment.presence_at + word];
            forbidden |= column.forbidden[segment.presence_at + word];
            for (const std::uint32_t field : column.conditional) {
                if (rules_.fields[field].segment != id || (field - first) / 64 != word) continue;
                const Mark now = mark(field, row);
                const std::uint64_t bit = std::uint64_t{1} << (field - first) % 64;
                if (now == Mark::Required) required |= bit;
                if (now == Mark::Forbidden) forbidden |= bit;
            }
        }
        const auto report = [&](std::uint64_t bits, auto fault_of) {
            for (; bits != 0; bits &= bits - 1) {
                const auto at = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
                report_field(first + at, row, fault_of(at));
            }
        };
        const Value* values = row.number == 0 ? segment.values : row.values;
        report(required & ~given, [](std::uint32_t) { return Fault::Missing; });
        report(forbidden & given, [](std::uint32_t) { return Fault::NotAllowed; });
        report(malformed & ~forbidden, [&](std::uint32_t at) { return static_cast<Fault>(values[at].number); });
    }
}

void Context::report_field(std::uint32_t id, Row row, Fault fault) noexcept {
    if (blocked_place(id, row.number) != nullptr) return;
    const FieldFacts& field = rules_.fields[id];
    const std::uint16_t code = field.fault_codes[static_cast<std::size_t>(fault)];
    const Place place{static_cast<std::int32_t>(field.segment), row.number, static_cast<std::int32_t>(id)};
    built_in_.push_back({place, field.tag, code, rules_.codes[code].disposition});
}

}  // namespace jianhe::generated
