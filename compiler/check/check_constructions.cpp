// Constructions: their clauses are checked here and put into the order in which a builder goes through them.

#include <algorithm>
#include <map>
#include <set>

#include "compiler/check/context.h"
#include "compiler/check/expressions.h"
#include "compiler/check/order_derives.h"

namespace jianhe {
namespace {

using Kind = ir::BuildClause::Kind;

// More digits than any field has.
constexpr std::uint32_t kMaxPadding = 18;

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::Set: return "set";
        case Kind::Default: return "default";
        case Kind::Derive: return "derive";
        case Kind::Ask:
        case Kind::AskOptional: return "ask";
        case Kind::Keep: return "keep";
    }
    return "";
}

class ConstructionChecker {
public:
    ConstructionChecker(Context& context, const dsl::BuildDecl& decl) : context_(context), decl_(decl) {
        built_.name = decl.name.text;
        built_.label = decl.label.text;
        built_.location = context.location(decl.range);
    }

    ir::Construction check() {
        for (const dsl::Name& buffer : decl_.buffers) take_buffer(buffer);
        for (const dsl::BuildClause& clause : decl_.clauses) {
            if (clause.kind == dsl::BuildClause::Kind::Scenario) {
                take_scenario(clause);
            } else {
                take_clause(clause);
            }
        }
        if (keeps_ != nullptr && !ir::is_some(built_.kept_for) && !kept_for_unknown_) {
            context_.emitter.report(dsl::diag::KeptForNothing, keeps_->range)
                .hint("name it behind the last value: `keep P49 := P11 for backfill`");
        }
        std::stable_sort(built_.clauses.begin(), built_.clauses.end(),
                         [](const ir::BuildClause& a, const ir::BuildClause& b) { return a.kind < b.kind; });
        order_derives(context_, decl_, built_.clauses);
        return std::move(built_);
    }

private:
    void take_buffer(const dsl::Name& name) {
        const ir::BufferId* id = context_.resolve(context_.buffers, name, "buffer");
        if (id == nullptr || !context_.declare(taken_, name, *id, "buffer")) return;
        built_.buffers.push_back(*id);
        for (const ir::Buffer::Part& part : context_.module.buffer(*id).parts) {
            if (ir::is_some(part.name)) {
                parts_.add(context_.module.buffer_parts[ir::index_of(part.name)], part.name, name.range);
            }
        }
    }

    void take_scenario(const dsl::BuildClause& clause) {
        const dsl::Name& name = clause.targets.front().field;
        const ir::ScenarioId* id = context_.resolve(context_.scenarios, name, "scenario");
        if (id == nullptr) return;
        if (ir::is_some(built_.scenario)) {
            context_.emitter.report(dsl::diag::RepeatedPart, clause.range, "`scenario`");
            return;
        }
        built_.scenario = *id;
        built_.scenario_location = context_.location(clause.range);
    }

    void take_clause(const dsl::BuildClause& clause) {
        Scope scope;
        scope.parts = &parts_;
        if (clause.row_name) {
            const ir::SegmentId* rows = context_.resolve_rows(*clause.row_name);
            if (rows == nullptr) return;
            scope.row = *rows;
        }
        ExpressionChecker expressions(context_, scope);
        ir::BuildClause shared;
        shared.kind = kind_of(clause);
        shared.row = scope.row;
        if (clause.when) {
            const auto condition = expressions.condition(*clause.when);
            if (condition) shared.when = *condition;
            shared.when_text = without_comments(context_.sources.text(clause.when->range));
        }
        if (shared.kind == Kind::Keep) take_kept_for(clause);
        for (const dsl::BuildClause::Target& target : clause.targets) take_target(expressions, shared, target);
    }

    static Kind kind_of(const dsl::BuildClause& clause) {
        switch (clause.kind) {
            case dsl::BuildClause::Kind::Set: return Kind::Set;
            case dsl::BuildClause::Kind::Default: return Kind::Default;
            case dsl::BuildClause::Kind::Derive: return Kind::Derive;
            case dsl::BuildClause::Kind::Ask: return clause.is_optional ? Kind::AskOptional : Kind::Ask;
            case dsl::BuildClause::Kind::Keep:
            case dsl::BuildClause::Kind::Scenario: break;
        }
        return Kind::Keep;
    }

    void take_kept_for(const dsl::BuildClause& clause) {
        keeps_ = keeps_ == nullptr ? &clause : keeps_;
        if (!clause.kept_for) return;
        const ir::ConstructionId* id = context_.resolve(context_.constructions, *clause.kept_for, "construction");
        kept_for_unknown_ = kept_for_unknown_ || id == nullptr;
        if (id == nullptr) return;
        if (ir::is_some(built_.kept_for) && built_.kept_for != *id) {
            context_.emitter.report(dsl::diag::RepeatedPart, clause.kept_for->range, "construction to keep values for");
        }
        built_.kept_for = *id;
    }

    void take_target(ExpressionChecker& expressions, const ir::BuildClause& shared,
                     const dsl::BuildClause::Target& target) {
        const ir::FieldId* field = context_.resolve(context_.fields, target.field, "field");
        if (field == nullptr || !stands_in_rows(*field, shared, target.field)) return;
        ir::BuildClause clause = shared;
        clause.field = *field;
        clause.location = context_.location(target.range);
        if (target.followed_by) clause.followed_by = target.followed_by->text;
        if (target.padded) clause.padded = context_.number(*target.padded, 1, kMaxPadding).value_or(0);
        if (!take_value(expressions, clause, target)) return;
        if (is_usable(clause, target)) built_.clauses.push_back(std::move(clause));
    }

