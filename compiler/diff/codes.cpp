#include <string>

#include <fmt/format.h>

#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"

namespace jianhe::diff {
namespace {

Change change_of(const ir::Code& code, std::string text, Effect effect, Action action = Action::Changed) {
    Change change = make_change("code", code.code, std::move(text), effect, action);
    change.weight = code.disposition;
    return change;
}

void compare(Modules& modules, const ir::Code& before, const ir::Code& after) {
    if (before.disposition != after.disposition) {
        const bool stronger = after.disposition > before.disposition;
        Change change =
            change_of(after, fmt::format("{} → {}", words_of(before.disposition), words_of(after.disposition)),
                      stronger ? Effect::Tightened : Effect::Relaxed);
        change.weight = std::max(before.disposition, after.disposition);
        modules.add(std::move(change));
    }
    const auto compare_texts = [&](std::string_view what, const std::string& one, const std::string& other) {
        if (one == other) return;
        modules.add(change_of(
            after, fmt::format("{} {} → {}", what, one.empty() ? "none" : one, other.empty() ? "none" : other),
            Effect::None));
    };
    compare_texts("message", before.message, after.message);
    if (before.disposition == after.disposition) {
        compare_texts("dispositions", words_of(before.schedule), words_of(after.schedule));
    }
    compare_texts("status", std::string(ir::to_string(before.status)), std::string(ir::to_string(after.status)));
    compare_texts("needs", before.needs, after.needs);
    compare_texts("reason", before.reason, after.reason);
    compare_texts("source", before.source, after.source);
}

}  // namespace

void diff_codes(Modules& modules) {
    const auto matched =
        match(modules.before.codes, modules.after.codes, [](const ir::Code& code) { return code.code; });
    // What a code does is seen where it is reported.
    for (const ir::Code* code : matched.removed) {
        modules.add(change_of(*code, "removed from the registry: " + code->message, Effect::None, Action::Removed));
    }
    for (const ir::Code* code : matched.added) {
        modules.add(change_of(*code,
                              fmt::format("added to the registry, {}: {}", words_of(code->disposition), code->message),
                              Effect::None, Action::Added));
    }
    for (const auto& [one, other] : matched.both) compare(modules, *one, *other);
}

}  // namespace jianhe::diff
