// Buffers and constructions: they change what is built, never how a record is judged.

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"

namespace jianhe::diff {
namespace {

std::vector<std::string> lines_of(const ir::Module& module, const ir::Buffer& buffer) {
    std::vector<std::string> lines{fmt::format("{} bytes", buffer.size)};
    for (const ir::Buffer::Part& part : buffer.parts) {
        lines.push_back(fmt::format(
            "part {} {}..{}",
            ir::is_some(part.field) ? module.field(part.field).tag : module.buffer_parts[ir::index_of(part.name)],
            part.first, part.last));
    }
    return lines;
}

std::string_view word_of(ir::BuildClause::Kind kind) {
    switch (kind) {
        case ir::BuildClause::Kind::Set: return "set";
        case ir::BuildClause::Kind::Default: return "default";
        case ir::BuildClause::Kind::Derive: return "derive";
        case ir::BuildClause::Kind::Ask: return "ask";
        case ir::BuildClause::Kind::AskOptional: return "ask optional";
        case ir::BuildClause::Kind::Keep: return "keep";
    }
    return "";
}

std::vector<std::string> lines_of(const ir::Module& module, const ir::Construction& construction) {
    std::vector<std::string> lines;
    for (const ir::BufferId buffer : construction.buffers) lines.push_back("from " + module.buffer(buffer).name);
    if (ir::is_some(construction.scenario)) {
        lines.push_back("scenario " + module.scenarios[ir::index_of(construction.scenario)].name);
    }
    for (const ir::BuildClause& clause : construction.clauses) {
        std::string value;
        if (clause.is_position) value = " := position";
        if (ir::is_some(clause.value)) value = " := " + expression(module, clause.value);
        if (!clause.followed_by.empty()) value += " followed by " + clause.followed_by;
        if (clause.padded > 0) value += fmt::format(" padded {}", clause.padded);
        const std::string when = ir::is_some(clause.when) ? " when " + expression(module, clause.when) : "";
        lines.push_back(fmt::format("{} {}{}{}", word_of(clause.kind), module.field(clause.field).tag, value, when));
    }
    if (construction.keeps()) lines.push_back("kept for " + module.construction(construction.kept_for).name);
    return lines;
}

void add_lines(Modules& modules, std::string_view part, const std::string& name, const std::vector<std::string>& lines,
               const std::vector<std::string>& others, std::string_view what) {
    for (const std::string& line : lines) {
        if (std::find(others.begin(), others.end(), line) != others.end()) continue;
        modules.add(make_change(std::string(part), name, fmt::format("`{}` {}", line, what), Effect::None));
    }
}

template <class Entry>
void compare_all(Modules& modules, std::string_view part, const std::vector<Entry>& before,
                 const std::vector<Entry>& after) {
    const auto matched = match(before, after, [](const Entry& entry) { return entry.name; });
    for (const Entry* entry : matched.removed) {
        modules.add(make_change(std::string(part), entry->name, "removed", Effect::None, Action::Removed));
    }
    for (const Entry* entry : matched.added) {
        modules.add(make_change(std::string(part), entry->name, "added", Effect::None, Action::Added));
    }
    for (const auto& [one, other] : matched.both) {
        const std::vector<std::string> old_lines = lines_of(modules.before, *one);
        const std::vector<std::string> new_lines = lines_of(modules.after, *other);
        add_lines(modules, part, one->name, old_lines, new_lines, "removed");
        add_lines(modules, part, one->name, new_lines, old_lines, "added");
        if (one->label == other->label) continue;
        modules.add(make_change(std::string(part), one->name, fmt::format("label {} → {}", one->label, other->label),
                                Effect::None));
    }
}

}  // namespace

void diff_constructions(Modules& modules) {
    compare_all(modules, "buffer", modules.before.buffers, modules.after.buffers);
    compare_all(modules, "construction", modules.before.constructions, modules.after.constructions);
}

}  // namespace jianhe::diff
