#include "compiler/jit/llvm/expressions.h"

#include <algorithm>

#include <jianhe/truth.h>

#include "compiler/ir/word_range.h"
#include "compiler/jit/calls.h"

namespace jianhe::jit {

using ir::InstId;
using ir::InstKind;

namespace {

InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

}  // namespace

llvm::Value* Expressions::unknown_of(InstId id) const {
    const auto found = unknowns_.find(ir::index_of(id));
    return found == unknowns_.end() ? nullptr : found->second;
}

llvm::Value* Expressions::row_of(std::uint32_t field, const Row& row) {
    const std::uint32_t segment = c_.plan.fields[field].segment;
    if (row.segment == segment) return row.data;
    const Code::BeforeRows once(c_, true);
    return c_.rows_data(segment);
}

llvm::Value* Expressions::bit(Bits which, std::uint32_t field, const Row& row) {
    const Code::BeforeRows once(c_, !is_of(field, row));
    const FieldPlan& plan = c_.plan.fields[field];
    llvm::Value* word = c_.load(c_.i64(), row_of(field, row), c_.bits_offset(which, plan.word));
    return c_.b.CreateICmpNE(c_.b.CreateAnd(word, c_.c64(std::uint64_t{1} << plan.bit)), c_.c64(0));
}

Truth Expressions::decided_by(llvm::Value* holds, llvm::Value* unknown) {
    return {c_.both(holds, c_.inverse(unknown)), c_.both(c_.inverse(holds), c_.inverse(unknown)), unknown};
}

Truth Expressions::of_bits(llvm::Value* bits) {
    const auto has = [&](std::uint32_t bit) { return c_.b.CreateICmpNE(c_.b.CreateAnd(bits, c_.c32(bit)), c_.c32(0)); };
    return {has(kTrue), has(kFalse), has(kUnknown)};
}

Truth Expressions::truth(InstId id, const Row& row) {
    const Truth made = make_truth(id, c_.m.inst(id), row);
    unknowns_[ir::index_of(id)] = made.u;
    return made;
}

Truth Expressions::make_truth(InstId id, const ir::Inst& inst, const Row& row) {
    switch (inst.kind) {
        case InstKind::True: return {c_.yes(), c_.no(), c_.no()};
        case InstKind::EqualConst: return equal_const(id, inst, row);
        case InstKind::Equal:
        case InstKind::Less:
        case InstKind::LessEqual: return ordered(inst, row);
        case InstKind::InRange: return in_range(inst, row);
        case InstKind::InSet:
        case InstKind::InCodeSet:
        case InstKind::Matches:
        case InstKind::HasAny:
        case InstKind::HasOnly: return word_test(id, inst, row);
        case InstKind::InTable: return in_table(id, inst, row);
        case InstKind::IsGiven:
        case InstKind::IsWellFormed:
        case InstKind::IsPlaceholder: return state_test(inst, row);
        case InstKind::IsRequired: return is_required(inst.a, row);
        case InstKind::CheckDigit: return check_digit(inst, row);
        case InstKind::AnyRow:
        case InstKind::AllRows: return over_rows(id, inst);
        case InstKind::Unique:
            return of_bits(c_.call("jh_unique", c_.i32(), {c_.context, c_.c32(ir::index_of(id)), row_number(c_, row)}));
        case InstKind::MasterHas: return master_has(inst, id, row);
        case InstKind::Decided: {
            const Truth allowed = truth(inst_id(inst.a), row);
            const Truth refused = truth(inst_id(inst.b), row);
            llvm::Value* is_false = c_.both(c_.inverse(allowed.t), refused.t);
            llvm::Value* open = c_.both(c_.inverse(allowed.t), c_.inverse(is_false));
            return {allowed.t, is_false, c_.both(open, c_.either(allowed.u, refused.u))};
        }
        case InstKind::Not: {
            const Truth inner = truth(inst_id(inst.a), row);
            return {inner.f, inner.t, inner.u};
        }
        case InstKind::And: {
            if (llvm::Value* holds = atom_of_row_where(inst, row)) return {holds, c_.inverse(holds), c_.no()};
            const Truth left = truth(inst_id(inst.a), row);
            const Truth right = truth(inst_id(inst.b), row);
            llvm::Value* is_false = c_.either(left.f, right.f);
            return {c_.both(left.t, right.t), is_false, c_.both(c_.inverse(is_false), c_.either(left.u, right.u))};
        }
        case InstKind::Or: {
            const Truth left = truth(inst_id(inst.a), row);
            const Truth right = truth(inst_id(inst.b), row);
            llvm::Value* is_true = c_.either(left.t, right.t);
            return {is_true, c_.both(left.f, right.f), c_.both(c_.inverse(is_true), c_.either(left.u, right.u))};
        }
        case InstKind::Integer:
        case InstKind::Text:
        case InstKind::Field:
        case InstKind::Given:
        case InstKind::ChosenDate:
        case InstKind::Default:
        case InstKind::Attribute:
        case InstKind::Slice:
        case InstKind::DateOf:
        case InstKind::Days:
        case InstKind::FirstOfMonth:
        case InstKind::AddMonths:
        case InstKind::AddDays:
        case InstKind::Add:
        case InstKind::Subtract:
        case InstKind::Multiply:
        case InstKind::Modulo:
        case InstKind::CountRows:
        case InstKind::CountWhere:
        case InstKind::Tuple:
        case InstKind::MasterColumn:
        case InstKind::ProviderPart:
        case InstKind::BufferPart:  // values; the verifier refuses them as conditions
        case InstKind::Anything:
        case InstKind::CountEarlier:
        case InstKind::EarlierColumn:
        case InstKind::KeptColumn:
        case InstKind::AnyEarlier:
        case InstKind::AllEarlier:
        case InstKind::EqualEarlier:
        case InstKind::InState:  // of checks that are left out: only the interpreter asks the history
        case InstKind::UniqueInFile:
        case InstKind::SameInFile: break;  // written by the check they are the whole of
    }
    return {c_.no(), c_.no(), c_.yes()};
}

Truth Expressions::atom(std::uint32_t field, std::uint32_t bit_of, const Row& row) {
    const Code::BeforeRows once(c_, !is_of(field, row));
    llvm::Value* given = bit(Bits::Given, field, row);
    llvm::Value* atoms = c_.load(c_.i64(), row_of(field, row), c_.plan.fields[field].slot + offsetof(Slot, atoms));
    const auto has_bit = [&](llvm::Value* of) {
        return c_.b.CreateICmpNE(c_.b.CreateAnd(of, c_.c64(std::uint64_t{1} << bit_of)), c_.c64(0));
    };
    // What is the same for all rows is put together before them.
    const bool once_for_all = c_.before_rows != nullptr && !is_of(field, row);
    llvm::Value* holds =
        once_for_all ? has_bit(c_.b.CreateSelect(given, atoms, c_.c64(0))) : c_.both(given, has_bit(atoms));
    if (mode_ == Mode::Clean) return {holds, c_.inverse(holds), c_.no()};
    return decided_by(holds, bit(Bits::Malformed, field, row));
}

llvm::Value* Expressions::equals_text(const Content& content, const std::string& text) {
    llvm::Value* fits = c_.both(has_content(content), c_.b.CreateICmpEQ(content.length, c_.c64(text.size())));
    return c_.guarded(fits, c_.no(), [&] {
        llvm::Value* equal = c_.yes();
        std::size_t at = 0;
        while (at < text.size()) {
            // The greatest piece that is left, so that nothing behind the text is read.
            std::size_t size = 8;
            while (size > text.size() - at) size /= 2;
            std::uint64_t word = 0;
            for (std::size_t i = 0; i < size; ++i)
                word |= std::uint64_t{static_cast<unsigned char>(text[at + i])} << (8 * i);
            llvm::Type* type = c_.b.getIntNTy(static_cast<unsigned>(size * 8));
            llvm::Value* piece = c_.load(type, content.text, at);
            equal = c_.both(equal, c_.b.CreateICmpEQ(piece, llvm::ConstantInt::get(type, word)));
            at += size;
        }
        return equal;
    });
}

Truth Expressions::equal_const(InstId id, const ir::Inst& inst, const Row& row) {
    if (const auto known = c_.plan.atoms.find(ir::index_of(id)); known != c_.plan.atoms.end())
        return atom(known->second.first, known->second.second, row);
    const Content left = value(inst_id(inst.a), row);
    const ir::Inst& right = c_.m.insts[inst.b];
    llvm::Value* equal = nullptr;
    if (c_.m.insts[inst.a].type.kind == ir::ValueType::Text) {
        equal = right.kind == InstKind::Text ? equals_text(left, c_.m.texts[right.a]) : c_.no();
    } else {
        llvm::Value* number = c_.no();
        if (right.kind == InstKind::Integer)
            number = c_.b.CreateICmpEQ(left.number, c_.c64(static_cast<std::uint64_t>(c_.m.integers[right.a])));
        equal = c_.both(left.present, number);
        if (right.kind == InstKind::Text && !Code::is_false(left.placeholder)) {
            Content stand_in = left;
            stand_in.present = c_.no();
            equal = c_.either(equal, equals_text(stand_in, c_.m.texts[right.a]));
        }
    }
    llvm::Value* answered = c_.either(left.empty, has_content(left));
    return {equal, c_.both(answered, c_.inverse(equal)), left.unknown};
}

Truth Expressions::ordered(const ir::Inst& inst, const Row& row) {
    const Content left = value(inst_id(inst.a), row);
    const Content right = value(inst_id(inst.b), row);
    llvm::Value* unknown = c_.either(left.unknown, right.unknown);
    llvm::Value* present = c_.both(left.present, right.present);
    const bool is_text = c_.m.insts[inst.a].type.kind == ir::ValueType::Text;
    llvm::CmpInst::Predicate predicate = llvm::CmpInst::ICMP_EQ;
    if (inst.kind == InstKind::Less) predicate = llvm::CmpInst::ICMP_SLT;
    if (inst.kind == InstKind::LessEqual) predicate = llvm::CmpInst::ICMP_SLE;
    llvm::Value* holds = nullptr;
    if (is_text) {
        llvm::Value* compared = present;
        if (inst.kind == InstKind::Equal) compared = c_.both(compared, c_.b.CreateICmpEQ(left.length, right.length));
        holds = c_.guarded(compared, c_.no(), [&]() -> llvm::Value* {
            if (inst.kind == InstKind::Equal) return same_bytes(left, right);
            llvm::Value* order = c_.call("jh_compare", c_.i32(), {left.text, left.length, right.text, right.length},
                                         Code::Effect::Reads);
            return c_.b.CreateICmp(predicate, order, c_.c32(0));
        });
    } else {
        holds = c_.b.CreateICmp(predicate, left.number, right.number);
    }
    return {c_.both(present, holds), c_.both(present, c_.inverse(holds)), unknown};
}

// Of texts of one length: most are of 8 to 16 bytes, which two words that overlap have.
llvm::Value* Expressions::same_bytes(const Content& left, const Content& right) {
    llvm::BasicBlock* near = c_.block("near");
    llvm::BasicBlock* far = c_.block("far");
    llvm::BasicBlock* behind = c_.block("compared");
    llvm::Value* fits = c_.b.CreateICmpULE(c_.b.CreateSub(left.length, c_.c64(8)), c_.c64(8));
    c_.b.CreateCondBr(fits, near, far);
    c_.go_to(near);
    llvm::Value* last = c_.b.CreateSub(left.length, c_.c64(8));
    const auto differ = [&](llvm::Value* offset) {
        return c_.b.CreateXor(c_.load(c_.i64(), c_.at(left.text, offset)),
                              c_.load(c_.i64(), c_.at(right.text, offset)));
    };
    llvm::Value* differs = c_.b.CreateOr(differ(c_.c64(0)), differ(last));
    llvm::Value* same_words = c_.b.CreateICmpEQ(differs, c_.c64(0));
    c_.go(behind);
    c_.go_to(far);
    llvm::Value* order =
        c_.call("jh_compare", c_.i32(), {left.text, left.length, right.text, right.length}, Code::Effect::Reads);
    llvm::Value* same_texts = c_.b.CreateICmpEQ(order, c_.c32(0));
    c_.go(behind);
    c_.go_to(behind);
    llvm::PHINode* same = c_.b.CreatePHI(c_.i1(), 2);
    same->addIncoming(same_words, near);
    same->addIncoming(same_texts, far);
    return same;
}

Truth Expressions::in_range(const ir::Inst& inst, const Row& row) {
    const Content tested = value(inst_id(inst.a), row);
    const Content low = value(inst_id(inst.b), row);
    const Content high = value(inst_id(inst.c), row);
    llvm::Value* present = c_.both(tested.present, c_.both(low.present, high.present));
    llvm::Value* holds =
        c_.both(c_.b.CreateICmpSLE(low.number, tested.number), c_.b.CreateICmpSLE(tested.number, high.number));
    return {c_.both(present, holds), c_.both(present, c_.inverse(holds)),
            c_.either(tested.unknown, c_.either(low.unknown, high.unknown))};
}

// One after the other, of a set of a few words. Null: the set is another one.
llvm::Value* Expressions::is_one_of_few(std::uint32_t set, const Content& tested) {
    constexpr std::size_t kFew = 6;
    const std::vector<ir::WordRange>& members = c_.m.sets[set].members;
    if (members.size() > kFew) return nullptr;
    llvm::Value* found = c_.no();
    for (const ir::WordRange& range : members) {
        if (range.lo != range.hi) return nullptr;
    }
    for (const ir::WordRange& range : members) found = c_.either(found, equals_text(tested, range.lo));
    return found;
}

// Of a set of single ASCII characters: a table of all bytes. Null: the set is another one.
llvm::Value* Expressions::table_of_characters(std::uint32_t set) {
    for (const ir::WordRange& range : c_.m.sets[set].members) {
        if (range.lo.size() != 1 || range.hi.size() != 1) return nullptr;
    }
    const std::string name = "characters_" + std::to_string(set);
    if (llvm::GlobalVariable* known = c_.target.getGlobalVariable(name, true)) return known;
    std::vector<std::uint8_t> has(256, 0);
    for (unsigned character = 1; character < 128; ++character) {
        const char c = static_cast<char>(character);
        if (ir::in_set({&c, 1}, c_.m.sets[set])) has[character] = 1;
    }
    auto* constant = llvm::ConstantDataArray::get(c_.llvm, has);
    return new llvm::GlobalVariable(c_.target, constant->getType(), true, llvm::GlobalValue::PrivateLinkage, constant,
                                    name);
}

// Of a set of single ASCII characters, or of a few words. Null: the set is another one.
llvm::Value* Expressions::is_one_of(std::uint32_t set, const Content& tested) {
    llvm::Value* table = table_of_characters(set);
    if (table == nullptr) return is_one_of_few(set, tested);
    return c_.guarded(c_.b.CreateICmpEQ(tested.length, c_.c64(1)), c_.no(), [&] {
        llvm::Value* character = c_.b.CreateZExt(c_.load(c_.i8(), tested.text), c_.i64());
        return c_.b.CreateICmpNE(c_.load(c_.i8(), c_.at(table, character)), c_.b.getInt8(0));
    });
}

// Whether any character of a slice of a few, or all of them, are in a set of ASCII characters: by a table, where the
// slice is as long as it can be. Null: the test is another one.
llvm::Value* Expressions::test_characters(const ir::Inst& inst, const Content& tested) {
    constexpr std::uint32_t kFew = 8;
    const ir::Inst& slice = c_.m.insts[inst.a];
    const bool any = inst.kind == InstKind::HasAny;
    if ((!any && inst.kind != InstKind::HasOnly) || slice.kind != InstKind::Slice) return nullptr;
    const std::uint32_t count = slice.c - slice.b + 1;
    if (slice.c < slice.b || count > kFew) return nullptr;
    llvm::Value* table = table_of_characters(inst.b);
    if (table == nullptr) return nullptr;
    llvm::BasicBlock* whole = c_.block("whole");
    llvm::BasicBlock* part = c_.block("part");
    llvm::BasicBlock* behind = c_.block("tested");
    c_.go_usually(c_.b.CreateICmpEQ(tested.length, c_.c64(count)), whole, part);
    c_.go_to(whole);
    llvm::Value* all = nullptr;
    for (std::uint32_t i = 0; i < count; ++i) {
        llvm::Value* character = c_.b.CreateZExt(c_.load(c_.i8(), tested.text, i), c_.i64());
        llvm::Value* here = c_.load(c_.i8(), c_.at(table, character));
        all = all == nullptr ? here : any ? c_.b.CreateOr(all, here) : c_.b.CreateAnd(all, here);
    }
    llvm::Value* of_whole = c_.b.CreateICmpNE(all, c_.b.getInt8(0));
    c_.go(behind);
    c_.go_to(part);
    llvm::Value* of_part =
        c_.call_truth(any ? "jh_has_any" : "jh_has_only", {c_.context, c_.c32(inst.b), tested.text, tested.length});
    c_.go(behind);
    c_.go_to(behind);
    llvm::PHINode* holds = c_.b.CreatePHI(c_.i1(), 2);
    holds->addIncoming(of_whole, whole);
    holds->addIncoming(of_part, part);
    return holds;
}

// Tests of a word against something constant: empty is decided (it is in nothing), malformed is unknown.
Truth Expressions::word_test(InstId id, const ir::Inst& inst, const Row& row) {
    if (const auto known = c_.plan.atoms.find(ir::index_of(id)); known != c_.plan.atoms.end())
        return atom(known->second.first, known->second.second, row);
    if (const auto known = c_.plan.dated_atoms.find(ir::index_of(id)); known != c_.plan.dated_atoms.end())
        return in_dated_set(inst, known->second, row);
    const Content tested = value(inst_id(inst.a), row);
    llvm::Value* content = has_content(tested);
    llvm::Value* holds = c_.guarded(content, c_.no(), [&]() -> llvm::Value* {
        if (llvm::Value* in_set = inst.kind == InstKind::InSet ? is_one_of(inst.b, tested) : nullptr) return in_set;
        if (llvm::Value* by_table = test_characters(inst, tested)) return by_table;
        const char* helper = inst.kind == InstKind::InSet       ? "jh_in_set"
                             : inst.kind == InstKind::InCodeSet ? "jh_in_code_set"
                             : inst.kind == InstKind::Matches   ? "jh_matches"
                             : inst.kind == InstKind::HasAny    ? "jh_has_any"
                                                                : "jh_has_only";
        return c_.call_truth(helper, {c_.context, c_.c32(inst.b), tested.text, tested.length});
    });
    llvm::Value* answered = c_.either(tested.empty, content);
    return {holds, c_.both(answered, c_.inverse(holds)), tested.unknown};
}

// Only a code that some rows have at some times needs a look at the day.
Truth Expressions::in_dated_set(const ir::Inst& inst, const Plan::DatedAtom& atoms, const Row& row) {
    const Truth some = atom(atoms.field, atoms.some, row);
    const Truth always = atom(atoms.field, atoms.always, row);
    const Content tested = field_value(atoms.field, row);
    llvm::Value* holds = c_.guarded(c_.rarely(c_.both(some.t, c_.inverse(always.t))), always.t, [&] {
        return c_.call_truth("jh_in_code_set", {c_.context, c_.c32(inst.b), tested.text, tested.length});
    });
    return decided_by(holds, some.u);
}

// Words of both fields were looked up when they were read; the table says which pairs it has.
Truth Expressions::in_matrix(const ir::Inst& inst, const std::pair<std::uint32_t, std::uint32_t>& fields,
                             const Row& row) {
    const std::vector<Word>& left = c_.plan.fields[fields.first].words;
    const std::vector<Word>& right = c_.plan.fields[fields.second].words;
    const ir::Table& table = c_.m.tables[inst.c];
    const std::size_t width = right.size() + 1;
    std::vector<std::uint8_t> cells((left.size() + 1) * width, 0);
    for (std::size_t i = 0; i <= left.size(); ++i) {
        bool known = false;
        for (const auto& [first, second] : table.rows) {
            if (i == left.size() || first != left[i].text) continue;
            known = true;
            for (std::size_t j = 0; j < right.size(); ++j) {
                if (right[j].text == second) cells[i * width + j] = 1;
            }
        }
        if (!known && table.others_unchecked)
            std::fill_n(cells.begin() + static_cast<std::ptrdiff_t>(i * width), width, 1);
    }
    const std::string name =
        "table_" + std::to_string(inst.c) + "_" + std::to_string(fields.first) + "_" + std::to_string(fields.second);
    llvm::GlobalVariable* matrix = c_.target.getGlobalVariable(name, true);
    auto* constant = llvm::ConstantDataArray::get(c_.llvm, cells);
    if (matrix == nullptr) {
        matrix = new llvm::GlobalVariable(c_.target, constant->getType(), true, llvm::GlobalValue::PrivateLinkage,
                                          constant, name);
    }
    const auto word_of = [&](std::uint32_t field) {
        llvm::Value* info = c_.load(c_.i32(), row_of(field, row), c_.plan.fields[field].slot + offsetof(Slot, info));
        return c_.b.CreateZExt(info, c_.i64());
    };
    llvm::Value* both_given = c_.both(bit(Bits::Given, fields.first, row), bit(Bits::Given, fields.second, row));
    llvm::Value* unknown = c_.no();
    if (mode_ == Mode::Exact) {
        unknown = c_.either(bit(Bits::Malformed, fields.first, row), bit(Bits::Malformed, fields.second, row));
    }
    llvm::Value* holds = c_.guarded(c_.both(both_given, c_.inverse(unknown)), c_.no(), [&] {
        llvm::Value* place =
            c_.b.CreateAdd(c_.b.CreateMul(word_of(fields.first), c_.c64(width)), word_of(fields.second));
        return c_.b.CreateICmpNE(c_.load(c_.i8(), c_.at(matrix, place)), c_.b.getInt8(0));
    });
    return decided_by(holds, unknown);
}

Truth Expressions::in_table(InstId id, const ir::Inst& inst, const Row& row) {
    if (const auto fields = c_.plan.tables.find(ir::index_of(id)); fields != c_.plan.tables.end())
        return in_matrix(inst, fields->second, row);
    const Content first = value(inst_id(inst.a), row);
    const Content second = value(inst_id(inst.b), row);
    llvm::Value* unknown = c_.either(first.unknown, second.unknown);
    llvm::Value* both_content = c_.both(has_content(first), has_content(second));
    llvm::Value* holds = c_.guarded(both_content, c_.no(), [&] {
        return c_.call_truth("jh_in_table",
                             {c_.context, c_.c32(inst.c), first.text, first.length, second.text, second.length});
    });
    // An operand without an answer leaves none; else an empty one is in nothing.
    llvm::Value* answered =
        c_.both(c_.either(first.empty, has_content(first)), c_.either(second.empty, has_content(second)));
    return {holds, c_.both(answered, c_.inverse(holds)), unknown};
}

Truth Expressions::state_test(const ir::Inst& inst, const Row& row) {
    const ir::Inst& operand = c_.m.insts[inst.a];
    if (operand.kind == InstKind::Given) {
        llvm::Value* supplied = c_.b.CreateICmpNE(c_.b.CreateAnd(c_.load_context(c_.i64(), JIANHE_AT(supplied_givens)),
                                                                 c_.c64(std::uint64_t{1} << operand.a)),
                                                  c_.c64(0));
        llvm::Value* holds = c_.no();
        if (inst.kind == InstKind::IsWellFormed) holds = c_.yes();
        if (inst.kind == InstKind::IsGiven) holds = supplied;
        return {holds, c_.inverse(holds), c_.no()};
    }
    if (operand.kind == InstKind::ProviderPart) return part_state(inst, inst_id(inst.a), row);
    llvm::Value* holds = nullptr;
    llvm::Value* unknown = c_.no();
    if (operand.kind == InstKind::ChosenDate) {
        const ChosenDate date = chosen(static_cast<ir::ChosenDateId>(operand.a));
        unknown = c_.inverse(date.known);
        if (inst.kind == InstKind::IsGiven) holds = date.is_given;
        if (inst.kind == InstKind::IsPlaceholder) holds = date.is_placeholder;
        if (inst.kind == InstKind::IsWellFormed) holds = c_.inverse(date.is_malformed);
    } else {
        if (inst.kind == InstKind::IsGiven) holds = bit(Bits::Given, operand.a, row);
        if (inst.kind == InstKind::IsPlaceholder) {
            holds = c_.m.fields[operand.a].placeholders.empty() ? c_.no() : bit(Bits::Placeholder, operand.a, row);
        }
        if (inst.kind == InstKind::IsWellFormed)
            holds = mode_ == Mode::Clean ? c_.yes() : c_.inverse(bit(Bits::Malformed, operand.a, row));
    }
    return decided_by(holds, unknown);
}

Truth Expressions::part_state(const ir::Inst& test, InstId part_id, const Row& row) {
    llvm::Value* kind = nullptr;
    (void)provider_part(part_id, c_.m.inst(part_id), row, &kind);
    unknowns_[ir::index_of(part_id)] = c_.b.CreateICmpEQ(kind, c_.c32(1));
    const auto is = [&](std::uint32_t wanted) { return c_.b.CreateICmpEQ(kind, c_.c32(wanted)); };
    llvm::Value* answered = c_.b.CreateICmpUGE(kind, c_.c32(2));
    llvm::Value* holds = c_.inverse(test.kind == InstKind::IsGiven ? is(2) : is(3));
    return {c_.both(answered, holds), c_.both(answered, c_.inverse(holds)), is(1)};
}

Truth Expressions::check_digit(const ir::Inst& inst, const Row& row) {
    const std::uint32_t field = c_.m.insts[inst.a].a;
    const Content tested = value(inst_id(inst.a), row);
    llvm::Value* bits = c_.guarded(tested.present, c_.c32(0), [&] {
        const bool person = c_.m.fields[field].type == ir::FieldType::NationalId;
        return c_.call("jh_check_digit", c_.i32(), {c_.context, tested.text, tested.length, c_.c32(person ? 1 : 0)});
    });
    const Truth answer = of_bits(bits);
    return {answer.t, answer.f, tested.unknown};
}

}  // namespace jianhe::jit
