#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"
#include "compiler/ir/printer.h"

namespace jianhe::cppgen {
namespace {

using ir::InstId;
using ir::InstKind;

// The instructions that a builder may have to explain: conditions of rules, of presence tables and of constructions,
// and the values that these give.
class Reached {
public:
    explicit Reached(const ir::Module& module) : module_(module), reached_(module.insts.size(), false) {
        for (const ir::Check& check : module.checks) {
            if (check.asks_history) continue;
            reach(check.when);
            reach(check.expect);
        }
        for (const ir::Cell& cell : module.cells) {
            for (const ir::Cell::Choice& choice : cell.choices) reach(choice.condition);
        }
        for (const ir::ChosenDate& chosen : module.chosen_dates) {
            for (const ir::ChosenDate::Choice& choice : chosen.choices) reach(choice.condition);
        }
        for (const ir::Construction& construction : module.constructions) {
            for (const ir::BuildClause& clause : construction.clauses) {
                reach(clause.when);
                reach(clause.value);
            }
            if (ir::is_some(construction.scenario)) {
                reach(module.scenarios[ir::index_of(construction.scenario)].condition);
            }
        }
    }

    bool operator[](std::size_t at) const { return reached_[at]; }

private:
    void reach(InstId id) {
        if (!ir::is_some(id) || reached_[ir::index_of(id)]) return;
        reached_[ir::index_of(id)] = true;
        ir::for_each_operand(module_.inst(id), [this](InstId operand) { reach(operand); });
    }

