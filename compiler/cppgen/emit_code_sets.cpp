#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <jianhe/generated/word_list.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {
namespace {

std::string_view last_part(std::string_view name) { return name.substr(name.rfind(':') + 1); }

std::string day_text(const std::optional<Date>& day, const char* none) {
    return day ? std::to_string(day->days) : none;
}

std::string word(const ir::WordRange& range, const ir::Span& valid) {
    if (!valid.is_open()) {
        return fmt::format("{{{}, {}, {}, {}}}", literal(range.lo), literal(range.hi), day_text(valid.from, "kAnyDay"),
                           day_text(valid.until, "kLastDay"));
    }
    if (range.lo != range.hi) return fmt::format("{{{}, {}}}", literal(range.lo), literal(range.hi));
    return fmt::format("{{{}}}", literal(range.lo));
}

struct ListedWord {
    ir::WordRange range;
    ir::Span valid;
    std::string label;
};

// The words, and what finds them.
void emit_list(Writer& out, std::string_view name, const std::vector<ListedWord>& words, bool is_dated, bool is_open) {
    std::vector<std::size_t> ranges;
    if (!words.empty()) {
        const auto scope = out.scope(fmt::format("constexpr Word {}_words[] = {{", name), "};");
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::string label = comment(words[i].label);
            out.text_line(word(words[i].range, words[i].valid) + "," + (label.empty() ? "" : "  // " + label));
            if (words[i].range.lo != words[i].range.hi) ranges.push_back(i);
        }
    }
    const bool has_single = ranges.size() < words.size();
    if (has_single) out.line("constexpr auto {0}_slots = index_words({0}_words);", name);
    if (!ranges.empty()) out.line("constexpr std::uint32_t {}_ranges[] = {{{}}};", name, fmt::join(ranges, ", "));
    const auto part = [&](const char* of, bool is_there) { return is_there ? fmt::format("{}_{}", name, of) : "{}"; };
    out.line("constexpr WordList {}{{{}, {}, {}, {}, {}}};", name, part("words", !words.empty()),
             part("slots", has_single), part("ranges", !ranges.empty()), is_dated, is_open);
}

void emit_columns(Writer& out, const ir::CodeSet& set, std::string_view name) {
    if (set.columns.empty()) return;
    std::vector<std::string> columns;
    for (std::size_t column = 0; column < set.columns.size(); ++column) {
        const bool is_text = set.columns[column].type.kind == ir::ValueType::Text;
        const std::string data = fmt::format("{}_column_{}", name, column);
        std::vector<std::string> cells;
        for (const ir::CodeSet::Row& row : set.rows)
            cells.push_back(is_text ? literal(row.columns[column]) : fmt::format("{}", row.numbers[column]));
        if (set.rows.empty()) cells.emplace_back(is_text ? "\"\"" : "0");
        out.note(set.columns[column].name);
        const auto scope =
            out.scope(fmt::format("constexpr {} {}[] = {{", is_text ? "std::string_view" : "std::int64_t", data), "};");
        for (const std::string& cell : cells) out.text_line(cell + ",");
        columns.push_back(is_text ? fmt::format("{{{}, {{}}}}", data) : fmt::format("{{{{}}, {}}}", data));
    }
    out.line("constexpr CodeColumn {}_columns[] = {{{}}};", name, fmt::join(columns, ", "));
}

void emit_sets(Writer& out, const Emission& e) {
    const auto scope = out.name_space("sets");
    for (std::size_t i = 0; i < e.module.sets.size(); ++i) {
        const ir::Set& set = e.module.sets[i];
        if (!set.label.empty()) out.note(set.label);
        std::vector<ListedWord> words;
        for (const ir::WordRange& range : set.members) words.push_back({range, {}, {}});
        emit_list(out, last_part(e.names.sets[i]), words, false, false);
        out.blank();
    }
}

void emit_sets_of_codes(Writer& out, const Emission& e) {
    const auto scope = out.name_space("code_sets");
    for (std::size_t i = 0; i < e.module.code_sets.size(); ++i) {
        const ir::CodeSet& set = e.module.code_sets[i];
        const std::string_view name = last_part(e.names.code_sets[i]);
        out.note(fmt::format("{} · {}", set.label, set.file));
        std::vector<ListedWord> words;
        for (const ir::CodeSet::Row& row : set.rows) words.push_back({row.code, row.valid, row.label});
        emit_list(out, name, words, set.is_dated, set.is_open);
        emit_columns(out, set, name);
        out.blank();
    }
}

void emit_pairs(Writer& out, const Emission& e) {
    const auto scope = out.name_space("tables");
    for (std::size_t i = 0; i < e.module.tables.size(); ++i) {
        const ir::Table& table = e.module.tables[i];
        const std::string_view name = last_part(e.names.tables[i]);
        out.note(fmt::format("{} and {}", table.columns[0], table.columns[1]));
        if (!table.rows.empty()) {
            const auto rows = out.scope(fmt::format("constexpr PairTable::Pair {}_pairs[] = {{", name), "};");
            for (const auto& [first, second] : table.rows) out.line("{{{}, {}}},", literal(first), literal(second));
        }
        const std::string pairs = table.rows.empty() ? "{}" : fmt::format("{}_pairs", name);
        out.line("constexpr PairTable {}{{{}, {}}};", name, pairs, table.others_unchecked);
        out.blank();
    }
}

}  // namespace

CppFile emit_code_sets(const Emission& e) {
    Writer out;
    begin_file(out, e, "Code sets, sets of words and tables of pairs.");
    out.line("#include \"{}\"", e.file("_rules.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space + "::detail");
        if (!e.module.code_sets.empty()) emit_sets_of_codes(out, e);
        out.blank();
        if (!e.module.sets.empty()) emit_sets(out, e);
        out.blank();
        if (!e.module.tables.empty()) emit_pairs(out, e);
        out.blank();
    }
    return {e.file("_code_sets.cpp"), out.text()};
}

}  // namespace jianhe::cppgen
