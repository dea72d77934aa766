#include "dsl/format/decision_rows.h"

#include <algorithm>

namespace jianhe::dsl {
namespace {

using Tokens = std::span<const TextToken>;

std::string_view word(std::string_view text, const TextToken& token) {
    return text.substr(token.begin, token.end - token.begin);
}

// Where the cell that begins at the front ends: `not` goes with what it negates, a set reaches to its bracket, and a
// range is one cell.
std::size_t end_of_cell(std::string_view text, Tokens tokens) {
    std::size_t end = word(text, tokens[0]) == "not" && tokens.size() > 1 ? 2 : 1;
    std::size_t open = tokens[end - 1].kind == TextToken::Kind::Open ? 1 : 0;
    for (; open > 0 && end < tokens.size(); ++end) {
        open += tokens[end].kind == TextToken::Kind::Open ? 1U : 0U;
        open -= tokens[end].kind == TextToken::Kind::Close ? 1U : 0U;
    }
    const bool is_range = end + 1 < tokens.size() && word(text, tokens[end]) == "..";
    return is_range ? end + 2 : end;
}

// The one `:` outside of brackets.
std::size_t colon_in(std::string_view text, Tokens tokens) {
    std::size_t open = 0;
    std::size_t at = 0;
    for (; open > 0 || word(text, tokens[at]) != ":"; ++at) {
        open += tokens[at].kind == TextToken::Kind::Open ? 1U : 0U;
        open -= tokens[at].kind == TextToken::Kind::Close ? 1U : 0U;
    }
    return at;
}

// The cells before `:`, then `:` and the result, then the dates.
std::vector<std::string> cells_of_row(std::string_view text, Tokens tokens) {
    const std::size_t colon = colon_in(text, tokens);
    std::vector<std::string> cells;
    for (Tokens left = tokens.first(colon); !left.empty();) {
        const std::size_t end = end_of_cell(text, left);
        cells.push_back(with_single_spaces(text, left.first(end)));
        left = left.subspan(end);
    }
    cells.push_back(": " + with_single_spaces(text, tokens.subspan(colon + 1, 1)));
    if (tokens.size() > colon + 2) {
        cells.push_back(with_single_spaces(text, tokens.subspan(colon + 2)));
    }
    return cells;
}

std::size_t colon_of(const std::vector<std::string>& row) {
    const auto colon = std::find_if(row.begin(), row.end(), [](const std::string& cell) { return cell[0] == ':'; });
    return static_cast<std::size_t>(colon - row.begin());
}

}  // namespace

std::string with_single_spaces(std::string_view text, Tokens tokens) {
    std::string result;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool touches = i > 0 && tokens[i - 1].end == tokens[i].begin;
        result += i == 0 || touches ? "" : " ";
        result += word(text, tokens[i]);
    }
    return result;
}

std::vector<std::vector<std::string>> decision_rows(std::string_view text, std::span<const Line> block) {
    std::vector<std::vector<std::string>> rows(block.size());
    if (std::any_of(block.begin(), block.end(), [](const Line& line) { return line.breaks_table; })) {
        return rows;
    }
    std::size_t columns = 0;
    for (std::size_t i = 0; i < block.size(); ++i) {
        if (block[i].role != LineRole::DecisionRow) {
            continue;
        }
        rows[i] = cells_of_row(text, block[i].tokens);
        columns = std::max(columns, colon_of(rows[i]));
    }
    for (std::vector<std::string>& row : rows) {
        if (!row.empty()) {
            row.insert(row.begin() + static_cast<std::ptrdiff_t>(colon_of(row)), columns - colon_of(row), "");
        }
    }
    return rows;
}

}  // namespace jianhe::dsl
