#include "compiler/cppgen/namer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace jianhe::cppgen {
namespace {

constexpr auto kKeywords = std::to_array<std::string_view>({
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "final",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "import",
    "inline",
    "int",
    "long",
    "module",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "override",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
});

// Macros of the standard headers and of common systems that look like a tag or a name.
constexpr auto kMacros = std::to_array<std::string_view>({
    "BUFSIZ",   "CHAR_BIT", "EOF",       "FILENAME_MAX", "HUGE_VAL", "INFINITY", "NAN",   "NDEBUG",    "NULL",
    "OVERFLOW", "RAND_MAX", "UNDERFLOW", "assert",       "errno",    "far",      "i386",  "interface", "linux",
    "major",    "max",      "min",       "minor",        "near",     "signal",   "small", "stderr",    "stdin",
    "stdout",   "unix",     "DOMAIN",    "IN",           "OUT",      "PI",       "E2BIG",
});

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <std::size_t count>
bool is_among(std::string_view name, const std::array<std::string_view, count>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// ERANGE, EILSEQ, …: the numbers of errors are macros.
bool looks_like_error_number(std::string_view name) {
    return name.size() >= 3 && name[0] == 'E' &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_reserved(std::string_view name) {
    return is_among(name, kKeywords) || is_among(name, kMacros) || looks_like_error_number(name);
}

}  // namespace

std::string identifier(std::string_view text) {
    std::string made;
    for (const char c : text) {
        // Two `_` side by side belong to the implementation.
        if (is_letter(c) || is_digit(c)) {
            made += c;
        } else if (made.empty() || made.back() != '_') {
            made += '_';
        }
    }
    if (made.size() > 1 && made.back() == '_') made.pop_back();
    if (made.empty() || made == "_" || is_digit(made.front()) || made.front() == '_') made = "n" + made;
    return made;
}

std::string upper_camel(std::string_view text) {
    std::string made;
    bool begins = true;
    for (const char c : identifier(text)) {
        if (c == '_') {
            begins = true;
            continue;
        }
        // Digits that would meet stay apart.
        if (begins && !made.empty() && is_digit(c) && is_digit(made.back())) made += '_';
        made += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        begins = false;
    }
    return made;
}

std::string Namer::unique(std::string_view wanted) {
    const std::string base = identifier(wanted);
    std::string name = is_reserved(base) ? base + "_" : base;
    for (int number = 2; !taken_.insert(name).second; ++number) name = fmt::format("{}_{}", base, number);
    return name;
}

std::string literal(std::string_view text) {
    std::string made = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            made += '\\';
            made += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            // Three octal digits, so that no digit behind them is taken in.
            made += fmt::format("\\{:03o}", static_cast<unsigned>(byte));
        } else {
            made += c;
        }
    }
    return made + '"';
}

std::string comment(std::string_view text) {
    std::string made;
    for (const char c : text) made += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    while (!made.empty() && (made.back() == ' ' || made.back() == '\\')) made.pop_back();
    return made;
}

}  // namespace jianhe::cppgen
