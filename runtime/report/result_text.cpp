#include "runtime/report/result_text.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace jianhe::detail {
namespace {

constexpr std::size_t kShortestRuler = 10;

constexpr std::array<std::pair<std::string_view, char>, 3> kWideForms{{{"：", ':'}, {"；", ';'}, {"\u3000", ' '}}};

}  // namespace

bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string without_blanks(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return !is_blank(c); });
    return out;
}

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string narrowed(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const auto wide = std::find_if(kWideForms.begin(), kWideForms.end(),
                                       [&](const auto& form) { return utf8.starts_with(form.first); });
        out.push_back(wide == kWideForms.end() ? utf8.front() : wide->second);
        utf8.remove_prefix(wide == kWideForms.end() ? 1 : wide->first.size());
    }
    return out;
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
    if (text.empty() || text.front() == ',' || text.back() == ',') return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c == ',') continue;
        if (c < '0' || c > '9') return std::nullopt;
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (value > (kMost - digit) / 10) return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

std::size_t ruler_length(std::string_view text) noexcept {
    const std::size_t end = text.empty() ? 0 : std::min(text.find_first_not_of(text.front()), text.size());
    return end >= kShortestRuler ? end : 0;
}

std::uint64_t ResultCursor::line() noexcept {
    // Asked for in rising order, but for a few steps back.
    if (position_ < counted_) {
        counted_ = 0;
        line_ = 1;
    }
    const std::string_view passed = between(counted_, position_);
    line_ += static_cast<std::uint64_t>(std::count(passed.begin(), passed.end(), '\n'));
    counted_ = position_;
    return line_;
}

void ResultCursor::skip_blanks() noexcept {
    while (!at_end() && is_blank(peek())) ++position_;
}

bool ResultCursor::at_ruler() const noexcept {
    return !at_end() && rulers_.find(peek()) != std::string_view::npos && ruler_length(text_.substr(position_)) != 0;
}

bool ResultCursor::skip_ruler() noexcept {
    skip_blanks();
    if (!at_ruler()) return false;
    position_ += ruler_length(text_.substr(position_));
    return true;
}

void ResultCursor::skip_rulers_and_blanks() noexcept {
    while (skip_ruler()) continue;
}

std::size_t ResultCursor::end_of(std::string_view word, std::size_t at) const noexcept {
    for (const char wanted : word) {
        while (at < text_.size() && is_blank(text_[at])) ++at;
        if (at == text_.size() || text_[at] != wanted) return std::string_view::npos;
        ++at;
    }
    return at;
}

bool ResultCursor::take(std::string_view word) noexcept {
    const std::size_t end = end_of(word, position_);
    if (end == std::string_view::npos) return false;
    position_ = end;
    return true;
}

bool ResultCursor::seek(std::string_view word, bool in_block, std::size_t* found) noexcept {
    const std::size_t start = position_;
    for (; !at_end(); ++position_) {
        if (in_block && at_ruler()) break;
        if (is_blank(peek())) continue;
        const std::size_t end = end_of(word, position_);
        if (end == std::string_view::npos) continue;
        if (found != nullptr) *found = position_;
        position_ = end;
        return true;
    }
    position_ = start;
    return false;
}

std::optional<std::string_view> ResultCursor::take_until(char stop) noexcept {
    const std::size_t start = position_;
    for (; !at_end(); ++position_) {
        const bool stops = is_blank(stop) ? is_blank(peek()) : peek() == stop;
        if (stops) return trimmed(between(start, position_));
        if (at_ruler()) break;
    }
    position_ = start;
    return std::nullopt;
}

}  // namespace jianhe::detail
