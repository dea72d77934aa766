// The part of Checks that writes the function of one check.

#include <algorithm>
#include <utility>

#include "compiler/ir/dispositions.h"
#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/checks.h"
#include "compiler/jit/llvm/selection.h"

namespace jianhe::jit {

using ir::InstId;
using ir::InstKind;

namespace {

// Instructions of LLVM's IR, before it is optimised, of what is written in place; more of what most records run.
constexpr unsigned kShortBody = 120;
constexpr unsigned kShortLikelyBody = 400;

}  // namespace

void split_condition(const ir::Module& module, InstId id, std::vector<InstId>& parts) {
    const ir::Inst& inst = module.inst(id);
    if (inst.kind != InstKind::And) return parts.push_back(id);
    split_condition(module, static_cast<InstId>(inst.a), parts);
    split_condition(module, static_cast<InstId>(inst.b), parts);
}

bool asks_file(const ir::Module& module, const ir::Check& check) {
    if (!ir::is_some(check.expect)) return false;
    const InstKind kind = module.inst(check.expect).kind;
    return kind == InstKind::UniqueInFile || kind == InstKind::SameInFile;
}

llvm::Function* Checks::write_body(std::uint32_t id, Expressions& e) {
    const ir::Check& check = c_.m.checks[id];
    const Code::Aside aside(c_);
    const char* suffix = e.mode() == Mode::Clean ? "" : "_exact";
    llvm::Function* function = c_.begin_function(
        "check_" + c_.m.code(check.code).code + "_" + std::to_string(id) + suffix, c_.b.getVoidTy(), {});
    llvm::BasicBlock* end = c_.block("end");
    const InPlace elsewhere = std::exchange(in_place_, {});
    write_check(id, e, end);
    in_place_ = elsewhere;
    c_.go(end);
    c_.go_to(end);
    c_.b.CreateRetVoid();
    // Short ones are copied to where they are called; together, long ones would take LLVM a second.
    const unsigned short_one = is_likely(id) ? kShortLikelyBody : kShortBody;
    const bool is_short = e.mode() == Mode::Clean && function->getInstructionCount() <= short_one;
    if (!is_short) c_.keep_apart(function, e.mode() == Mode::Exact);
    return function;
}

// Goes on where the check is done, or to `end`.
void Checks::write_check(std::uint32_t id, Expressions& e, llvm::BasicBlock* end) {
    const ir::Check& check = c_.m.checks[id];
    e.forget();
    llvm::Value* disposition = c_.c32(kByRun);
    const bool dated = !ir::is_of_every_day(check.dispositions);
    const ir::DateSource& source = c_.m.rules[ir::index_of(check.rule)].switched_by;
    if (dated && ir::is_some(source.chosen)) {
        const ChosenDate date = e.chosen(source.chosen);
        llvm::Value* seconds = date.content.number;
        llvm::Value* lowered =
            c_.b.CreateSelect(c_.b.CreateICmpSLT(seconds, c_.c64(0)), c_.b.CreateSub(seconds, c_.c64(86399)), seconds);
        llvm::Value* day = c_.b.CreateSDiv(lowered, c_.c64(86400));
        disposition = c_.call("jh_disposition", c_.i32(),
                              {c_.b.CreateZExt(date.content.present, c_.i32()), day, c_.context, c_.c32(id)});
        c_.only_if(c_.b.CreateICmpNE(disposition, c_.c32(255)), end);
    } else if (dated) {
        llvm::Value* word =
            c_.load(c_.i64(), c_.load_context(c_.ptr(), JIANHE_AT(enabled)), std::uint64_t{id / 64} * 8);
        c_.only_if(c_.b.CreateICmpNE(c_.b.CreateAnd(word, c_.c64(std::uint64_t{1} << id % 64)), c_.c64(0)), end);
    }

    // Conditions that are true or false, and nothing else, may be asked one after the other: the first false one ends
    // the check. They do not depend on each other, so those outside of rows go first.
    std::vector<InstId> conditions;
    if (ir::is_some(check.when)) split_condition(c_.m, check.when, conditions);
    // A check is not selected where such a condition is false.
    if (e.mode() == Mode::Clean && !asks_file(c_.m, check)) {
        const Selection selection(c_, e.needs(), {});
        std::erase_if(conditions, [&](InstId condition) { return selection.decides(condition); });
    }
    bool unknown = false;
    for (const InstId condition : conditions) unknown = unknown || e.needs().may_be_unknown(condition);
    std::vector<InstId> rest;
    bool decide = !unknown;
    for (const InstId condition : conditions) {
        const bool plain =
            !unknown || (!e.needs().may_be_unknown(condition) && !e.needs().may_have_no_answer(condition));
        Fields reads;
        e.needs().add_reads(condition, reads);
        bool of_row = false;
        for (const std::uint32_t field : reads)
            of_row = of_row || (ir::is_some(check.row) && c_.plan.fields[field].segment == ir::index_of(check.row));
        if (!ir::is_some(check.row) || !of_row) {
            if (plain && e.mode() == Mode::Clean) {
                c_.only_if(e.truth(condition, {}).t, end);
                continue;
            }
        }
        rest.push_back(condition);
    }
    leave_rows_without_source(id, e, rest, end);
    leave_when_rows_increase(check, e, end);
    // A check without `expect` fires or passes by its whole `when`.
    if (!ir::is_some(check.row)) {
        write_clause(id, e, {}, rest, decide, disposition, end);
    } else {
        for_rows(ir::index_of(check.row),
                 [&](const Row& row) { write_clause(id, e, row, rest, decide, disposition, end); });
    }
}

// Rows are unique by a number that increases from each to the next, as those of rows almost always do.
void Checks::leave_when_rows_increase(const ir::Check& check, const Expressions& e, llvm::BasicBlock* end) {
    if (e.mode() != Mode::Clean || !ir::is_some(check.expect) || !ir::is_some(check.row)) return;
    if (ir::is_some(check.when) && e.needs().may_be_unknown(check.when)) return;
    const ir::Inst& question = c_.m.inst(check.expect);
    if (question.kind != InstKind::Unique || question.a != ir::index_of(check.row)) return;
    const std::vector<ir::FieldId>& key = c_.m.keys[question.b];
    if (key.size() != 1) return;
    const ir::Field& field = c_.m.field(key.front());
    const bool is_number = field.type == ir::FieldType::Number || field.type == ir::FieldType::Decimal ||
                           field.type == ir::FieldType::RocDate || field.type == ir::FieldType::RocDateTime;
    if (!is_number || !field.placeholders.empty() || ir::index_of(field.segment) != question.a) return;
    const FieldPlan& plan = c_.plan.fields[ir::index_of(key.front())];
    llvm::AllocaInst* last = c_.local(c_.i64(), "last");
    c_.store(c_.c64(std::uint64_t{1} << 63), last);
    llvm::BasicBlock* look = c_.block("look_at_rows");
    for_rows(question.a, [&](const Row& row) {
        llvm::Value* given = c_.load(c_.i64(), row.data, c_.bits_offset(Bits::Given, plan.word));
        c_.only_if(c_.b.CreateICmpNE(c_.b.CreateAnd(given, c_.c64(std::uint64_t{1} << plan.bit)), c_.c64(0)), look);
        llvm::Value* number = c_.load(c_.i64(), row.data, plan.slot + offsetof(Slot, number));
        c_.only_if(c_.b.CreateICmpSGT(number, c_.load(c_.i64(), last)), look);
        c_.store(number, last);
    });
    c_.go(end);
    c_.go_to(look);
}

// `conditions` are what is left of `when`; all others were true. `end` lies behind all rows.
void Checks::write_clause(std::uint32_t id, Expressions& e, const Row& row, const std::vector<InstId>& conditions,
                          bool conditions_decide, llvm::Value* disposition, llvm::BasicBlock* end) {
    const ir::Check& check = c_.m.checks[id];
    llvm::BasicBlock* passed = c_.block("passed");
    e.forget();
    const auto leave = [&] {
        c_.go(passed);
        c_.go_to(passed);
    };
    if (e.mode() == Mode::Exact && may_be_blocked(check)) {
        llvm::Value* number = row_number(c_, row);
        llvm::Value* is_blocked =
            c_.call("jh_is_blocked", c_.i32(), {c_.context, c_.c32(ir::index_of(check.field)), number});
        c_.only_if(c_.b.CreateICmpEQ(is_blocked, c_.c32(0)), passed);
    }
    if (e.mode() == Mode::Clean && ir::is_some(check.row) && ir::is_some(check.field) && !check.judges_empty &&
        ir::is_some(check.expect) && !(ir::is_some(check.when) && e.needs().may_be_unknown(check.when))) {
        c_.only_if(e.bit(Bits::Given, ir::index_of(check.field), row), passed);
    }
    if (conditions_decide) {
        for (const InstId condition : conditions) c_.only_if(e.truth(condition, row).t, passed);
        if (!ir::is_some(check.expect)) {
            write_fired(id, e, row, c_.yes(), disposition);
            return leave();
        }
    } else {
        Truth when{c_.yes(), c_.no(), c_.no()};
        for (const InstId condition : conditions) {
            const Truth part = e.truth(condition, row);
            llvm::Value* is_false = c_.either(when.f, part.f);
            when = {c_.both(when.t, part.t), is_false, c_.both(c_.inverse(is_false), c_.either(when.u, part.u))};
        }
        if (!conditions.empty()) write_blocked(id, e, row, check.when, when.u);
        if (!ir::is_some(check.expect)) {
            write_fired(id, e, row, when.t, disposition);
            return leave();
        }
        c_.only_if(when.t, passed);
    }
    if (!check.judges_empty) {
        const bool may_be_empty = ir::is_some(check.field) && !in_place_.given.contains(ir::index_of(check.field));
        if (may_be_empty) c_.only_if(e.bit(Bits::Given, ir::index_of(check.field), row), passed);
        if (ir::is_some(check.chosen)) {
            const ChosenDate date = e.chosen(check.chosen);
            c_.only_if(c_.inverse(c_.both(date.known, date.content.empty)), passed);
        }
    }
    const Truth expected = asks_file(c_.m, check) ? asked(id, row) : e.truth(check.expect, row);
    write_fired(id, e, row, expected.f, disposition);
    write_blocked(id, e, row, check.expect, expected.u);
    if (e.mode() == Mode::Clean && ir::is_some(check.row)) leave_without_master(check.expect, end);
    leave();
}

// Without the master table all rows have the same answer, and the first one has been counted.
void Checks::leave_without_master(InstId expect, llvm::BasicBlock* end) {
    const ir::Inst* inst = &c_.m.inst(expect);
    if (inst->kind == InstKind::Not) inst = &c_.m.inst(static_cast<InstId>(inst->a));
    if (inst->kind != InstKind::MasterHas) return;
    llvm::Value* supplied = c_.load_context(c_.i64(), JIANHE_AT(supplied_masters));
    c_.only_if(c_.b.CreateICmpNE(c_.b.CreateAnd(supplied, c_.c64(std::uint64_t{1} << inst->b)), c_.c64(0)), end);
}

void Checks::write_fired(std::uint32_t id, Expressions& e, const Row& row, llvm::Value* condition,
                         llvm::Value* disposition) {
    const ir::Check& check = c_.m.checks[id];
    c_.when(c_.rarely(condition), [&] {
        llvm::Value* field = c_.c32(ir::index_of(check.field));
        if (ir::is_some(check.chosen)) field = e.chosen(check.chosen).field;
        c_.call("jh_event", c_.b.getVoidTy(),
                {c_.context, c_.c32(static_cast<std::uint32_t>(Event::Kind::Fired)), c_.c32(id), row_number(c_, row),
                 field, disposition});
    });
}

// In a clean record nothing but what was not supplied, or could not be decoded, makes an answer unknown: the former is
// counted here, the latter told. Where a field may be malformed, the host looks for the causes.
void Checks::write_blocked(std::uint32_t id, Expressions& e, const Row& row, InstId expression,
                           llvm::Value* condition) {
    if (Code::is_false(condition)) return;
    std::vector<llvm::Value*> others;
    if (e.mode() == Mode::Clean) {
        add_causes(id, e, expression, condition, others);
    } else {
        others.push_back(condition);
    }
    llvm::Value* told = c_.no();
    for (llvm::Value* other : others) told = c_.either(told, other);
    c_.when(c_.rarely(told), [&] {
        c_.call("jh_event", c_.b.getVoidTy(),
                {c_.context, c_.c32(static_cast<std::uint32_t>(Event::Kind::Blocked)), c_.c32(id), row_number(c_, row),
                 c_.c32(0), c_.c32(expression == c_.m.checks[id].when ? kByWhen : kByExpect)});
    });
}

// As Evaluator::collect_causes: down through what is unknown.
void Checks::add_causes(std::uint32_t check, Expressions& e, InstId expression, llvm::Value* condition,
                        std::vector<llvm::Value*>& others) {
    const ir::Inst& inst = c_.m.inst(expression);
    const std::vector<Source> sources = sources_of(c_.m, c_.plan, expression);
    if (sources.empty()) return;
    llvm::Value* unknown = e.unknown_of(expression);
    if (unknown == nullptr) unknown = condition;
    llvm::Value* here = unknown == condition ? condition : c_.both(condition, unknown);
    const auto count = [&](const Source& source, llvm::Value* missing) {
        const std::uint32_t index = c_.plan.not_checked_of.at({check, source});
        llvm::Value* words = c_.load_context(c_.ptr(), JIANHE_AT(not_checked));
        const std::uint64_t at = std::uint64_t{index / 64} * 8;
        c_.when(missing, [&] {
            c_.store(c_.b.CreateOr(c_.load(c_.i64(), words, at), c_.c64(std::uint64_t{1} << index % 64)), words, at);
        });
    };
    const auto lacks = [&](std::uint64_t offset, std::uint32_t index) {
        llvm::Value* word = c_.load_context(c_.i64(), offset);
        return c_.b.CreateICmpEQ(c_.b.CreateAnd(word, c_.c64(std::uint64_t{1} << index)), c_.c64(0));
    };
    switch (inst.kind) {
        case InstKind::Given: count({Source::Kind::Given, inst.a}, here); return;
        case InstKind::MasterHas:
        case InstKind::MasterColumn: {
            llvm::Value* missing = lacks(JIANHE_AT(supplied_masters), inst.b);
            count({Source::Kind::Master, inst.b}, c_.both(here, missing));
            others.push_back(c_.both(here, c_.inverse(missing)));
            return;
        }
        case InstKind::ProviderPart: {
            const auto part = std::find(c_.plan.parts.begin(), c_.plan.parts.end(), std::pair{inst.b, inst.c});
            const auto index = static_cast<std::uint32_t>(part - c_.plan.parts.begin());
            llvm::Value* missing = lacks(JIANHE_AT(offered_parts), index);
            count({Source::Kind::Part, index}, c_.both(here, missing));
            others.push_back(c_.both(here, c_.inverse(missing)));
            return;
        }
        case InstKind::AnyRow:
        case InstKind::AllRows:
        case InstKind::CountWhere:
            // What was missing in which row: only the interpreter tells.
            c_.when(here, [&] { c_.store_context(c_.c32(1), JIANHE_AT(slow)); });
            return;
        default: ir::for_each_operand(inst, [&](InstId operand) { add_causes(check, e, operand, here, others); });
    }
}

}  // namespace jianhe::jit
