#include <array>
#include <limits>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"
#include "compiler/ir/printer.h"

namespace jianhe::diff {
namespace {

constexpr std::array<std::string_view, ir::kFieldRoleCount> kRoles{"missing",      "not allowed",  "wrong type",
                                                                   "wrong length", "out of range", "not in set"};

class FieldComparer {
public:
    FieldComparer(Modules& modules, const ir::Field& before, const ir::Field& after)
        : modules_(modules), before_(before), after_(after) {}

    void compare() {
        const std::string old_type = words_of(modules_.before, before_);
        const std::string new_type = words_of(modules_.after, after_);
        if (old_type != new_type) add(fmt::format("{} → {}", old_type, new_type), type_effect());
        compare_texts("name", before_.name, after_.name, Effect::None);
        compare_texts("label", before_.label, after_.label, Effect::None);
        compare_texts("segment", modules_.before.segment(before_.segment).tag,
                      modules_.after.segment(after_.segment).tag, Effect::Tightened);
        if (before_.mask != after_.mask) add("what of it is private", Effect::None);
        compare_placeholders();
        for (std::size_t role = 0; role < kRoles.size(); ++role) {
            compare_texts(fmt::format("the code of {}", kRoles[role]), code(modules_.before, before_.codes[role]),
                          code(modules_.after, after_.codes[role]), Effect::Unclear);
        }
    }

private:
    void add(std::string text, Effect effect, std::vector<std::string> items = {}) {
        Change change = make_change("field", before_.tag, std::move(text), effect);
        change.items = std::move(items);
        modules_.add(std::move(change));
    }

    void compare_texts(std::string_view what, const std::string& before, const std::string& after, Effect effect) {
        if (before == after) return;
        add(fmt::format("{} {} → {}", what, before.empty() ? "none" : before, after.empty() ? "none" : after), effect);
    }

    static std::string code(const ir::Module& module, ir::CodeId id) {
        return is_some(id) ? module.code(id).code : std::string();
    }

    static Effect by_room(std::int64_t before, std::int64_t after) {
        if (before == after) return Effect::None;
        return after > before ? Effect::Relaxed : Effect::Tightened;
    }

    // Known where the type is the same and only its limits moved.
    Effect type_effect() const {
        const ir::Field& a = before_;
        const ir::Field& b = after_;
        if (a.type != b.type || a.scale != b.scale || a.item_length != b.item_length || set_name() != 0) {
            return Effect::Unclear;
        }
        Effect effect = by_room(a.max_items, b.max_items);
        if (a.exact && b.exact && a.length != b.length) return Effect::Unclear;
        if (a.exact != b.exact) {
            if (a.length != b.length) return Effect::Unclear;
            effect = combined(effect, b.exact ? Effect::Tightened : Effect::Relaxed);
        }
        effect = combined(effect, by_room(a.length, b.length));
        constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
        constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
        effect = combined(effect, opposite(by_room(a.low.value_or(kLeast), b.low.value_or(kLeast))));
        return combined(effect, by_room(a.high.value_or(kMost), b.high.value_or(kMost)));
    }

    int set_name() const {
        const auto name = [](const ir::Module& module, const ir::Field& field) {
            return is_some(field.code_set) ? module.code_sets[index_of(field.code_set)].name : std::string();
        };
        return name(modules_.before, before_).compare(name(modules_.after, after_));
    }

    // Members of sets without a name; those of a named set are compared where the set is.
    static std::vector<std::string> placeholders(const ir::Module& module, const ir::Field& field) {
        std::vector<std::string> names;
        for (const ir::Placeholder& placeholder : field.placeholders) {
            const ir::Set& set = module.sets[index_of(placeholder.members)];
            const std::string as = placeholder.name.empty() ? "" : " as " + placeholder.name;
            names.push_back((set.name.empty() ? print_members(set) : set.name) + as);
        }
        return names;
    }

    void compare_placeholders() {
        const std::vector<std::string> before = placeholders(modules_.before, before_);
        const std::vector<std::string> after = placeholders(modules_.after, after_);
        const auto matched = match(before, after, std::identity{});
        for (const std::string* text : matched.added) add("placeholder added", Effect::Relaxed, {*text});
        for (const std::string* text : matched.removed) add("placeholder removed", Effect::Tightened, {*text});
    }

    Modules& modules_;
    const ir::Field& before_;
    const ir::Field& after_;
};

}  // namespace

void diff_fields(Modules& modules) {
    const auto matched =
        match(modules.before.fields, modules.after.fields, [](const ir::Field& field) { return field.tag; });
    for (const ir::Field* field : matched.removed) {
        modules.add(make_change("field", field->tag,
                                fmt::format("removed ({}): it is an unknown element now", field->label),
                                Effect::Tightened, Action::Removed));
    }
    for (const ir::Field* field : matched.added) {
        modules.add(make_change("field", field->tag,
                                fmt::format("added to {}: {}, {}", modules.after.segment(field->segment).tag,
                                            field->label, words_of(modules.after, *field)),
                                Effect::Unclear, Action::Added));
    }
    for (const auto& [one, other] : matched.both) FieldComparer(modules, *one, *other).compare();
}

}  // namespace jianhe::diff
