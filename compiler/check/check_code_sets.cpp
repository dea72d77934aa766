// Code sets (from tables) and sets (written out).

#include <algorithm>
#include <map>
#include <utility>

#include <jianhe/number.h>

#include "compiler/check/context.h"
#include "compiler/check/csv.h"
#include "compiler/check/set_members.h"
#include "compiler/ir/word_range.h"

namespace jianhe {
namespace {

std::optional<ir::Type> column_type(Context& context, const dsl::Name& type) {
    if (type.text == "text") return ir::Type{ir::ValueType::Text, 0};
    if (type.text == "number") return ir::Type{ir::ValueType::Number, 0};
    context.report_unknown(type, "column type", std::array<std::string_view, 2>{"text", "number"});
    return std::nullopt;
}

std::optional<ir::WordRange> code_cell(Context& context, const dsl::Name& cell) {
    const std::size_t dots = cell.text.find("..");
    if (dots == std::string::npos) return ir::WordRange{cell.text, cell.text};
    auto range =
        ir::word_range(std::string_view(cell.text).substr(0, dots), std::string_view(cell.text).substr(dots + 2));
    if (!range) context.emitter.report(dsl::diag::BadWordRange, cell.range, cell.text);
    return range;
}

std::optional<Date> date_cell(Context& context, const dsl::Name& cell) {
    return cell.text.empty() ? std::nullopt : context.date(cell);
}

bool overlap(const ir::Span& a, const ir::Span& b) {
    const bool a_first = a.until && b.from && *a.until < *b.from;
    const bool b_first = b.until && a.from && *b.until < *a.from;
    return !a_first && !b_first;
}

// The columns of one table, found by name.
struct Columns {
    std::size_t code = 0;
    std::optional<std::size_t> label, from, until;
    std::vector<std::optional<std::size_t>> extra;  // by ir::CodeSet::columns; none: reported as missing
};

std::optional<Columns> find_columns(Context& context, const dsl::CodeSetDecl& decl, const CsvTable& table) {
    Columns columns;
    const auto code = table.require_column(context, "code");
    if (!code) return std::nullopt;
    columns.code = *code;
    columns.label = table.find_column("label_zh");
    columns.from = table.find_column("valid_from");
    columns.until = table.find_column("valid_to");
    for (const dsl::CodeSetDecl::Column& column : decl.columns) {
        const auto index = table.find_column(column.name.text);
        if (!index) context.report_unknown(column.name, "column", table.column_names());
        columns.extra.push_back(index);
    }
    return columns;
}

std::optional<ir::CodeSet::Row> read_row(Context& context, const ir::CodeSet& set, const Columns& columns,
                                         const std::vector<dsl::Name>& cells) {
    ir::CodeSet::Row row;
    const auto code = code_cell(context, cells[columns.code]);
    if (!code || !CsvTable::require_cell(context, cells[columns.code], "code")) return std::nullopt;
    row.code = *code;
    if (columns.label) row.label = cells[*columns.label].text;
    if (columns.from) row.valid.from = date_cell(context, cells[*columns.from]);
    if (columns.until) row.valid.until = date_cell(context, cells[*columns.until]);
    if (row.valid.from && row.valid.until && *row.valid.until < *row.valid.from) {
        context.emitter.report(dsl::diag::EmptyRange, cells[*columns.until].range)
            .note(cells[*columns.from].range, "it begins here");
    }
    for (std::size_t i = 0; i < columns.extra.size(); ++i) {
        if (!columns.extra[i]) continue;
        const dsl::Name& cell = cells[*columns.extra[i]];
        std::int64_t number = 0;
        const bool is_number = set.columns[i].type.kind == ir::ValueType::Number;
        if (is_number && CsvTable::require_cell(context, cell, set.columns[i].name) &&
            parse_number(cell.text, 18, number) != Lexical::Ok) {
            context.emitter.report(dsl::diag::CsvNotANumber, cell.range, cell.text, set.columns[i].name);
        }
        row.columns.push_back(cell.text);
        row.numbers.push_back(number);
    }
    return row;
}

void check_code_set(Context& context, const dsl::CodeSetDecl& decl) {
    const auto id = static_cast<ir::CodeSetId>(context.module.code_sets.size());
    if (!context.declare(context.code_sets, decl.name, id, "code set")) return;
    ir::CodeSet set;
    set.name = decl.name.text;
    set.label = decl.label ? decl.label->text : "";
    set.file = decl.file.text;
    set.is_open = decl.is_open;
    // Declared columns are known even if the table cannot be read, so that rules which read them say nothing more.
    for (const dsl::CodeSetDecl::Column& column : decl.columns) {
        set.columns.push_back({column.name.text, column_type(context, column.type).value_or(ir::Type{})});
    }
    if (const auto table = CsvTable::load(context, decl.file)) {
        if (const auto columns = find_columns(context, decl, *table)) {
            std::vector<dsl::SourceRange> places;
            std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> rows_of_code;
            for (const std::vector<dsl::Name>& cells : table->rows()) {
                auto row = read_row(context, set, *columns, cells);
                if (!row) continue;
                auto& others = rows_of_code[{row->code.lo, row->code.hi}];
                for (const std::size_t i : others) {
                    if (!overlap(set.rows[i].valid, row->valid)) continue;
                    context.emitter.report(dsl::diag::CodeTwice, cells[columns->code].range, cells[columns->code].text)
                        .note(places[i], "the other row");
                }
                others.push_back(set.rows.size());
                set.is_dated = set.is_dated || !row->valid.is_open();
                places.push_back(cells[columns->code].range);
                set.rows.push_back(std::move(*row));
            }
        }
    }
    context.module.code_sets.push_back(std::move(set));
}

}  // namespace

std::vector<ir::WordRange> set_members(Context& context, const dsl::Expr& literal) {
    std::vector<ir::WordRange> members;
    for (const dsl::Expr& item : literal.operands) {
        if (item.kind == dsl::ExprKind::Error) continue;
        const bool is_range = item.kind == dsl::ExprKind::Range;
        const std::string& lo = is_range ? item.operands[0].text : item.text;
        const std::string& hi = is_range ? item.operands[1].text : item.text;
        if (auto range = ir::word_range(lo, hi)) {
            members.push_back(std::move(*range));
        } else {
            context.emitter.report(dsl::diag::BadWordRange, item.range, context.sources.text(item.range));
        }
    }
    return members;
}

void check_code_sets(Context& context) {
    for (const dsl::CodeSetDecl& decl : context.tree.code_sets) check_code_set(context, decl);
}

void check_sets(Context& context) {
    for (const dsl::SetDecl& decl : context.tree.sets) {
        if (const auto* code_set = context.code_sets.find(decl.name.text)) {
            context.report_twice(decl.name, "set or code set", code_set->declared);
            continue;
        }
        // Named sets are never shared with equal ones: their names are shown to people.
        const auto id = static_cast<ir::SetId>(context.module.sets.size());
        if (!context.declare(context.sets, decl.name, id, "set")) continue;
        context.module.sets.push_back(
            {decl.name.text, decl.label ? decl.label->text : "", set_members(context, decl.members)});
    }
}

}  // namespace jianhe
