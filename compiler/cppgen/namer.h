#pragma once

#include <set>
#include <string>
#include <string_view>

namespace jianhe::cppgen {

// The identifiers of one C++ scope: each is given once, and none is a keyword, a common macro or a name that generated
// code uses itself.
class Namer {
public:
    // `reserved`: names of the scope that are taken already.
    explicit Namer(std::set<std::string, std::less<>> reserved = {}) : taken_(std::move(reserved)) {}

    // An identifier as much like `wanted` as can be; `wanted` may be any text.
    std::string unique(std::string_view wanted);

private:
    std::set<std::string, std::less<>> taken_;
};

// ASCII letters, digits and `_`; anything else becomes `_`. Never empty, never beginning with a digit.
std::string identifier(std::string_view text);
// backfill_mark -> BackfillMark
std::string upper_camel(std::string_view text);
// A text as a C++ literal with its quotes. UTF-8 stays as it is.
std::string literal(std::string_view text);
// One line that can stand behind `//`.
std::string comment(std::string_view text);

}  // namespace jianhe::cppgen
