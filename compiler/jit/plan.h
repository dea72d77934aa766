#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <jianhe/finding.h>

#include "compiler/ir/module.h"
#include "compiler/jit/context.h"

// What emitter and host must agree on about one module: where each field lies in its row, which tests are answered
// while a field is read, and what the bits of a context mean. Made from the module alone, so both make the same.
namespace jianhe::jit {

// One word that the tests of a field, or its closed code set, know.
struct Word {
    std::string text;
    std::uint64_t atoms = 0;  // which tests hold for it
    bool in_code_set = false;
    std::vector<ir::Span> valid;  // of its rows in a dated code set
};

// Where words of a field come from, in this order.
struct WordSource {
    enum class Kind : std::uint8_t {
        CodeSet,    // the field's own, closed
        Test,       // what a test of the field compares it with
        Undated,    // the rows without dates of a test on a dated code set
        TableLeft,  // one side of a table's rows
        TableRight
    };
    Kind kind = Kind::CodeSet;
    std::uint32_t inst = 0;  // the test
    std::uint32_t bit = 0;   // of its atom
};

struct FieldPlan {
    std::uint32_t segment = 0;
    std::uint32_t word = 0;  // of the row's bit sets
    std::uint32_t bit = 0;
    std::uint32_t slot = 0;  // offset in the row
    // Short texts are compared as one or two words of eight bytes; 0: too long for that.
    std::uint32_t key_words = 0;
    std::vector<ir::InstId> atoms;  // by bit of Slot::atoms
    std::vector<WordSource> sources;
    std::vector<Word> words;        // sorted by text; see fill_words
    bool keeps_any_atoms = false;   // of a field in rows: Context::any_atoms has those of all rows together
    bool keeps_word = false;        // Slot::info says which word it is, or that it is none (the number of words)
    bool is_closed_code = false;    // a code that is in none of `words` is malformed
    bool is_dated = false;          // and a dated one must be valid on the day
    bool may_be_blocked = false;    // by a rule
    bool has_but_a_length = false;  // a text of which no more than its length is asked while it is read
    bool may_lie_as_is = false;     // such a one that is in no key
    // Whether something is compared with its content while it is read; `words` may be empty all the same, as sets may.
    bool is_looked_up() const noexcept { return !sources.empty(); }
};

// What may not be supplied, and so leave checks unjudged.
struct Source {
    enum class Kind : std::uint8_t { Given, Master, Part };
    Kind kind = Kind::Given;
    std::uint32_t index = 0;  // of the given, the master, or in Plan::parts
    auto operator<=>(const Source&) const = default;
};

struct Plan {
    std::uint32_t words = 1;              // of each bit set
    std::vector<std::uint32_t> row_size;  // by segment, in bytes
    std::vector<FieldPlan> fields;
    std::map<std::uint32_t, std::pair<std::uint32_t, std::uint32_t>> atoms;  // inst → field, bit
    // Of a test on a dated code set: whether some row has the code, and whether a row without dates has it.
    struct DatedAtom {
        std::uint32_t field = 0;
        std::uint32_t some = 0;
        std::uint32_t always = 0;
    };
    std::map<std::uint32_t, DatedAtom> dated_atoms;                           // by inst
    std::map<std::uint32_t, std::pair<std::uint32_t, std::uint32_t>> tables;  // inst → the fields that keep their words
    std::vector<std::pair<std::uint32_t, std::uint32_t>> parts;               // provider, part
    std::vector<NotChecked> not_checked;
    std::map<std::pair<std::uint32_t, Source>, std::uint32_t> not_checked_of;  // check, source → index
    std::map<std::uint32_t, std::uint32_t> memos;                              // AnyRow, AllRows, CountWhere → index
    // What a provider answers of arguments outside of rows is asked once a record.
    struct Answer {
        std::uint32_t memo = 0;   // whether it is known
        std::uint32_t value = 0;  // of the memo values: that of its first part
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, Answer> answers;  // arguments, provider
    // Digests of keys outside of rows are made once a record.
    std::map<std::uint32_t, std::uint32_t> key_memos;  // key → whether it is known
    std::uint32_t memo_count = 0;
    std::uint32_t memo_value_count = 0;

    // Dates that are computed from given values alone: once for the run.
    std::map<std::uint32_t, std::uint32_t> run_values;  // inst → index

    std::uint32_t slots_offset() const noexcept { return kBitSets * words * 8; }
};

// Why a module cannot be compiled; none: it can. Such a module is left to the interpreter.
std::optional<std::string> find_obstacle(const ir::Module& module);

// Without the words of fields: they are most of the work, and few runs of a program meet one whose words they need.
Plan make_plan(const ir::Module& module);

// The words of a field as `sources` say, sorted by text.
std::vector<Word> make_words(const ir::Module& module, const FieldPlan& field);
// Those of all fields.
void fill_words(const ir::Module& module, Plan& plan);

// What an expression reads that may not be supplied.
std::vector<Source> sources_of(const ir::Module& module, const Plan& plan, ir::InstId expression);

}  // namespace jianhe::jit
