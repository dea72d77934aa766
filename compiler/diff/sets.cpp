#include <functional>
#include <string>

#include <fmt/format.h>

#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"

namespace jianhe::diff {
namespace {

std::string read_by(const Use& use) {
    constexpr std::size_t kMost = 4;
    if (use.readers.empty()) return "; nothing reads it";
    std::vector<std::string> shown(
        use.readers.begin(), use.readers.begin() + static_cast<std::ptrdiff_t>(std::min(kMost, use.readers.size())));
    const std::size_t more = use.readers.size() - shown.size();
    return fmt::format("; read by {}{}", joined(shown), more == 0 ? "" : fmt::format(" and {} more", more));
}

void compare_members(Modules& modules, const ir::Set& before, const ir::Set& after) {
    const auto matched =
        match(before.members, after.members, [](const ir::WordRange& range) { return words_of(range); });
    if (matched.added.empty() && matched.removed.empty()) return;
    const Use use = modules.use_of(after.name);
    const Effect effect = effect_of(use, direction(before.members, after.members));
    const auto add = [&](const std::vector<const ir::WordRange*>& ranges, std::string_view what) {
        if (ranges.empty()) return;
        Change change =
            make_change("set", after.name, fmt::format("{} {}{}", ranges.size(), what, read_by(use)), effect);
        for (const ir::WordRange* range : ranges) change.items.push_back(words_of(*range));
        modules.add(std::move(change));
    };
    add(matched.added, "added");
    add(matched.removed, "removed");
}

std::string text_of(const std::pair<std::string, std::string>& row) { return row.first + "+" + row.second; }

void compare_rows(Modules& modules, const ir::Table& before, const ir::Table& after) {
    const auto matched = match(before.rows, after.rows, std::identity{});
    const Use use = modules.use_of(after.name);
    const auto add = [&](const auto& rows, std::string_view what, Direction way) {
        if (rows.empty()) return;
        Change change = make_change("table", after.name, fmt::format("{} {}{}", rows.size(), what, read_by(use)),
                                    effect_of(use, way));
        for (const auto* row : rows) change.items.push_back(text_of(*row));
        modules.add(std::move(change));
    };
    // With `others unchecked`, the first row of a value shuts out all others of it.
    add(matched.added, "combinations added", after.others_unchecked ? Direction::Unclear : Direction::Up);
    add(matched.removed, "combinations removed", after.others_unchecked ? Direction::Unclear : Direction::Down);
    if (before.others_unchecked != after.others_unchecked) {
        modules.add(make_change("table", after.name,
                                after.others_unchecked ? "others are unchecked now" : "others are checked now",
                                effect_of(use, after.others_unchecked ? Direction::Up : Direction::Down)));
    }
    if (before.columns != after.columns) {
        modules.add(make_change("table", after.name, "its columns have other names", Effect::None));
    }
}

template <class Entry, class Compare>
void compare_named(Modules& modules, std::string_view part, const std::vector<Entry>& before,
                   const std::vector<Entry>& after, Compare compare) {
    const auto matched = match(before, after, [](const Entry& entry) { return entry.name; });
    // What a set that is new or gone does is seen where it is read.
    for (const Entry* entry : matched.removed) {
        if (!entry->name.empty()) {
            modules.add(make_change(std::string(part), entry->name, "removed", Effect::None, Action::Removed));
        }
    }
    for (const Entry* entry : matched.added) {
        if (!entry->name.empty()) {
            modules.add(make_change(std::string(part), entry->name, "added", Effect::None, Action::Added));
        }
    }
    for (const auto& [one, other] : matched.both) {
        if (!one->name.empty()) compare(modules, *one, *other);
    }
}

}  // namespace

void diff_sets(Modules& modules) {
    compare_named(modules, "set", modules.before.sets, modules.after.sets, compare_members);
}

void diff_tables(Modules& modules) {
    compare_named(modules, "table", modules.before.tables, modules.after.tables, compare_rows);
}

}  // namespace jianhe::diff
