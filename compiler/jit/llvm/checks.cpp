#include "compiler/jit/llvm/checks.h"

#include <algorithm>
#include <array>
#include <functional>

#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/likelihood.h"
#include "compiler/jit/llvm/selection.h"

namespace jianhe::jit {
namespace {

using ir::InstId;
using ir::InstKind;

}  // namespace

Checks::Checks(Code& code)
    : c_(code),
      clean_(code, Mode::Clean),
      exact_(code, Mode::Exact),
      clean_bodies_(code.m.checks.size()),
      exact_bodies_(code.m.checks.size()) {
    const Likelihood likelihood(code.m, code.plan, clean_.needs());
    for (const ir::Check& check : code.m.checks) likelihood_.push_back(likelihood.of_speaking(check));
}

void Checks::for_rows(std::uint32_t segment, const std::function<void(const Row&)>& body) {
    RowLoop rows(c_, segment);
    body(rows.row());
    rows.end();
}

Checks::Loaded Checks::load_given() {
    Loaded loaded;
    for (std::uint32_t segment = 0; segment < c_.m.segments.size(); ++segment) {
        std::vector<llvm::Value*> words;
        for (std::uint32_t word = 0; word < c_.plan.words; ++word) {
            const std::uint64_t at = JIANHE_AT(rows) + segment * sizeof(Rows) + offsetof(Rows, any_given);
            words.push_back(c_.load_context(c_.i64(), at + std::uint64_t{word} * 8));
        }
        loaded.given.push_back(std::move(words));
    }
    return loaded;
}

llvm::Value* Checks::has_fields(const Fields& fields, const Loaded& loaded) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> masks;
    for (const std::uint32_t field : fields) {
        const FieldPlan& plan = c_.plan.fields[field];
        masks[{plan.segment, plan.word}] |= std::uint64_t{1} << plan.bit;
    }
    llvm::Value* all = c_.yes();
    for (const auto& [place, mask] : masks) {
        llvm::Value* given = loaded.given[place.first][place.second];
        all = c_.both(all, c_.b.CreateICmpEQ(c_.b.CreateAnd(given, c_.c64(mask)), c_.c64(mask)));
    }
    return all;
}

void Checks::write_guard(std::uint32_t id, const Loaded& loaded, Expressions& e, llvm::BasicBlock* otherwise) {
    const ir::Check& check = c_.m.checks[id];
    Fields needed = e.needs().of(check);
    std::erase_if(needed, [&](std::uint32_t field) { return in_place_.given.contains(field); });
    c_.only_if(has_fields(needed, loaded), otherwise);
    // Cheap tests of the record as a whole, and of all rows together, that `when` needs.
    std::vector<InstId> conditions;
    if (ir::is_some(check.when)) split_condition(c_.m, check.when, conditions);
    if (e.mode() == Mode::Clean && ir::is_some(check.row) && ir::is_some(check.when))
        c_.only_if(e.some_row_may_be(check.when), otherwise);
    for (const InstId condition : conditions) {
        const ir::Inst* inst = &c_.m.inst(condition);
        const bool negated = inst->kind == InstKind::Not;
        std::uint32_t tested = ir::index_of(condition);
        if (negated) tested = inst->a;
        const auto atom = c_.plan.atoms.find(tested);
        if (atom == c_.plan.atoms.end()) continue;
        const FieldPlan& plan = c_.plan.fields[atom->second.first];
        if (c_.m.segments[plan.segment].repeated()) continue;
        const Truth now = e.truth(condition, {});
        c_.only_if(e.mode() == Mode::Clean ? now.t : c_.either(now.t, now.u), otherwise);
    }
}

void Checks::write_call(std::uint32_t id, const Loaded& loaded, Mode mode) {
    Expressions& e = mode == Mode::Clean ? clean_ : exact_;
    std::vector<llvm::Function*>& bodies = mode == Mode::Clean ? clean_bodies_ : exact_bodies_;
    const bool in_place = in_place_.room != nullptr && !ir::is_some(c_.m.checks[id].row);
    if (!in_place && bodies[id] == nullptr) bodies[id] = write_body(id, e);
    e.forget();
    llvm::BasicBlock* silent = c_.block("silent");
    write_guard(id, loaded, e, silent);
    if (in_place) {
        write_check(id, e, silent);
    } else {
        c_.b.CreateCall(bodies[id], {c_.context});
    }
    c_.go(silent);
    c_.go_to(silent);
}

