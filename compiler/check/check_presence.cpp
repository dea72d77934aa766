// Cells and presence tables.

#include <algorithm>
#include <map>

#include "compiler/check/context.h"
#include "compiler/check/expressions.h"

namespace jianhe {
namespace {

std::optional<ir::Mark> mark_of(std::string_view text) {
    if (text == "V") return ir::Mark::Required;
    if (text == "~") return ir::Mark::Forbidden;
    if (text == "*" || text == "?") return ir::Mark::Optional;
    return std::nullopt;
}

constexpr std::array<std::string_view, 4> kMarks{"V", "~", "*", "?"};

std::optional<ir::Mark> check_mark(Context& context, const dsl::Name& name) {
    const auto mark = mark_of(name.text);
    if (!mark) context.report_unknown(name, "mark", kMarks);
    return mark;
}

// A cell whose conditions read the row's own fields can only be used in rows: the row is known from the fields read.
ir::SegmentId row_read(const Context& context, const dsl::Expr& expr) {
    if (expr.kind == dsl::ExprKind::Word) {
        if (const auto* entry = context.fields.find(expr.text)) {
            const ir::SegmentId segment = context.module.field(entry->id).segment;
            if (context.module.segment(segment).repeated()) return segment;
        }
    }
    if (expr.kind == dsl::ExprKind::AnyRow || expr.kind == dsl::ExprKind::AllRows ||
        expr.kind == dsl::ExprKind::CountHas) {
        return ir::kNone<ir::SegmentId>;
    }
    for (const dsl::Expr& operand : expr.operands) {
        const ir::SegmentId segment = row_read(context, operand);
        if (ir::is_some(segment)) return segment;
    }
    return ir::kNone<ir::SegmentId>;
}

// Cells by name, with the row that their conditions need.
struct CheckedCell {
    ir::CellId id;
    ir::SegmentId row;
};
using Cells = std::map<std::string, CheckedCell, std::less<>>;

void check_cell(Context& context, const dsl::CellDecl& decl, Cells& cells) {
    if (mark_of(decl.name.text)) {
        context.emitter.report(dsl::diag::CellNamedAsMark, decl.name.range, decl.name.text);
        return;
    }
    ir::Cell cell;
    cell.name = decl.name.text;
    Scope scope;
    for (const dsl::CellDecl::Choice& choice : decl.choices) {
        if (!ir::is_some(scope.row)) scope.row = row_read(context, choice.condition);
    }
    for (const dsl::CellDecl::Choice& choice : decl.choices) {
        forbid_required(context, choice.condition, "a cell");
        const auto condition = ExpressionChecker(context, scope).condition(choice.condition);
        const auto mark = check_mark(context, choice.mark);
        if (condition && mark) cell.choices.push_back({*condition, *mark});
    }
    if (const auto mark = check_mark(context, decl.otherwise)) cell.otherwise = *mark;
    const auto id = static_cast<ir::CellId>(context.module.cells.size());
    if (!context.declare(context.cells, decl.name, id, "cell")) return;
    context.module.cells.push_back(std::move(cell));
    cells.emplace(decl.name.text, CheckedCell{id, scope.row});
}

// The cell that a word of a presence table names: one of the plain marks, made on first use, or a declared cell.
std::optional<ir::CellId> find_cell(Context& context, Cells& cells, const dsl::Name& name, const ir::Field& field) {
    if (const auto mark = mark_of(name.text)) {
        const auto known = cells.find(name.text);
        if (known != cells.end()) return known->second.id;
        const auto id = static_cast<ir::CellId>(context.module.cells.size());
        context.module.cells.push_back({name.text, {}, *mark});
        cells.emplace(name.text, CheckedCell{id, ir::kNone<ir::SegmentId>});
        return id;
    }
    const auto found = cells.find(name.text);
    if (found == cells.end()) {
        std::vector<std::string_view> names(kMarks.begin(), kMarks.end());
        for (const std::string_view cell : context.cells.names()) names.push_back(cell);
        if (context.cells.find(name.text) == nullptr) context.report_unknown(name, "mark or cell", names);
        return std::nullopt;
    }
    if (ir::is_some(found->second.row) && found->second.row != field.segment) {
        context.emitter.report(dsl::diag::CellOfOtherRow, name.range, name.text, field.tag)
            .note(context.cells.find(name.text)->declared, "declared here");
        return std::nullopt;
    }
    return found->second.id;
}

// The values of the selector, which name the columns; a selector that names no field was reported.
ir::Presence check_columns(Context& context, const dsl::PresenceDecl& decl, const ir::FieldId* selector) {
    const Scope scope;
    ExpressionChecker expressions(context, scope);
    ir::Presence presence;
    if (selector != nullptr) {
        presence.selector = *selector;
        const ir::Segment& segment = context.module.segment(context.module.field(*selector).segment);
        if (segment.repeated()) {
            context.emitter.report(dsl::diag::RowFieldOutside, decl.selector.range, decl.selector.text, segment.tag)
                .hint("a field that chooses the column stands once in a record");
        }
    }
    for (std::size_t i = 0; i < decl.columns.size(); ++i) {
        const dsl::Name& column = decl.columns[i];
        if (selector != nullptr) {
            dsl::Expr word;
            word.kind = dsl::ExprKind::String;
            word.range = column.range;
            word.text = column.text;
            (void)expressions.literal(word, {ir::kNone<ir::InstId>, {ir::ValueType::Text, 0}, *selector});
        }
        const auto same = std::find(presence.columns.begin(), presence.columns.end(), column.text);
        if (same != presence.columns.end()) {
            context.report_twice(column, "column",
                                 decl.columns[static_cast<std::size_t>(same - presence.columns.begin())].range);
        }
        presence.columns.push_back(column.text);
    }
    return presence;
}

// Where the row of each field stands, by tag.
using PresenceRows = std::map<std::string, dsl::SourceRange, std::less<>>;

void check_presence_table(Context& context, const dsl::PresenceDecl& decl, Cells& cells, PresenceRows& rows) {
    const ir::FieldId* selector = context.resolve(context.fields, decl.selector, "field");
    const ir::Presence presence = check_columns(context, decl, selector);
    const auto id = static_cast<ir::PresenceId>(context.module.presences.size());
    for (const dsl::PresenceDecl::Row& row : decl.rows) {
        const ir::FieldId* field_id = context.resolve(context.fields, row.field, "field");
        if (field_id == nullptr) continue;
        ir::Field& field = context.module.fields[ir::index_of(*field_id)];
        if (ir::is_some(field.presence)) {
            context.report_twice(row.field, "presence row", rows[field.tag]);
            continue;
        }
        std::vector<ir::CellId> row_cells;
        for (const dsl::Name& name : row.cells) {
            if (const auto cell = find_cell(context, cells, name, field)) row_cells.push_back(*cell);
        }
        if (row_cells.size() != presence.columns.size()) continue;
        rows[field.tag] = row.field.range;
        field.presence = id;
        field.cells = std::move(row_cells);
    }
    context.module.presences.push_back(presence);
}

}  // namespace

void check_presence(Context& context) {
    Cells cells;
    for (const dsl::CellDecl& decl : context.tree.cells) check_cell(context, decl, cells);
    PresenceRows rows;
    for (const dsl::PresenceDecl& decl : context.tree.presences) check_presence_table(context, decl, cells, rows);
}

}  // namespace jianhe
