// CSV text (RFC 4180, LF or CRLF) line by line: what the tables of a specification and masters have in common.
//
//     CsvReader reader(text);
//     std::vector<CsvCell> cells;
//     while (!reader.done()) {
//         if (reader.next_line(cells) != CsvFault::None) return fault(reader.fault_at());
//         use(cells);
//     }
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace jianhe {

struct CsvCell {
    // Without quotes. Lies in the input, or in the reader until the next line when a quote stood in it.
    std::string_view text;
    std::size_t begin = 0;  // bytes of the input, the quotes included
    std::size_t end = 0;
};

// After a fault, cells cannot be told apart any more.
enum class CsvFault : std::uint8_t { None, UnclosedQuote, TextBehindQuote };

// Keeps a view of the text. One thread.
class CsvReader {
public:
    // A UTF-8 mark at the beginning is skipped.
    explicit CsvReader(std::string_view text) noexcept;

    bool done() const noexcept { return at_ >= text_.size(); }
    // At least one cell; a blank line is one empty cell.
    CsvFault next_line(std::vector<CsvCell>& cells);

    // The quote that is not closed, or what stands behind a closing one.
    std::size_t fault_at() const noexcept { return fault_at_; }

private:
    CsvFault next_cell(std::vector<CsvCell>& cells);
    CsvFault quoted_cell(std::vector<CsvCell>& cells);
    CsvFault fault(CsvFault kind, std::size_t at) noexcept;

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t fault_at_ = 0;
    std::deque<std::string> unquoted_;  // does not move what views lie in
};

}  // namespace jianhe
