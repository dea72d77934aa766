#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"
#include "compiler/jit/speaking.h"

namespace jianhe::cppgen {
namespace {

// A test for more words is not looked at: a table of many words is larger than what it saves.
constexpr std::uint32_t kMostWords = 100;
constexpr std::size_t kMostKinds = 200;

using Checks = std::vector<std::uint64_t>;  // a bit each

// What one field says of the checks that can speak.
struct FieldChecks {
    std::map<std::string, std::uint8_t> words;  // the kind of each
    std::vector<Checks> kinds;                  // the last but one: another text; the last: not given
};

jit::Plan whole_plan(const ir::Module& module) {
    jit::Plan plan = jit::make_plan(module);
    jit::fill_words(module, plan);
    return plan;
}

class Selector {
public:
    explicit Selector(const ir::Module& module)
        : m_(module),
          plan_(whole_plan(module)),
          needs_(module, plan_, jit::Mode::Clean),
          speaking_(module, plan_, needs_),
          all_((module.checks.size() + 63) / 64) {
        for (std::size_t i = 0; i < module.checks.size(); ++i) all_[i / 64] |= std::uint64_t{1} << i % 64;
        for (const ir::Check& check : module.checks) needed_.push_back(needs_.of(check));
    }

    // None: the field says nothing of any check.
    std::optional<FieldChecks> of(std::uint32_t field) const;
    // Of longer texts nothing is known; 0: there are none.
    std::uint32_t longest(std::uint32_t field) const {
        return plan_.fields[field].atoms.empty() ? 0 : 8 * plan_.fields[field].key_words;
    }

private:
    Checks checks(const jit::Known& known) const;

