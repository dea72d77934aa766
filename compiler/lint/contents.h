#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <jianhe/date.h>

#include "compiler/ir/module.h"
#include "compiler/lint/atoms.h"

namespace jianhe::lint {

// One content that a field can have.
struct Content {
    std::optional<std::string> text;  // none: absent
    // It stands for others beside it: the words or numbers up to the next constant that something compares with.
    bool stands_for_others = false;
};

// Contents of one field that together meet every answer its Decided atoms can have: every constant they mention and
// what lies right behind it, the ends of the type, the members of its code set, its placeholders, nothing at all,
// something malformed, and for open types a word that nothing mentions. Empty when that is not known, or would be more
// than kMaxContents.
inline constexpr std::size_t kMaxContents = 4'000;
std::vector<Content> contents_of(const ir::Module& module, ir::FieldId field, const std::vector<Atom>& atoms);

// The days on which rows of code sets that the field or its atoms read begin or cease to hold, with one before; first
// of all "no usable day". Only that one where no row has dates, or nothing names the date that decides.
std::vector<std::optional<Date>> days_of(const ir::Module& module, ir::FieldId field, const std::vector<Atom>& atoms);

}  // namespace jianhe::lint
