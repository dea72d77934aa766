#include "compiler/interp/imported_rows.h"

#include <algorithm>
#include <optional>

#include <jianhe/csv.h>
#include <jianhe/encoding.h>

#include "compiler/interp/reading.h"

namespace jianhe {
namespace {

Error fault_in(std::string_view file, std::size_t line, std::string_view text) {
    return Error{std::string(file) + ":" + std::to_string(line) + ": " + std::string(text)};
}

Reading read_cell(const ir::Module& module, ir::FieldId field, std::string_view text) {
    return read_field(module, module.field(field), {text, true}, std::nullopt);
}

}  // namespace

Result<std::vector<ImportedRow>> read_imported_rows(const ir::Module& module, const ir::Relation& list,
                                                    std::string_view csv, std::string_view file) {
    if (find_invalid(csv, TextEncoding::Utf8)) return Error{std::string(file) + ": expected UTF-8"};
    CsvReader reader(csv);
    std::vector<CsvCell> cells;
    std::vector<std::size_t> columns;
    std::vector<ImportedRow> rows;
    for (std::size_t line = 1; !reader.done(); ++line) {
        if (reader.next_line(cells) != CsvFault::None) return fault_in(file, line, "a quote that does not fit");
        if (line == 1) {
            for (const CsvCell& cell : cells) {
                const auto found =
                    std::find_if(list.columns.begin(), list.columns.end(),
                                 [&](const ir::Relation::Column& column) { return column.name == cell.text; });
                if (found == list.columns.end()) {
                    return fault_in(file, line, "`" + list.name + "` has no column `" + std::string(cell.text) + "`");
                }
                columns.push_back(static_cast<std::size_t>(found - list.columns.begin()));
            }
            continue;
        }
        if (cells.size() == 1 && cells.front().text.empty()) continue;
        if (cells.size() != columns.size()) return fault_in(file, line, "more or fewer cells than in the first line");
        ImportedRow& row = rows.emplace_back(list.columns.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const ir::Relation::Column& column = list.columns[columns[i]];
            // The content is not shown: it may identify a person.
            if (!cells[i].text.empty() &&
                read_cell(module, column.field, cells[i].text).state == Reading::State::Malformed) {
                return fault_in(file, line, "what stands in column `" + column.name + "` cannot be its content");
            }
            row[columns[i]] = std::string(cells[i].text);
        }
    }
    return rows;
}

Result<void> add_imported_rows(const ir::Module& module, ir::RelationId list, const std::vector<ImportedRow>& rows,
                               Ledger& ledger) {
    const ir::Relation& relation = module.relations[ir::index_of(list)];
    const std::vector<Cell> unnamed(ledger.shape().record_name.size());
    if (const auto added = ledger.add_record(0, unnamed); !added) return added.error();
    for (const ImportedRow& row : rows) {
        std::vector<Cell> cells(relation.columns.size());
        for (std::uint32_t i = 0; i < cells.size(); ++i) {
            if (row[i].empty()) continue;
            const Reading read = read_cell(module, relation.columns[i].field, row[i]);
            if (read.is_empty()) continue;
            const bool is_text = relation.columns[i].type.kind == ir::ValueType::Text;
            cells[i] = is_text ? ledger.cell({ir::index_of(list), i}, read.text) : Cell(read.number);
        }
        if (auto done = ledger.add_row(ir::index_of(list), cells); !done) return done;
    }
    return {};
}

}  // namespace jianhe
