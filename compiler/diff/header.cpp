#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/diff/parts.h"
#include "compiler/diff/words.h"
#include "compiler/ir/printer.h"

namespace jianhe::diff {
namespace {

constexpr std::array<std::string_view, kEnvelopeRoleCount> kRoles{"not_encoded",   "no_end_of_record", "no_end_of_file",
                                                                  "several_roots", "unknown_field",    "wrong_place",
                                                                  "malformed_xml"};

// Compares two texts of the header.
void compare(Modules& modules, std::string_view name, const std::string& before, const std::string& after,
             Effect effect) {
    if (before == after) return;
    modules.add(make_change("specification", std::string(name),
                            fmt::format("{} → {}", before.empty() ? "none" : before, after.empty() ? "none" : after),
                            effect));
}

std::string key_text(const ir::Module& module) {
    std::string text;
    for (const ir::FieldId field : module.key) text += (text.empty() ? "" : ", ") + module.field(field).tag;
    return text;
}

std::string text_of(const ir::Module& module, const ir::Given& given) {
    return fmt::format("{}{}{}", print_type(given.type), given.is_optional ? " optional" : "",
                       is_some(given.example) ? " example " + print_expr(module, given.example) : "");
}

std::string text_of(const ir::Module& module, const ir::ChosenDate& date) {
    std::string text;
    for (const ir::ChosenDate::Choice& choice : date.choices) {
        text += fmt::format("{} when {}, ", module.field(choice.field).tag, print_expr(module, choice.condition));
    }
    return text + (date.choices.empty() ? "" : "else ") + module.field(date.otherwise).tag;
}

// Declarations of one kind by name, each as a text.
template <class Declaration>
void compare_named(Modules& modules, std::string_view kind, const std::vector<Declaration>& before,
                   const std::vector<Declaration>& after) {
    const auto matched = match(before, after, [](const Declaration& entry) { return entry.name; });
    const auto name = [&](const Declaration& entry) { return fmt::format("{} {}", kind, entry.name); };
    for (const Declaration* entry : matched.removed) {
        compare(modules, name(*entry), text_of(modules.before, *entry), "", Effect::Unclear);
    }
    for (const Declaration* entry : matched.added) {
        compare(modules, name(*entry), "", text_of(modules.after, *entry), Effect::Unclear);
    }
    for (const auto& [one, other] : matched.both) {
        compare(modules, name(*one), text_of(modules.before, *one), text_of(modules.after, *other), Effect::Unclear);
    }
}

void compare_templates(Modules& modules) {
    const auto matched = match(modules.before.report_templates, modules.after.report_templates,
                               [](const auto& entry) { return entry.first; });
    for (const auto* entry : matched.removed) compare(modules, "report " + entry->first, "a layout", "", Effect::None);
    for (const auto* entry : matched.added) compare(modules, "report " + entry->first, "", "a layout", Effect::None);
    for (const auto& [one, other] : matched.both) {
        if (one->second == other->second) continue;
        compare(modules, "report " + one->first, "its layout", "another layout", Effect::None);
    }
}

std::string code_text(const ir::Module& module, ir::CodeId code) { return is_some(code) ? module.code(code).code : ""; }

}  // namespace

void diff_header(Modules& modules) {
    const ir::Module& a = modules.before;
    const ir::Module& b = modules.after;
    compare(modules, "name", a.name, b.name, Effect::None);
    compare(modules, "label", a.label, b.label, Effect::None);
    compare(modules, "version", a.version, b.version, Effect::None);
    compare(modules, "wire", a.root + "/" + a.record, b.root + "/" + b.record, Effect::Unclear);
    compare(modules, "encoding", a.encoding == TextEncoding::Big5 ? "big5" : "utf8",
            b.encoding == TextEncoding::Big5 ? "big5" : "utf8", Effect::Unclear);
    compare(modules, "key", key_text(a), key_text(b), Effect::None);
    compare(modules, "code_sets by", words_of(a, a.code_sets_by), words_of(b, b.code_sets_by), Effect::Unclear);
    compare_named(modules, "given", a.givens, b.givens);
    compare_named(modules, "date", a.chosen_dates, b.chosen_dates);
    for (std::size_t role = 0; role < kEnvelopeRoleCount; ++role) {
        compare(modules, fmt::format("the code of {}", kRoles[role]), code_text(a, a.envelope[role]),
                code_text(b, b.envelope[role]), Effect::Unclear);
    }
    compare(modules, "the code of too_many", code_text(a, a.too_many), code_text(b, b.too_many), Effect::Unclear);
    compare_templates(modules);
}

}  // namespace jianhe::diff
