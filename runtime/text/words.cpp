#include <algorithm>
#include <cstdint>

#include <jianhe/words.h>

namespace jianhe {
namespace {

// Whether `c` is in the class that is written between `[` and `]`: single characters and spans such as A-Z.
bool in_class(char c, std::string_view members) noexcept {
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (i + 2 < members.size() && members[i + 1] == '-') {
            if (members[i] <= c && c <= members[i + 2]) return true;
            i += 2;
        } else if (members[i] == c) {
            return true;
        }
    }
    return false;
}

enum class CharacterClass : std::uint8_t { Digit, Capital, Small, Other };

CharacterClass class_of(char c) noexcept {
    if (c >= '0' && c <= '9') return CharacterClass::Digit;
    if (c >= 'A' && c <= 'Z') return CharacterClass::Capital;
    if (c >= 'a' && c <= 'z') return CharacterClass::Small;
    return CharacterClass::Other;
}

}  // namespace

bool same_shape(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char left, char right) { return class_of(left) == class_of(right); });
}

bool in_word_range(std::string_view word, std::string_view lo, std::string_view hi) noexcept {
    if (word.size() != lo.size()) return false;
    if (!word.empty() && !hi.empty()) {
        // Most words are told by their first byte.
        const auto first = static_cast<unsigned char>(word.front());
        if (first < static_cast<unsigned char>(lo.front()) || first > static_cast<unsigned char>(hi.front()))
            return false;
    }
    if (lo == hi) return word == lo;
    return lo <= word && word <= hi && same_shape(word, lo);
}

std::size_t character_size(std::string_view text, std::size_t offset) noexcept {
    const auto lead = static_cast<unsigned char>(text[offset]);
    std::size_t size = 1;
    if (lead >= 0xF0) {
        size = 4;
    } else if (lead >= 0xE0) {
        size = 3;
    } else if (lead >= 0xC0) {
        size = 2;
    }
    return std::min(size, text.size() - offset);
}

bool matches_pattern(std::string_view text, std::string_view pattern) noexcept {
    std::size_t at = 0;
    for (std::size_t p = 0; p < pattern.size(); ++p) {
        if (at >= text.size()) return false;
        const std::size_t size = character_size(text, at);
        if (pattern[p] == '[') {
            const std::size_t end = pattern.find(']', p);
            if (size != 1 || !in_class(text[at], pattern.substr(p + 1, end - p - 1))) return false;
            p = end;
        } else if (pattern[p] != '?' && (size != 1 || pattern[p] != text[at])) {
            return false;
        }
        at += size;
    }
    return at == text.size();
}

std::string_view wire_slice(std::string_view text, std::size_t from, std::size_t to) noexcept {
    std::size_t wire = 1;
    std::size_t begin = text.size();
    std::size_t end = text.size();
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = character_size(text, at);
        const std::size_t wire_size = size == 1 ? 1 : 2;
        if (wire >= from && !inside) {
            begin = at;
            inside = true;
        }
        if (wire + wire_size - 1 > to) {
            end = at;
            break;
        }
        wire += wire_size;
        at += size;
    }
    return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

}  // namespace jianhe
