// How cells of a master are held: 64 bits each, the place of a text or a number; private to runtime/store.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <jianhe/date.h>
#include <jianhe/file_keys.h>
#include <jianhe/masters.h>
#include <jianhe/number.h>

namespace jianhe::detail {

// No number and no day is this small.
inline constexpr std::uint64_t kEmptyNumberCell = std::uint64_t{1} << 63;

inline std::uint64_t text_cell(std::size_t offset, std::size_t length) noexcept {
    return std::uint64_t{offset} << 32 | length;
}
inline std::string_view text_of_cell(std::uint64_t cell, std::string_view arena) noexcept {
    return arena.substr(static_cast<std::size_t>(cell >> 32), static_cast<std::size_t>(cell & 0xFFFF'FFFF));
}

inline std::optional<Date> parse_master_date(std::string_view text) noexcept {
    Date date;
    const Lexical outcome = text.size() == 7 ? parse_roc_date(text, date) : parse_iso_date(text, date);
    return outcome == Lexical::Ok ? std::optional(date) : std::nullopt;
}

// The cell of a Number or Date column; nothing when the text is neither empty nor right.
inline std::optional<std::uint64_t> number_cell(MasterShape::Type type, std::string_view text) noexcept {
    constexpr unsigned max_digits = 19;
    if (text.empty()) return kEmptyNumberCell;
    if (type == MasterShape::Type::Date) {
        const auto date = parse_master_date(text);
        return date ? std::optional(static_cast<std::uint64_t>(std::int64_t{date->days})) : std::nullopt;
    }
    std::int64_t number = 0;
    if (parse_number(text, max_digits, number) != Lexical::Ok) return std::nullopt;
    return static_cast<std::uint64_t>(number);
}

// Digests the cells of a key. Masters are the operator's own, so the seed is no secret.
class MasterKeyHasher {
public:
    void add(std::string_view text) noexcept { hasher_.add(text); }
    void add(std::uint64_t number_cell) noexcept { hasher_.add(static_cast<std::int64_t>(number_cell)); }
    std::uint64_t finish() noexcept { return hasher_.finish().low; }

private:
    static const KeyHasher& start() noexcept {
        static const KeyHasher made{KeySeed{}};
        return made;
    }
    KeyHasher hasher_ = start();
};

}  // namespace jianhe::detail
