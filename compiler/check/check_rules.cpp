// Rules: loops are unrolled here, so that a check stands at one place and has one code.

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/context.h"
#include "compiler/check/expressions.h"
#include "compiler/check/loops.h"
#include "compiler/check/registry.h"
#include "dsl/diag/closest.h"

namespace jianhe {
namespace {

bool has_switch(const Context& context) {
    return !context.tree.headers.empty() && context.tree.headers.front().switches_by.has_value();
}

// Whether an expression tests the presence of the place it stands at, or gives it a default (docs/language.md §6).
bool judges_empty(const ir::Module& module, ir::InstId id, const ir::Check& check) {
    const ir::Inst& inst = module.inst(id);
    const auto is_place = [&](std::uint32_t operand) {
        const ir::Inst& read = module.insts[operand];
        if (read.kind == ir::InstKind::Field) return static_cast<ir::FieldId>(read.a) == check.field;
        return read.kind == ir::InstKind::ChosenDate && static_cast<ir::ChosenDateId>(read.a) == check.chosen;
    };
    if ((inst.kind == ir::InstKind::IsGiven || inst.kind == ir::InstKind::Default) && is_place(inst.a)) return true;
    bool found = false;
    ir::for_each_operand(inst, [&](ir::InstId operand) { found = found || judges_empty(module, operand, check); });
    return found;
}

class RuleChecker {
public:
    RuleChecker(Context& context, const dsl::RuleDecl& decl)
        : context_(context), decl_(decl), loops_(context, decl.loops) {
        scope_.may_ask_history = true;
    }

    void check() {
        const std::size_t errors_before = context_.emitter.error_count();
        rule_.location = context_.location(decl_.range);
        rule_.text = std::string(context_.sources.text(decl_.range));
        check_codes();
        check_message();
        check_attributes();
        if (decl_.clauses.empty() && context_.is_whole) {
            context_.emitter.report(dsl::diag::RuleWithoutClause,
                                    join(decl_.codes.front().range, decl_.codes.back().range));
        }
        if (!check_loops()) return;
        id_ = static_cast<ir::RuleId>(context_.module.rules.size());
        context_.asked.clear();
        loops_.for_each_turn(scope_, [this] { turn(); });
        check_needs();
        // The conditions of a rule with unknown codes are checked too, for their own mistakes.
        if (context_.emitter.error_count() == errors_before) context_.module.rules.push_back(std::move(rule_));
    }

private:
    void check_codes() {
        std::map<std::string_view, dsl::SourceRange> places;
        for (const dsl::Name& name : decl_.codes) {
            const auto [first, is_new] = places.emplace(name.text, name.range);
            if (!is_new) context_.report_twice(name, "code", first->second);
            const ir::CodeId* code = context_.resolve_reported_code(name, CodeUser::Rule);
            codes_.emplace(name.text, code == nullptr ? ir::kNone<ir::CodeId> : *code);
            if (code != nullptr) rule_.codes.push_back(*code);
        }
    }

    // The registry has the official text; a rule may repeat it, so that the two can be read side by side.
    void check_message() {
        if (rule_.codes.empty()) return;
        const ir::Code& code = context_.module.code(rule_.codes.front());
        rule_.message = code.message;
        if (decl_.message && decl_.message->text != code.message) {
            context_.emitter.report(dsl::diag::MessageDiffers, decl_.message->range, code.code, code.message);
        }
    }

    void check_attributes() {
        rule_.switched_by = {};
        const auto& header = context_.tree.headers;
        if (decl_.switched_by) {
            rule_.switched_by = context_.date_source(*decl_.switched_by);
        } else if (!header.empty() && header.front().switches_by) {
            rule_.switched_by = context_.date_source(*header.front().switches_by);
        }
        for (const dsl::Name& name : decl_.supersedes) {
            if (const ir::CodeId* code = context_.resolve_code(name)) rule_.supersedes.push_back(*code);
        }
        for (const dsl::Name& name : decl_.blocks) {
            if (name.text == "record") {
                rule_.blocks_record = true;
            } else if (const ir::FieldId* field = context_.resolve(context_.fields, name, "field")) {
                rule_.blocks.push_back(*field);
            }
        }
    }

    std::optional<Disposition> disposition_kind(const dsl::DispositionExpr& expr) {
        if (expr.kind.text == "notice") return Disposition::Notice;
        if (expr.kind.text == "order") return Disposition::RejectOrder;
        if (expr.kind.text == "record") return Disposition::RejectRecord;
        if (expr.kind.text == "file") return Disposition::RejectFile;
        context_.report_unknown(expr.kind, "disposition", {});
        return std::nullopt;
    }

