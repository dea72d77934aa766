#include "compiler/diff/words.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/ir/printer.h"

namespace jianhe::diff {
namespace {

bool is_word_character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

std::string bound(const ir::Field& field, const std::optional<std::int64_t>& value) {
    return value ? ir::print_constant({ir::ValueType::Number, field.scale}, *value) : "";
}

}  // namespace

std::string words_of(Date day) {
    const std::string wire = format_roc_date(day);
    if (wire.size() != 7) return format_iso_date(day);
    return fmt::format("{}-{}-{} ({})", wire.substr(0, 3), wire.substr(3, 2), wire.substr(5), wire);
}

std::string words_of(const ir::Span& span) {
    std::string text;
    if (span.from) text = "from " + words_of(*span.from);
    if (span.until) text += (text.empty() ? "until " : " until ") + words_of(*span.until);
    return text;
}

std::string words_of(Disposition disposition) {
    std::string text(to_string(disposition));
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string words_of(const std::vector<ir::DatedDisposition>& dispositions) {
    std::string text;
    for (const ir::DatedDisposition& dated : dispositions) {
        const std::string span = words_of(dated.span);
        text += (text.empty() ? "" : ", ") + words_of(dated.disposition) + (span.empty() ? "" : " " + span);
    }
    return text;
}

std::string words_of(const ir::WordRange& range) {
    return range.lo == range.hi ? range.lo : range.lo + ".." + range.hi;
}

std::string words_of(const ir::Module& module, const ir::Cell& cell) {
    std::string text;
    for (const ir::Cell::Choice& choice : cell.choices) {
        text += fmt::format("{} when {}, ", ir::to_string(choice.mark), print_expr(module, choice.condition));
    }
    return text + (cell.choices.empty() ? "" : "else ") + std::string(ir::to_string(cell.otherwise));
}

std::string words_of(const ir::Module& module, const ir::Field& field) {
    std::string text(to_string(field.type));
    if (is_some(field.code_set)) text += " " + module.code_sets[index_of(field.code_set)].name;
    if (field.exact) text += " exactly";
    if (field.type == ir::FieldType::Decimal) {
        text += fmt::format(" {}.{}", field.length, field.scale);
    } else if (field.length > 0) {
        text += fmt::format(" {}", field.length);
    }
    if (field.max_items > 0) text += fmt::format(" each {} up to {}", field.item_length, field.max_items);
    if (field.low || field.high) text += fmt::format(" in {}..{}", bound(field, field.low), bound(field, field.high));
    return text;
}

std::string words_of(const ir::Module& module, const ir::DateSource& source) {
    if (is_some(source.given)) return module.givens[index_of(source.given)].name;
    if (is_some(source.chosen)) return module.chosen_dates[index_of(source.chosen)].name;
    return "";
}

std::string expression(const ir::Module& module, ir::InstId id) {
    return ir::is_some(id) ? ir::print_expr(module, id) : std::string();
}

std::string with_it(std::string_view text, std::string_view tag) {
    std::string out;
    while (!text.empty()) {
        const std::size_t at = text.find(tag);
        if (tag.empty() || at == std::string_view::npos) return out.append(text);
        const std::size_t end = at + tag.size();
        const bool is_whole =
            (at == 0 || !is_word_character(text[at - 1])) && (end == text.size() || !is_word_character(text[end]));
        out.append(text.substr(0, at)).append(is_whole ? "it" : tag);
        text.remove_prefix(end);
    }
    return out;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

}  // namespace jianhe::diff
