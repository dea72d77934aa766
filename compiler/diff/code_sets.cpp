#include <map>
#include <string>

#include <fmt/format.h>

#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"

namespace jianhe::diff {
namespace {

using Rows = std::vector<const ir::CodeSet::Row*>;

// Rows by code, in the order of their dates.
std::map<std::string, Rows> by_code(const ir::CodeSet& set) {
    std::map<std::string, Rows> rows;
    for (const ir::CodeSet::Row& row : set.rows) rows[words_of(row.code)].push_back(&row);
    for (auto& [code, list] : rows) {
        std::stable_sort(list.begin(), list.end(), [](const ir::CodeSet::Row* a, const ir::CodeSet::Row* b) {
            return a->valid.from < b->valid.from;
        });
    }
    return rows;
}

std::string dates_of(const Rows& rows) {
    std::string text;
    for (const ir::CodeSet::Row* row : rows) {
        const std::string span = words_of(row->valid);
        text += (text.empty() ? "" : " and ") + (span.empty() ? "always" : span);
    }
    return text;
}

std::string columns_of(const ir::CodeSet& set, const Rows& rows) {
    std::string text;
    for (const ir::CodeSet::Row* row : rows) {
        for (std::size_t i = 0; i < set.columns.size(); ++i) {
            text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", set.columns[i].name, row->columns[i]);
        }
    }
    return text;
}

std::string labels_of(const Rows& rows) {
    std::string text;
    for (const ir::CodeSet::Row* row : rows) text += (text.empty() ? "" : " / ") + row->label;
    return text;
}

bool contains(const ir::Span& outer, const ir::Span& inner) {
    const bool from = !outer.from || (inner.from && *outer.from <= *inner.from);
    const bool until = !outer.until || (inner.until && *inner.until <= *outer.until);
    return from && until;
}

// Up: valid on every day it was valid before.
Direction direction_of(const Rows& before, const Rows& after) {
    const auto covers = [](const Rows& outer, const Rows& inner) {
        return std::all_of(inner.begin(), inner.end(), [&](const ir::CodeSet::Row* row) {
            return std::any_of(outer.begin(), outer.end(),
                               [&](const ir::CodeSet::Row* whole) { return contains(whole->valid, row->valid); });
        });
    };
    const bool grown = covers(after, before);
    const bool shrunk = covers(before, after);
    if (grown && shrunk) return Direction::Same;
    if (grown) return Direction::Up;
    return shrunk ? Direction::Down : Direction::Unclear;
}

class CodeSetComparer {
public:
    CodeSetComparer(Modules& modules, const ir::CodeSet& before, const ir::CodeSet& after)
        : modules_(modules), before_(before), after_(after), use_(modules.use_of(after.name)) {}

    void compare() {
        if (before_.is_open != after_.is_open) {
            add(after_.is_open ? "opened: a code that it does not hold is no fault now"
                               : "closed: a code that it does not hold is a fault now",
                after_.is_open ? Effect::Relaxed : Effect::Tightened);
        }
        if (before_.label != after_.label) {
            add(fmt::format("label {} → {}", before_.label, after_.label), Effect::None);
        }
        const auto old_rows = by_code(before_);
        const auto new_rows = by_code(after_);
        for (const auto& [code, rows] : new_rows) {
            const auto old = old_rows.find(code);
            if (old == old_rows.end()) {
                added_.push_back(with_dates(code, rows));
            } else {
                compare_rows(code, old->second, rows);
            }
        }
        for (const auto& [code, rows] : old_rows) {
            if (!new_rows.contains(code)) removed_.push_back(with_dates(code, rows));
        }
        add_items("code", "added", added_, effect_of(use_, Direction::Up), Action::Changed);
        add_items("code", "removed", removed_, effect_of(use_, Direction::Down), Action::Changed);
        add_items("code", "relabelled", relabelled_, Effect::None, Action::Changed);
        add_items("code", "with other columns", other_columns_, effect_of(use_, Direction::Unclear), Action::Changed);
        for (auto& [change, codes] : redated_) {
            add(fmt::format("redated: {}", change.first), change.second, codes, Action::Redated);
        }
    }

private:
    static std::string with_dates(const std::string& code, const Rows& rows) {
        const std::string dates = dates_of(rows);
        return dates == "always" ? code : code + " " + dates;
    }

    void compare_rows(const std::string& code, const Rows& before, const Rows& after) {
        const std::string old_dates = dates_of(before);
        const std::string new_dates = dates_of(after);
        if (old_dates != new_dates) {
            redated_[{fmt::format("{} → {}", old_dates, new_dates), effect_of(use_, direction_of(before, after))}]
                .push_back(code);
        }
        if (labels_of(before) != labels_of(after)) {
            relabelled_.push_back(fmt::format("{} {} → {}", code, labels_of(before), labels_of(after)));
        }
        const std::string old_columns = columns_of(before_, before);
        const std::string new_columns = columns_of(after_, after);
        if (old_columns != new_columns) {
            other_columns_.push_back(fmt::format("{} ({}) → ({})", code, old_columns, new_columns));
        }
    }

    void add_items(std::string_view noun, std::string_view what, const std::vector<std::string>& items, Effect effect,
                   Action action) {
        if (items.empty()) return;
        add(fmt::format("{} {}{} {}", items.size(), noun, items.size() == 1 ? "" : "s", what), effect, items, action);
    }

    void add(std::string text, Effect effect, std::vector<std::string> items = {}, Action action = Action::Changed) {
        Change change = make_change("code set", after_.name, std::move(text), effect, action);
        change.items = std::move(items);
        modules_.add(std::move(change));
    }

    Modules& modules_;
    const ir::CodeSet& before_;
    const ir::CodeSet& after_;
    Use use_;
    std::vector<std::string> added_;
    std::vector<std::string> removed_;
    std::vector<std::string> relabelled_;
    std::vector<std::string> other_columns_;
    std::map<std::pair<std::string, Effect>, std::vector<std::string>> redated_;
};

}  // namespace

void diff_code_sets(Modules& modules) {
    const auto matched =
        match(modules.before.code_sets, modules.after.code_sets, [](const ir::CodeSet& set) { return set.name; });
    // What a set that is new or gone does is seen where it is read.
    for (const ir::CodeSet* set : matched.removed) {
        modules.add(make_change("code set", set->name, "removed", Effect::None, Action::Removed));
    }
    for (const ir::CodeSet* set : matched.added) {
        modules.add(make_change("code set", set->name, fmt::format("added, {} rows", set->rows.size()), Effect::None,
                                Action::Added));
    }
    for (const auto& [one, other] : matched.both) CodeSetComparer(modules, *one, *other).compare();
}

}  // namespace jianhe::diff