// What a check's answer depends on.
Fields Checks::reads_of(const ir::Check& check) const {
    Fields reads;
    for (const InstId root : {check.when, check.expect}) {
        if (ir::is_some(root)) exact_.needs().add_reads(root, reads);
    }
    const auto add_chosen = [&](ir::ChosenDateId chosen_id) {
        if (!ir::is_some(chosen_id)) return;
        const ir::ChosenDate& chosen = c_.m.chosen_dates[ir::index_of(chosen_id)];
        reads.insert(ir::index_of(chosen.otherwise));
        for (const auto& choice : chosen.choices) {
            reads.insert(ir::index_of(choice.field));
            exact_.needs().add_reads(choice.condition, reads);
        }
    };
    add_chosen(check.chosen);
    add_chosen(c_.m.rules[ir::index_of(check.rule)].switched_by.chosen);
    return reads;
}

// Whether a malformed field concerns a check: its fields' bits against those of all malformed ones.
llvm::Value* Checks::concerned(std::uint32_t id) {
    const Fields reads = reads_of(c_.m.checks[id]);
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> masks;
    for (const std::uint32_t field : reads) {
        const FieldPlan& plan = c_.plan.fields[field];
        masks[{plan.segment, plan.word}] |= std::uint64_t{1} << plan.bit;
    }
    llvm::Value* some = c_.no();
    for (const auto& [place, mask] : masks) {
        const std::uint64_t at = JIANHE_AT(rows) + place.first * sizeof(Rows) + offsetof(Rows, any_malformed);
        llvm::Value* malformed = c_.load_context(c_.i64(), at + std::uint64_t{place.second} * 8);
        some = c_.either(some, c_.b.CreateICmpNE(c_.b.CreateAnd(malformed, c_.c64(mask)), c_.c64(0)));
    }
    return some;
}

void Checks::write_checks(const std::vector<std::uint32_t>& checks, Mode mode) {
    const Loaded loaded = load_given();
    for (const std::uint32_t check : checks) {
        if (mode == Mode::Clean) {
            write_call(check, loaded, Mode::Clean);
            continue;
        }
        llvm::BasicBlock* exact = c_.block("exact");
        llvm::BasicBlock* clean = c_.block("clean");
        llvm::BasicBlock* behind = c_.block("behind_check");
        llvm::Value* by_exact = concerned(check);
        if (blocks_ != nullptr && may_be_blocked(c_.m.checks[check])) by_exact = c_.either(by_exact, blocks_);
        c_.b.CreateCondBr(by_exact, exact, clean);
        c_.go_to(exact);
        write_call(check, loaded, Mode::Exact);
        c_.go(behind);
        c_.go_to(clean);
        write_call(check, loaded, Mode::Clean);
        c_.go(behind);
        c_.go_to(behind);
    }
}

// Whether another rule may block the place where a check stands.
bool Checks::may_be_blocked(const ir::Check& check) const {
    const ir::Rule& rule = c_.m.rules[ir::index_of(check.rule)];
    return !rule.blocks_record && rule.blocks.empty() && ir::is_some(check.field) &&
           c_.plan.fields[ir::index_of(check.field)].may_be_blocked;
}

// Where rules that block fields have fired, all that may stand at such a field is asked in its exact version, which
// asks whether it is blocked.
void Checks::block_places(const std::vector<std::uint32_t>& selected, std::vector<llvm::Value*>& possible,
                          std::vector<llvm::Value*>& concerned, llvm::BasicBlock* slow) {
    blocks_ = c_.b.CreateICmpNE(c_.load_context(c_.i32(), JIANHE_AT(fired_count)), c_.c32(0));
    llvm::Value* is_known = c_.guarded(
        blocks_, c_.yes(), [&] { return c_.b.CreateICmpNE(c_.call("jh_block", c_.i32(), {c_.context}), c_.c32(0)); });
    c_.usually(is_known, slow);
    for (std::size_t word = 0; word < possible.size(); ++word) {
        std::uint64_t bits = 0;
        for (std::size_t i = word * 64; i < std::min(selected.size(), (word + 1) * 64); ++i) {
            if (may_be_blocked(c_.m.checks[selected[i]])) bits |= std::uint64_t{1} << i % 64;
        }
        if (bits == 0) continue;
        llvm::Value* asked = c_.b.CreateSelect(blocks_, c_.c64(bits), c_.c64(0));
        concerned[word] = c_.b.CreateOr(concerned[word], asked);
        possible[word] = c_.b.CreateAnd(possible[word], c_.b.CreateNot(asked));
    }
}

