#pragma once

#include <string>

#include "dsl/source/source.h"

// What every declaration is made of.
namespace jianhe::dsl {

// A word or string with the place it stands at, so that diagnostics can point to it.
struct Name {
    std::string text;
    SourceRange range;

    bool empty() const noexcept { return text.empty(); }
};

// allow L603 "the official list has it"
struct Waiver {
    Name lint;
    Name reason;
};

}  // namespace jianhe::dsl
