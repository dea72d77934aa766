#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ir/ids.h"
#include "compiler/ir/inst.h"
#include "compiler/ir/location.h"

// What accepted records leave behind (docs/language.md §17). Plain data, part of a Module.
namespace jianhe::ir {

// A table of rows that records add, and the operator gives.
//
// A list keeps the contents of fields. A life cycle keeps events of keys: its first columns are the key, those behind
// it what an event notes, and in the ledger a further column has the event's name. What is asked of either are entries:
// rows of the list, or keys with the state that their rows lead to.
struct Relation {
    struct Column {
        std::string name;  // of a list: the field's tag
        Type type;
        FieldId field = kNone<FieldId>;  // of a list: whose content it keeps
        std::string domain;              // contents of one domain are comparable; empty: the column is not private
        // A part of a key that is finite: its words, or its numbers.
        std::vector<std::string> words;
        std::optional<std::int64_t> low;
        std::optional<std::int64_t> high;

        bool is_private() const noexcept { return !domain.empty(); }
        bool is_finite() const noexcept { return !words.empty() || low.has_value(); }
        std::size_t value_count() const noexcept {
            return words.empty() ? static_cast<std::size_t>(*high - *low) + 1 : words.size();
        }
    };
    std::string name;
    std::string label;
    std::vector<Column> columns;
    // By which columns the ledger finds rows. Of a life cycle one: the parts of the key that are not finite.
    std::vector<std::vector<std::uint32_t>> indexes;
    SegmentId row = kNone<SegmentId>;  // of a list: some: it has a row for each row of that segment
    bool is_imported = false;          // only the operator gives rows
    std::string sample_file;           // of an imported one: the rows that examples have, and where they come from
    std::string sample;
    std::uint32_t key_size = 0;       // of a life cycle
    std::vector<std::string> states;  // of a life cycle; the first: before anything happened
    std::vector<std::string> events;
    std::vector<std::uint32_t> next;  // state after an event: state * events + event
    Location location;

    bool is_life_cycle() const noexcept { return key_size != 0; }
    std::uint32_t state_after(std::uint32_t state, std::uint32_t event) const noexcept {
        return next[std::size_t{state} * events.size() + event];
    }
};

// By what entries are asked for: the columns of an index of a list, or the whole key of a life cycle.
struct LookUp {
    RelationId relation = kNone<RelationId>;
    std::vector<std::uint32_t> columns;
    std::uint32_t index = 0;  // of Relation::indexes
};

// One action of accepted records, its loops over tuples unrolled.
struct Effect {
    enum class Kind : std::uint8_t { Add, Event, TakeBack };
    // Of Event: a value, a range of numbers, or every value of a finite part. Of TakeBack: the field looked up by.
    struct KeyPart {
        InstId low = kNone<InstId>;   // none: every value
        InstId high = kNone<InstId>;  // none: `low` alone
    };
    Kind kind = Kind::Add;
    RelationId relation = kNone<RelationId>;
    SegmentId row = kNone<SegmentId>;  // some: happens for every row of that segment
    InstId when = kNone<InstId>;
    std::vector<KeyPart> key;       // by column of the key, or of the look-up
    std::uint32_t event = 0;        // of Event
    std::vector<InstId> held;       // of Event: by column behind the key; none: nothing is noted
    LookUpId by = kNone<LookUpId>;  // of TakeBack
    Location location;
};

}  // namespace jianhe::ir
