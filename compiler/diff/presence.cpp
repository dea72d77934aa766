#include <map>
#include <string>

#include <fmt/format.h>

#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"

namespace jianhe::diff {
namespace {

// What the tables say of one field: the selector, and the cell by the selector's value.
struct Cells {
    std::string selector;
    std::vector<std::string> columns;
    std::vector<const ir::Cell*> cells;
};

Cells cells_of(const ir::Module& module, const ir::Field& field) {
    if (!is_some(field.presence)) return {};
    const ir::Presence& presence = module.presences[index_of(field.presence)];
    Cells cells{module.field(presence.selector).tag, presence.columns, {}};
    for (const ir::CellId cell : field.cells) cells.cells.push_back(&module.cells[index_of(cell)]);
    return cells;
}

const ir::Cell* cell_at(const Cells& cells, const std::string& column) {
    const auto found = std::find(cells.columns.begin(), cells.columns.end(), column);
    return found == cells.columns.end() ? nullptr
                                        : cells.cells[static_cast<std::size_t>(found - cells.columns.begin())];
}

bool is_plain(const ir::Cell& cell, ir::Mark mark) { return cell.choices.empty() && cell.otherwise == mark; }

// Every mark of the cell is that one or `*`.
bool has_only(const ir::Cell& cell, ir::Mark mark) {
    const auto fits = [mark](ir::Mark other) { return other == mark || other == ir::Mark::Optional; };
    return fits(cell.otherwise) && std::all_of(cell.choices.begin(), cell.choices.end(),
                                               [&](const ir::Cell::Choice& choice) { return fits(choice.mark); });
}

// All choices but the last are the same, and what the last one does not take is free: what it takes more is asked more.
Effect effect_of_last_choice(const Modules& modules, const ir::Cell& before, const ir::Cell& after) {
    const bool is_free = before.otherwise == ir::Mark::Optional && after.otherwise == ir::Mark::Optional;
    if (!is_free || before.choices.empty() || before.choices.size() != after.choices.size()) return Effect::Unclear;
    for (std::size_t i = 0; i < before.choices.size(); ++i) {
        const ir::Cell::Choice& one = before.choices[i];
        const ir::Cell::Choice& other = after.choices[i];
        if (one.mark != other.mark) return Effect::Unclear;
        const Direction way = direction(modules.before, one.condition, modules.after, other.condition);
        if (way == Direction::Same) continue;
        const bool is_last = i + 1 == before.choices.size();
        if (!is_last || one.mark == ir::Mark::Optional || way == Direction::Unclear) return Effect::Unclear;
        return way == Direction::Up ? Effect::Tightened : Effect::Relaxed;
    }
    return Effect::None;
}

Effect effect_of(const Modules& modules, const ir::Cell& before, const ir::Cell& after) {
    if (is_plain(before, ir::Mark::Optional)) return Effect::Tightened;
    if (is_plain(after, ir::Mark::Optional)) return Effect::Relaxed;
    for (const ir::Mark mark : {ir::Mark::Required, ir::Mark::Forbidden}) {
        if (is_plain(after, mark) && has_only(before, mark)) return Effect::Tightened;
        if (is_plain(before, mark) && has_only(after, mark)) return Effect::Relaxed;
    }
    return effect_of_last_choice(modules, before, after);
}

void add(Modules& modules, const ir::Field& field, std::string text, Effect effect) {
    modules.add(make_change("presence", field.tag, std::move(text), effect));
}

// Columns with the same change stand in one line.
void compare(Modules& modules, const ir::Field& before, const ir::Field& after) {
    const Cells old_cells = cells_of(modules.before, before);
    const Cells new_cells = cells_of(modules.after, after);
    if (old_cells.selector != new_cells.selector) {
        const auto table = [](const Cells& cells) {
            return cells.selector.empty() ? std::string("no table") : "the table by " + cells.selector;
        };
        add(modules, before, fmt::format("{} → {}", table(old_cells), table(new_cells)),
            new_cells.selector.empty() ? Effect::Relaxed : Effect::Unclear);
        return;
    }
    std::map<std::pair<std::string, Effect>, std::string> columns_by_change;
    for (const std::string& column : new_cells.columns) {
        const ir::Cell* one = cell_at(old_cells, column);
        const ir::Cell* other = cell_at(new_cells, column);
        if (one == nullptr) continue;
        const std::string old_text = words_of(modules.before, *one);
        const std::string new_text = words_of(modules.after, *other);
        if (old_text == new_text) continue;
        std::string& columns =
            columns_by_change[{fmt::format("{} → {}", old_text, new_text), effect_of(modules, *one, *other)}];
        columns += (columns.empty() ? "" : ", ") + column;
    }
    for (const auto& [change, columns] : columns_by_change) {
        add(modules, before, fmt::format("when {} is {}: {}", new_cells.selector, columns, change.first),
            change.second);
    }
}

void compare_columns(Modules& modules) {
    const auto selector = [](const ir::Module& module, const ir::Presence& presence) {
        return module.field(presence.selector).tag;
    };
    for (const ir::Presence& before : modules.before.presences) {
        for (const ir::Presence& after : modules.after.presences) {
            if (selector(modules.before, before) != selector(modules.after, after)) continue;
            const auto matched = match(before.columns, after.columns, std::identity{});
            const ir::Field& field = modules.after.field(after.selector);
            for (const std::string* column : matched.added) {
                add(modules, field, fmt::format("column {} added to its table", *column), Effect::Unclear);
            }
            for (const std::string* column : matched.removed) {
                add(modules, field, fmt::format("column {} removed from its table", *column), Effect::Relaxed);
            }
        }
    }
}

}  // namespace

void diff_presence(Modules& modules) {
    compare_columns(modules);
    const auto matched =
        match(modules.before.fields, modules.after.fields, [](const ir::Field& field) { return field.tag; });
    for (const auto& [one, other] : matched.both) compare(modules, *one, *other);
}

}  // namespace jianhe::diff
