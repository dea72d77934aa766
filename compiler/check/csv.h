#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/context.h"

namespace jianhe {

// A table of a specification (RFC 4180 with LF or CRLF, UTF-8, a first line of column names), each cell with its place.
class CsvTable {
public:
    // Reads and registers a file of the specification. Faults are reported at `named_at` (the file) or inside the file.
    static std::optional<CsvTable> load(Context& context, const dsl::Name& file);

    std::optional<std::size_t> find_column(std::string_view name) const;
    // Reports a column that must be there.
    std::optional<std::size_t> require_column(Context& context, std::string_view name) const;
    std::vector<std::string_view> column_names() const;
    // False after a report when nothing is in a cell that must be filled.
    static bool require_cell(Context& context, const dsl::Name& cell, std::string_view column);
    const std::vector<std::vector<dsl::Name>>& rows() const noexcept { return rows_; }

private:
    std::vector<dsl::Name> header_;
    std::vector<std::vector<dsl::Name>> rows_;
    dsl::SourceRange named_at_;
};

}  // namespace jianhe
