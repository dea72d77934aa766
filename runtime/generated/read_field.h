#pragma once

#include <string_view>

#include <jianhe/date.h>
#include <jianhe/generated/rules.h>

namespace jianhe::generated {

// What a text in UTF-8 that is not blank means in a field: a value, a placeholder, or unknown, with the fault as its
// number. Without a day a dated code set is the union of its rows. A code has the number of its row in its code set.
void read_field(const FieldFacts& field, std::string_view text, const Date* day, Value& value) noexcept;

// Nothing but space, tab, CR and LF. Nearly every text is decided by its first character.
inline bool is_blank(std::string_view text) noexcept {
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return false;
    }
    return true;
}

bool is_ascii(std::string_view text) noexcept;

}  // namespace jianhe::generated
