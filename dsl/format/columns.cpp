#include "dsl/format/columns.h"

#include <algorithm>

#include "dsl/format/decision_rows.h"
#include "dsl/source/display_width.h"

namespace jianhe::dsl {
namespace {

constexpr std::size_t kGap = 2;
// A longer type does not push the comments of its neighbours to the right.
constexpr std::size_t kWidestType = 36;

std::string_view word(std::string_view text, const TextToken& token) {
    return text.substr(token.begin, token.end - token.begin);
}

std::string_view without_trailing_space(std::string_view text) {
    return text.substr(0, text.find_last_not_of(" \t\r") + 1);
}

// The cells of one line; the head of a presence table has no first cell.
std::vector<std::string> cells_of(std::string_view text, const Line& line, bool is_head) {
    std::vector<std::string> cells;
    if (line.role == LineRole::Field) {
        for (std::size_t i = 0; i < 3; ++i) {
            cells.emplace_back(word(text, line.tokens[i]));
        }
        cells.push_back(with_single_spaces(text, std::span(line.tokens).subspan(3)));
        return cells;
    }
    if (line.role == LineRole::FieldTail) {
        cells.resize(3);
        cells.push_back(with_single_spaces(text, line.tokens));
        return cells;
    }
    if (is_head) {
        cells.emplace_back();
    }
    for (const TextToken& token : line.tokens) {
        cells.emplace_back(word(text, token));
    }
    return cells;
}

bool is_row(const Line& line) {
    return line.role == LineRole::Field || line.role == LineRole::FieldTail || line.role == LineRole::PresenceRow;
}

// A cell that is followed by empty ones reaches over their columns.
bool reaches_over(const std::vector<std::string>& row, std::size_t cell) {
    return cell + 1 < row.size() && !row[cell].empty() && row[cell + 1].empty();
}

// Widens the last column that a cell reaches over, where it needs more than they have.
void make_room(const std::vector<std::string>& row, std::vector<std::size_t>& widths) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        std::size_t last = i;
        std::size_t room = widths[i];
        while (reaches_over(row, i) && row[last + 1].empty()) {
            room += kGap + widths[++last];
        }
        widths[last] += std::max(display_width(row[i]), room) - room;
    }
}

// The widest cell of each column.
std::vector<std::size_t> widths_of(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const std::vector<std::string>& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!reaches_over(row, i)) {
                widths[i] = std::max(widths[i], display_width(row[i]));
            }
        }
    }
    for (const std::vector<std::string>& row : rows) {
        make_room(row, widths);
    }
    return widths;
}

void pad_to(std::string& line, std::size_t column) {
    const std::size_t width = display_width(line);
    line.append(column > width ? column - width : 0, ' ');
}

// Comments behind neighbouring rows stand in one column. `last_cells` holds the last cell of each row, and nothing for
// a line that is none.
void append_comments(std::string_view text, std::span<const Line> block, const std::vector<std::string>& last_cells,
                     std::vector<std::string>& result) {
    for (std::size_t begin = 0; begin < block.size();) {
        std::size_t end = begin;
        std::size_t column = 0;
        while (end < block.size() && !last_cells[end].empty() && !block[end].comment.empty()) {
            const bool is_wide = display_width(last_cells[end]) > kWidestType;
            column = is_wide ? column : std::max(column, display_width(result[end]) + kGap);
            ++end;
        }
        for (std::size_t i = begin; i < end; ++i) {
            pad_to(result[i], std::max(column, display_width(result[i]) + kGap));
            result[i] += without_trailing_space(word(text, block[i].comment.front()));
        }
        begin = std::max(end, begin + 1);
    }
}

}  // namespace

std::string as_written(std::string_view text, const Line& line) {
    const std::vector<TextToken>& first = line.tokens.empty() ? line.comment : line.tokens;
    const std::vector<TextToken>& last = line.comment.empty() ? line.tokens : line.comment;
    if (first.empty()) {
        return {};
    }
    std::string result(without_trailing_space(text.substr(first.front().begin, last.back().end - first.front().begin)));
    std::replace(result.begin(), result.end(), '\t', ' ');
    return result;
}

std::vector<std::string> aligned(std::string_view text, std::span<const Line> block) {
    std::vector<std::vector<std::string>> rows = decision_rows(text, block);
    bool is_head = true;
    for (std::size_t i = 0; i < block.size(); ++i) {
        if (is_row(block[i])) {
            rows[i] = cells_of(text, block[i], is_head && block[i].role == LineRole::PresenceRow);
            is_head = false;
        }
    }
    const std::vector<std::size_t> widths = widths_of(rows);
    std::vector<std::string> result;
    std::vector<std::string> last_cells;
    for (std::size_t i = 0; i < block.size(); ++i) {
        last_cells.push_back(rows[i].empty() ? std::string() : rows[i].back());
        std::string line = rows[i].empty() ? as_written(text, block[i]) : std::string();
        std::size_t column = 0;
        for (std::size_t k = 0; k < rows[i].size(); ++k) {
            pad_to(line, column);
            line += rows[i][k];
            column += widths[k] + kGap;
        }
        result.push_back(std::move(line));
    }
    append_comments(text, block, last_cells, result);
    return result;
}

}  // namespace jianhe::dsl
