// What accepted records leave behind: what rules that ask the history find then. Which way it goes depends on the
// records that come before, so it cannot be told.

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"
#include "compiler/ir/printer.h"

namespace jianhe::diff {
namespace {

std::string words_of(const ir::Relation::Column& column) {
    std::string words = column.name + " : " + ir::print_type(column.type);
    if (column.low) words += fmt::format(" {}..{}", *column.low, *column.high);
    if (!column.words.empty()) words += " {" + joined(column.words) + "}";
    return column.is_private() ? words + ", private as " + column.domain : words;
}

// A line each, but for the table of a life cycle.
std::vector<std::string> lines_of(const ir::Module& module, const ir::Relation& relation) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
        lines.push_back(fmt::format("{} {}", i < relation.key_size ? "key" : "column", words_of(relation.columns[i])));
    }
    for (const auto& index : relation.indexes) {
        if (relation.is_life_cycle()) break;  // follows from its key
        std::vector<std::string> columns;
        for (const std::uint32_t column : index) columns.push_back(relation.columns[column].name);
        lines.push_back("look_up by " + joined(columns));
    }
    if (ir::is_some(relation.row)) lines.push_back("for each " + module.segment(relation.row).row_name);
    if (relation.is_imported) lines.emplace_back("imported");
    if (relation.is_life_cycle()) lines.push_back("at first " + relation.states.front());
    return lines;
}

std::vector<std::string> effects_on(const ir::Module& module, const std::string& relation) {
    std::vector<std::string> lines;
    for (const ir::Effect& effect : module.effects) {
        if (module.relations[ir::index_of(effect.relation)].name == relation) {
            lines.push_back(ir::print_effect(module, effect));
        }
    }
    return lines;
}

void add_lines(Modules& modules, const std::string& name, const std::vector<std::string>& lines,
               const std::vector<std::string>& others, std::string_view what) {
    for (const std::string& line : lines) {
        if (std::find(others.begin(), others.end(), line) != others.end()) continue;
        modules.add(make_change("relation", name, fmt::format("`{}` {}", line, what), Effect::Unclear));
    }
}

void compare_lines(Modules& modules, const std::string& name, const std::vector<std::string>& before,
                   const std::vector<std::string>& after) {
    add_lines(modules, name, before, after, "removed");
    add_lines(modules, name, after, before, "added");
}

void compare_names(Modules& modules, const std::string& name, std::string_view what,
                   const std::vector<std::string>& before, const std::vector<std::string>& after) {
    const auto add = [&](const auto& names, const auto& others, std::string_view action) {
        for (const std::string& one : names) {
            if (std::find(others.begin(), others.end(), one) != others.end()) continue;
            modules.add(make_change("relation", name, fmt::format("{} {} {}", what, one, action), Effect::Unclear));
        }
    };
    add(before, after, "removed");
    add(after, before, "added");
}

// The cells that both tables have.
void compare_states(Modules& modules, const ir::Relation& before, const ir::Relation& after) {
    compare_names(modules, after.name, "state", before.states, after.states);
    compare_names(modules, after.name, "event", before.events, after.events);
    const auto place = [](const std::vector<std::string>& names, const std::string& name) {
        return static_cast<std::uint32_t>(std::find(names.begin(), names.end(), name) - names.begin());
    };
    for (std::uint32_t state = 0; state < before.states.size(); ++state) {
        const std::uint32_t other_state = place(after.states, before.states[state]);
        if (other_state == after.states.size()) continue;
        for (std::uint32_t event = 0; event < before.events.size(); ++event) {
            const std::uint32_t other_event = place(after.events, before.events[event]);
            if (other_event == after.events.size()) continue;
            const std::string& next = before.states[before.state_after(state, event)];
            const std::string& other_next = after.states[after.state_after(other_state, other_event)];
            if (next == other_next) continue;
            modules.add(make_change(
                "relation", after.name,
                fmt::format("{} on {}: {} → {}", before.states[state], before.events[event], next, other_next),
                Effect::Unclear));
        }
    }
}

}  // namespace

void diff_history(Modules& modules) {
    const auto matched = match(modules.before.relations, modules.after.relations,
                               [](const ir::Relation& relation) { return relation.name; });
    // What one that is new or gone does is seen in the rules that ask it.
    for (const ir::Relation* relation : matched.removed) {
        modules.add(make_change("relation", relation->name, "removed", Effect::None, Action::Removed));
    }
    for (const ir::Relation* relation : matched.added) {
        modules.add(make_change("relation", relation->name, "added", Effect::None, Action::Added));
    }
    for (const auto& [before, after] : matched.both) {
        const std::string& name = after->name;
        compare_lines(modules, name, lines_of(modules.before, *before), lines_of(modules.after, *after));
        if (before->is_life_cycle() && after->is_life_cycle()) compare_states(modules, *before, *after);
        compare_lines(modules, name, effects_on(modules.before, name), effects_on(modules.after, name));
        if (before->sample != after->sample) {
            modules.add(make_change("relation", name, "its sample has other rows", Effect::None));
        }
        if (before->label != after->label) {
            modules.add(
                make_change("relation", name, fmt::format("label {} → {}", before->label, after->label), Effect::None));
        }
    }
}

}  // namespace jianhe::diff
