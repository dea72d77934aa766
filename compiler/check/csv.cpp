#include "compiler/check/csv.h"

#include <algorithm>
#include <utility>

#include <jianhe/csv.h>
#include <jianhe/encoding.h>

#include "dsl/diag/closest.h"

namespace jianhe {
namespace {

// The lines of a file of the specification, each cell with its place.
class CsvParser {
public:
    CsvParser(Context& context, dsl::FileId file)
        : context_(context), file_(file), text_(context.sources.file(file).text()), reader_(text_) {}

    bool done() const { return reader_.done(); }

    // False after a report: what follows cannot be told apart any more.
    bool next_line(std::vector<dsl::Name>& names) {
        const CsvFault fault = reader_.next_line(cells_);
        if (fault != CsvFault::None) return report(fault);
        names.clear();
        for (const CsvCell& cell : cells_) names.push_back({std::string(cell.text), range(cell.begin, cell.end)});
        return true;
    }

private:
    // An empty cell is shown by the separator behind it, or before it at the end of the text.
    dsl::SourceRange range(std::size_t begin, std::size_t end) const {
        if (begin == end && end < text_.size()) ++end;
        if (begin == end && begin > 0) --begin;
        return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    bool report(CsvFault fault) {
        const dsl::SourceRange place = range(reader_.fault_at(), reader_.fault_at() + 1);
        if (fault == CsvFault::UnclosedQuote) {
            context_.emitter.report(dsl::diag::CsvUnclosedQuote, place);
        } else {
            context_.emitter.report(dsl::diag::CsvTextBehindQuote, place)
                .hint("a quote inside of a quoted cell is written twice");
        }
        return false;
    }

    Context& context_;
    dsl::FileId file_;
    std::string_view text_;
    CsvReader reader_;
    std::vector<CsvCell> cells_;
};

// Tabs and line ends apart, no control character belongs into a table; a NUL would end the text for some tools.
bool has_control_character(Context& context, dsl::FileId file) {
    const std::string_view text = context.sources.file(file).text();
    const auto found = std::find_if(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
    if (found == text.end()) return false;
    const auto at = static_cast<std::uint32_t>(found - text.begin());
    context.emitter.report(dsl::diag::CsvControlCharacter, {file, at, at + 1}, static_cast<std::uint32_t>(*found));
    return true;
}

}  // namespace

std::optional<CsvTable> CsvTable::load(Context& context, const dsl::Name& file) {
    Result<std::string> text = context.read_file(file.text);
    if (!text) {
        context.emitter.report(dsl::diag::FileNotRead, file.range, file.text, text.error().text);
        return std::nullopt;
    }
    if (const auto invalid = find_invalid(*text, TextEncoding::Utf8)) {
        context.emitter.report(dsl::diag::CsvNotUtf8, file.range, file.text, *invalid);
        return std::nullopt;
    }
    const dsl::FileId id = context.sources.add(file.text, std::move(*text));
    if (has_control_character(context, id)) return std::nullopt;
    CsvParser parser(context, id);
    CsvTable table;
    table.named_at_ = file.range;
    if (!parser.next_line(table.header_)) return std::nullopt;
    for (std::size_t i = 0; i < table.header_.size(); ++i) {
        const auto first = table.find_column(table.header_[i].text);
        if (first && *first < i) context.report_twice(table.header_[i], "column", table.header_[*first].range);
    }
    std::vector<dsl::Name> cells;
    while (!parser.done()) {
        if (!parser.next_line(cells)) return std::nullopt;
        if (cells.size() == 1 && cells.front().text.empty()) continue;  // a blank line
        if (cells.size() != table.header_.size()) {
            context.emitter
                .report(dsl::diag::CsvUnequalRow, join(cells.front().range, cells.back().range), cells.size(),
                        table.header_.size())
                .note(join(table.header_.front().range, table.header_.back().range), "the columns are named here");
            continue;
        }
        table.rows_.push_back(cells);
    }
    return table;
}

std::optional<std::size_t> CsvTable::find_column(std::string_view name) const {
    const auto found =
        std::find_if(header_.begin(), header_.end(), [&](const dsl::Name& column) { return column.text == name; });
    if (found == header_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header_.begin());
}

std::optional<std::size_t> CsvTable::require_column(Context& context, std::string_view name) const {
    const auto column = find_column(name);
    if (!column) {
        const dsl::SourceRange place = join(header_.front().range, header_.back().range);
        const bool is_blank = place.begin == place.end;  // the file is empty and has no character to point to
        auto report = context.emitter.report(dsl::diag::CsvNoColumn, is_blank ? named_at_ : place, name);
        if (!is_blank) report.note(named_at_, "the table is named here");
        const auto names = column_names();
        if (const auto near = dsl::closest(name, names)) report.hint("is it the column `" + *near + "`?");
    }
    return column;
}

bool CsvTable::require_cell(Context& context, const dsl::Name& cell, std::string_view column) {
    if (cell.text.empty()) context.emitter.report(dsl::diag::CsvEmptyCell, cell.range, column);
    return !cell.text.empty();
}

std::vector<std::string_view> CsvTable::column_names() const {
    std::vector<std::string_view> names;
    for (const dsl::Name& column : header_) names.push_back(column.text);
    return names;
}

}  // namespace jianhe