    const ir::Module& m_;
    jit::Plan plan_;
    jit::Needs needs_;
    jit::Speaking speaking_;
    Checks all_;
    std::vector<jit::Fields> needed_;
};

// Those that may speak.
Checks Selector::checks(const jit::Known& known) const {
    Checks checks(all_.size());
    for (std::size_t i = 0; i < m_.checks.size(); ++i) {
        const bool lacks = !known.given && needed_[i].contains(known.field);
        if (!lacks && speaking_.may_speak(m_.checks[i], known)) checks[i / 64] |= std::uint64_t{1} << i % 64;
    }
    return checks;
}

// By bit of a word's atoms.
std::uint64_t short_tests(const jit::FieldPlan& plan) {
    std::uint64_t tests = 0;
    for (std::size_t bit = 0; bit < plan.atoms.size(); ++bit) {
        const auto passes = [&](const jit::Word& word) { return (word.atoms >> bit & 1U) != 0; };
        if (std::count_if(plan.words.begin(), plan.words.end(), passes) <= kMostWords) tests |= std::uint64_t{1} << bit;
    }
    return tests;
}

std::optional<FieldChecks> Selector::of(std::uint32_t field) const {
    const jit::FieldPlan& plan = plan_.fields[field];
    FieldChecks made;
    std::map<Checks, std::uint8_t> kinds;
    const auto kind_of = [&](const Checks& checks) {
        const auto [known, is_new] = kinds.try_emplace(checks, static_cast<std::uint8_t>(made.kinds.size()));
        if (is_new) made.kinds.push_back(checks);
        return known->second;
    };
    const std::uint64_t tests = short_tests(plan);
    // Of a text that is none of the words that tests name, none of them holds.
    const auto of_word = [&](const jit::Word* word) {
        jit::Known known{field, word, true};
        known.tests = tests;
        return checks(known);
    };
    Checks other = of_word(nullptr);
    for (const jit::Word& word : plan.words) {
        if ((word.atoms & tests) == 0) continue;
        const Checks here = of_word(&word);
        if (here != other) made.words.emplace(word.text, kind_of(here));
        if (made.kinds.size() <= kMostKinds) continue;
        made = {};
        other = all_;
        break;
    }
    made.kinds.push_back(other);
    made.kinds.push_back(checks({field, nullptr, false}));
    const auto is_all = [&](const Checks& checks) { return checks == all_; };
    if (std::all_of(made.kinds.begin(), made.kinds.end(), is_all)) return std::nullopt;
    return made;
}

std::string mask(const Checks& checks) {
    std::string text;
    for (const std::uint64_t word : checks) text += fmt::format("0x{:016x}, ", word);
    return text;
}

// Reading a code finds its row, so that nothing needs to be looked for again; not in a set of ranges, or an open one.
const ir::CodeSet* rows_to_use(const ir::Module& module, const ir::Field& field) {
    if (field.type != ir::FieldType::Code) return nullptr;
    const ir::CodeSet& set = module.code_sets[ir::index_of(field.code_set)];
    const auto is_one = [](const ir::CodeSet::Row& row) { return row.code.lo == row.code.hi; };
    return !set.is_open && std::all_of(set.rows.begin(), set.rows.end(), is_one) ? &set : nullptr;
}

// What says which kind a text has.
void emit_kinds(Writer& out, const ir::CodeSet* rows, std::size_t at, const FieldChecks& made) {
    std::vector<std::string> words;
    std::vector<std::uint32_t> kinds;
    if (rows != nullptr) {
        const auto other = static_cast<std::uint8_t>(made.kinds.size() - 2);
        for (const ir::CodeSet::Row& row : rows->rows) {
            const auto word = made.words.find(row.code.lo);
            kinds.push_back(word == made.words.end() ? other : word->second);
        }
    } else {
        for (const auto& [word, kind] : made.words) {
            words.push_back(fmt::format("{{{}}}", literal(word)));
            kinds.push_back(kind);
        }
        out.line("constexpr Word kSelect{}Words[] = {{{}}};", at, fmt::join(words, ", "));
        out.line("constexpr auto kSelect{0}Slots = index_words(kSelect{0}Words);", at);
        out.line("constexpr WordList kSelect{0}List{{kSelect{0}Words, kSelect{0}Slots, {{}}, false, false}};", at);
    }
    out.line("constexpr std::uint8_t kSelect{}Kinds[] = {{{}}};", at, fmt::join(kinds, ", "));
}

// Gives its row of the table of all fields.
std::string emit_field(Writer& out, const ir::Module& module, std::uint32_t at, std::uint32_t longest,
                       const FieldChecks& made) {
    const ir::Field& field = module.fields[at];
    const ir::CodeSet* const rows = rows_to_use(module, field);
    out.note(fmt::format("{} {}", field.name, field.label));
    if (!made.words.empty()) emit_kinds(out, rows, at, made);
    {
        const auto scope = out.scope(fmt::format("constexpr std::uint64_t kSelect{}Checks[] = {{", at), "};");
        for (std::size_t kind = 0; kind < made.kinds.size(); ++kind) {
            std::vector<std::string> words;
            for (const auto& [word, of] : made.words) {
                if (of == kind) words.push_back(word);
            }
            std::string which = fmt::format("{}", fmt::join(words, ", "));
            if (kind + 2 == made.kinds.size()) which = made.words.empty() ? "given" : "another text";
            if (kind + 1 == made.kinds.size()) which = "not given";
            out.line("{} // {}", mask(made.kinds[kind]), comment(which));
        }
    }
    if (made.words.empty()) return fmt::format("{{{0}, {1}, nullptr, {{}}, kSelect{0}Checks}},", at, longest);
    const std::string list = rows != nullptr ? "nullptr" : fmt::format("&kSelect{}List", at);
    return fmt::format("{{{0}, {1}, {2}, kSelect{0}Kinds, kSelect{0}Checks}},", at, longest, list);
}

}  // namespace

CppFile emit_selection(const Emission& e) {
    Writer out;
    begin_file(out, e,
               "Which checks can say anything, by what single fields say: a bit each, in the order of kChecks.");
    out.line("#include \"{}\"", e.file("_rules.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space + "::detail");
        const Selector selector(e.module);
        std::vector<std::string> rows;
        {
            const auto own = out.name_space("");
            for (std::uint32_t i = 0; i < e.module.fields.size(); ++i) {
                if (const std::optional<FieldChecks> made = selector.of(i))
                    rows.push_back(emit_field(out, e.module, i, selector.longest(i), *made));
            }
            if (!rows.empty()) {
                const auto table = out.scope("constexpr FieldSelection kFieldSelections[] = {", "};");
                for (const std::string& row : rows) out.text_line(row);
            }
            out.blank();
        }
        out.blank();
        out.line("extern const Selection kSelection;");
        out.line("constinit const Selection kSelection = {{{}}};", rows.empty() ? "{}" : "kFieldSelections");
        out.blank();
    }
    return {e.file("_selection.cpp"), out.text()};
}

}  // namespace jianhe::cppgen
