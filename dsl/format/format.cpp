#include "dsl/format/format.h"

#include <span>
#include <vector>

#include "dsl/format/columns.h"
#include "dsl/format/lines.h"
#include "dsl/parse/tokenize.h"

namespace jianhe::dsl {
namespace {

// One block reaches from the first line of a declaration to the one before the next.
std::size_t end_of_block(const std::vector<Line>& lines, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < lines.size() && lines[end].role != LineRole::First) {
        ++end;
    }
    return end;
}

void append_line(std::string& out, const Line& line, const std::string& content, bool& blank_before) {
    if (line.role == LineRole::Blank) {
        blank_before = !out.empty();
        return;
    }
    if (blank_before) {
        out += '\n';
        blank_before = false;
    }
    out.append(line.indent, ' ');
    out += content;
    out += '\n';
}

}  // namespace

std::optional<std::string> format(std::string_view text) {
    const auto tokens = tokenize(text);
    if (!tokens) {
        return std::nullopt;
    }
    const std::vector<Line> lines = lay_out(text, *tokens);
    std::string result;
    result.reserve(text.size());
    bool blank_before = false;
    for (std::size_t begin = 0; begin < lines.size();) {
        const std::size_t end = end_of_block(lines, begin);
        const auto block = std::span(lines).subspan(begin, end - begin);
        const std::vector<std::string> contents = aligned(text, block);
        for (std::size_t i = 0; i < block.size(); ++i) {
            append_line(result, block[i], contents[i], blank_before);
        }
        begin = end;
    }
    return result;
}

}  // namespace jianhe::dsl
