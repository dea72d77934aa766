#include "compiler/lint/words.h"

#include <jianhe/date.h>
#include <jianhe/number.h>

namespace jianhe::lint {
namespace {

// First and last character of the class that a range keeps at one place.
struct CharacterClass {
    char first;
    char last;
};

std::optional<CharacterClass> class_of(char c) {
    if (c >= '0' && c <= '9') return CharacterClass{'0', '9'};
    if (c >= 'A' && c <= 'Z') return CharacterClass{'A', 'Z'};
    if (c >= 'a' && c <= 'z') return CharacterClass{'a', 'z'};
    return std::nullopt;
}

// Counts like an odometer; other characters stay as they are.
std::optional<std::string> stepped(std::string_view word, bool up) {
    std::string result(word);
    for (std::size_t i = result.size(); i-- > 0;) {
        const auto places = class_of(result[i]);
        if (!places) continue;
        if (result[i] != (up ? places->last : places->first)) {
            result[i] = static_cast<char>(result[i] + (up ? 1 : -1));
            return result;
        }
        result[i] = up ? places->first : places->last;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> word_after(std::string_view word) { return stepped(word, true); }
std::optional<std::string> word_before(std::string_view word) { return stepped(word, false); }

std::optional<std::string> text_of_number(const ir::Field& field, std::int64_t number) {
    std::string text;
    switch (field.type) {
        case ir::FieldType::Number:
            if (number >= 0) text = std::to_string(number);
            break;
        case ir::FieldType::Decimal:
            if (number >= 0) text = format_decimal(number, field.scale);
            break;
        case ir::FieldType::RocDate: text = format_roc_date(Date{static_cast<std::int32_t>(number)}); break;
        case ir::FieldType::RocDateTime: text = format_roc_datetime(DateTime{number}); break;
        case ir::FieldType::Text:
        case ir::FieldType::Code:
        case ir::FieldType::CodeList:
        case ir::FieldType::NationalId:
        case ir::FieldType::FacilityCode:
        case ir::FieldType::VisitId: break;
    }
    if (text.empty()) return std::nullopt;
    return text;
}

}  // namespace jianhe::lint