    // A span needs a date that decides. One that could not be resolved was reported.
    void require_switch_date(const ir::Span& span, dsl::SourceRange place) {
        if (span.is_open() || decl_.switched_by || has_switch(context_)) return;
        context_.emitter.report(dsl::diag::SwitchWithoutDate, place)
            .hint("write `switches by NAME` in the specification block, or `by NAME` behind the dispositions");
    }

    std::vector<ir::DatedDisposition> dispositions(const dsl::Clause& clause, ir::CodeId code_id) {
        const auto& written = clause.dispositions.empty() ? decl_.dispositions : clause.dispositions;
        if (!ir::is_some(code_id)) return {};
        const ir::Code& code = context_.module.code(code_id);
        if (written.empty()) {
            for (const ir::DatedDisposition& entry : code.schedule) {
                require_switch_date(entry.span, decl_.codes.front().range);
            }
            return code.schedule;
        }
        std::vector<ir::DatedDisposition> dated;
        for (const dsl::DispositionExpr& expr : written) {
            const auto kind = disposition_kind(expr);
            if (!kind || expr.is_choice) continue;
            ir::DatedDisposition entry{*kind, {}};
            if (expr.from) entry.span.from = context_.date(*expr.from);
            if (expr.until) entry.span.until = context_.date(*expr.until);
            if (entry.span.from && entry.span.until && *entry.span.until < *entry.span.from) {
                context_.emitter.report(dsl::diag::EmptyRange, join(expr.from->range, expr.until->range));
            }
            if (*kind > code.disposition) {
                context_.emitter.report(dsl::diag::StrongerThanRegistry, expr.range, code.code,
                                        to_string(code.disposition));
            }
            require_switch_date(entry.span, expr.range);
            for (std::size_t i = 0; i < dated.size(); ++i) {
                if (!overlap(dated[i].span, entry.span)) continue;
                context_.emitter.report(dsl::diag::SpansOverlap, expr.range).note(written[i].range, "the other one");
            }
            dated.push_back(entry);
        }
        if (dated.empty()) dated.push_back({code.disposition, {}});
        return dated;
    }

    // What the operator may make of a notice.
    std::optional<Disposition> choice(const dsl::Clause& clause, ir::CodeId code_id) {
        const auto& written = clause.dispositions.empty() ? decl_.dispositions : clause.dispositions;
        std::optional<Disposition> chosen;
        bool has_notice = false;
        for (const dsl::DispositionExpr& expr : written) {
            has_notice = has_notice || (!expr.is_choice && expr.kind.text == "notice");
            if (!expr.is_choice || !ir::is_some(code_id)) continue;
            chosen = disposition_kind(expr);
            const ir::Code& code = context_.module.code(code_id);
            if (chosen && *chosen > code.disposition) {
                context_.emitter.report(dsl::diag::StrongerThanRegistry, expr.range, code.code,
                                        to_string(code.disposition));
            }
        }
        if (chosen && !has_notice) {
            context_.emitter.report(dsl::diag::ChoiceWithoutNotice, written.back().range)
                .hint("write `notice, may reject record`");
        }
        return chosen;
    }

    // What the rule asks of others and what it says it needs are the same.
    void check_needs() {
        for (const dsl::Name& name : decl_.needs) {
            const bool is_known = name.text == kHistory || context_.masters.find(name.text) != nullptr ||
                                  context_.providers.find(name.text) != nullptr;
            if (!is_known) {
                std::vector<std::string_view> names = context_.masters.names();
                for (const std::string_view provider : context_.providers.names()) names.push_back(provider);
                context_.report_unknown(name, "master or provider", names);
            } else if (context_.asked.erase(name.text) == 0) {
                context_.emitter.report(dsl::diag::NeedNotAsked, name.range, name.text);
            } else {
                rule_.needs.push_back(name.text);
            }
        }
        for (const std::string& name : context_.asked) {
            const dsl::SourceRange codes = join(decl_.codes.front().range, decl_.codes.back().range);
            context_.emitter.report(dsl::diag::NeedNotSaid, codes, name).hint("add `needs " + name + "`");
        }
    }

    bool check_loops() {
        const bool sound = loops_.check(scope_);
        if (decl_.codes.size() > 1 && !loops_.has_variable("code")) {
            context_.emitter.report(dsl::diag::WhichCode, decl_.codes[1].range)
                .hint("write `for each (code, …) in { (" + decl_.codes[0].text + ", …) (" + decl_.codes[1].text +
                      ", …) }`");
            return false;
        }
        return sound;
    }

