#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace jianhe::dsl {

// One token of a text, for tools that look at the text and not at the tree.
struct TextToken {
    enum class Kind : std::uint8_t { Word, Decimal, String, Open, Close, Sign, Comment };
    Kind kind = Kind::Sign;
    std::size_t begin = 0;  // byte offsets, half open
    std::size_t end = 0;
};

// All tokens in order, comments among them, a byte order mark not. Nothing when some part of the text is no token: a
// character that cannot stand there, a quote that is not closed, bytes that are not UTF-8.
std::optional<std::vector<TextToken>> tokenize(std::string_view text);

}  // namespace jianhe::dsl
