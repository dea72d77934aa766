#include "dsl/diag/excerpt.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "dsl/source/display_width.h"

namespace jianhe::dsl {
namespace {

constexpr std::size_t kLongestLine = 100;        // columns
constexpr std::size_t kContextBeforeCaret = 40;  // columns kept of what stands before, in a line that is cut
constexpr std::string_view kCut = "…";

// A printable character with its place in the source line and on the screen.
struct Cell {
    std::string_view text;
    std::size_t offset;
    std::size_t column;
    std::size_t width;
};

std::string_view printable(std::string_view text, const Character& character) {
    if (!character.valid) {
        return "\xEF\xBF\xBD";
    }
    return character.code_point < 0x20 || character.code_point == 0x7F ? std::string_view(" ") : text;
}

std::vector<Cell> cells_of(std::string_view line) {
    std::vector<Cell> cells;
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size();) {
        const Character character = character_at(line, i);
        const std::size_t width = display_width(character.code_point);
        cells.push_back({printable(line.substr(i, character.size), character), i, column, width});
        column += width;
        i += character.size;
    }
    cells.push_back({{}, line.size(), column, 0});
    return cells;
}

std::size_t column_of(const std::vector<Cell>& cells, std::size_t offset) {
    const auto cell = std::lower_bound(cells.begin(), cells.end(), offset,
                                       [](const Cell& one, std::size_t value) { return one.offset < value; });
    return cell == cells.end() ? cells.back().column : cell->column;
}

}  // namespace

Excerpt excerpt(const SourceFile& file, SourceRange range) {
    const std::uint32_t line_number = file.line_column(range.begin).line;
    const std::string_view line = file.line(line_number);
    const std::size_t begin = std::min<std::size_t>(range.begin - file.line_begin(line_number), line.size());
    const std::size_t end = std::clamp<std::size_t>(range.end - file.line_begin(line_number), begin, line.size());
    const std::vector<Cell> cells = cells_of(line);
    const std::size_t caret = column_of(cells, begin);
    const std::size_t caret_end = std::max(caret + 1, column_of(cells, end));

    const std::size_t total = cells.back().column;
    const bool cut = total > kLongestLine;
    const std::size_t first = cut && caret > kContextBeforeCaret ? caret - kContextBeforeCaret : 0;
    const std::size_t last = cut ? first + kLongestLine : total;

    Excerpt result;
    std::size_t skipped = 0;
    for (const Cell& cell : cells) {
        if (cell.column < first) {
            skipped = cell.column + cell.width;
        } else if (cell.column + cell.width <= last) {
            result.line += cell.text;
        }
    }
    if (first > 0) {
        result.line.insert(0, kCut);
    }
    if (last < total) {
        result.line += kCut;
    }
    result.indent = caret - skipped + (first > 0 ? 1 : 0);
    result.width = std::max<std::size_t>(1, std::min(caret_end, std::max(last, caret + 1)) - caret);
    return result;
}

}  // namespace jianhe::dsl