    bool stands_in_rows(ir::FieldId id, const ir::BuildClause& clause, const dsl::Name& name) {
        const ir::Field& field = context_.module.field(id);
        const ir::Segment& segment = context_.module.segment(field.segment);
        const ir::SegmentId rows = segment.repeated() ? field.segment : ir::kNone<ir::SegmentId>;
        if (rows == clause.row) return true;
        if (ir::is_some(rows)) {
            context_.emitter.report(dsl::diag::ClauseOutsideRows, name.range, name.text, segment.tag)
                .hint("say `for each " + segment.row_name + "` behind the clause");
        } else {
            context_.emitter.report(dsl::diag::ClauseInRows, name.range, name.text,
                                    context_.module.segment(clause.row).tag);
        }
        return false;
    }

    bool take_value(ExpressionChecker& expressions, ir::BuildClause& clause, const dsl::BuildClause::Target& target) {
        if (target.position_of) {
            const ir::SegmentId* rows = context_.resolve_rows(*target.position_of);
            if (rows == nullptr) return false;
            if (*rows != clause.row) {
                context_.emitter.report(dsl::diag::ClauseInRows, target.field.range, target.field.text,
                                        context_.module.segment(*rows).tag);
                return false;
            }
            clause.is_position = true;
            clause.value_text = "position of " + target.position_of->text;
            return true;
        }
        if (!target.value) return true;
        clause.value_text = std::string(context_.sources.text(target.value->range));
        const ir::Field& field = context_.module.field(clause.field);
        const bool is_constant = clause.kind == Kind::Set || clause.kind == Kind::Default;
        if (is_constant || expressions.is_literal(*target.value)) return take_literal(expressions, clause, target);
        const auto value = expressions.value(*target.value);
        if (!value) return false;
        const ir::Type wanted = type_of(field);
        // A text that is put together may end in digits: what stands behind it is not known here.
        const bool fits = value->type == wanted || (wanted.kind == ir::ValueType::Text && !clause.followed_by.empty());
        if (!fits) {
            context_.emitter.report(dsl::diag::WantedOther, target.value->range, describe(wanted),
                                    describe(value->type));
            return false;
        }
        clause.value = value->id;
        return true;
    }

    // Literals stand in the record as they are written; a placeholder may be called by its name.
    bool take_literal(ExpressionChecker& expressions, ir::BuildClause& clause, const dsl::BuildClause::Target& target) {
        const dsl::Expr& written = *target.value;
        const ir::Field& field = context_.module.field(clause.field);
        for (const ir::Placeholder& placeholder : field.placeholders) {
            const auto& members = context_.module.sets[ir::index_of(placeholder.members)].members;
            if (placeholder.name != written.text || members.size() != 1) continue;
            clause.value = context_.build.text(members.front().lo);
            return true;
        }
        const TypedValue like{ir::kNone<ir::InstId>, type_of(field), clause.field};
        if (clause.followed_by.empty() && !expressions.literal(written, like)) return false;
        clause.value = context_.build.text(written.text);
        return true;
    }

    // What a field is filled by must not contradict, and every clause must be able to do something.
    bool is_usable(const ir::BuildClause& clause, const dsl::BuildClause::Target& target) {
        if (clause.kind > Kind::Derive) return true;
        const auto [before, is_first] = filled_.try_emplace(clause.field, Filled{clause.kind, target.range, false});
        if (!is_first && before->second.kind != clause.kind) {
            context_.emitter
                .report(dsl::diag::ClausesDiffer, target.range, target.field.text, name_of(before->second.kind),
                        name_of(clause.kind))
                .note(before->second.range, "the first clause");
            return false;
        }
        if (!is_first && before->second.always) {
            context_.emitter.report(dsl::diag::ClauseNeverUsed, target.range, target.field.text)
                .note(before->second.range, "it has no condition");
            return false;
        }
        const bool is_constant =
            !ir::is_some(clause.value) || context_.module.inst(clause.value).kind == ir::InstKind::Text;
        if (!ir::is_some(clause.when) && is_constant) before->second = {clause.kind, target.range, true};
        return true;
    }

    struct Filled {
        Kind kind;
        dsl::SourceRange range;
        bool always;
    };

    Context& context_;
    const dsl::BuildDecl& decl_;
    ir::Construction built_;
    NameTable<ir::BufferId> taken_;
    NameTable<ir::BufferPartId> parts_;
    std::map<ir::FieldId, Filled> filled_;
    const dsl::BuildClause* keeps_ = nullptr;
    bool kept_for_unknown_ = false;
};

}  // namespace

// Names first: what is kept is for a construction that may stand behind.
void check_constructions(Context& context) {
    std::vector<const dsl::BuildDecl*> declared;
    for (const dsl::BuildDecl& decl : context.tree.builds) {
        const auto id = static_cast<ir::ConstructionId>(declared.size());
        if (context.declare(context.constructions, decl.name, id, "construction")) declared.push_back(&decl);
    }
    for (const dsl::BuildDecl* decl : declared) {
        context.module.constructions.push_back(ConstructionChecker(context, *decl).check());
    }
}

}  // namespace jianhe
