#include "compiler/check/order_derives.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace jianhe {
namespace {

class Orderer {
public:
    Orderer(Context& context, const dsl::BuildDecl& decl, const std::vector<ir::BuildClause>& clauses)
        : context_(context), decl_(decl), clauses_(clauses) {
        for (std::size_t i = 0; i < clauses.size(); ++i) {
            if (clauses[i].kind == ir::BuildClause::Kind::Derive) by_field_[clauses[i].field].push_back(i);
        }
    }

    std::vector<ir::BuildClause> ordered() {
        for (const ir::BuildClause& clause : clauses_) {
            if (clause.kind == ir::BuildClause::Kind::Derive) visit(clause.field);
        }
        return std::move(ordered_);
    }

private:
    enum class State : std::uint8_t { New, Open, Done };

    void visit(ir::FieldId field) {
        State& state = states_[field];
        if (state == State::Done) return;
        if (state == State::Open) return report_circle(field);
        state = State::Open;
        path_.push_back(field);
        for (const std::size_t at : by_field_[field]) {
            if (!ir::is_some(clauses_[at].value)) continue;
            std::set<ir::FieldId> read;
            collect(clauses_[at].value, read);
            for (const ir::FieldId one : read) {
                if (by_field_.contains(one)) visit(one);
            }
        }
        path_.pop_back();
        states_[field] = State::Done;
        for (const std::size_t at : by_field_[field]) ordered_.push_back(clauses_[at]);
    }

    void collect(ir::InstId id, std::set<ir::FieldId>& read) const {
        const ir::Inst& inst = context_.module.inst(id);
        if (inst.kind == ir::InstKind::Field) read.insert(static_cast<ir::FieldId>(inst.a));
        if (inst.kind == ir::InstKind::Attribute) read.insert(static_cast<ir::FieldId>(inst.a));
        if (inst.kind == ir::InstKind::ChosenDate) {
            const ir::ChosenDate& chosen = context_.module.chosen_dates[inst.a];
            for (const ir::ChosenDate::Choice& choice : chosen.choices) read.insert(choice.field);
            read.insert(chosen.otherwise);
        }
        ir::for_each_operand(inst, [&](ir::InstId operand) { collect(operand, read); });
    }

    void report_circle(ir::FieldId field) {
        const auto begin = std::find(path_.begin(), path_.end(), field);
        std::string way;
        for (auto at = begin; at != path_.end(); ++at) way += context_.module.field(*at).tag + " from ";
        const std::string& tag = context_.module.field(field).tag;
        context_.emitter.report(dsl::diag::DerivedFromItself, range_of(tag), tag, way + tag);
    }

    dsl::SourceRange range_of(std::string_view tag) const {
        for (const dsl::BuildClause& clause : decl_.clauses) {
            if (clause.kind != dsl::BuildClause::Kind::Derive) continue;
            for (const dsl::BuildClause::Target& target : clause.targets) {
                if (target.field.text == tag) return target.range;
            }
        }
        return decl_.range;
    }

    Context& context_;
    const dsl::BuildDecl& decl_;
    const std::vector<ir::BuildClause>& clauses_;
    std::map<ir::FieldId, std::vector<std::size_t>> by_field_;
    std::map<ir::FieldId, State> states_;
    std::vector<ir::FieldId> path_;
    std::vector<ir::BuildClause> ordered_;
};

}  // namespace

void order_derives(Context& context, const dsl::BuildDecl& decl, std::vector<ir::BuildClause>& clauses) {
    const auto is_derive = [](const ir::BuildClause& clause) { return clause.kind == ir::BuildClause::Kind::Derive; };
    std::vector<ir::BuildClause> ordered = Orderer(context, decl, clauses).ordered();
    const auto first = std::find_if(clauses.begin(), clauses.end(), is_derive);
    std::move(ordered.begin(), ordered.end(), first);
}

}  // namespace jianhe
