#include <string>

#include <fmt/format.h>

#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"
#include "compiler/ir/printer.h"

namespace jianhe::diff {
namespace {

Change change_of(const ir::Segment& segment, std::string text, Effect effect, Action action = Action::Changed) {
    return make_change("segment", segment.tag, std::move(text), effect, action);
}

std::string limits_text(const ir::Module& module, const ir::Segment& segment) {
    std::string text;
    for (const ir::Segment::Limit& limit : segment.limits) {
        text += fmt::format("{}{}..{}{}", text.empty() ? "" : ", ", limit.low, limit.high,
                            is_some(limit.condition) ? " when " + print_expr(module, limit.condition) : "");
    }
    return text.empty() ? "once" : text;
}

// Known only where each limit has its counterpart under the same condition.
Effect limits_effect(const Modules& modules, const ir::Segment& a, const ir::Segment& b) {
    if (a.limits.size() != b.limits.size()) return Effect::Unclear;
    Effect effect = Effect::None;
    for (std::size_t i = 0; i < a.limits.size(); ++i) {
        const ir::Segment::Limit& one = a.limits[i];
        const ir::Segment::Limit& other = b.limits[i];
        if (expression(modules.before, one.condition) != expression(modules.after, other.condition)) {
            return Effect::Unclear;
        }
        if (other.low != one.low) effect = combined(effect, other.low > one.low ? Effect::Tightened : Effect::Relaxed);
        if (other.high != one.high) {
            effect = combined(effect, other.high < one.high ? Effect::Tightened : Effect::Relaxed);
        }
    }
    return effect;
}

void compare(Modules& modules, const ir::Segment& a, const ir::Segment& b) {
    const std::string old_limits = limits_text(modules.before, a);
    const std::string new_limits = limits_text(modules.after, b);
    if (old_limits != new_limits) {
        modules.add(change_of(a, fmt::format("rows {} → {}", old_limits, new_limits), limits_effect(modules, a, b)));
    }
    if (a.parent != b.parent) {
        modules.add(change_of(a, fmt::format("in {} → in {}", a.parent, b.parent), Effect::Unclear));
    }
    if (a.label != b.label) modules.add(change_of(a, fmt::format("label {} → {}", a.label, b.label), Effect::None));
}

}  // namespace

void diff_segments(Modules& modules) {
    const auto matched =
        match(modules.before.segments, modules.after.segments, [](const ir::Segment& segment) { return segment.tag; });
    for (const ir::Segment* segment : matched.removed) {
        modules.add(change_of(*segment, "removed: it is an unknown element now", Effect::Tightened, Action::Removed));
    }
    for (const ir::Segment* segment : matched.added) {
        modules.add(
            change_of(*segment, "added, rows " + limits_text(modules.after, *segment), Effect::Unclear, Action::Added));
    }
    for (const auto& [one, other] : matched.both) compare(modules, *one, *other);
}

}  // namespace jianhe::diff
