#include "compiler/ir/module.h"

#include <algorithm>

namespace jianhe::ir {

std::string_view to_string(FieldType type) noexcept {
    switch (type) {
        case FieldType::Text: return "text";
        case FieldType::Number: return "number";
        case FieldType::Decimal: return "decimal";
        case FieldType::Code: return "code";
        case FieldType::CodeList: return "list";
        case FieldType::RocDate: return "roc_date";
        case FieldType::RocDateTime: return "roc_datetime";
        case FieldType::NationalId: return "national_id";
        case FieldType::FacilityCode: return "facility_code";
        case FieldType::VisitId: return "visit_id";
    }
    return "";
}

std::string_view to_string(CodeStatus status) noexcept {
    switch (status) {
        case CodeStatus::Unstated: return "";
        case CodeStatus::Checked: return "checked";
        case CodeStatus::BuiltIn: return "built_in";
        case CodeStatus::NeedsProvider: return "needs_provider";
        case CodeStatus::NotPart: return "not_part";
        case CodeStatus::Unknown: return "unknown";
        case CodeStatus::Retired: return "retired";
    }
    return "";
}

std::string_view to_string(Mark mark) noexcept {
    switch (mark) {
        case Mark::Required: return "V";
        case Mark::Forbidden: return "~";
        case Mark::Optional: return "*";
    }
    return "";
}

CodeId Module::find_code(std::string_view code) const noexcept {
    const auto found = std::lower_bound(codes.begin(), codes.end(), code,
                                        [](const Code& entry, std::string_view wanted) { return entry.code < wanted; });
    if (found == codes.end() || found->code != code) return kNone<CodeId>;
    return static_cast<CodeId>(found - codes.begin());
}

FieldId Module::find_field(std::string_view tag) const noexcept {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.tag == tag; });
    if (found == fields.end()) return kNone<FieldId>;
    return static_cast<FieldId>(found - fields.begin());
}

MasterShape sample_shape(const Provider& provider) {
    MasterShape shape;
    shape.name = provider.name;
    for (const Provider::Part& argument : provider.arguments) {
        shape.key.push_back(static_cast<std::uint32_t>(shape.columns.size()));
        shape.columns.push_back({argument.name, MasterShape::Type::Text, 0});
    }
    for (const Provider::Part& part : provider.parts) {
        shape.columns.push_back({part.name, MasterShape::Type::Text, 0});
    }
    return shape;
}

namespace {

RecordLayout make_layout(const Module& module) {
    RecordLayout layout(module.root, module.record);
    for (const Segment& segment : module.segments) {
        layout.add_segment(segment.tag, segment.parent, segment.repeated());
        const std::uint32_t first = index_of(segment.first_field);
        for (std::uint32_t i = first; i < first + segment.field_count; ++i) layout.add_field(module.fields[i].tag);
    }
    return layout;
}

// Codes of which some rule asks a master or a provider: a run says itself which of these it could not ask. A rule that
// only asks the record or its file leaves open what the code needs beyond.
std::vector<bool> codes_that_ask(const Module& module) {
    std::vector<bool> found(module.codes.size(), false);
    for (const Check& check : module.checks) {
        if (!module.rules[index_of(check.rule)].needs.empty()) found[index_of(check.code)] = true;
    }
    return found;
}

// Codes that without a ledger are judged by some of their rules at most.
std::vector<bool> codes_that_ask_history(const Module& module) {
    std::vector<bool> found(module.codes.size(), false);
    for (const Check& check : module.checks) {
        if (check.asks_history) found[index_of(check.code)] = true;
    }
    return found;
}

// Only what a check expects may ask the file.
bool file_blocks(const Module& module) {
    return std::any_of(module.checks.begin(), module.checks.end(), [&](const Check& check) {
        if (!is_some(check.expect)) return false;
        const InstKind kind = module.inst(check.expect).kind;
        const Rule& rule = module.rules[index_of(check.rule)];
        const bool blocks = rule.blocks_record || !rule.blocks.empty();
        return blocks && (kind == InstKind::UniqueInFile || kind == InstKind::SameInFile);
    });
}

}  // namespace

SpecificationInfo make_info(const Module& module, HistoryUse history) {
    SpecificationInfo info(make_layout(module));
    info.name = module.name;
    info.label = module.label;
    info.version = module.version;
    info.digest = module.digest;
    info.wire_encoding = module.encoding;
    for (const FieldId field : module.key) info.key.push_back(static_cast<FieldIndex>(index_of(field)));
    for (const Field& field : module.fields) info.masks.push_back(field.mask);
    for (std::size_t role = 0; role < kEnvelopeRoleCount; ++role) {
        if (is_some(module.envelope[role])) info.envelope[role] = module.code(module.envelope[role]).code;
    }
    const std::vector<bool> asks = codes_that_ask(module);
    const std::vector<bool> asks_history = codes_that_ask_history(module);
    for (std::size_t i = 0; i < module.codes.size(); ++i) {
        const Code& code = module.codes[i];
        info.codes.emplace(code.code, SpecificationInfo::Code{code.message, code.disposition, code.official});
        const bool is_asked_in_vain = asks_history[i] && history == HistoryUse::Without;
        if (is_asked_in_vain) info.unchecked.push_back({code.code, "history"});
        if (code.status == CodeStatus::NeedsProvider && !asks[i] && !is_asked_in_vain) {
            info.unchecked.push_back({code.code, code.needs});
        }
    }
    info.file_blocks = file_blocks(module);
    info.report_templates.insert(module.report_templates.begin(), module.report_templates.end());
    return info;
}

}  // namespace jianhe::ir
