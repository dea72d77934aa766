#include "compiler/diff/change.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace jianhe::diff {
namespace {

constexpr std::array<std::string_view, 13> kParts{"rule",     "code",    "presence",     "field",  "code set",
                                                  "set",      "table",   "relation",     "master", "provider",
                                                  "scenario", "segment", "specification"};

auto rank(const Change& change) {
    const auto part = std::find(kParts.begin(), kParts.end(), change.part) - kParts.begin();
    return std::tuple(change.effect, -static_cast<int>(change.weight), part);
}

bool same_kind(const Change& a, const Change& b) {
    return std::tie(a.part, a.before_names, a.action, a.effect, a.text, a.items, a.weight) ==
           std::tie(b.part, b.before_names, b.action, b.effect, b.text, b.items, b.weight);
}

bool holds(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Whether `change`, which has one name, is what `group` says of other places: in the same words, or in the same with
// `it` for the place, or as the same clause.
bool joins(const Change& change, Change& group) {
    if (!same_kind(change, group)) return false;
    const bool has_own_words = !group.is_general && !group.is_sample;
    if (has_own_words && change.old_text == group.old_text && change.new_text == group.new_text) return true;
    const bool same_general = change.old_general == group.old_general && change.new_general == group.new_general;
    if (same_general && (group.is_general || (has_own_words && group.names.size() == 1))) {
        group.is_general = true;
        group.old_text = group.old_general;
        group.new_text = group.new_general;
        return true;
    }
    if (change.clause.empty() || change.clause != group.clause || holds(group.names, change.names.front()))
        return false;
    group.is_sample = true;
    return true;
}

void name_the_place_of_the_sample(Change& change) {
    if (!change.is_sample || change.is_general) return;
    for (std::string* text : {&change.old_text, &change.new_text}) {
        if (!text->empty()) *text += "  (at " + change.names.front() + ", alike at the others)";
    }
}

}  // namespace

std::string_view to_string(Effect effect) noexcept {
    switch (effect) {
        case Effect::Tightened: return "tightened";
        case Effect::Unclear: return "unclear";
        case Effect::Relaxed: return "relaxed";
        case Effect::None: return "none";
    }
    return "";
}

std::string_view to_string(Action action) noexcept {
    switch (action) {
        case Action::Added: return "added";
        case Action::Removed: return "removed";
        case Action::Changed: return "changed";
        case Action::Redated: return "redated";
    }
    return "";
}

std::string Change::name() const {
    std::string row = before_names;
    for (std::size_t i = 0; i < names.size(); ++i) row += (i == 0 ? "" : ", ") + names[i];
    return row;
}

Change make_change(std::string part, std::string name, std::string text, Effect effect, Action action) {
    Change change;
    change.part = std::move(part);
    change.names.push_back(std::move(name));
    change.text = std::move(text);
    change.effect = effect;
    change.action = action;
    return change;
}

void merge_and_sort(std::vector<Change>& changes) {
    std::vector<Change> merged;
    for (Change& change : changes) {
        const auto same =
            std::find_if(merged.begin(), merged.end(), [&](Change& group) { return joins(change, group); });
        if (same == merged.end()) {
            merged.push_back(std::move(change));
            continue;
        }
        for (std::string& name : change.names) {
            if (!holds(same->names, name)) same->names.push_back(std::move(name));
        }
    }
    std::for_each(merged.begin(), merged.end(), name_the_place_of_the_sample);
    std::stable_sort(merged.begin(), merged.end(), [](const Change& a, const Change& b) { return rank(a) < rank(b); });
    changes = std::move(merged);
}

Effect opposite(Effect effect) noexcept {
    if (effect == Effect::Tightened) return Effect::Relaxed;
    return effect == Effect::Relaxed ? Effect::Tightened : effect;
}

Effect combined(Effect a, Effect b) noexcept {
    if (a == Effect::None || a == b) return b;
    return b == Effect::None ? a : Effect::Unclear;
}

}  // namespace jianhe::diff
