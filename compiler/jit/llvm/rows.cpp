// Loops over rows, and the part of Expressions that asks about all rows of a segment.

#include <utility>

#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/expressions.h"

namespace jianhe::jit {

using ir::InstId;
using ir::InstKind;

namespace {

InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

}  // namespace

llvm::Value* row_number(Code& code, const Row& row) {
    if (row.segment == Row::kNone) return code.c32(0);
    // LLVM would count along with the rows.
    const auto address = [&](llvm::Value* data) { return code.b.CreatePtrToInt(data, code.i64()); };
    llvm::Value* bytes = code.b.CreateSub(address(code.hidden(row.data)), address(row.first));
    llvm::Value* before = code.b.CreateExactUDiv(bytes, code.c64(code.plan.row_size[row.segment]));
    return code.b.CreateAdd(code.b.CreateTrunc(before, code.i32()), code.c32(1));
}

RowLoop::RowLoop(Code& code, std::uint32_t segment)
    : c_(code),
      row_{segment, code.rows_data(segment), nullptr},
      outer_(code.before_rows),
      before_(code.b.GetInsertBlock()),
      head_(code.block("row")),
      behind_(code.block("behind_rows")) {
    llvm::Value* count = c_.b.CreateZExt(c_.rows_count(segment), c_.i64());
    llvm::Value* last = c_.at(row_.first, c_.b.CreateMul(count, c_.c64(c_.plan.row_size[segment])));
    llvm::BasicBlock* inside = c_.block("in_row");
    c_.before_rows = c_.b.CreateBr(head_);
    c_.go_to(head_);
    data_ = carried(row_.first);
    row_.data = data_;
    c_.b.CreateCondBr(c_.b.CreateICmpNE(data_, last), inside, behind_);
    c_.go_to(inside);
}

llvm::PHINode* RowLoop::carried(llvm::Value* first) {
    const llvm::IRBuilderBase::InsertPointGuard guard(c_.b);
    c_.b.SetInsertPoint(head_, head_->begin());
    llvm::PHINode* value = c_.b.CreatePHI(first->getType(), 2);
    value->addIncoming(first, before_);
    return value;
}

void RowLoop::carry(llvm::PHINode* value, llvm::Value* next) { value->addIncoming(next, c_.b.GetInsertBlock()); }

void RowLoop::end() {
    carry(data_, c_.at(data_, c_.plan.row_size[row_.segment]));
    c_.go(head_);
    c_.before_rows = outer_;
    c_.go_to(behind_);
}

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

// A test of a row's field, where one of the record's holds: the row's tests by a mask that was chosen before the rows.
// Several such masks of one field become one. Null: the condition is another one.
llvm::Value* Expressions::atom_of_row_where(const ir::Inst& both, const Row& row) {
    if (mode_ != Mode::Clean || c_.before_rows == nullptr) return nullptr;
    auto of_record = c_.plan.atoms.find(both.a);
    auto of_row = c_.plan.atoms.find(both.b);
    if (of_record == c_.plan.atoms.end() || of_row == c_.plan.atoms.end()) return nullptr;
    if (is_of(of_record->second.first, row)) std::swap(of_record, of_row);
    const auto& [field, bit_of] = of_row->second;
    if (!is_of(field, row) || is_of(of_record->second.first, row)) return nullptr;
    const Truth where = atom(of_record->second.first, of_record->second.second, row);
    llvm::Value* mask = nullptr;
    {
        const Code::BeforeRows once(c_, true);
        mask = c_.b.CreateSelect(where.t, c_.c64(std::uint64_t{1} << bit_of), c_.c64(0));
    }
    llvm::Value* atoms = c_.load(c_.i64(), row.data, c_.plan.fields[field].slot + offsetof(Slot, atoms));
    return c_.both(bit(Bits::Given, field, row), c_.b.CreateICmpNE(c_.b.CreateAnd(atoms, mask), c_.c64(0)));
}

// Whether some row has the field, of a condition that asks nothing else; null: it does.
llvm::Value* Expressions::given_in_some_row(const ir::Inst& any) {
    const ir::Inst& test = c_.m.insts[any.b];
    if (test.kind != InstKind::IsGiven || c_.m.insts[test.a].kind != InstKind::Field) return nullptr;
    const FieldPlan& plan = c_.plan.fields[c_.m.insts[test.a].a];
    if (plan.segment != any.a) return nullptr;
    const std::uint64_t at = JIANHE_AT(rows) + plan.segment * sizeof(Rows) + offsetof(Rows, any_given);
    llvm::Value* given = c_.load_context(c_.i64(), at + std::uint64_t{plan.word} * 8);
    return c_.b.CreateICmpNE(c_.b.CreateAnd(given, c_.c64(std::uint64_t{1} << plan.bit)), c_.c64(0));
}

Truth Expressions::over_rows(InstId id, const ir::Inst& inst) {
    if (mode_ == Mode::Clean && inst.kind == InstKind::AnyRow) {
        if (llvm::Value* given = given_in_some_row(inst)) return {given, c_.inverse(given), c_.no()};
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
    const auto ask = [&]() -> llvm::Value* { return c_.b.CreateCall(rows_function(id, inst), {c_.context}); };
    const bool counts = mode_ == Mode::Clean && inst.kind == InstKind::CountWhere;
    llvm::Value* bits = counts ? c_.guarded(some_row_may_be(inst_id(inst.b)), c_.b.getInt8(kTrue), ask) : ask();
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
    RowLoop rows(c_, inst.a);
    llvm::PHINode* some_true = rows.carried(c_.no());
    llvm::PHINode* some_false = rows.carried(c_.no());
    llvm::PHINode* some_unknown = rows.carried(c_.no());
    llvm::PHINode* total = rows.carried(c_.c64(0));
    const Truth now = truth(inst_id(inst.b), rows.row());
    rows.carry(some_true, c_.either(some_true, now.t));
    rows.carry(some_false, c_.either(some_false, now.f));
    rows.carry(some_unknown, c_.either(some_unknown, now.u));
    rows.carry(total, c_.b.CreateAdd(total, c_.b.CreateZExt(now.t, c_.i64())));
    rows.end();

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
