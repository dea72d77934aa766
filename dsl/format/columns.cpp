#include "dsl/format/columns.h"

#include <algorithm>

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

// Tokens that touch still touch, all others are one space apart.
std::string with_single_spaces(std::string_view text, std::span<const TextToken> tokens) {
    std::string result;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool touches = i > 0 && tokens[i - 1].end == tokens[i].begin;
        result += i == 0 || touches ? "" : " ";
        result += word(text, tokens[i]);
    }
    return result;
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

void pad_to(std::string& line, std::size_t column) {
    const std::size_t width = display_width(line);
    line.append(column > width ? column - width : 0, ' ');
}

// Comments behind neighbouring rows stand in one column. `last_cells` holds the last cell of each row.
void append_comments(std::string_view text, std::span<const Line> block, const std::vector<std::string>& last_cells,
                     std::vector<std::string>& result) {
    for (std::size_t begin = 0; begin < block.size();) {
        std::size_t end = begin;
        std::size_t column = 0;
        while (end < block.size() && is_row(block[end]) && !block[end].comment.empty()) {
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
    std::vector<std::vector<std::string>> rows;
    std::vector<std::size_t> widths;
    bool is_head = true;
    for (const Line& line : block) {
        rows.emplace_back();
        if (!is_row(line)) {
            continue;
        }
        rows.back() = cells_of(text, line, is_head && line.role == LineRole::PresenceRow);
        is_head = false;
        widths.resize(std::max(widths.size(), rows.back().size()));
        for (std::size_t i = 0; i < rows.back().size(); ++i) {
            widths[i] = std::max(widths[i], display_width(rows.back()[i]));
        }
    }
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
