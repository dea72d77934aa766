#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/ir/module.h"

// The contents right beside another one. Pure functions.
namespace jianhe::lint {

// The next word of the same length and the same classes of characters, in the order that ranges follow
// (docs/language.md §1): 0199 -> 0200, IC09 -> IC10. Nothing behind the last one.
std::optional<std::string> word_after(std::string_view word);
std::optional<std::string> word_before(std::string_view word);

// A number, scaled decimal, day or second as the field's text; nothing where the field cannot write it.
std::optional<std::string> text_of_number(const ir::Field& field, std::int64_t number);

}  // namespace jianhe::lint
