#include <string>

#include <fmt/format.h>

#include "compiler/diff/clauses.h"
#include "compiler/diff/direction.h"
#include "compiler/diff/dispositions.h"
#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"
#include "compiler/ir/dispositions.h"

namespace jianhe::diff {
namespace {

Effect when_true_more(Direction direction, Effect up) {
    switch (direction) {
        case Direction::Same: return Effect::None;
        case Direction::Up: return up;
        case Direction::Down: return opposite(up);
        case Direction::Unclear: break;
    }
    return Effect::Unclear;
}

class RuleComparer {
public:
    RuleComparer(Modules& modules, const ClauseKey& key) : modules_(modules), key_(key) {}

    void compare(const std::vector<ClauseView>& before, const std::vector<ClauseView>& after) {
        const ClausePairs pairs = pair_clauses(before, after);
        for (const auto& [one, other] : pairs.changed) compare(*one, *other);
        // A code that was silent at the place, or is silent there now; else another of its clauses goes on.
        const bool is_new = before.empty();
        const bool is_gone = after.empty();
        for (const ClauseView* clause : pairs.added) {
            Change change = change_of(*clause, is_new ? Action::Added : Action::Changed, Effect::Tightened);
            change.text =
                fmt::format("{}: {}", is_new ? "added" : "clause added", words_of(clause->check->dispositions));
            show(change.new_text, change.new_general, *clause, true);
            change.clause = "new " + clause->location();
            modules_.add(std::move(change));
        }
        for (const ClauseView* clause : pairs.removed) {
            Change change = change_of(*clause, is_gone ? Action::Removed : Action::Changed, Effect::Relaxed);
            change.text =
                fmt::format("{}: {}", is_gone ? "removed" : "clause removed", words_of(clause->check->dispositions));
            show(change.old_text, change.old_general, *clause, true);
            change.clause = "old " + clause->location();
            modules_.add(std::move(change));
        }
    }

private:
    void show(std::string& text, std::string& general, const ClauseView& clause, bool with_besides) const {
        // A decision table is unrolled into conditions that nobody wrote.
        text = asks_table(clause) ? clause.check->expect_text : clause.text();
        if (with_besides && !clause.besides.empty()) text += " (" + clause.besides + ")";
        general = with_it(text, key_.second);
    }

    static bool asks_table(const ClauseView& clause) { return clause.text().find("decided(") != std::string::npos; }

    Change change_of(const ClauseView& clause, Action action, Effect effect) const {
        Change change;
        change.part = "rule";
        change.before_names = key_.first + " at ";
        change.names = {key_.second};
        change.action = action;
        change.effect = effect;
        change.weight = strongest(clause.check->dispositions);
        return change;
    }

    void compare(const ClauseView& before, const ClauseView& after) {
        if (!follows_registry(before, after)) compare_dispositions(before, after);
        if (before.text() != after.text()) {
            const Effect effect = combined(when_effect(before.check->when, after.check->when),
                                           expect_effect(before.check->expect, after.check->expect));
            Change change = change_of(after, Action::Changed, effect);
            change.text = effect == Effect::Tightened ? "fires more often"
                          : effect == Effect::Relaxed ? "fires less often"
                                                      : "fires otherwise";
            const bool reads_alike = asks_table(before) && before.check->expect_text == after.check->expect_text;
            if (reads_alike) change.text += ", because a table that it asks has changed";
            if (!reads_alike) show(change.old_text, change.old_general, before, false);
            show(change.new_text, change.new_general, after, false);
            change.clause = before.location() + " " + after.location();
            modules_.add(std::move(change));
        }
        if (before.besides != after.besides) {
            Change change = change_of(after, Action::Changed, Effect::Unclear);
            change.text = fmt::format("{} → {}", before.besides.empty() ? "nothing besides" : before.besides,
                                      after.besides.empty() ? "nothing besides" : after.besides);
            modules_.add(std::move(change));
        }
    }

    // A clause without `when` asks always, and one without `expect` fires whenever it asks.
    Effect when_effect(ir::InstId before, ir::InstId after) const {
        if (!is_some(before)) return is_some(after) ? Effect::Relaxed : Effect::None;
        if (!is_some(after)) return Effect::Tightened;
        return when_true_more(direction(modules_.before, before, modules_.after, after), Effect::Tightened);
    }
    Effect expect_effect(ir::InstId before, ir::InstId after) const {
        if (!is_some(before)) return is_some(after) ? Effect::Relaxed : Effect::None;
        if (!is_some(after)) return Effect::Tightened;
        return when_true_more(direction(modules_.before, before, modules_.after, after), Effect::Relaxed);
    }

    void compare_dispositions(const ClauseView& before, const ClauseView& after) {
        const Dispositions& one = before.check->dispositions;
        const Dispositions& other = after.check->dispositions;
        if (is_dated(one) && is_dated(other) && before.switched_by != after.switched_by) {
            Change change = change_of(after, Action::Redated, Effect::Unclear);
            change.text = fmt::format("switched by {} → by {}", before.switched_by, after.switched_by);
            modules_.add(std::move(change));
        }
        if (words_of(one) == words_of(other)) return;
        Change change =
            change_of(after, is_redated(one, other) ? Action::Redated : Action::Changed, effect_of(one, other));
        change.text = change_text(one, other);
        change.weight = std::max(strongest(one), strongest(other));
        modules_.add(std::move(change));
    }

    // The registry's change says it already.
    bool follows_registry(const ClauseView& before, const ClauseView& after) const {
        const auto follows = [](const ir::Module& module, const ir::Check& check) {
            return ir::is_of_every_day(check.dispositions) &&
                   check.dispositions.front().disposition == module.code(check.code).disposition;
        };
        const Disposition one = modules_.before.code(before.check->code).disposition;
        const Disposition other = modules_.after.code(after.check->code).disposition;
        return one != other && follows(modules_.before, *before.check) && follows(modules_.after, *after.check);
    }

    Modules& modules_;
    const ClauseKey& key_;
};

}  // namespace

void diff_rules(Modules& modules) {
    const auto before = clauses_of(modules.before);
    const auto after = clauses_of(modules.after);
    const std::vector<ClauseView> none;
    for (const auto& [key, clauses] : before) {
        const auto other = after.find(key);
        RuleComparer(modules, key).compare(clauses, other == after.end() ? none : other->second);
    }
    for (const auto& [key, clauses] : after) {
        if (!before.contains(key)) RuleComparer(modules, key).compare(none, clauses);
    }
}

}  // namespace jianhe::diff
