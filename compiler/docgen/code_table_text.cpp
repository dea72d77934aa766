#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <jianhe/encoding.h>

#include "compiler/docgen/code_table.h"
#include "compiler/docgen/describe.h"
#include "compiler/docgen/page.h"

namespace jianhe::docgen {
namespace {

constexpr std::size_t kStatusColumns = 16;
constexpr std::size_t kMaxFields = 4;

std::string_view word_of(ir::CodeStatus status) {
    return status == ir::CodeStatus::Unstated ? std::string_view("(none)") : ir::to_string(status);
}

// Who reports the code, what it needs, and why it is as it is.
std::string standing_text(const ir::Module& module, const CodeStanding& standing) {
    const ir::Code& code = module.code(standing.code);
    std::vector<std::string> parts;
    for (const ir::RuleId rule : standing.rules) parts.push_back(describe(module.rules[index_of(rule)].location));
    for (const BuiltInUse& use : standing.built_in) parts.push_back(describe(module, use, kMaxFields));
    if (code.status == ir::CodeStatus::NeedsProvider) parts.push_back("needs " + code.needs);
    if (!code.reason.empty()) parts.push_back(code.reason);
    return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

std::string describe(const ir::Module& module, const BuiltInUse& use, std::size_t max_fields) {
    if (use.fields.empty()) return use.role;
    std::string text = use.role + ":";
    const bool all = max_fields == 0 || use.fields.size() <= max_fields;
    for (std::size_t i = 0; i < (all ? use.fields.size() : max_fields); ++i) {
        text += " " + module.field(use.fields[i]).tag;
    }
    return all ? text : text + fmt::format(" … {} fields in all", use.fields.size());
}

std::string status_count_text(const ir::Module& module) {
    const StatusCounts counts = count_statuses(code_table(module), module);
    std::string text =
        fmt::format("codes {}, advice of the specification's authors among them {}\n", counts.codes, counts.own);
    for (std::size_t i = 0; i < ir::kCodeStatusCount; ++i) {
        const auto status = static_cast<ir::CodeStatus>(i);
        if (counts.by_status[i] == 0) continue;
        text += fmt::format("  {}{:>4}  {}", padded(word_of(status), kStatusColumns), counts.by_status[i],
                            meaning_of(status));
        if (status == ir::CodeStatus::NeedsProvider) text += fmt::format("; rules: {}", counts.providers_with_rule);
        text += '\n';
    }
    return text;
}

std::string code_table_text(const ir::Module& module) {
    std::size_t width = 0;
    for (const ir::Code& code : module.codes) width = std::max(width, display_width(code.code));
    std::string text;
    for (const CodeStanding& standing : code_table(module)) {
        const ir::Code& code = module.code(standing.code);
        std::string line = padded(code.code, width + 2) + padded(word_of(code.status), kStatusColumns) +
                           standing_text(module, standing);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

}  // namespace jianhe::docgen
