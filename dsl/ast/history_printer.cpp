#include "dsl/ast/history_printer.h"

#include "dsl/ast/ast_printer.h"
#include "dsl/ast/line_writer.h"

namespace jianhe::dsl {
namespace {

void print_column(std::string& out, std::string_view head, const RelationDecl::Column& column) {
    LineWriter line(out, 1, head);
    line.word(column.name);
    if (column.values) {
        line.raw(print(*column.values));
    } else {
        line.word(column.type);
    }
}

std::string_view action_name(EffectAction::Kind kind) {
    switch (kind) {
        case EffectAction::Kind::Add: return "add";
        case EffectAction::Kind::Event: return "event";
        case EffectAction::Kind::TakeBack: return "take back";
    }
    return "?";
}

}  // namespace

void print_relation(std::string& out, const RelationDecl& decl) {
    LineWriter(out, 0, "relation")
        .word(decl.name)
        .quoted("label", decl.label)
        .part("row", decl.row_name)
        .flag("imported", decl.is_imported)
        .list("fields", decl.fields)
        .quoted("sample", decl.sample);
    for (const auto& look_up : decl.look_ups) LineWriter(out, 1, "look_up").list("by", look_up);
    for (const auto& column : decl.key) print_column(out, "key", column);
    for (const auto& column : decl.holds) print_column(out, "holds", column);
    if (decl.is_life_cycle) LineWriter(out, 1, "on").list("events", decl.events);
    for (const auto& state : decl.states) LineWriter(out, 1, "state").word(state.name).list("next", state.next);
    for (const Waiver& waiver : decl.waivers) LineWriter(out, 1, "allow").word(waiver.lint).text(waiver.reason);
}

void print_effect_head(std::string& out, const EffectDecl& decl) {
    LineWriter line(out, 0, "on accepted");
    for (const Expr& condition : decl.conditions) line.raw("when").raw(print(condition));
}

void print_effect_actions(std::string& out, const EffectDecl& decl) {
    for (const EffectAction& action : decl.actions) {
        {
            LineWriter line(out, 1, action_name(action.kind));
            line.word(action.relation);
            for (const Expr& part : action.key) line.raw(print(part));
            if (!action.event.empty()) line.word(action.event);
            line.list("by", action.by);
        }
        for (const auto& held : action.held) LineWriter(out, 2, "holds").word(held.name).raw(print(held.value));
    }
}

}  // namespace jianhe::dsl
