#include "compiler/interp/effects.h"

#include <algorithm>
#include <set>

#include "compiler/interp/ledger_shape.h"

namespace jianhe {
namespace {

// A row of a segment that a finding rejects.
bool is_rejected(const RecordResult& result, ir::SegmentId segment, std::uint32_t row) {
    return std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
        return finding.disposition != Disposition::Notice && finding.place.row == row &&
               finding.place.segment == static_cast<std::int32_t>(ir::index_of(segment));
    });
}

bool can_be(const ir::Relation::Column& column, const Cell& cell) {
    if (const std::int64_t* number = cell.number())
        return !column.low || (*column.low <= *number && *number <= *column.high);
    const std::string* text = cell.text();
    return column.words.empty() ||
           (text != nullptr && std::find(column.words.begin(), column.words.end(), *text) != column.words.end());
}

}  // namespace

Result<void> Effects::apply(const Record& record, const RecordResult& result, std::uint64_t position) {
    if (result.verdict == RecordVerdict::Rejected) return {};
    std::vector<Cell> name;
    for (std::uint32_t i = 0; i < module_.key.size(); ++i) name.push_back(name_cell(i));
    if (const auto added = ledger().add_record(position, name); !added) return added.error();
    for (const ir::Effect& effect : module_.effects) {
        const bool by_row = ir::is_some(effect.row);
        const std::uint32_t rows = by_row ? record.rows(static_cast<SegmentIndex>(ir::index_of(effect.row))) : 0;
        for (std::uint32_t row = by_row ? 1 : 0; row <= rows; ++row) {
            if (by_row && is_rejected(result, effect.row, row)) continue;
            if (ir::is_some(effect.when) && evaluator_.truth(effect.when, row) != Truth::True) continue;
            if (auto done = happen(effect, row); !done) return done;
        }
    }
    evaluator_.earlier().begin();
    return {};
}

Cell Effects::name_cell(std::uint32_t index) {
    const Reading& read = evaluator_.reading(module_.key[index], 0);
    const bool is_number = ledger().shape().record_name[index].kind == LedgerColumn::Kind::Number;
    if (read.state == Reading::State::Value && is_number) return Cell(read.number);
    if (read.is_empty() || read.state == Reading::State::Malformed || is_number) return {};
    return ledger().cell({LedgerColumnRef::kRecordName, index}, read.text);
}

Result<void> Effects::happen(const ir::Effect& effect, std::uint32_t row) {
    switch (effect.kind) {
        case ir::Effect::Kind::Add: return add(effect, row);
        case ir::Effect::Kind::Event: return event(effect, row);
        case ir::Effect::Kind::TakeBack: return take_back(effect, row);
    }
    return {};
}

Result<void> Effects::add(const ir::Effect& effect, std::uint32_t row) {
    const ir::Relation& relation = module_.relations[ir::index_of(effect.relation)];
    std::vector<Cell> cells;
    for (std::uint32_t i = 0; i < relation.columns.size(); ++i) {
        cells.push_back(evaluator_.kept_cell(relation.columns[i].field, row, effect.relation, i));
    }
    return ledger().add_row(ir::index_of(effect.relation), cells);
}

std::vector<Cell> Effects::values_of(const ir::Effect& effect, std::size_t part, std::uint32_t row) {
    const auto column_id = static_cast<std::uint32_t>(part);
    const ir::Relation::Column& column = module_.relations[ir::index_of(effect.relation)].columns[part];
    const ir::Effect::KeyPart& written = effect.key[part];
    Cell low;
    if (evaluator_.cell_of(written.low, row, effect.relation, column_id, low) != Truth::True) return {};
    if (!ir::is_some(written.high)) {
        return can_be(column, low) ? std::vector<Cell>{low} : std::vector<Cell>{};
    }
    Cell high;
    if (evaluator_.cell_of(written.high, row, effect.relation, column_id, high) != Truth::True) return {};
    std::vector<Cell> values;
    const std::int64_t last = std::min(*high.number(), *column.high);
    for (std::int64_t number = std::max(*low.number(), *column.low); number <= last; ++number) {
        values.emplace_back(number);
    }
    return values;
}

