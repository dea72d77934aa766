#include "compiler/diff/change.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace jianhe::diff {
namespace {

constexpr std::array<std::string_view, 9> kParts{"rule", "code",  "presence", "field",        "code set",
                                                 "set",  "table", "segment",  "specification"};

auto rank(const Change& change) {
    const auto part = std::find(kParts.begin(), kParts.end(), change.part) - kParts.begin();
    return std::tuple(change.effect, -static_cast<int>(change.weight), part);
}

bool same_but_for_names(const Change& a, const Change& b) {
    return std::tie(a.part, a.before_names, a.action, a.effect, a.text, a.items, a.old_text, a.new_text, a.weight) ==
           std::tie(b.part, b.before_names, b.action, b.effect, b.text, b.items, b.old_text, b.new_text, b.weight);
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

void merge_and_sort(std::vector<Change>& changes) {
    std::vector<Change> merged;
    for (Change& change : changes) {
        const auto same = std::find_if(merged.begin(), merged.end(),
                                       [&](const Change& other) { return same_but_for_names(change, other); });
        if (same == merged.end()) {
            merged.push_back(std::move(change));
            continue;
        }
        for (std::string& name : change.names) {
            if (std::find(same->names.begin(), same->names.end(), name) == same->names.end()) {
                same->names.push_back(std::move(name));
            }
        }
    }
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
