#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/ledger.h>
#include <jianhe/result.h>

#include "compiler/ir/module.h"

namespace jianhe {

// The values that a finite part of a key can have.
std::vector<Cell> finite_values(const ir::Relation::Column& column);

// What questions to the history are asked of (docs/language.md §17): rows of lists, and keys of life cycles with the
// state that their rows lead to. Read from a ledger for the record at hand and remembered for it. Belongs to one
// thread.
class EarlierEntries {
public:
    struct Entry {
        std::vector<Cell> cells;  // by column of the relation
        std::uint32_t state = 0;  // of a life cycle
        RecordNumber record{};    // of a list: which record added the row
    };
    // A part of a key; none: every value that it can have.
    using KeyPart = std::optional<Cell>;

    explicit EarlierEntries(const ir::Module& module) : module_(module) {}

    // Null: there is none. The ledger must outlive its use.
    void set_ledger(Ledger* ledger) noexcept { ledger_ = ledger; }
    Ledger* ledger() const noexcept { return ledger_; }

    // The next record, or the ledger has changed.
    void begin() noexcept { known_.clear(); }

    // Of a look-up, in order of acceptance, or of keys; valid until the next record. Null: they cannot be told, because
    // there is no ledger, there are more rows than a ledger reads of one key, or the ledger failed.
    const std::vector<Entry>* entries(ir::LookUpId look_up, std::span<const KeyPart> key);

    // What a text is in this column; the ledger must be there.
    Cell cell(ir::RelationId relation, std::uint32_t column, std::string_view text) const {
        return ledger_->cell({ir::index_of(relation), column}, text);
    }

    // The first fault of the ledger, until it is taken.
    std::optional<Error> take_error() { return std::exchange(error_, std::nullopt); }

private:
    struct Known {
        ir::LookUpId look_up;
        std::vector<KeyPart> key;
        bool is_told = false;
        std::vector<Entry> entries;
    };

    bool read(Known& known);
    void add_keys(const ir::Relation& relation, std::span<const LedgerRow> rows, Known& known);

    const ir::Module& module_;
    Ledger* ledger_ = nullptr;
    std::deque<Known> known_;  // never moved
    std::optional<Error> error_;
};

}  // namespace jianhe
