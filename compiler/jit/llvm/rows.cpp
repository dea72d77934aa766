// The part of Expressions that asks about all rows of a segment.

#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/expressions.h"

namespace jianhe::jit {

using ir::InstId;
using ir::InstKind;

namespace {

InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

}  // namespace

void add_needed_atoms(const ir::Module& module, const Plan& plan, InstId id,
                      std::vector<std::pair<std::uint32_t, std::uint32_t>>& needed) {
    const ir::Inst& inst = module.inst(id);
    if (inst.kind == InstKind::And) {
        add_needed_atoms(module, plan, inst_id(inst.a), needed);
        add_needed_atoms(module, plan, inst_id(inst.b), needed);
        return;
    }
    const auto atom_of = plan.atoms.find(ir::index_of(id));
    if (atom_of != plan.atoms.end() && plan.fields[atom_of->second.first].keeps_any_atoms)
        needed.push_back(atom_of->second);
}

llvm::Value* Expressions::some_row_may_be(InstId id) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> needed;
    add_needed_atoms(c_.m, c_.plan, id, needed);
    llvm::Value* all = c_.yes();
    for (const auto& [field, bit_of] : needed) {
        llvm::Value* atoms =
            c_.load(c_.i64(), c_.load_context(c_.ptr(), JIANHE_AT(any_atoms)), std::uint64_t{field} * 8);
        all = c_.both(all, c_.b.CreateICmpNE(c_.b.CreateAnd(atoms, c_.c64(std::uint64_t{1} << bit_of)), c_.c64(0)));
    }
    return all;
}

Truth Expressions::over_rows(InstId id, const ir::Inst& inst) {
    if (mode_ == Mode::Clean && inst.kind == InstKind::AnyRow) {
        // Without a row that has all the words, none can be; a single word is all there is to it.
        llvm::Value* may_be = some_row_may_be(inst_id(inst.b));
        if (c_.plan.atoms.contains(inst.b) && !Code::is_true(may_be)) return {may_be, c_.inverse(may_be), c_.no()};
        if (!Code::is_true(may_be)) {
            llvm::Value* bits = c_.guarded(may_be, c_.b.getInt8(kFalse), [&]() -> llvm::Value* {
                return c_.b.CreateCall(rows_function(id, inst), {c_.context});
            });
            return of_bits(c_.b.CreateZExt(bits, c_.i32()));
        }
    }
    llvm::Value* bits = c_.b.CreateCall(rows_function(id, inst), {c_.context});
    return of_bits(c_.b.CreateZExt(bits, c_.i32()));
}

// Bits of a truth, remembered for the record; for counts also the number, as a value of the context.
llvm::Function* Expressions::rows_function(InstId id, const ir::Inst& inst) {
    if (const auto known = rows_functions_.find(ir::index_of(id)); known != rows_functions_.end()) return known->second;
    const Code::Aside aside(c_);
    const std::map<std::uint32_t, llvm::Value*> unknowns = std::move(unknowns_);
    unknowns_.clear();
    const std::string suffix = mode_ == Mode::Clean ? "" : "_exact";
    llvm::Function* function = c_.begin_function("rows_" + std::to_string(ir::index_of(id)) + suffix, c_.i8(), {});
    c_.keep_apart(function, mode_ == Mode::Exact);
    rows_functions_[ir::index_of(id)] = function;
    const std::uint32_t memo = c_.plan.memos.at(ir::index_of(id));
    llvm::Value* memos = c_.load_context(c_.ptr(), JIANHE_AT(memo));
    llvm::Value* known = c_.load(c_.i8(), memos, memo);
    llvm::BasicBlock* fresh = c_.block("fresh");
    llvm::BasicBlock* remembered = c_.block("remembered");
    // Bit 7 says that the rest is known.
    c_.b.CreateCondBr(c_.b.CreateICmpEQ(known, c_.b.getInt8(0)), fresh, remembered);
    c_.go_to(remembered);
    c_.b.CreateRet(c_.b.CreateAnd(known, c_.b.getInt8(0x7F)));

    c_.go_to(fresh);
    llvm::Value* data = c_.rows_data(inst.a);
    llvm::Value* count = c_.rows_count(inst.a);
    llvm::BasicBlock* before = c_.b.GetInsertBlock();
    llvm::BasicBlock* head = c_.block("head");
    llvm::BasicBlock* body = c_.block("body");
    llvm::BasicBlock* done = c_.block("done");
    c_.go(head);
    c_.go_to(head);
    llvm::PHINode* number = c_.b.CreatePHI(c_.i32(), 2);
    llvm::PHINode* row_data = c_.b.CreatePHI(c_.ptr(), 2);
    llvm::PHINode* some_true = c_.b.CreatePHI(c_.i1(), 2);
    llvm::PHINode* some_false = c_.b.CreatePHI(c_.i1(), 2);
    llvm::PHINode* some_unknown = c_.b.CreatePHI(c_.i1(), 2);
    llvm::PHINode* total = c_.b.CreatePHI(c_.i64(), 2);
    number->addIncoming(c_.c32(1), before);
    row_data->addIncoming(data, before);
    total->addIncoming(c_.c64(0), before);
    for (llvm::PHINode* flag : {some_true, some_false, some_unknown}) flag->addIncoming(c_.no(), before);
    c_.b.CreateCondBr(c_.b.CreateICmpULE(number, count), body, done);
    c_.go_to(body);
    const Truth now = truth(inst_id(inst.b), {inst.a, number, row_data});
    llvm::BasicBlock* end = c_.b.GetInsertBlock();
    some_true->addIncoming(c_.either(some_true, now.t), end);
    some_false->addIncoming(c_.either(some_false, now.f), end);
    some_unknown->addIncoming(c_.either(some_unknown, now.u), end);
    total->addIncoming(c_.b.CreateAdd(total, c_.b.CreateZExt(now.t, c_.i64())), end);
    number->addIncoming(c_.b.CreateAdd(number, c_.c32(1)), end);
    row_data->addIncoming(c_.at(row_data, c_.plan.row_size[inst.a]), end);
    c_.go(head);

    c_.go_to(done);
    Truth whole;
    if (inst.kind == InstKind::AnyRow) {
        llvm::Value* unknown = c_.both(c_.inverse(some_true), some_unknown);
        whole = {some_true, c_.both(c_.inverse(some_true), c_.inverse(unknown)), unknown};
    } else if (inst.kind == InstKind::AllRows) {
        llvm::Value* unknown = c_.both(c_.inverse(some_false), some_unknown);
        whole = {c_.both(c_.inverse(some_false), c_.inverse(unknown)), some_false, unknown};
    } else {
        whole = {c_.inverse(some_unknown), c_.no(), some_unknown};
        llvm::Value* values = c_.load_context(c_.ptr(), JIANHE_AT(memo_values));
        c_.store(total, values, memo * sizeof(Operand) + offsetof(Operand, number));
    }
    const auto flag = [&](llvm::Value* condition, std::uint32_t bit) {
        return c_.b.CreateSelect(condition, c_.b.getInt8(static_cast<std::uint8_t>(bit)), c_.b.getInt8(0));
    };
    llvm::Value* bits =
        c_.b.CreateOr(flag(whole.t, kTrue), c_.b.CreateOr(flag(whole.f, kFalse), flag(whole.u, kUnknown)));
    c_.store(c_.b.CreateOr(bits, c_.b.getInt8(0x80)), memos, memo);
    c_.b.CreateRet(bits);
    unknowns_ = unknowns;
    return function;
}

}  // namespace jianhe::jit
