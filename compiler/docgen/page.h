#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jianhe::docgen {

// Gathers one page of text: a title, captioned lines, and small tables whose columns are aligned as a terminal shows
// them.
//
//     P12  backfill_mark  補卡註記
//       segment      MB1 健保資料段
//       type         code of at most 1 byte
class Page {
public:
    void title(std::string_view text);
    // Nothing is written for an empty text. Further lines of the text stand under its first.
    void item(std::string_view caption, std::string_view text);
    // Items under one caption, one a line; nothing when there are none.
    void list(std::string_view caption, const std::vector<std::string>& lines);
    void table(std::string_view caption, const std::vector<std::vector<std::string>>& rows);
    // Text as it is, indented; an empty line before it.
    void block(std::string_view caption, std::string_view text);

    std::string take() && { return std::move(text_); }

private:
    std::string text_;
};

// Fills up with spaces to a number of terminal columns.
std::string padded(std::string_view text, std::size_t columns);
std::vector<std::string> split_lines(std::string_view text);

}  // namespace jianhe::docgen