Result<void> Effects::event(const ir::Effect& effect, std::uint32_t row) {
    std::vector<std::vector<EarlierEntries::KeyPart>> keys{{}};
    for (std::size_t i = 0; i < effect.key.size(); ++i) {
        std::vector<std::vector<EarlierEntries::KeyPart>> longer;
        std::vector<EarlierEntries::KeyPart> parts;
        if (!ir::is_some(effect.key[i].low)) {
            parts.emplace_back();  // every value
        } else {
            for (Cell& value : values_of(effect, i, row)) parts.emplace_back(std::move(value));
        }
        for (const auto& key : keys) {
            for (const EarlierEntries::KeyPart& part : parts) {
                longer.push_back(key);
                longer.back().push_back(part);
            }
        }
        keys = std::move(longer);
    }
    for (const auto& key : keys) {
        if (auto done = event_of_key(effect, key, row); !done) return done;
    }
    return {};
}

// A row for each entry of which the event changes the state.
Result<void> Effects::event_of_key(const ir::Effect& effect, const std::vector<EarlierEntries::KeyPart>& key,
                                   std::uint32_t row) {
    const ir::Relation& relation = module_.relations[ir::index_of(effect.relation)];
    const auto look_up = std::find_if(module_.look_ups.begin(), module_.look_ups.end(),
                                      [&](const ir::LookUp& known) { return known.relation == effect.relation; });
    const auto* entries =
        evaluator_.earlier().entries(static_cast<ir::LookUpId>(look_up - module_.look_ups.begin()), key);
    if (entries == nullptr) {
        if (auto error = evaluator_.earlier().take_error()) return std::move(*error);
        return Error{ledger().name() + ": more rows of one key of `" + relation.name + "` than can be read"};
    }
    std::vector<std::vector<Cell>> rows;
    for (const EarlierEntries::Entry& entry : *entries) {
        if (relation.state_after(entry.state, effect.event) == entry.state) continue;
        std::vector<Cell> cells(entry.cells.begin(), entry.cells.begin() + relation.key_size);
        for (std::uint32_t i = 0; i < effect.held.size(); ++i) {
            Cell held;
            if (ir::is_some(effect.held[i])) {
                (void)evaluator_.cell_of(effect.held[i], row, effect.relation, relation.key_size + i, held);
            }
            cells.push_back(std::move(held));
        }
        cells.emplace_back(relation.events[effect.event]);
        rows.push_back(std::move(cells));
    }
    for (const std::vector<Cell>& cells : rows) {
        if (auto done = ledger().add_row(ir::index_of(effect.relation), cells); !done) return done;
    }
    if (!rows.empty()) evaluator_.earlier().begin();
    return {};
}

Result<void> Effects::take_back(const ir::Effect& effect, std::uint32_t row) {
    std::vector<EarlierEntries::KeyPart> key;
    const ir::LookUp& by = module_.look_ups[ir::index_of(effect.by)];
    for (std::size_t i = 0; i < effect.key.size(); ++i) {
        Cell cell;
        const Truth read = evaluator_.cell_of(effect.key[i].low, row, effect.relation, by.columns[i], cell);
        if (read != Truth::True) return {};
        key.emplace_back(std::move(cell));
    }
    const auto* entries = evaluator_.earlier().entries(effect.by, key);
    if (entries == nullptr) {
        if (auto error = evaluator_.earlier().take_error()) return std::move(*error);
        return Error{ledger().name() + ": more rows of one key than can be read"};
    }
    std::set<RecordNumber> records;
    for (const EarlierEntries::Entry& entry : *entries) records.insert(entry.record);
    for (const RecordNumber record : records) {
        if (auto done = ledger().take_back(record); !done) return done;
    }
    if (!records.empty()) evaluator_.earlier().begin();
    return {};
}

}  // namespace jianhe
