// L604: placeholders that no condition asks for. L609: comparisons with the placeholder of another field.

#include <algorithm>

#include <fmt/format.h>

#include <jianhe/words.h>

#include "compiler/ir/word_range.h"
#include "compiler/lint/lints.h"

namespace jianhe::lint {
namespace {

using ir::InstKind;

const ir::Set& set_of(const ir::Module& module, ir::SetId id) { return module.sets[ir::index_of(id)]; }

// Whether some member answers the test with true.
bool tells(const ir::Module& module, const ir::Inst& test, const ir::Set& members) {
    return std::any_of(members.members.begin(), members.members.end(), [&](const ir::WordRange& member) {
        if (test.kind == InstKind::EqualConst) return ir::in_word_range(module.texts[module.insts[test.b].a], member);
        if (test.kind == InstKind::InSet) return ir::in_set(member.lo, module.sets[test.b]);
        if (test.kind == InstKind::Matches) return matches_pattern(member.lo, module.patterns[test.b]);
        return test.kind == InstKind::IsPlaceholder;
    });
}

// Tests of one field's whole content by which a placeholder can be told from other contents.
bool is_test_of(const ir::Module& module, const ir::Inst& inst, ir::FieldId field) {
    const bool is_test = inst.kind == InstKind::EqualConst || inst.kind == InstKind::InSet ||
                         inst.kind == InstKind::Matches || inst.kind == InstKind::IsPlaceholder;
    if (!is_test) return false;
    const ir::Inst& read = module.insts[inst.a];
    return read.kind == InstKind::Field && static_cast<ir::FieldId>(read.a) == field;
}

bool is_asked_for(const ir::Module& module, ir::FieldId field, const ir::Set& members) {
    return std::any_of(module.insts.begin(), module.insts.end(), [&](const ir::Inst& inst) {
        return is_test_of(module, inst, field) && tells(module, inst, members);
    });
}

// The written placeholder, for its place and waivers, by the tag of its field and its position.
const dsl::PlaceholderDecl* written_placeholder(const dsl::Specification& tree, std::string_view tag, std::size_t i) {
    for (const dsl::SegmentDecl& segment : tree.segments) {
        for (const dsl::FieldDecl& field : segment.fields) {
            if (field.tag.text != tag) continue;
            return i < field.type.placeholders.size() ? &field.type.placeholders[i] : nullptr;
        }
    }
    return nullptr;
}

// The words of a condition that are placeholders of other fields than the one they are compared with.
void collect_foreign(const ir::Module& module, ir::InstId id, std::vector<std::pair<std::string, std::string>>& found) {
    const ir::Inst& inst = module.inst(id);
    ir::for_each_operand(inst, [&](ir::InstId operand) { collect_foreign(module, operand, found); });
    if (inst.kind != InstKind::EqualConst && inst.kind != InstKind::InSet) return;
    const ir::Inst& read = module.insts[inst.a];
    if (read.kind != InstKind::Field) return;
    const ir::Field& field = module.fields[read.a];
    for (const ir::SetId id_of_set : field.forbidden_placeholders) {
        for (const ir::WordRange& member : set_of(module, id_of_set).members) {
            if (!tells(module, inst, {"", "", {member}})) continue;
            const bool is_own = std::any_of(
                field.placeholders.begin(), field.placeholders.end(),
                [&](const ir::Placeholder& own) { return ir::in_set(member.lo, set_of(module, own.members)); });
            if (!is_own) found.emplace_back(member.lo, field.tag);
        }
    }
}

}  // namespace

void find_placeholders_without_condition(LintContext& context) {
    const ir::Module& module = context.module;
    for (std::size_t f = 0; f < module.fields.size(); ++f) {
        const ir::Field& field = module.fields[f];
        for (std::size_t i = 0; i < field.placeholders.size(); ++i) {
            const ir::Placeholder& placeholder = field.placeholders[i];
            const ir::Set& members = set_of(module, placeholder.members);
            const dsl::PlaceholderDecl* decl = written_placeholder(context.tree, field.tag, i);
            if (decl == nullptr || members.members.empty()) continue;
            if (is_asked_for(module, static_cast<ir::FieldId>(f), members)) continue;
            const std::string name =
                fmt::format("`{}`", placeholder.name.empty() ? members.members.front().lo : placeholder.name);
            auto report =
                context.warn(dsl::diag::PlaceholderWithoutCondition, decl->waivers, decl->range, field.tag, name);
            if (report) report->hint("as it is, every record may hold it there");
        }
    }
}

void find_placeholders_of_others(LintContext& context) {
    const ir::Module& module = context.module;
    for (std::size_t i = 0; i < module.checks.size(); ++i) {
        const ir::Check& check = module.checks[i];
        const dsl::RuleDecl* rule = context.written.rule(check.rule);
        if (rule == nullptr) continue;
        std::vector<std::pair<std::string, std::string>> found;
        if (ir::is_some(check.when)) collect_foreign(module, check.when, found);
        if (ir::is_some(check.expect)) collect_foreign(module, check.expect, found);
        for (const auto& [word, tag] : found) {
            (void)context.warn(dsl::diag::PlaceholderOfOther, rule->waivers,
                               context.written.clause(static_cast<ir::CheckId>(i)), word, tag);
        }
    }
}

}  // namespace jianhe::lint