void Checks::write_limits(Expressions& e) {
    for (std::uint32_t segment = 0; segment < c_.m.segments.size(); ++segment) {
        if (c_.m.segments[segment].limits.empty()) continue;
        llvm::Value* rows = c_.rows_count(segment);
        llvm::Value* open = c_.yes();
        llvm::Value* broken = c_.no();
        for (const ir::Segment::Limit& limit : c_.m.segments[segment].limits) {
            llvm::Value* holds = ir::is_some(limit.condition) ? e.truth(limit.condition, {}).t : c_.yes();
            llvm::Value* outside =
                c_.either(c_.b.CreateICmpULT(rows, c_.c32(limit.low)), c_.b.CreateICmpUGT(rows, c_.c32(limit.high)));
            broken = c_.either(broken, c_.both(open, c_.both(holds, outside)));
            open = c_.both(open, c_.inverse(holds));
        }
        c_.when(c_.rarely(broken), [&] {
            c_.call("jh_event", c_.b.getVoidTy(),
                    {c_.context, c_.c32(static_cast<std::uint32_t>(Event::Kind::Rows)), c_.c32(segment), c_.c32(0),
                     c_.c32(0), c_.c32(0)});
        });
    }
}

void Checks::write_day() {
    const ir::DateSource& source = c_.m.code_sets_by;
    llvm::Value* present = c_.no();
    llvm::Value* day = c_.c64(0);
    const auto day_of = [&](llvm::Value* seconds) {
        llvm::Value* lowered =
            c_.b.CreateSelect(c_.b.CreateICmpSLT(seconds, c_.c64(0)), c_.b.CreateSub(seconds, c_.c64(86399)), seconds);
        return c_.b.CreateSDiv(lowered, c_.c64(86400));
    };
    if (ir::is_some(source.given)) {
        const std::uint32_t index = ir::index_of(source.given);
        llvm::Value* supplied = c_.load_context(c_.i64(), JIANHE_AT(supplied_givens));
        present = c_.b.CreateICmpNE(c_.b.CreateAnd(supplied, c_.c64(std::uint64_t{1} << index)), c_.c64(0));
        llvm::Value* number = c_.load(c_.i64(), c_.load_context(c_.ptr(), JIANHE_AT(givens)), std::uint64_t{index} * 8);
        day = c_.m.givens[index].type.kind == ir::ValueType::DateTime ? day_of(number) : number;
    } else if (ir::is_some(source.chosen)) {
        llvm::BasicBlock* clean = c_.block("clean_date");
        llvm::BasicBlock* exact = c_.block("date");
        llvm::BasicBlock* chosen = c_.block("chosen");
        std::vector<llvm::PHINode*> made;
        c_.go_usually(c_.b.CreateICmpEQ(c_.load_context(c_.i32(), JIANHE_AT(malformed)), c_.c32(0)), clean, exact);
        for (Expressions* e : {&clean_, &exact_}) {
            c_.go_to(e == &clean_ ? clean : exact);
            e->forget();
            const ChosenDate date = e->chosen(source.chosen);
            const std::array<llvm::Value*, 2> values = {date.content.present, date.content.number};
            llvm::BasicBlock* end = c_.b.GetInsertBlock();
            c_.go(chosen);
            c_.go_to(chosen);
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (made.size() == i) made.push_back(c_.b.CreatePHI(values[i]->getType(), 2));
                made[i]->addIncoming(values[i], end);
            }
        }
        present = made[0];
        day = day_of(made[1]);
    }
    c_.store_context(c_.b.CreateZExt(present, c_.i32()), JIANHE_AT(has_day));
    c_.store_context(day, JIANHE_AT(day));
}

