#include <fmt/format.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"
#include "compiler/ir/printer.h"

namespace jianhe::cppgen {

bool is_condition(const Emission& e, ir::InstId id, UsedBy by) {
    const bool is_for_building = e.sharing.is_for_building(id);
    return e.sharing.is_used(id) && e.sharing.is_function(id) && is_for_building == (by == UsedBy::Constructions);
}

void declare_condition(Writer& out, const Emission& e, ir::InstId id) {
    const bool is_truth = ir::shape_of(e.module.inst(id).kind).yields_truth;
    out.line("{} {}(Context& c{}) noexcept;", is_truth ? "Truth" : "Value", Expressions::function_name(e.module, id),
             e.sharing.by_row(id) ? ", Row row" : "");
}

void emit_condition(Writer& out, const Emission& e, ir::InstId id) {
    const Written body = e.expressions.body(id);
    const bool is_truth = ir::shape_of(e.module.inst(id).kind).yields_truth;
    const std::string name = Expressions::function_name(e.module, id);
    out.blank();
    out.note(ir::print_expr(e.module, id));
    const std::string row = e.sharing.by_row(id) ? body.uses_row ? ", Row row" : ", Row" : "";
    const auto scope =
        out.scope(fmt::format("{} {}(Context&{}{}) noexcept {{", is_truth ? "Truth" : "Value", name,
                              body.uses_context || e.sharing.slot(id) != Sharing::kNoSlot ? " c" : "", row));
    const bool is_known = is_truth && !e.sharing.by_row(id) && e.sharing.slot(id) != Sharing::kNoSlot;
    if (is_known) {
        out.line("return c.known({}, [&] {{ return {}; }});", e.sharing.slot(id), body.text);
    } else {
        out.line("return {};", body.text);
    }
}

namespace {

void emit_chosen_date(Writer& out, const Emission& e, std::size_t at) {
    const ir::ChosenDate& chosen = e.module.chosen_dates[at];
    const auto field = [&](ir::FieldId id) { return e.names.fields[ir::index_of(id)]; };
    out.blank();
    out.line("// {}: the field that it is.", comment(chosen.name));
    {
        bool uses_context = false;
        for (const auto& choice : chosen.choices)
            uses_context = uses_context || e.expressions.use(choice.condition).uses_context;
        const auto scope = out.scope(fmt::format("std::uint32_t {}_field(Context&{}) noexcept {{", e.names.chosen[at],
                                                 uses_context ? " c" : ""));
        std::size_t number = 0;
        for (const ir::ChosenDate::Choice& choice : chosen.choices) {
            ++number;
            out.note(ir::print_expr(e.module, choice.condition));
            out.line("const Truth choice_{} = {};", number, e.expressions.use(choice.condition).text);
            out.line("if (choice_{} == Truth::True) return {};", number, field(choice.field));
            out.line("if (choice_{} == Truth::Unknown) return kNone;", number);
        }
        out.line("return {};", field(chosen.otherwise));
    }
    out.blank();
    out.line("Value {0}(Context& c) noexcept {{ return c.chosen({0}_field(c)); }}", e.names.chosen[at]);
}

}  // namespace

CppFile emit_conditions(const Emission& e) {
    Writer out;
    begin_file(out, e, "Conditions and values that several rules share; each is asked once a record.");
    out.line("#include \"{}\"", e.file("_rules.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space + "::detail");
        for (std::size_t i = 0; i < e.module.chosen_dates.size(); ++i) emit_chosen_date(out, e, i);
        for (std::size_t i = 0; i < e.module.insts.size(); ++i) {
            const auto id = static_cast<ir::InstId>(i);
            if (is_condition(e, id, UsedBy::Rules)) emit_condition(out, e, id);
        }
        out.blank();
    }
    return {e.file("_conditions.cpp"), out.text()};
}

}  // namespace jianhe::cppgen
