#include "compiler/construct/reasons.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/ir/printer.h"

namespace jianhe::construct {
namespace {

using ir::InstId;
using ir::InstKind;

// A reason with more parts explains nothing.
constexpr std::size_t kMostParts = 6;

InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

}  // namespace

std::string Reasons::of(ir::InstId condition, std::uint32_t row, Cell about) {
    Parts parts{{}, about};
    if (ir::is_some(condition)) collect(condition, row, parts);
    return joined(parts);
}

std::vector<Cell> Reasons::against(ir::InstId condition, std::uint32_t row) {
    while (module_.inst(condition).kind == InstKind::And || module_.inst(condition).kind == InstKind::Or) {
        const ir::Inst& inst = module_.inst(condition);
        const bool left_holds = evaluator_.truth(inst_id(inst.a), row) == Truth::True;
        condition = inst_id(left_holds ? inst.b : inst.a);
    }
    std::vector<Cell> cells;
    evaluator_.visit_reads(condition, row, [&](ir::FieldId field, std::uint32_t at) {
        const Cell cell{field, at};
        if (std::find(cells.begin(), cells.end(), cell) == cells.end()) cells.push_back(cell);
    });
    return cells;
}

std::string Reasons::of_presence(Cell about) {
    const ir::Field& field = module_.field(about.field);
    if (!ir::is_some(field.presence)) return {};
    const ir::Presence& presence = module_.presences[ir::index_of(field.presence)];
    const Cell selector{presence.selector, 0};
    const auto column = std::find(presence.columns.begin(), presence.columns.end(), draft_.text(selector));
    if (column == presence.columns.end()) return {};
    const ir::CellId id = field.cells[static_cast<std::size_t>(column - presence.columns.begin())];
    for (const ir::Cell::Choice& choice : module_.cells[ir::index_of(id)].choices) {
        const Truth truth = evaluator_.truth(choice.condition, about.row);
        if (truth == Truth::False) continue;
        if (truth == Truth::True) {
            std::string reason = of(choice.condition, about.row, about);
            if (!reason.empty()) return reason;
        }
        break;
    }
    Parts parts{{}, about};
    add(selector, parts);
    return joined(parts);
}

std::string Reasons::joined(const Parts& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.texts.size(); ++i) {
        if (i > 0) text += i + 1 == parts.texts.size() ? " and " : ", ";
        text += parts.texts[i];
    }
    return text;
}

void Reasons::add(std::string text, Parts& parts) {
    const bool is_known = std::find(parts.texts.begin(), parts.texts.end(), text) != parts.texts.end();
    if (!is_known && parts.texts.size() < kMostParts) parts.texts.push_back(std::move(text));
}

void Reasons::add(Cell cell, Parts& parts) const {
    if (cell == parts.about) return;
    add(draft_.is_empty(cell) ? draft_.name(cell) + " is empty"
                              : fmt::format("{} = {}", draft_.name(cell), draft_.shown(cell.field, draft_.text(cell))),
        parts);
}

// Only of what is true: of several reasons the first.
void Reasons::collect(ir::InstId id, std::uint32_t row, Parts& parts) {
    const ir::Inst& inst = module_.inst(id);
    switch (inst.kind) {
        case InstKind::True: return;
        case InstKind::And: collect(inst_id(inst.a), row, parts); return collect(inst_id(inst.b), row, parts);
        case InstKind::Or: {
            const bool left = evaluator_.truth(inst_id(inst.a), row) == Truth::True;
            return collect(inst_id(left ? inst.a : inst.b), row, parts);
        }
        case InstKind::AnyRow: {
            const std::uint32_t rows = draft_.rows(static_cast<ir::SegmentId>(inst.a));
            for (std::uint32_t at = 1; at <= rows; ++at) {
                if (evaluator_.truth(inst_id(inst.b), at) == Truth::True) return collect(inst_id(inst.b), at, parts);
            }
            return;
        }
        default: return collect_leaf(id, row, parts);  // whatever compares, tests or counts
    }
}

void Reasons::collect_leaf(ir::InstId id, std::uint32_t row, Parts& parts) {
    const ir::Inst& inst = module_.inst(id);
    if (inst.kind == InstKind::IsGiven && module_.inst(inst_id(inst.a)).kind == InstKind::Field) {
        const auto field = static_cast<ir::FieldId>(module_.inst(inst_id(inst.a)).a);
        const bool in_row = module_.segment(module_.field(field).segment).repeated();
        const Cell cell{field, in_row ? row : 0};
        if (cell != parts.about) add(draft_.name(cell) + " is given", parts);
        return;
    }
    std::vector<Cell> cells;
    collect_fields(id, row, cells);
    for (const Cell cell : cells) add(cell, parts);
    if (cells.empty()) add(ir::print_expr(module_, id), parts);
}

// The fields whose values decide; of a chosen date the field that was chosen.
void Reasons::collect_fields(ir::InstId id, std::uint32_t row, std::vector<Cell>& cells) {
    const ir::Inst& inst = module_.inst(id);
    ir::FieldId field = ir::kNone<ir::FieldId>;
    if (inst.kind == InstKind::Field || inst.kind == InstKind::Attribute || inst.kind == InstKind::IsRequired) {
        field = static_cast<ir::FieldId>(inst.a);
    } else if (inst.kind == InstKind::ChosenDate) {
        field = evaluator_.chosen_field(static_cast<ir::ChosenDateId>(inst.a));
    } else if (inst.kind == InstKind::CountRows || inst.kind == InstKind::CountWhere ||
               inst.kind == InstKind::AllRows) {
        return;  // what all rows hold would be too much to say
    }
    if (ir::is_some(field)) {
        const bool in_row = module_.segment(module_.field(field).segment).repeated();
        const Cell cell{field, in_row ? row : 0};
        if (std::find(cells.begin(), cells.end(), cell) == cells.end()) cells.push_back(cell);
    }
    ir::for_each_operand(inst, [&](InstId operand) { collect_fields(operand, row, cells); });
}

}  // namespace jianhe::construct