// Codes of dated sets were looked up in the union of the rows.
void Checks::write_validity() {
    for (std::uint32_t field = 0; field < c_.plan.fields.size(); ++field) {
        const FieldPlan& plan = c_.plan.fields[field];
        const ir::Field& declared = c_.m.fields[field];
        const bool dated = declared.type == ir::FieldType::Code && ir::is_some(declared.code_set) &&
                           c_.m.code_sets[ir::index_of(declared.code_set)].is_dated &&
                           !c_.m.code_sets[ir::index_of(declared.code_set)].is_open;
        if (!dated) continue;
        const auto check_row = [&](const Row& row) {
            llvm::Value* data = exact_.row_of(field, row);
            llvm::Value* usable =
                c_.both(exact_.bit(Bits::Given, field, row), c_.inverse(exact_.bit(Bits::Malformed, field, row)));
            usable = c_.both(usable, c_.inverse(exact_.bit(Bits::Placeholder, field, row)));
            // Codes that are always valid need no second look.
            std::vector<llvm::Constant*> dated_words;
            for (const Word& word : plan.words) {
                const bool open = word.valid.size() == 1 && word.valid.front().is_open();
                dated_words.push_back(c_.b.getInt8(word.in_code_set && open ? 0 : 1));
            }
            if (plan.is_closed_code && !dated_words.empty()) {
                auto* type = llvm::ArrayType::get(c_.i8(), dated_words.size());
                auto* table = new llvm::GlobalVariable(c_.target, type, true, llvm::GlobalValue::PrivateLinkage,
                                                       llvm::ConstantArray::get(type, dated_words), "dated");
                usable = c_.guarded(usable, c_.no(), [&] {
                    llvm::Value* info = c_.load(c_.i32(), data, plan.slot + offsetof(Slot, info));
                    llvm::Value* flag = c_.load(c_.i8(), c_.at(table, c_.b.CreateZExt(info, c_.i64())));
                    return c_.b.CreateICmpNE(flag, c_.b.getInt8(0));
                });
            }
            c_.when(c_.rarely(usable), [&] {
                c_.call("jh_not_valid", c_.b.getVoidTy(), {c_.context, c_.c32(field), data});
            });
        };
        if (!c_.m.segments[plan.segment].repeated()) {
            check_row({});
        } else {
            for_rows(plan.segment, check_row);
        }
    }
}

