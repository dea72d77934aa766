#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jianhe::dsl {

// Names one file of a specification. Index into SourceSet; kNoFile where no text stands behind a node.
enum class FileId : std::uint32_t {};
inline constexpr FileId kNoFile = static_cast<FileId>(0xffffffffU);

// A half-open range of bytes in one file. Positions stay byte offsets everywhere; lines and columns are computed only
// when something is printed.
struct SourceRange {
    FileId file = kNoFile;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    bool empty() const noexcept { return file == kNoFile; }
};

// Line and column count from 1. The column counts characters (Unicode scalar values), as editors do.
struct LineColumn {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

// One text of a specification: a `.rules` file or a table it names. Immutable once made.
class SourceFile {
public:
    SourceFile(std::string path, std::string text);

    const std::string& path() const noexcept { return path_; }
    std::string_view text() const noexcept { return text_; }
    // Offsets past the end answer for the end of the file.
    LineColumn line_column(std::uint32_t offset) const noexcept;
    // The line without its line end; lines count from 1.
    std::string_view line(std::uint32_t line) const noexcept;
    std::uint32_t line_begin(std::uint32_t line) const noexcept;
    std::uint32_t line_count() const noexcept { return static_cast<std::uint32_t>(line_begins_.size()); }

private:
    std::string path_;
    std::string text_;
    std::vector<std::uint32_t> line_begins_;
};

// Owns the files of one compilation. Files are added, never removed, so references stay valid as long as the set.
class SourceSet {
public:
    FileId add(std::string path, std::string text);
    const SourceFile& file(FileId id) const noexcept;
    std::size_t size() const noexcept { return files_.size(); }
    // The bytes a range covers; empty for a range without a file.
    std::string_view text(SourceRange range) const noexcept;

private:
    // A deque would do as well; pointers keep SourceFile addresses stable while the vector grows.
    std::vector<std::unique_ptr<const SourceFile>> files_;
};

}  // namespace jianhe::dsl
