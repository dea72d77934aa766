#include "compiler/jit/plan_words.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "compiler/ir/word_range.h"

namespace jianhe::jit {
namespace {

using ir::InstKind;

std::size_t longest(const FieldPlan& field) { return std::size_t{8} * field.key_words; }

// Calls take(lo, hi, row) for each range of words; `row` is that of a code set, or null.
template <class Take>
void for_each_range(const ir::Module& module, const WordSource& source, Take take) {
    const auto rows_of = [&](std::uint32_t set, bool undated_only) {
        for (const ir::CodeSet::Row& row : module.code_sets[set].rows) {
            if (!undated_only || row.valid.is_open()) take(row.code.lo, row.code.hi, &row);
        }
    };
    const ir::CodeSet::Row* const no_row = nullptr;
    if (source.kind == WordSource::Kind::CodeSet) return rows_of(source.inst, false);
    const ir::Inst& inst = module.insts[source.inst];
    switch (source.kind) {
        case WordSource::Kind::CodeSet: break;
        case WordSource::Kind::Test:
            if (inst.kind == InstKind::EqualConst) {
                const std::string& text = module.texts[module.insts[inst.b].a];
                take(text, text, no_row);
            } else if (inst.kind == InstKind::InSet) {
                for (const ir::WordRange& range : module.sets[inst.b].members) take(range.lo, range.hi, no_row);
            } else {
                rows_of(inst.b, false);
            }
            break;
        case WordSource::Kind::Undated: rows_of(inst.b, true); break;
        case WordSource::Kind::TableLeft:
            for (const auto& [left, right] : module.tables[inst.c].rows) take(left, left, no_row);
            break;
        case WordSource::Kind::TableRight:
            for (const auto& [left, right] : module.tables[inst.c].rows) take(right, right, no_row);
            break;
    }
}

// Calls take(word) for each word of the range that the field can hold, and counts it. False: they are too many or no
// plain words.
template <class Take>
bool for_each_word(const std::string& lo, const std::string& hi, const FieldPlan& field, std::size_t& count,
                   Take take) {
    if (lo.empty()) return false;
    const auto taken = [&](const std::string& word) {
        if (word.size() > longest(field)) return;
        ++count;
        take(word);
    };
    taken(lo);
    for (std::string word = lo; word != hi;) {
        if (count > kMaxWordsOfField) return false;
        std::optional<std::string> next = ir::next_word(word);
        if (!next || next->empty()) return false;
        word = std::move(*next);
        taken(word);
    }
    return true;
}

// As for_each_word with nothing to take.
bool add_words(const std::string& lo, const std::string& hi, const FieldPlan& field, std::size_t& count) {
    if (lo.empty()) return false;
    const std::optional<std::uint64_t> steps = ir::steps_between(lo, hi);
    if (!steps) return false;
    const bool fits = lo.size() <= longest(field);
    if (*steps != 0 && count + (fits ? *steps : 0) > kMaxWordsOfField) return false;
    if (fits) count += *steps + 1;
    return true;
}

// The first bytes of a text, the first one highest: most words differ there.
std::uint64_t first_bytes(const std::string& text) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < sizeof bytes; ++i)
        bytes = bytes << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    return bytes;
}

}  // namespace

std::optional<std::size_t> count_words(const ir::Module& module, const WordSource& source, const FieldPlan& field) {
    std::size_t count = 0;
    bool are_plain = true;
    for_each_range(module, source, [&](const std::string& lo, const std::string& hi, const ir::CodeSet::Row*) {
        are_plain = are_plain && add_words(lo, hi, field, count);
    });
    return are_plain ? std::optional(count) : std::nullopt;
}

std::vector<Word> make_words(const ir::Module& module, const FieldPlan& field) {
    std::unordered_map<std::string, Word> words;
    for (const WordSource& source : field.sources) {
        const bool is_test = source.kind == WordSource::Kind::Test || source.kind == WordSource::Kind::Undated;
        for_each_range(module, source, [&](const std::string& lo, const std::string& hi, const ir::CodeSet::Row* row) {
            std::size_t count = 0;
            for_each_word(lo, hi, field, count, [&](const std::string& text) {
                Word& word = words[text];
                if (is_test) word.atoms |= std::uint64_t{1} << source.bit;
                if (source.kind != WordSource::Kind::CodeSet) return;
                word.in_code_set = true;
                if (field.is_dated) word.valid.push_back(row->valid);
            });
        });
    }
    std::vector<std::pair<std::uint64_t, decltype(words)::pointer>> sorted;
    sorted.reserve(words.size());
    for (auto& entry : words) sorted.emplace_back(first_bytes(entry.first), &entry);
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second->first < b.second->first;
    });
    std::vector<Word> made;
    made.reserve(sorted.size());
    for (const auto& [bytes, entry] : sorted) {
        made.push_back(std::move(entry->second));
        made.back().text = entry->first;
    }
    return made;
}

void fill_words(const ir::Module& module, Plan& plan) {
    for (FieldPlan& field : plan.fields) field.words = make_words(module, field);
}

}  // namespace jianhe::jit
