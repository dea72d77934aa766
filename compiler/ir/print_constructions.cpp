#include "compiler/ir/print_constructions.h"

#include <iterator>
#include <string>
#include <string_view>

#include "compiler/ir/printer.h"

namespace jianhe::ir {
namespace {

std::string_view name_of(BuildClause::Kind kind) {
    switch (kind) {
        case BuildClause::Kind::Set: return "set";
        case BuildClause::Kind::Default: return "default";
        case BuildClause::Kind::Derive: return "derive";
        case BuildClause::Kind::Ask: return "ask";
        case BuildClause::Kind::AskOptional: return "ask optional";
        case BuildClause::Kind::Keep: return "keep";
    }
    return "";
}

std::string value_text(const Module& module, const BuildClause& clause) {
    std::string text;
    if (clause.is_position) text = " := position of " + module.segment(clause.row).row_name;
    if (is_some(clause.value)) text = " := " + print_expr(module, clause.value);
    if (clause.kind == BuildClause::Kind::Set && text.empty()) text = " absent";
    if (!clause.followed_by.empty()) text += fmt::format(" followed by {}", clause.followed_by);
    if (clause.padded > 0) text += fmt::format(" padded {}", clause.padded);
    return text;
}

}  // namespace

void print_constructions(fmt::memory_buffer& out, const Module& module) {
    const auto end = std::back_inserter(out);
    for (const Buffer& buffer : module.buffers) {
        fmt::format_to(end, "buffer {} {}\n", buffer.name, buffer.size);
        for (const Buffer::Part& part : buffer.parts) {
            const std::string& name =
                is_some(part.field) ? module.field(part.field).tag : module.buffer_parts[index_of(part.name)];
            fmt::format_to(end, "  {} {}..{}\n", name, part.first, part.last);
        }
    }
    for (const Construction& construction : module.constructions) {
        std::string from;
        for (const BufferId buffer : construction.buffers)
            from += (from.empty() ? " from " : ", ") + module.buffer(buffer).name;
        fmt::format_to(end, "build {}{}\n", construction.name, from);
        for (const BuildClause& clause : construction.clauses) {
            fmt::format_to(end, "  {} {}{}{}{}\n", name_of(clause.kind), module.field(clause.field).tag,
                           value_text(module, clause),
                           is_some(clause.when) ? " when " + print_expr(module, clause.when) : "",
                           is_some(clause.row) ? " for each " + module.segment(clause.row).row_name : "");
        }
        if (is_some(construction.scenario)) {
            fmt::format_to(end, "  scenario {}\n", module.scenarios[index_of(construction.scenario)].name);
        }
        if (construction.keeps())
            fmt::format_to(end, "  kept for {}\n", module.construction(construction.kept_for).name);
    }
}

}  // namespace jianhe::ir
