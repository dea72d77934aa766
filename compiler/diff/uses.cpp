#include "compiler/diff/uses.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace jianhe::diff {
namespace {

class Walk {
public:
    explicit Walk(const ir::Module& module) : module_(module) {}

    Uses run() {
        for (const ir::Check& check : module_.checks) {
            const std::string reader = module_.code(check.code).code + place_of(check);
            visit(check.when, Effect::Tightened, reader);
            visit(check.expect, Effect::Relaxed, reader);
        }
        for (const ir::Cell& cell : module_.cells) {
            for (const auto& choice : cell.choices) visit(choice.condition, Effect::Unclear, "the presence table");
        }
        for (const ir::Segment& segment : module_.segments) {
            for (const auto& limit : segment.limits)
                visit(limit.condition, Effect::Unclear, "a limit of " + segment.tag);
        }
        for (const ir::ChosenDate& date : module_.chosen_dates) {
            for (const auto& choice : date.choices) visit(choice.condition, Effect::Unclear, "the date " + date.name);
        }
        for (const ir::Field& field : module_.fields) visit_type(field);
        return std::move(uses_);
    }

private:
    std::string place_of(const ir::Check& check) const {
        if (is_some(check.field)) return " at " + module_.field(check.field).tag;
        if (is_some(check.segment)) return " at " + module_.segment(check.segment).tag;
        return " at " + module_.chosen_dates[index_of(check.chosen)].name;
    }

    void visit_type(const ir::Field& field) {
        if (is_some(field.code_set)) {
            const ir::CodeSet& set = module_.code_sets[index_of(field.code_set)];
            note(set.name, set.is_open ? Effect::None : Effect::Relaxed, "the type of " + field.tag);
        }
        for (const ir::Placeholder& placeholder : field.placeholders) {
            note(module_.sets[index_of(placeholder.members)].name, Effect::Relaxed, "the type of " + field.tag);
        }
    }

    // `effect`: what the instruction's being true more often does.
    void visit(ir::InstId root, Effect effect, const std::string& reader) {
        if (!ir::is_some(root)) return;
        const ir::Inst& inst = module_.inst(root);
        using ir::InstKind;
        if (inst.kind == InstKind::InSet || inst.kind == InstKind::HasAny || inst.kind == InstKind::HasOnly) {
            note(module_.sets[inst.b].name, effect, reader);
        }
        if (inst.kind == InstKind::InCodeSet) note(module_.code_sets[inst.b].name, effect, reader);
        if (inst.kind == InstKind::InTable) note(module_.tables[inst.c].name, effect, reader);
        if (inst.kind == InstKind::Attribute) {
            const ir::Field& field = module_.fields[inst.a];
            note(module_.code_sets[index_of(field.code_set)].name, Effect::Unclear, reader);
        }
        const bool keeps = inst.kind == InstKind::And || inst.kind == InstKind::Or || inst.kind == InstKind::AnyRow ||
                           inst.kind == InstKind::AllRows;
        Effect below = keeps ? effect : Effect::Unclear;
        if (inst.kind == InstKind::Not) below = opposite(effect);
        ir::for_each_operand(inst, [&](ir::InstId operand) { visit(operand, below, reader); });
    }

    void note(const std::string& name, Effect effect, const std::string& reader) {
        if (name.empty()) return;
        Use& use = uses_[name];
        use.when_grown = combined(use.when_grown, effect);
        if (std::find(use.readers.begin(), use.readers.end(), reader) == use.readers.end()) {
            use.readers.push_back(reader);
        }
    }

    const ir::Module& module_;
    Uses uses_;
};

}  // namespace

Uses uses_of(const ir::Module& module) { return Walk(module).run(); }

Effect effect_of(const Use& use, Direction direction) noexcept {
    switch (direction) {
        case Direction::Same: return Effect::None;
        case Direction::Up: return use.when_grown;
        case Direction::Down: return opposite(use.when_grown);
        case Direction::Unclear: break;
    }
    return use.when_grown == Effect::None ? Effect::None : Effect::Unclear;
}

}  // namespace jianhe::diff