    const ir::Module& module_;
    std::vector<bool> reached_;
};

bool is_constant(InstKind kind) {
    return kind == InstKind::Integer || kind == InstKind::Text || kind == InstKind::True;
}

// A field that is read whatever the record holds, so that a reason has a value to tell.
bool surely_reads_a_field(const ir::Module& module, InstId id) {
    const ir::Inst& inst = module.inst(id);
    switch (inst.kind) {
        case InstKind::Field:
        case InstKind::Attribute:
        case InstKind::IsRequired: return true;
        case InstKind::CountRows:
        case InstKind::CountWhere:
        case InstKind::AllRows: return false;
        default: break;
    }
    bool any = false;
    ir::for_each_operand(inst, [&](InstId operand) { any = any || surely_reads_a_field(module, operand); });
    return any;
}

std::string key_of(const ir::Module& module, std::uint32_t key) {
    std::vector<std::uint32_t> fields;
    for (const ir::FieldId field : module.keys[key]) fields.push_back(ir::index_of(field));
    return fmt::format("{}", fmt::join(fields, ", "));
}

bool asks_a_key(InstKind kind) {
    return kind == InstKind::Unique || kind == InstKind::UniqueInFile || kind == InstKind::SameInFile;
}

std::uint32_t key_number(const ir::Inst& inst) { return inst.kind == InstKind::Unique ? inst.b : inst.a; }

struct Shape {
    std::string kind;
    std::string subject;  // empty: none
};

Shape shape_of(const ir::Module& module, const ir::Inst& inst) {
    switch (inst.kind) {
        case InstKind::And: return {"Both", ""};
        case InstKind::Or: return {"Either", ""};
        case InstKind::AnyRow: return {"AnyRow", std::to_string(inst.a)};
        case InstKind::AllRows:
        case InstKind::CountWhere: return {"OverRows", std::to_string(inst.a)};
        case InstKind::Field:
        case InstKind::Attribute:
        case InstKind::IsRequired: return {"Field", std::to_string(inst.a)};
        case InstKind::ChosenDate: return {"ChosenDate", std::to_string(inst.a)};
        case InstKind::IsGiven: {
            const ir::Inst& tested = module.inst(static_cast<InstId>(inst.a));
            if (tested.kind == InstKind::Field) return {"GivenField", std::to_string(tested.a)};
            return {"Operands", ""};
        }
        default: return {asks_a_key(inst.kind) ? "Key" : "Operands", ""};
    }
}

bool is_leaf(const std::string& kind) {
    return kind != "Both" && kind != "Either" && kind != "AnyRow" && kind != "GivenField";
}

std::string part_entry(const Emission& e, const Reached& reached, std::size_t at) {
    const ir::Inst& inst = e.module.insts[at];
    if (!reached[at] || is_constant(inst.kind)) return "{},";
    const auto id = static_cast<InstId>(at);
    const Shape shape = shape_of(e.module, inst);
    const bool is_truth = ir::shape_of(inst.kind).yields_truth;
    std::string entry = fmt::format("{{.kind = Part::Kind::{}", shape.kind);
    if (is_truth) entry += ", .truth = &" + Expressions::reason_name(id);
    std::vector<std::string> operands;
    const bool joins = shape.kind == "Both" || shape.kind == "Either";
    if (shape.kind != "GivenField") {
        ir::for_each_operand(inst, [&](InstId operand) {
            if (joins || !is_constant(e.module.inst(operand).kind)) {
                operands.push_back(std::to_string(ir::index_of(operand)));
            }
        });
    }
    if (!operands.empty()) {
        while (operands.size() < 3) operands.emplace_back("kNone");
        entry += fmt::format(", .operands = {{{}}}", fmt::join(operands, ", "));
    }
    if (!shape.subject.empty()) entry += ", .subject = " + shape.subject;
    if (asks_a_key(inst.kind)) entry += fmt::format(", .key = kPart{}Key", at);
    if (is_truth && is_leaf(shape.kind) && !surely_reads_a_field(e.module, id)) {
        entry += ", .text = " + literal(ir::print_expr(e.module, id));
    }
    return entry + "},";
}

void emit_cell_parts(Writer& out, const Emission& e) {
    for (std::size_t i = 0; i < e.module.cells.size(); ++i) {
        std::vector<std::uint32_t> parts;
        for (const auto& choice : e.module.cells[i].choices) parts.push_back(ir::index_of(choice.condition));
        if (!parts.empty()) out.line("constexpr std::uint32_t kCell{}Parts[] = {{{}}};", i, fmt::join(parts, ", "));
    }
}

}  // namespace

CppFile emit_parts(const Emission& e) {
    const Reached reached(e.module);
    Writer out;
    begin_file(out, e, "What conditions read, to say why they hold.");
    out.line("#include \"{}\"", e.file("_building.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space + "::detail");
        {
            const auto own = out.name_space("");
            for (std::size_t i = 0; i < e.module.insts.size(); ++i) {
                const ir::Inst& inst = e.module.insts[i];
                if (reached[i] && asks_a_key(inst.kind))
                    out.line("constexpr std::uint16_t kPart{}Key[] = {{{}}};", i, key_of(e.module, key_number(inst)));
            }
            emit_cell_parts(out, e);
            out.blank();
        }
        out.blank();
        for (std::size_t i = 0; i < e.module.insts.size(); ++i) {
            const auto id = static_cast<InstId>(i);
            if (has_reason_function(e, id) && e.sharing.is_for_building(id)) emit_reason(out, e, id);
        }
        out.blank();
        {
            const auto table = out.scope("constinit const Part kParts[] = {", "};");
            for (std::size_t i = 0; i < e.module.insts.size(); ++i) out.text_line(part_entry(e, reached, i));
            if (e.module.insts.empty()) out.line("{{}},");
        }
        out.blank();
        {
            const auto table = out.scope("constinit const std::span<const std::uint32_t> kCellParts[] = {", "};");
            for (std::size_t i = 0; i < e.module.cells.size(); ++i)
                out.line("{},", e.module.cells[i].choices.empty() ? "{}" : fmt::format("kCell{}Parts", i));
            if (e.module.cells.empty()) out.line("{{}},");
        }
        out.blank();
    }
    return {e.file("_parts.cpp"), out.text()};
}

}  // namespace jianhe::cppgen
