#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "compiler/diff/report.h"

namespace jianhe::diff {
namespace {

constexpr std::size_t kMostItems = 8;

constexpr std::array kEffects{Effect::Tightened, Effect::Unclear, Effect::Relaxed, Effect::None};

std::string_view heading(Effect effect) {
    switch (effect) {
        case Effect::Tightened: return "Tightened: rejects or reports more";
        case Effect::Unclear: return "Changed: which way cannot be told";
        case Effect::Relaxed: return "Relaxed: rejects or reports less";
        case Effect::None: return "No effect on findings";
    }
    return "";
}

std::string cut(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), kMostItems); ++i) text += (i == 0 ? "" : ", ") + items[i];
    if (items.size() > kMostItems) text += fmt::format(" … and {} more", items.size() - kMostItems);
    return text;
}

void append(std::string& out, const Change& change) {
    const auto line = std::back_inserter(out);
    fmt::format_to(line, "  {} {}{}: {}\n", change.part, change.before_names, cut(change.names), change.text);
    if (!change.items.empty()) fmt::format_to(line, "      {}\n", cut(change.items));
    if (!change.old_text.empty()) fmt::format_to(line, "      old  {}\n", change.old_text);
    if (!change.new_text.empty()) fmt::format_to(line, "      new  {}\n", change.new_text);
}

}  // namespace

std::string to_text(const std::vector<Change>& changes) {
    std::string out;
    std::string counts;
    for (const Effect effect : kEffects) {
        const auto count = std::count_if(changes.begin(), changes.end(),
                                         [effect](const Change& change) { return change.effect == effect; });
        counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count,
                              effect == Effect::None ? "without effect" : to_string(effect));
        if (count == 0) continue;
        fmt::format_to(std::back_inserter(out), "{}\n", heading(effect));
        for (const Change& change : changes) {
            if (change.effect == effect) append(out, change);
        }
        out += "\n";
    }
    if (changes.empty()) return "The specifications mean the same\n";
    return out + fmt::format("{} difference{}: {}\n", changes.size(), changes.size() == 1 ? "" : "s", counts);
}

}  // namespace jianhe::diff
