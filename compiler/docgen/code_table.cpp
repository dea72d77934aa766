#include "compiler/docgen/code_table.h"

#include <algorithm>

#include "compiler/docgen/describe.h"

namespace jianhe::docgen {
namespace {

std::string envelope_text(EnvelopeRole role) {
    switch (role) {
        case EnvelopeRole::NotEncoded: return "the file has bytes that are not of its encoding";
        case EnvelopeRole::NoEndOfRecord: return "the file ends inside a record";
        case EnvelopeRole::NoEndOfFile: return "the file ends before the end tag of its root";
        case EnvelopeRole::SeveralRoots: return "the file has a second root element";
        case EnvelopeRole::UnknownField: return "an element that no segment has, or one that stands twice";
        case EnvelopeRole::WrongPlace: return "an element stands where it does not belong, or a segment is not there";
        case EnvelopeRole::MalformedXml:
            return "the file is not well-formed XML, or uses a part of XML that is refused";
    }
    return "";
}

std::vector<BuiltInUse> built_in_uses(const ir::Module& module, ir::CodeId id) {
    std::vector<BuiltInUse> uses;
    for (std::size_t role = 0; role < kEnvelopeRoleCount; ++role) {
        if (module.envelope[role] == id) uses.push_back({envelope_text(static_cast<EnvelopeRole>(role)), {}});
    }
    if (module.too_many == id) uses.push_back({"a segment has more rows than its limit", {}});
    for (std::size_t role = 0; role < ir::kFieldRoleCount; ++role) {
        BuiltInUse use{describe(static_cast<ir::FieldRole>(role)), {}};
        for (std::uint32_t i = 0; i < module.fields.size(); ++i) {
            if (module.fields[i].codes[role] == id) use.fields.push_back(static_cast<ir::FieldId>(i));
        }
        if (!use.fields.empty()) uses.push_back(std::move(use));
    }
    return uses;
}

}  // namespace

CodeStanding standing_of(const ir::Module& module, ir::CodeId code) {
    CodeStanding standing{code, {}, built_in_uses(module, code)};
    for (std::uint32_t i = 0; i < module.rules.size(); ++i) {
        const std::vector<ir::CheckId>& checks = module.rules[i].checks;
        const bool reports = std::any_of(checks.begin(), checks.end(), [&](ir::CheckId check) {
            return module.checks[index_of(check)].code == code;
        });
        if (reports) standing.rules.push_back(static_cast<ir::RuleId>(i));
    }
    return standing;
}

std::vector<CodeStanding> code_table(const ir::Module& module) {
    std::vector<CodeStanding> table;
    for (std::uint32_t i = 0; i < module.codes.size(); ++i) {
        table.push_back(standing_of(module, static_cast<ir::CodeId>(i)));
    }
    return table;
}

StatusCounts count_statuses(const std::vector<CodeStanding>& table, const ir::Module& module) {
    StatusCounts counts;
    counts.codes = table.size();
    for (const CodeStanding& standing : table) {
        const ir::Code& code = module.code(standing.code);
        ++counts.by_status[static_cast<std::size_t>(code.status)];
        if (!code.official) ++counts.own;
        if (code.status == ir::CodeStatus::NeedsProvider && !standing.rules.empty()) ++counts.providers_with_rule;
    }
    return counts;
}

std::string meaning_of(ir::CodeStatus status) {
    switch (status) {
        case ir::CodeStatus::Unstated: return "the registry does not say";
        case ir::CodeStatus::Checked: return "a rule reports it";
        case ir::CodeStatus::BuiltIn: return "a check of the language reports it";
        case ir::CodeStatus::NeedsProvider: return "takes what neither the record nor the file holds";
        case ir::CodeStatus::NotPart: return "not part of this specification";
        case ir::CodeStatus::Unknown: return "when it is reported is not known";
        case ir::CodeStatus::Retired: return "no longer reported";
    }
    return "";
}

}  // namespace jianhe::docgen
