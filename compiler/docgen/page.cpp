#include "compiler/docgen/page.h"

#include <algorithm>
#include <cstddef>

#include <jianhe/encoding.h>

namespace jianhe::docgen {

namespace {

constexpr std::size_t kCaptionColumns = 14;

void drop_spaces_at_end(std::string& line) {
    while (!line.empty() && line.back() == ' ') line.pop_back();
}

}  // namespace

std::string padded(std::string_view text, std::size_t columns) {
    std::string out(text);
    const std::size_t width = display_width(text);
    if (width < columns) out.append(columns - width, ' ');
    return out;
}

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

void Page::title(std::string_view text) {
    if (!text_.empty()) text_ += '\n';
    text_ += text;
    text_ += '\n';
}

void Page::item(std::string_view caption, std::string_view text) { list(caption, split_lines(text)); }

void Page::list(std::string_view caption, const std::vector<std::string>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string line = "  " + padded(i == 0 ? caption : std::string_view(), kCaptionColumns) + lines[i];
        drop_spaces_at_end(line);
        text_ += line + '\n';
    }
}

void Page::table(std::string_view caption, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const std::vector<std::string>& row : rows) {
        // A row of one cell runs across the columns.
        if (row.size() < 2) continue;
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    }
    std::vector<std::string> lines;
    for (const std::vector<std::string>& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) line += padded(row[i], row.size() < 2 ? 0 : widths[i] + 2);
        lines.push_back(std::move(line));
    }
    list(caption, lines);
}

void Page::block(std::string_view caption, std::string_view text) {
    text_ += "\n  ";
    text_ += caption;
    text_ += '\n';
    for (const std::string& line : split_lines(text)) text_ += line.empty() ? "\n" : "    " + line + '\n';
}

}  // namespace jianhe::docgen
