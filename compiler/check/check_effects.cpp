// What accepted records do to relations: loops are unrolled here, so that an effect is one action.

#include <algorithm>

#include "compiler/check/expressions.h"
#include "compiler/check/loops.h"
#include "compiler/check/relations.h"

namespace jianhe {
namespace {

class EffectChecker {
public:
    EffectChecker(Context& context, const dsl::EffectDecl& decl)
        : context_(context), decl_(decl), loops_(context, decl.loops) {}

    void check() {
        if (loops_.check(scope_)) loops_.for_each_turn(scope_, [this] { turn(); });
    }

private:
    void turn() {
        std::optional<ir::InstId> when;
        for (const dsl::Expr& condition : decl_.conditions) {
            const auto checked = ExpressionChecker(context_, scope_).condition(condition);
            if (!checked) return;
            when = when ? context_.build.condition(ir::InstKind::And, ir::index_of(*when), ir::index_of(*checked))
                        : *checked;
        }
        for (const dsl::EffectAction& action : decl_.actions)
            check_action(action, when.value_or(ir::kNone<ir::InstId>));
    }

    void misfit(const dsl::Name& name, std::string_view what) {
        context_.emitter.report(dsl::diag::RelationMisfit, name.range, name.text, what);
    }

    void check_action(const dsl::EffectAction& action, ir::InstId when) {
        const ir::RelationId* id = context_.resolve(context_.relations, action.relation, "relation");
        if (id == nullptr) return;
        ir::Effect effect;
        effect.relation = *id;
        effect.row = scope_.row;
        effect.when = when;
        effect.location = context_.location(action.range);
        const ir::Relation relation = context_.module.relations[ir::index_of(*id)];
        bool done = false;
        switch (action.kind) {
            case dsl::EffectAction::Kind::Add: done = check_add(action, relation, effect); break;
            case dsl::EffectAction::Kind::Event: done = check_event(action, relation, effect); break;
            case dsl::EffectAction::Kind::TakeBack: done = check_take_back(action, relation, effect); break;
        }
        if (done) context_.module.effects.push_back(std::move(effect));
    }

    bool check_add(const dsl::EffectAction& action, const ir::Relation& relation, ir::Effect& effect) {
        effect.kind = ir::Effect::Kind::Add;
        if (relation.is_life_cycle()) {
            misfit(action.relation, "has keys, to which events happen");
        } else if (relation.is_imported) {
            misfit(action.relation, "is imported: only the operator gives its rows");
        } else if (relation.row != scope_.row) {
            misfit(action.relation, ir::is_some(relation.row)
                                        ? "keeps rows of a segment: write `for each` before `when`"
                                        : "keeps whole records, not rows of a segment");
        } else {
            return true;
        }
        return false;
    }

    bool check_event(const dsl::EffectAction& action, const ir::Relation& relation, ir::Effect& effect) {
        effect.kind = ir::Effect::Kind::Event;
        if (!relation.is_life_cycle()) {
            misfit(action.relation, "is a list, and has no events");
            return false;
        }
        const auto event = std::find(relation.events.begin(), relation.events.end(), action.event.text);
        if (event == relation.events.end()) {
            const std::vector<std::string_view> names(relation.events.begin(), relation.events.end());
            context_.report_unknown(action.event, "event", names);
        } else {
            effect.event = static_cast<std::uint32_t>(event - relation.events.begin());
        }
        if (action.key.size() != relation.key_size) {
            context_.emitter.report(dsl::diag::ArgumentCount, action.relation.range, relation.name,
                                    std::size_t{relation.key_size}, action.key.size());
            return false;
        }
        bool sound = event != relation.events.end();
        for (std::size_t i = 0; i < action.key.size(); ++i) {
            const auto part = check_part(action.key[i], relation.columns[i]);
            sound = sound && part.has_value();
            if (part) effect.key.push_back(*part);
        }
        return check_held(action, relation, effect) && sound;
    }

    std::optional<ir::Effect::KeyPart> check_part(const dsl::Expr& written, const ir::Relation::Column& column) {
        ExpressionChecker expressions(context_, scope_);
        if (written.kind == dsl::ExprKind::Anything) {
            if (column.is_finite()) return ir::Effect::KeyPart{};
            context_.emitter.report(dsl::diag::PartNotFinite, written.range, column.name);
            return std::nullopt;
        }
        if (written.kind != dsl::ExprKind::Range) {
            const auto value = expressions.key_value(written, column);
            if (!value) return std::nullopt;
            return ir::Effect::KeyPart{*value, ir::kNone<ir::InstId>};
        }
        if (!column.low) {
            context_.emitter.report(dsl::diag::WantedOther, written.range, "a value", "a range")
                .hint("a range stands for numbers of a part that has a range itself");
            return std::nullopt;
        }
        const auto low = expressions.key_value(written.operands[0], column);
        const auto high = expressions.key_value(written.operands[1], column);
        if (!low || !high) return std::nullopt;
        return ir::Effect::KeyPart{*low, *high};
    }

    bool check_held(const dsl::EffectAction& action, const ir::Relation& relation, ir::Effect& effect) {
        effect.held.assign(relation.columns.size() - relation.key_size, ir::kNone<ir::InstId>);
        std::vector<std::string_view> names;
        for (std::size_t i = relation.key_size; i < relation.columns.size(); ++i) {
            names.push_back(relation.columns[i].name);
        }
        bool sound = true;
        for (const dsl::EffectAction::Held& held : action.held) {
            const auto found = std::find(names.begin(), names.end(), held.name.text);
            if (found == names.end()) {
                context_.report_unknown(held.name, "column that is held", names);
                sound = false;
                continue;
            }
            const auto at = static_cast<std::size_t>(found - names.begin());
            const auto value =
                ExpressionChecker(context_, scope_).key_value(held.value, relation.columns[relation.key_size + at]);
            sound = sound && value.has_value();
            if (value) effect.held[at] = *value;
        }
        return sound;
    }

    bool check_take_back(const dsl::EffectAction& action, const ir::Relation& relation, ir::Effect& effect) {
        effect.kind = ir::Effect::Kind::TakeBack;
        if (relation.is_life_cycle()) {
            misfit(action.relation, "has keys; what is taken back is the record that added a row of a list");
            return false;
        }
        std::vector<std::uint32_t> columns;
        for (const dsl::Name& name : action.by) {
            std::vector<std::string_view> names;
            for (const ir::Relation::Column& column : relation.columns) names.push_back(column.name);
            const auto found = std::find(names.begin(), names.end(), name.text);
            if (found == names.end()) {
                context_.report_unknown(name, "column", names);
            } else {
                columns.push_back(static_cast<std::uint32_t>(found - names.begin()));
            }
        }
        if (columns.size() != action.by.size()) return false;
        const auto look_up =
            find_look_up(context_, effect.relation, columns, join(action.by.front().range, action.by.back().range));
        if (!look_up) return false;
        effect.by = *look_up;
        for (const std::uint32_t column : context_.module.look_ups[ir::index_of(*look_up)].columns) {
            const std::string& tag = relation.columns[column].name;
            const auto value =
                ExpressionChecker(context_, scope_).value({dsl::ExprKind::Word, action.by.front().range, tag, {}});
            if (!value) return false;
            effect.key.push_back({value->id, ir::kNone<ir::InstId>});
        }
        return true;
    }

    Context& context_;
    const dsl::EffectDecl& decl_;
    Loops loops_;
    Scope scope_;
};

}  // namespace

void check_effects(Context& context) {
    for (const dsl::EffectDecl& decl : context.tree.effects) EffectChecker(context, decl).check();
}

}  // namespace jianhe