    // With the words of one turn in place.
    void turn() {
        ir::CodeId code = codes_.find(decl_.codes.front().text)->second;
        if (decl_.codes.size() > 1) {
            const dsl::Name& picked = scope_.variables.find("code")->second;
            const auto found = codes_.find(picked.text);
            if (found == codes_.end()) {
                auto report = context_.emitter.report(dsl::diag::CodeNotOfRule, picked.range, picked.text);
                std::vector<std::string_view> names;
                for (const auto& [name, id] : codes_) names.push_back(name);
                if (const auto near = dsl::closest(picked.text, names)) report.hint("did you mean `" + *near + "`?");
            } else {
                code = found->second;
            }
        }
        for (const dsl::Name& target : decl_.targets) check_target(target, code);
    }

    void check_target(const dsl::Name& written, ir::CodeId code) {
        dsl::Name target = written;
        if (const auto variable = scope_.variables.find(written.text); variable != scope_.variables.end()) {
            target = variable->second;
        }
        ir::Check place;
        place.rule = id_;
        place.code = code;
        place.row = scope_.row;
        scope_.it = ir::kNone<ir::FieldId>;
        if (const auto* field = context_.fields.find(target.text)) {
            place.field = field->id;
            scope_.it = field->id;
            const ir::Segment& segment = context_.module.segment(context_.module.field(field->id).segment);
            if (segment.repeated() && scope_.row != context_.module.field(field->id).segment) {
                context_.emitter.report(dsl::diag::TargetInRows, target.range, target.text, segment.tag)
                    .hint("add `for each " + segment.row_name + "`");
                return;
            }
            if (!segment.repeated() && ir::is_some(scope_.row)) {
                report_outside(target, context_.module.segment(scope_.row).tag);
                return;
            }
        } else if (const auto* chosen = context_.chosen_dates.find(target.text)) {
            place.chosen = chosen->id;
        } else if (const auto* segment = context_.segments.find(target.text)) {
            place.segment = segment->id;
        } else {
            std::vector<std::string_view> names = context_.fields.names();
            for (const std::string_view name : context_.segments.names()) names.push_back(name);
            for (const std::string_view name : context_.chosen_dates.names()) names.push_back(name);
            context_.report_unknown(target, "field, segment or date", names);
            return;
        }
        if (!ir::is_some(place.field) && ir::is_some(scope_.row)) {
            report_outside(target, context_.module.segment(scope_.row).tag);
            return;
        }
        check_place(context_, target, place);
        for (const dsl::Clause& clause : decl_.clauses) check_clause(clause, place);
    }

    void report_outside(const dsl::Name& target, std::string_view segment) {
        context_.emitter.report(dsl::diag::TargetOutsideRows, target.range, target.text, segment)
            .hint("leave out `for each`, or let the rule stand at a field of " + std::string(segment));
    }

    void check_clause(const dsl::Clause& clause, const ir::Check& place) {
        ir::Check check = place;
        ExpressionChecker expressions(context_, scope_);
        // Both sides are checked before either failure ends the clause: each has mistakes of its own to report.
        const auto lowered = [&](const std::optional<dsl::Expr>& side) {
            return side ? expressions.condition(*side).value_or(ir::kNone<ir::InstId>) : ir::kNone<ir::InstId>;
        };
        check.when = lowered(clause.when);
        if (clause.expect && ExpressionChecker::is_file_question(*clause.expect)) {
            check.expect = expressions.file_question(*clause.expect).value_or(ir::kNone<ir::InstId>);
        } else {
            check.expect = lowered(clause.expect);
        }
        check.asks_history = expressions.has_asked_history();
        check.dispositions = dispositions(clause, check.code);
        check.choice = choice(clause, check.code);
        if (clause.when.has_value() != ir::is_some(check.when)) return;
        if (clause.expect.has_value() != ir::is_some(check.expect)) return;
        if (ir::is_some(check.expect)) check.judges_empty = judges_empty(context_.module, check.expect, check);
        check.location = context_.location(clause.range);
        check.expect_text = without_comments(context_.sources.text(clause.range));
        rule_.checks.push_back(static_cast<ir::CheckId>(context_.module.checks.size()));
        context_.module.checks.push_back(std::move(check));
    }

    Context& context_;
    const dsl::RuleDecl& decl_;
    ir::Rule rule_;
    ir::RuleId id_ = ir::kNone<ir::RuleId>;
    Scope scope_;
    Loops loops_;
    std::map<std::string, ir::CodeId, std::less<>> codes_;
};

}  // namespace

void check_rules(Context& context) {
    for (const dsl::RuleDecl& decl : context.tree.rules) RuleChecker(context, decl).check();
}

}  // namespace jianhe
