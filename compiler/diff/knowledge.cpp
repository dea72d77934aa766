#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"
#include "compiler/ir/printer.h"

namespace jianhe::diff {
namespace {

std::string words_of(const MasterShape::Column& column) {
    switch (column.type) {
        case MasterShape::Type::Number: return column.name + " : number";
        case MasterShape::Type::Date: return column.name + " : date";
        case MasterShape::Type::Text: break;
    }
    return fmt::format("{} : text {}", column.name, column.length);
}

// "(code : text 10, valid : period) key code"
std::string words_of(const MasterShape& shape) {
    std::vector<std::string> columns;
    for (const MasterShape::Column& column : shape.columns) {
        // The two days of a period stand among the columns only where rules read them.
        if (shape.is_dated && (column.name == "valid_from" || column.name == "valid_to")) continue;
        columns.push_back(words_of(column));
    }
    if (shape.is_dated) columns.emplace_back("valid : period");
    std::vector<std::string> key;
    for (const std::uint32_t column : shape.key) key.push_back(shape.columns[column].name);
    return fmt::format("({}) key {}", fmt::join(columns, ", "), fmt::join(key, ", "));
}

std::string words_of(const std::vector<ir::Provider::Part>& parts) {
    std::vector<std::string> words;
    for (const ir::Provider::Part& part : parts)
        words.push_back(fmt::format("{} : {}", part.name, ir::print_type(part.type)));
    return fmt::format("({})", fmt::join(words, ", "));
}

std::string words_of(const ir::Provider& provider) {
    return fmt::format("{} -> {}{}", words_of(provider.arguments), words_of(provider.parts),
                       provider.built_in.empty() ? "" : " built_in " + provider.built_in);
}

void compare_words(Modules& modules, std::string_view part, const std::string& name, const std::string& before,
                   const std::string& after, Effect effect) {
    if (before == after) return;
    modules.add(make_change(std::string(part), name, fmt::format("{} → {}", before, after), effect));
}

void compare_labels(Modules& modules, std::string_view part, const std::string& name, const std::string& before,
                    const std::string& after) {
    if (before == after) return;
    modules.add(make_change(std::string(part), name, fmt::format("label {} → {}", before, after), Effect::None));
}

// What one that is new or gone does is seen in the rules that ask it.
template <class Entry, class Name, class Compare>
void compare_named(Modules& modules, std::string_view part, const std::vector<Entry>& before,
                   const std::vector<Entry>& after, Name name_of, Compare compare) {
    const auto matched = match(before, after, name_of);
    for (const Entry* entry : matched.removed) {
        modules.add(make_change(std::string(part), name_of(*entry), "removed", Effect::None, Action::Removed));
    }
    for (const Entry* entry : matched.added) {
        modules.add(make_change(std::string(part), name_of(*entry), "added", Effect::None, Action::Added));
    }
    for (const auto& [one, other] : matched.both) {
        compare(*one, *other);
        compare_labels(modules, part, name_of(*other), one->label, other->label);
    }
}

}  // namespace

void diff_masters(Modules& modules) {
    compare_named(
        modules, "master", modules.before.masters, modules.after.masters,
        [](const ir::Master& master) { return master.shape.name; },
        [&](const ir::Master& before, const ir::Master& after) {
            // Another shape reads the operator's table otherwise.
            compare_words(modules, "master", after.shape.name, words_of(before.shape), words_of(after.shape),
                          Effect::Unclear);
            if (before.sample == after.sample) return;
            modules.add(make_change("master", after.shape.name, "its sample has other rows", Effect::None));
        });
}

void diff_providers(Modules& modules) {
    compare_named(
        modules, "provider", modules.before.providers, modules.after.providers,
        [](const ir::Provider& provider) { return provider.name; },
        [&](const ir::Provider& before, const ir::Provider& after) {
            compare_words(modules, "provider", after.name, words_of(before), words_of(after), Effect::Unclear);
        });
}

void diff_scenarios(Modules& modules) {
    compare_named(
        modules, "scenario", modules.before.scenarios, modules.after.scenarios,
        [](const ir::Scenario& scenario) { return scenario.name; },
        [&](const ir::Scenario& before, const ir::Scenario& after) {
            // A rule that uses the scenario holds its condition, and is compared by it.
            compare_words(modules, "scenario", after.name, expression(modules.before, before.condition),
                          expression(modules.after, after.condition), Effect::None);
        });
}

}  // namespace jianhe::diff
