// A result file's text under a cursor that overlooks blanks. Private to the reader of result files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jianhe::detail {

bool is_blank(char c) noexcept;
std::string without_blanks(std::string_view text);
std::string_view trimmed(std::string_view text) noexcept;

// Wide forms of the colon, the semicolon and the space become the narrow ones: which of them stands in a layout is
// seldom told. Templates and files are compared in this form.
std::string narrowed(std::string_view utf8);

// A digit at least, and nothing but digits that fit; commas between digits count for nothing.
std::optional<std::uint64_t> parse_count(std::string_view text);

// The length of the run of one character at the beginning, where it is long enough for a ruler; else 0.
std::size_t ruler_length(std::string_view text) noexcept;

class ResultCursor {
public:
    // `rulers`: the characters that rulers are made of.
    ResultCursor(std::string_view text, std::string_view rulers) : text_(text), rulers_(rulers) {}

    std::size_t position() const noexcept { return position_; }
    void move_to(std::size_t position) noexcept { position_ = position; }
    bool at_end() const noexcept { return position_ == text_.size(); }
    char peek() const noexcept { return text_[position_]; }
    std::string_view between(std::size_t from, std::size_t to) const noexcept { return text_.substr(from, to - from); }
    std::uint64_t line() noexcept;

    void skip_blanks() noexcept;
    bool at_ruler() const noexcept;
    // False where there is none; blanks before it are passed over either way.
    bool skip_ruler() noexcept;
    void skip_rulers_and_blanks() noexcept;

    // Passes over `word`, which has no blanks, where it stands here; blanks before it and inside it do not matter.
    bool take(std::string_view word) noexcept;
    // Passes to behind the next `word`; `found`, if wanted, is where it begins. Rulers are not crossed when `in_block`.
    bool seek(std::string_view word, bool in_block, std::size_t* found = nullptr) noexcept;
    // The text up to the next of `stop` (a blank: to the next blank), which is not passed over, without the blanks
    // around it. Empty optional: there is none before the next ruler.
    std::optional<std::string_view> take_until(char stop) noexcept;

private:
    std::size_t end_of(std::string_view word, std::size_t at) const noexcept;  // npos: it does not stand there

    std::string_view text_;
    std::string_view rulers_;
    std::size_t position_ = 0;
    std::size_t counted_ = 0;  // lines are counted up to here
    std::uint64_t line_ = 1;
};

}  // namespace jianhe::detail
