#include "compiler/interp/earlier_entries.h"

#include <algorithm>
#include <utility>

#include "compiler/interp/ledger_shape.h"

namespace jianhe {
namespace {

using Entry = EarlierEntries::Entry;

// Lets the row happen to the entry, if it is about its key.
void happen(const ir::Relation& relation, const LedgerRow& row, Entry& entry) {
    for (std::uint32_t i = 0; i < relation.key_size; ++i) {
        if (row.cells[i] != entry.cells[i]) return;
    }
    const std::string* name = row.cells[event_column(relation)].text();
    const auto event = std::find(relation.events.begin(), relation.events.end(), name == nullptr ? "" : *name);
    // An event that this specification does not know any more changes nothing.
    if (event == relation.events.end()) return;
    const std::uint32_t next =
        relation.state_after(entry.state, static_cast<std::uint32_t>(event - relation.events.begin()));
    if (next == entry.state) return;
    entry.state = next;
    std::copy(row.cells.begin() + relation.key_size, row.cells.begin() + event_column(relation),
              entry.cells.begin() + relation.key_size);
}

}  // namespace

std::vector<Cell> finite_values(const ir::Relation::Column& column) {
    std::vector<Cell> values;
    for (const std::string& word : column.words) values.emplace_back(word);
    if (column.low) {
        for (std::int64_t number = *column.low; number <= *column.high; ++number) values.emplace_back(number);
    }
    return values;
}

const std::vector<Entry>* EarlierEntries::entries(ir::LookUpId look_up, std::span<const KeyPart> key) {
    if (ledger_ == nullptr) return nullptr;
    for (const Known& known : known_) {
        const bool is_same = known.look_up == look_up && std::equal(key.begin(), key.end(), known.key.begin());
        if (is_same) return known.is_told ? &known.entries : nullptr;
    }
    Known& known = known_.emplace_back(Known{look_up, {key.begin(), key.end()}, false, {}});
    known.is_told = read(known);
    return known.is_told ? &known.entries : nullptr;
}

bool EarlierEntries::read(Known& known) {
    const ir::LookUp& look_up = module_.look_ups[ir::index_of(known.look_up)];
    const ir::Relation& relation = module_.relations[ir::index_of(look_up.relation)];
    std::vector<Cell> cells;
    for (const std::uint32_t column : relation.indexes[look_up.index]) {
        const auto at = std::find(look_up.columns.begin(), look_up.columns.end(), column) - look_up.columns.begin();
        cells.push_back(*known.key[static_cast<std::size_t>(at)]);
    }
    const Result<LedgerRows> found = ledger_->rows({ir::index_of(look_up.relation), look_up.index, cells});
    if (!found) {
        if (!error_) error_ = found.error();
        return false;
    }
    if (!found->is_complete) return false;
    if (relation.is_life_cycle()) {
        add_keys(relation, found->rows, known);
        return true;
    }
    for (const LedgerRow& row : found->rows) {
        known.entries.push_back({{row.cells.begin(), row.cells.end()}, 0, row.record});
    }
    return true;
}

// Every key that fits, first parts slowest, with the state its rows lead to.
void EarlierEntries::add_keys(const ir::Relation& relation, std::span<const LedgerRow> rows, Known& known) {
    std::vector<Entry> keys{Entry{std::vector<Cell>(relation.columns.size()), 0, {}}};
    for (std::uint32_t i = 0; i < relation.key_size; ++i) {
        std::vector<Cell> values;
        if (known.key[i]) {
            values.push_back(*known.key[i]);
        } else {
            values = finite_values(relation.columns[i]);
        }
        std::vector<Entry> longer;
        for (const Entry& key : keys) {
            for (const Cell& value : values) {
                longer.push_back(key);
                longer.back().cells[i] = value;
            }
        }
        keys = std::move(longer);
    }
    for (Entry& key : keys) {
        for (const LedgerRow& row : rows) happen(relation, row, key);
    }
    known.entries = std::move(keys);
}

}  // namespace jianhe
