#include "dsl/source/source.h"

#include <algorithm>
#include <utility>

namespace jianhe::dsl {
namespace {

bool is_continuation_byte(char byte) noexcept { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

SourceFile::SourceFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
    line_begins_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i) {
        if (text_[i] == '\n') {
            line_begins_.push_back(static_cast<std::uint32_t>(i + 1));
        }
    }
}

LineColumn SourceFile::line_column(std::uint32_t offset) const noexcept {
    const auto end = std::min(offset, static_cast<std::uint32_t>(text_.size()));
    const auto next_line = std::upper_bound(line_begins_.begin(), line_begins_.end(), end);
    LineColumn result;
    result.line = static_cast<std::uint32_t>(next_line - line_begins_.begin());
    for (std::uint32_t i = line_begin(result.line); i < end; ++i) {
        // A character is counted where it ends, so an offset inside a character answers for that character.
        const bool is_last_byte = i + 1 >= text_.size() || !is_continuation_byte(text_[i + 1]);
        result.column += is_last_byte ? 1U : 0U;
    }
    return result;
}

std::string_view SourceFile::line(std::uint32_t line) const noexcept {
    if (line == 0 || line > line_count()) {
        return {};
    }
    const std::size_t begin = line_begin(line);
    const std::size_t end = line < line_count() ? line_begin(line + 1) - 1 : text_.size();
    std::string_view content = text().substr(begin, end - begin);
    if (!content.empty() && content.back() == '\r') {
        content.remove_suffix(1);
    }
    return content;
}

std::uint32_t SourceFile::line_begin(std::uint32_t line) const noexcept {
    const std::uint32_t index = std::clamp(line, 1U, line_count()) - 1U;
    return line_begins_[index];
}

FileId SourceSet::add(std::string path, std::string text) {
    files_.push_back(std::make_unique<const SourceFile>(std::move(path), std::move(text)));
    return static_cast<FileId>(files_.size() - 1);
}

const SourceFile& SourceSet::file(FileId id) const noexcept { return *files_[static_cast<std::size_t>(id)]; }

std::string_view SourceSet::text(SourceRange range) const noexcept {
    if (range.empty()) {
        return {};
    }
    const std::string_view all = file(range.file).text();
    const std::size_t begin = std::min<std::size_t>(range.begin, all.size());
    const std::size_t end = std::clamp<std::size_t>(range.end, begin, all.size());
    return all.substr(begin, end - begin);
}

}  // namespace jianhe::dsl