llvm::Function* Checks::write() {
    std::vector<std::uint32_t> refusing;
    std::vector<std::uint32_t> blocking;
    std::vector<std::uint32_t> asking;
    std::vector<std::uint32_t> others;
    for (std::uint32_t id = 0; id < c_.m.checks.size(); ++id) {
        if (c_.m.checks[id].asks_history) continue;
        const ir::Rule& rule = c_.m.rules[ir::index_of(c_.m.checks[id].rule)];
        if (rule.blocks_record)
            refusing.push_back(id);
        else if (!rule.blocks.empty())
            blocking.push_back(id);
        else if (asks_file(c_.m, c_.m.checks[id]))
            asking.push_back(id);
        else
            others.push_back(id);
    }
    std::vector<std::uint32_t> selected = refusing;
    selected.insert(selected.end(), blocking.begin(), blocking.end());
    selected.insert(selected.end(), others.begin(), others.end());
    selected = arrange(selected);
    const std::size_t run_count = (selected.size() + 63) / 64;
    std::vector<Fields> reads;
    // What is run together: those that refuse the record, those that block fields, all others.
    constexpr std::size_t kSteps = 3;
    std::vector<Runs> runs[kSteps];  // by step and mode
    for (std::vector<Runs>& of_step : runs) of_step.resize(2, Runs(run_count));
    for (std::size_t i = 0; i < selected.size(); ++i) {
        const ir::Check& check = c_.m.checks[selected[i]];
        reads.push_back(reads_of(check));
        const ir::Rule& rule = c_.m.rules[ir::index_of(check.rule)];
        const std::size_t step = rule.blocks_record ? 0 : !rule.blocks.empty() ? 1 : 2;
        for (Runs& run : runs[step]) run.of[i / 64] |= std::uint64_t{1} << i % 64;
    }
    Selection selection(c_, clean_.needs(), selected);
    for (std::size_t step = 0; step < kSteps; ++step) {
        write_runs("run_" + std::to_string(step), selected, selection, Mode::Clean, runs[step][0]);
        write_runs("run_exact_" + std::to_string(step), selected, selection, Mode::Exact, runs[step][1]);
    }
    llvm::Function* presence[2] = {write_presence(Mode::Clean), write_presence(Mode::Exact)};

    llvm::Function* function = c_.begin_function("judge", c_.i32(), {});
    function->addFnAttr(llvm::Attribute::NoInline);
    const auto words = static_cast<std::uint32_t>((c_.plan.not_checked.size() + 63) / 64);
    for (std::uint32_t word = 0; word < words; ++word)
        c_.store(c_.c64(0), c_.load_context(c_.ptr(), JIANHE_AT(not_checked)), std::uint64_t{word} * 8);
    if (c_.plan.memo_count != 0) {
        c_.b.CreateMemSet(c_.load_context(c_.ptr(), JIANHE_AT(memo)), c_.b.getInt8(0), c_.plan.memo_count,
                          llvm::MaybeAlign(1));
    }
    write_day();
    write_validity();

    llvm::BasicBlock* clean = c_.block("clean_record");
    llvm::BasicBlock* exact = c_.block("malformed_record");
    llvm::BasicBlock* asks = c_.block("asks");
    llvm::BasicBlock* slow = c_.block("slow");
    llvm::BasicBlock* refused = c_.block("refused");
    c_.go_usually(c_.b.CreateICmpEQ(c_.load_context(c_.i32(), JIANHE_AT(malformed)), c_.c32(0)), clean, exact);
    for (const Mode mode : {Mode::Clean, Mode::Exact}) {
        const bool is_clean = mode == Mode::Clean;
        Expressions& e = is_clean ? clean_ : exact_;
        c_.go_to(is_clean ? clean : exact);
        e.forget();
        std::vector<llvm::Value*> possible = selection.write(mode);
        std::vector<llvm::Value*> concerned_ones;
        if (!is_clean) {
            concerned_ones = selection.write_concerned(reads);
            for (std::size_t i = 0; i < possible.size(); ++i)
                possible[i] = c_.b.CreateAnd(possible[i], c_.b.CreateNot(concerned_ones[i]));
        }
        const auto run = [&](const std::vector<Runs>& of_step) {
            run_selected(possible, of_step[0]);
            if (!is_clean) run_selected(concerned_ones, of_step[1]);
        };
        const auto leave_if_fired = [&](llvm::BasicBlock* to) {
            c_.usually(c_.b.CreateICmpEQ(c_.load_context(c_.i32(), JIANHE_AT(fired_count)), c_.c32(0)), to);
        };
        if (!refusing.empty()) {
            run(runs[0]);
            leave_if_fired(refused);
        }
        if (!blocking.empty()) {
            run(runs[1]);
            // A rule that blocks others changes what all of them say. Most of those that do look for malformed fields.
            if (is_clean) {
                leave_if_fired(slow);
            } else {
                block_places(selected, possible, concerned_ones, slow);
            }
        }
        write_limits(e);
        c_.b.CreateCall(presence[is_clean ? 0 : 1], {c_.context});
        count_lacking(possible);
        run(runs[2]);
        // The file is asked once, so only when it is sure that nobody judges the record again.
        c_.usually(c_.b.CreateICmpEQ(c_.load_context(c_.i32(), JIANHE_AT(slow)), c_.c32(0)), slow);
        if (!is_clean) {
            for (const std::uint32_t check : asking) write_tell(check, exact_);
            write_checks(asking, Mode::Exact);
        } else {
            ask_file(asking);
        }
        c_.go(asks);
    }
    selection.write_tables();
    c_.go_to(asks);
    count_not_checked();
    llvm::Value* fired = c_.load_context(c_.i32(), JIANHE_AT(fired_count));
    llvm::Value* report = c_.either(c_.b.CreateICmpNE(fired, c_.c32(0)),
                                    c_.b.CreateICmpNE(c_.load_context(c_.i32(), JIANHE_AT(every_record)), c_.c32(0)));
    c_.b.CreateRet(c_.b.CreateSelect(report, c_.c32(static_cast<std::uint32_t>(Outcome::Report)),
                                     c_.c32(static_cast<std::uint32_t>(Outcome::Clean))));
    c_.go_to(slow);
    c_.b.CreateRet(c_.c32(static_cast<std::uint32_t>(Outcome::Slow)));
    c_.go_to(refused);
    c_.b.CreateRet(c_.c32(static_cast<std::uint32_t>(Outcome::Refused)));
    return function;
}

}  // namespace jianhe::jit
