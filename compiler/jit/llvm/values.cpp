// The part of Expressions that computes values.

#include <utility>

#include <jianhe/truth.h>

#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/expressions.h"

namespace jianhe::jit {

using ir::InstId;
using ir::InstKind;

namespace {

InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

constexpr std::uint32_t state_of(Value::State state) { return static_cast<std::uint32_t>(state); }

}  // namespace

Content Expressions::none() { return {c_.no(), c_.no(), c_.no(), c_.no(), c_.c64(0), c_.null(), c_.c64(0)}; }

Content Expressions::constant(std::int64_t number) {
    Content content = none();
    content.present = c_.yes();
    content.number = c_.c64(static_cast<std::uint64_t>(number));
    return content;
}

Content Expressions::constant(const std::string& text) {
    Content content = none();
    content.present = c_.yes();
    content.text = c_.b.CreateGlobalString(text, "text", 0, &c_.target);
    content.length = c_.c64(text.size());
    return content;
}

bool Expressions::is_text_field(std::uint32_t field) const {
    switch (c_.m.fields[field].type) {
        case ir::FieldType::Number:
        case ir::FieldType::Decimal:
        case ir::FieldType::RocDate:
        case ir::FieldType::RocDateTime: return false;
        case ir::FieldType::Text:
        case ir::FieldType::Code:
        case ir::FieldType::CodeList:
        case ir::FieldType::NationalId:
        case ir::FieldType::FacilityCode:
        case ir::FieldType::VisitId: return true;
    }
    return true;
}

Content Expressions::value(InstId id, const Row& row) {
    const Content made = make_value(c_.m.inst(id), id, row);
    unknowns_[ir::index_of(id)] = made.unknown;
    return made;
}

Content Expressions::make_value(const ir::Inst& inst, InstId id, const Row& row) {
    switch (inst.kind) {
        case InstKind::Integer: return constant(c_.m.integers[inst.a]);
        case InstKind::Text: return constant(c_.m.texts[inst.a]);
        case InstKind::Field: return field_value(inst.a, row);
        case InstKind::Given: {
            const Code::BeforeRows once(c_, true);
            Content content = none();
            content.present = c_.b.CreateICmpNE(c_.b.CreateAnd(c_.load_context(c_.i64(), JIANHE_AT(supplied_givens)),
                                                               c_.c64(std::uint64_t{1} << inst.a)),
                                                c_.c64(0));
            if (!c_.m.givens[inst.a].is_optional) content.present = c_.yes();  // the host sees to it
            content.unknown = c_.inverse(content.present);
            content.number =
                c_.load(c_.i64(), c_.load_context(c_.ptr(), JIANHE_AT(givens)), inst.a * sizeof(std::int64_t));
            return content;
        }
        case InstKind::ChosenDate: return chosen(static_cast<ir::ChosenDateId>(inst.a)).content;
        case InstKind::Default: return defaulted(inst, row);
        case InstKind::Attribute: return attribute(id, inst, row);
        case InstKind::Slice: return slice(inst, row);
        case InstKind::DateOf:
        case InstKind::Days:
        case InstKind::FirstOfMonth:
        case InstKind::AddMonths:
        case InstKind::AddDays: return date_function(id, inst, row);
        case InstKind::Add:
        case InstKind::Subtract:
        case InstKind::Multiply:
        case InstKind::Modulo: return arithmetic(inst, row);
        case InstKind::CountRows: {
            Content content = none();
            content.present = c_.yes();
            content.number = c_.b.CreateZExt(c_.rows_count(inst.a), c_.i64());
            return content;
        }
        case InstKind::CountWhere: return count_where(id, inst);
        case InstKind::MasterColumn: return master_column(id, inst, row);
        case InstKind::ProviderPart: return provider_part(id, inst, row);
        case InstKind::BufferPart:  // stands in constructions only
        case InstKind::Tuple:       // read by its users, part by part
        case InstKind::True:
        case InstKind::EqualConst:
        case InstKind::Equal:
        case InstKind::Less:
        case InstKind::LessEqual:
        case InstKind::InRange:
        case InstKind::InSet:
        case InstKind::InCodeSet:
        case InstKind::InTable:
        case InstKind::Matches:
        case InstKind::HasAny:
        case InstKind::HasOnly:
        case InstKind::IsGiven:
        case InstKind::IsWellFormed:
        case InstKind::IsPlaceholder:
        case InstKind::IsRequired:
        case InstKind::CheckDigit:
        case InstKind::AnyRow:
        case InstKind::AllRows:
        case InstKind::Unique:
        case InstKind::UniqueInFile:
        case InstKind::SameInFile:
        case InstKind::MasterHas:
        case InstKind::Decided:
        case InstKind::Anything:
        case InstKind::CountEarlier:
        case InstKind::EarlierColumn:
        case InstKind::KeptColumn:
        case InstKind::AnyEarlier:
        case InstKind::AllEarlier:
        case InstKind::EqualEarlier:
        case InstKind::InState:  // of checks that are left out: only the interpreter asks the history
        case InstKind::Not:
        case InstKind::And:
        case InstKind::Or: break;  // conditions; the verifier refuses them as values
    }
    Content unknown = none();
    unknown.unknown = c_.yes();
    return unknown;
}

Content Expressions::field_value(std::uint32_t field, const Row& row) {
    const FieldPlan& plan = c_.plan.fields[field];
    const Code::BeforeRows once(c_, !is_of(field, row) && !plan.may_lie_as_is);
    const bool stands_in = !c_.m.fields[field].placeholders.empty();
    llvm::Value* given = bit(Bits::Given, field, row);
    Content content = none();
    content.empty = c_.inverse(given);
    content.present = given;
    if (mode_ == Mode::Exact) {
        content.unknown = bit(Bits::Malformed, field, row);
        content.present = c_.both(content.present, c_.inverse(content.unknown));
    }
    if (stands_in) {
        content.placeholder = bit(Bits::Placeholder, field, row);
        content.present = c_.both(content.present, c_.inverse(content.placeholder));
    }
    llvm::Value* data = row_of(field, row);
    if (plan.may_lie_as_is) {
        // Asked where it is read, since reading it changes that.
        const std::uint64_t mask = std::uint64_t{1} << plan.bit;
        llvm::Value* bits = c_.load(c_.i64(), data, c_.bits_offset(Bits::AsItLies, plan.word));
        llvm::Value* lies = c_.b.CreateICmpNE(c_.b.CreateAnd(bits, c_.c64(mask)), c_.c64(0));
        c_.when(c_.rarely(lies), [&] { c_.call("jh_convert", c_.b.getVoidTy(), {c_.context, c_.c32(field), data}); });
    }
    if (!is_text_field(field)) content.number = c_.load(c_.i64(), data, plan.slot + offsetof(Slot, number));
    if (is_text_field(field) || stands_in) {
        content.text = c_.load(c_.ptr(), data, plan.slot + offsetof(Slot, text));
        content.length = c_.b.CreateZExt(c_.load(c_.i32(), data, plan.slot + offsetof(Slot, length)), c_.i64());
    }
    return content;
}

ChosenDate Expressions::chosen(ir::ChosenDateId id) {
    const ir::ChosenDate& declared = c_.m.chosen_dates[ir::index_of(id)];
    ChosenDate date;
    date.known = c_.yes();
    llvm::Value* open = c_.yes();
    date.content = none();
    date.field = c_.c32(ir::index_of(declared.otherwise));
    date.is_given = date.is_malformed = date.is_placeholder = c_.no();
    const auto take = [&](llvm::Value* here, ir::FieldId field_id) {
        const std::uint32_t field = ir::index_of(field_id);
        const Content read = field_value(field, {});
        date.content.present = c_.either(date.content.present, c_.both(here, read.present));
        date.content.placeholder = c_.either(date.content.placeholder, c_.both(here, read.placeholder));
        date.content.empty = c_.either(date.content.empty, c_.both(here, read.empty));
        date.content.unknown = c_.either(date.content.unknown, c_.both(here, read.unknown));
        date.content.number = c_.b.CreateSelect(here, read.number, date.content.number);
        date.content.text = c_.b.CreateSelect(here, read.text, date.content.text);
        date.content.length = c_.b.CreateSelect(here, read.length, date.content.length);
        date.is_given = c_.either(date.is_given, c_.both(here, c_.inverse(read.empty)));
        date.is_malformed = c_.either(date.is_malformed, c_.both(here, read.unknown));
        date.is_placeholder = c_.either(date.is_placeholder, c_.both(here, read.placeholder));
        date.field = c_.b.CreateSelect(here, c_.c32(field), date.field);
    };
    for (const ir::ChosenDate::Choice& choice : declared.choices) {
        const Truth now = truth(choice.condition, {});
        take(c_.both(open, now.t), choice.field);
        date.known = c_.both(date.known, c_.inverse(c_.both(open, now.u)));
        open = c_.both(open, c_.inverse(c_.either(now.t, now.u)));
    }
    take(open, declared.otherwise);
    // What is taken of a choice that is unknown counts for nothing.
    date.content.unknown = c_.either(date.content.unknown, c_.inverse(date.known));
    return date;
}

llvm::Value* Expressions::day_of(const Content& content, ir::Type type) {
    if (type.kind != ir::ValueType::DateTime) return content.number;
    // Rounded down, also before 1970.
    llvm::Value* negative = c_.b.CreateICmpSLT(content.number, c_.c64(0));
    llvm::Value* lowered = c_.b.CreateSub(content.number, c_.c64(86399));
    return c_.b.CreateSDiv(c_.b.CreateSelect(negative, lowered, content.number), c_.c64(86400));
}

Content Expressions::defaulted(const ir::Inst& inst, const Row& row) {
    const Content read = value(inst_id(inst.a), row);
    const Content instead = value(inst_id(inst.b), row);
    Content content;
    content.present = c_.either(read.present, c_.both(read.empty, instead.present));
    content.placeholder = c_.either(read.placeholder, c_.both(read.empty, instead.placeholder));
    content.empty = c_.both(read.empty, instead.empty);
    content.unknown = c_.either(read.unknown, c_.both(read.empty, instead.unknown));
    content.number = c_.b.CreateSelect(read.empty, instead.number, read.number);
    content.text = c_.b.CreateSelect(read.empty, instead.text, read.text);
    content.length = c_.b.CreateSelect(read.empty, instead.length, read.length);
    return content;
}

Content Expressions::from_operand(llvm::Value* operand, ir::Type type) {
    llvm::Value* state = c_.load(c_.i32(), operand, offsetof(Operand, state));
    const auto is = [&](Value::State wanted) { return c_.b.CreateICmpEQ(state, c_.c32(state_of(wanted))); };
    Content content = none();
    content.present = is(Value::State::Present);
    content.empty = is(Value::State::Empty);
    content.unknown = is(Value::State::Unknown);
    if (type.kind == ir::ValueType::Text) {
        content.text = c_.load(c_.ptr(), operand, offsetof(Operand, text));
        content.length = c_.b.CreateZExt(c_.load(c_.i32(), operand, offsetof(Operand, length)), c_.i64());
    } else {
        content.number = c_.load(c_.i64(), operand, offsetof(Operand, number));
    }
    return content;
}

Content Expressions::attribute(InstId id, const ir::Inst& inst, const Row& row) {
    const Content code = field_value(inst.a, row);
    llvm::Value* answer = c_.local(llvm::ArrayType::get(c_.i64(), sizeof(Operand) / 8), "attribute");
    c_.store(c_.c32(state_of(Value::State::NoAnswer)), answer, offsetof(Operand, state));
    c_.when(code.present, [&] {
        c_.call("jh_attribute", c_.b.getVoidTy(),
                {c_.context, c_.c32(ir::index_of(id)), code.text, code.length, answer});
    });
    Content content = from_operand(answer, inst.type);
    content.present = c_.both(code.present, content.present);
    content.empty = c_.either(code.empty, c_.both(code.present, content.empty));
    content.unknown = c_.either(code.unknown, c_.both(code.present, content.unknown));
    return content;
}

// Whether a value has nothing but ASCII, because its field is malformed otherwise.
bool Expressions::is_ascii(InstId id) const {
    const ir::Inst& inst = c_.m.inst(id);
    if (inst.kind != InstKind::Field) return false;
    switch (c_.m.fields[inst.a].type) {
        case ir::FieldType::NationalId:
        case ir::FieldType::FacilityCode:
        case ir::FieldType::VisitId: return c_.m.fields[inst.a].placeholders.empty();
        default: return false;
    }
}

Content Expressions::slice(const ir::Inst& inst, const Row& row) {
    Content content = value(inst_id(inst.a), row);
    llvm::Value* text = content.text;
    llvm::Value* length = content.length;
    if (inst.b >= 1 && is_ascii(inst_id(inst.a))) {
        // Bytes are characters: none when the text ends before `from`.
        llvm::Value* last = c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::umin, length, c_.c64(inst.c));
        content.length = c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::usub_sat, last, c_.c64(inst.b - 1));
        content.text = c_.at(text, inst.b - 1);
        return content;
    }
    llvm::AllocaInst* begin = c_.local(c_.ptr(), "slice");
    content.length = c_.guarded(has_content(content), c_.c64(0), [&] {
        return c_.call("jh_slice", c_.i64(), {text, length, c_.c32(inst.b), c_.c32(inst.c), begin});
    });
    content.text = c_.load(c_.ptr(), begin);
    return content;
}

// Whether it is the day that decides on code sets, which is known of each record.
bool Expressions::is_day_of_record(const ir::Inst& inst) const {
    const ir::Inst& of = c_.m.insts[inst.a];
    return mode_ == Mode::Clean && inst.kind == InstKind::DateOf && of.kind == InstKind::ChosenDate &&
           of.type.kind == ir::ValueType::DateTime && of.a == ir::index_of(c_.m.code_sets_by.chosen) &&
           sources_of(c_.m, c_.plan, inst_id(inst.a)).empty();
}

Content Expressions::date_function(InstId id, const ir::Inst& inst, const Row& row) {
    if (const auto known = c_.plan.run_values.find(ir::index_of(id)); known != c_.plan.run_values.end()) {
        const Code::BeforeRows once(c_, true);
        llvm::Value* values = c_.load_context(c_.ptr(), JIANHE_AT(run_values));
        return from_operand(c_.at(values, std::uint64_t{known->second} * sizeof(Operand)), inst.type);
    }
    if (is_day_of_record(inst)) {
        const Code::BeforeRows once(c_, true);
        Content day = none();
        day.present = c_.b.CreateICmpNE(c_.load_context(c_.i32(), JIANHE_AT(has_day)), c_.c32(0));
        day.number = c_.load_context(c_.i64(), JIANHE_AT(day));
        return day;
    }
    const Content first = value(inst_id(inst.a), row);
    const Content second = inst.kind == InstKind::Days ? value(inst_id(inst.b), row) : first;
    Content content = none();
    content.unknown = c_.either(first.unknown, second.unknown);
    content.present = c_.both(first.present, second.present);
    const ir::Type type = c_.m.insts[inst.a].type;
    llvm::Value* day = day_of(first, type);
    if (inst.kind == InstKind::DateOf) {
        content.number = day;
    } else if (inst.kind == InstKind::Days) {
        content.number = c_.b.CreateSub(day_of(second, c_.m.insts[inst.b].type), day);
    } else if (inst.kind == InstKind::FirstOfMonth) {
        content.number = c_.guarded(content.present, c_.c64(0),
                                    [&] { return c_.call("jh_first_of_month", c_.i64(), {day}, Code::Effect::Reads); });
    } else {
        // The time of a date-time is kept.
        const char* helper = inst.kind == InstKind::AddMonths ? "jh_add_months" : "jh_add_days";
        const auto amount = static_cast<std::uint64_t>(c_.m.integers[inst.b]);
        llvm::Value* moved = c_.guarded(content.present, c_.c64(0), [&] {
            return c_.call(helper, c_.i64(), {day, c_.c64(amount)}, Code::Effect::Reads);
        });
        content.number = moved;
        if (inst.type.kind == ir::ValueType::DateTime) {
            llvm::Value* time = c_.b.CreateSub(first.number, c_.b.CreateMul(day, c_.c64(86400)));
            content.number = c_.b.CreateAdd(c_.b.CreateMul(moved, c_.c64(86400)), time);
        }
    }
    return content;
}

Content Expressions::arithmetic(const ir::Inst& inst, const Row& row) {
    const Content left = value(inst_id(inst.a), row);
    const Content right = value(inst_id(inst.b), row);
    Content content = none();
    content.unknown = c_.either(left.unknown, right.unknown);
    llvm::Value* present = c_.both(left.present, right.present);
    if (inst.kind == InstKind::Modulo) {
        // Nothing is left over by -1, and the processor's division of the least integer by it overflows.
        llvm::Value* no_divisor = c_.b.CreateICmpEQ(right.number, c_.c64(0));
        llvm::Value* minus_one = c_.b.CreateICmpEQ(right.number, c_.c64(~std::uint64_t{0}));
        llvm::Value* divisor = c_.b.CreateSelect(c_.either(no_divisor, minus_one), c_.c64(1), right.number);
        llvm::Value* dividend = left.number;
        content.number = c_.b.CreateSRem(dividend, divisor);
        content.present = c_.both(present, c_.inverse(no_divisor));
        return content;
    }
    const llvm::Intrinsic::ID operation = inst.kind == InstKind::Add        ? llvm::Intrinsic::sadd_with_overflow
                                          : inst.kind == InstKind::Subtract ? llvm::Intrinsic::ssub_with_overflow
                                                                            : llvm::Intrinsic::smul_with_overflow;
    llvm::Value* both = c_.b.CreateBinaryIntrinsic(operation, left.number, right.number);
    content.number = c_.b.CreateExtractValue(both, 0);
    content.present = c_.both(present, c_.inverse(c_.b.CreateExtractValue(both, 1)));
    return content;
}

Content Expressions::count_where(InstId id, const ir::Inst& inst) {
    const Truth counted = over_rows(id, inst);
    Content content = none();
    content.present = counted.t;
    content.unknown = counted.u;
    llvm::Value* values = c_.load_context(c_.ptr(), JIANHE_AT(memo_values));
    content.number =
        c_.load(c_.i64(), values, c_.plan.memos.at(ir::index_of(id)) * sizeof(Operand) + offsetof(Operand, number));
    // Nobody has counted where no row can be counted.
    if (mode_ == Mode::Clean)
        content.number = c_.b.CreateSelect(some_row_may_be(inst_id(inst.b)), content.number, c_.c64(0));
    return content;
}

std::uint32_t Expressions::write_operands(InstId tuple, const Row& row) {
    std::vector<InstId> parts;
    while (c_.m.inst(tuple).kind == InstKind::Tuple) {
        parts.push_back(inst_id(c_.m.inst(tuple).b));
        tuple = inst_id(c_.m.inst(tuple).a);
    }
    parts.push_back(tuple);
    // All are computed before any is written: computing one may ask somebody with operands of its own.
    std::vector<Content> contents;
    // In each row that asks, since few do.
    llvm::Instruction* before_rows = std::exchange(c_.before_rows, nullptr);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) contents.push_back(value(*part, row));
    c_.before_rows = before_rows;
    for (std::uint32_t i = 0; i < contents.size(); ++i) {
        const Content& content = contents[i];
        const std::uint64_t at = JIANHE_AT(operands) + i * sizeof(Operand);
        llvm::Value* state = c_.c32(state_of(Value::State::NoAnswer));
        const auto choose = [&](llvm::Value* here, Value::State chosen_state) {
            state = c_.b.CreateSelect(here, c_.c32(state_of(chosen_state)), state);
        };
        choose(content.empty, Value::State::Empty);
        choose(content.placeholder, Value::State::Placeholder);
        choose(content.present, Value::State::Present);
        choose(content.unknown, Value::State::Unknown);
        c_.store_context(state, at + offsetof(Operand, state));
        c_.store_context(c_.b.CreateTrunc(content.length, c_.i32()), at + offsetof(Operand, length));
        c_.store_context(content.number, at + offsetof(Operand, number));
        c_.store_context(content.text, at + offsetof(Operand, text));
        const InstId part = parts[parts.size() - 1 - i];
        c_.store_context(c_.c64(static_cast<std::uint64_t>(c_.m.inst(part).type.kind)), at + offsetof(Operand, unused));
    }
    return static_cast<std::uint32_t>(contents.size());
}

Truth Expressions::master_has(const ir::Inst& inst, InstId id, const Row& row, llvm::Value** found_row) {
    llvm::Value* supplied = c_.b.CreateICmpNE(
        c_.b.CreateAnd(c_.load_context(c_.i64(), JIANHE_AT(supplied_masters)), c_.c64(std::uint64_t{1} << inst.b)),
        c_.c64(0));
    llvm::AllocaInst* found = c_.local(c_.i32(), "found");
    c_.store(c_.c32(0), found);
    // Written in a block of its own, so what it computes is forgotten behind it.
    const std::map<std::uint32_t, llvm::Value*> unknowns = unknowns_;
    llvm::Value* bits = c_.guarded(supplied, c_.c32(kUnknown), [&] {
        const std::uint32_t count = write_operands(inst_id(inst.a), row);
        return c_.call("jh_master", c_.i32(), {c_.context, c_.c32(ir::index_of(id)), c_.c32(count), found});
    });
    unknowns_ = unknowns;
    if (found_row != nullptr) *found_row = c_.load(c_.i32(), found);
    return of_bits(bits);
}

Content Expressions::master_column(InstId id, const ir::Inst& inst, const Row& row) {
    llvm::Value* found = nullptr;
    const Truth has = master_has(inst, id, row, &found);
    llvm::Value* answer = c_.local(llvm::ArrayType::get(c_.i64(), sizeof(Operand) / 8), "column");
    c_.store(c_.c32(state_of(Value::State::NoAnswer)), answer, offsetof(Operand, state));
    c_.when(has.t, [&] {
        c_.call("jh_master_column", c_.b.getVoidTy(), {c_.context, c_.c32(ir::index_of(id)), found, answer});
    });
    Content content = from_operand(answer, inst.type);
    content.present = c_.both(has.t, content.present);
    content.empty = c_.both(has.t, content.empty);
    content.unknown = has.u;
    return content;
}

Content Expressions::provider_part(InstId id, const ir::Inst& inst, const Row& row, llvm::Value** kind) {
    const auto part = std::find(c_.plan.parts.begin(), c_.plan.parts.end(), std::pair{inst.b, inst.c});
    const auto index = static_cast<std::uint32_t>(part - c_.plan.parts.begin());
    llvm::Value* offered = c_.b.CreateICmpNE(
        c_.b.CreateAnd(c_.load_context(c_.i64(), JIANHE_AT(offered_parts)), c_.c64(std::uint64_t{1} << index)),
        c_.c64(0));
    llvm::Value* answer = c_.local(llvm::ArrayType::get(c_.i64(), sizeof(Operand) / 8), "part");
    c_.store(c_.c32(state_of(Value::State::Unknown)), answer, offsetof(Operand, state));
    const std::map<std::uint32_t, llvm::Value*> unknowns = unknowns_;
    if (const auto once = c_.plan.answers.find({inst.a, inst.b}); once != c_.plan.answers.end()) {
        // All parts are written where the next one finds them, each with its kind.
        llvm::Value* found = c_.guarded(offered, answer, [&]() -> llvm::Value* {
            llvm::Value* values = c_.load_context(c_.ptr(), JIANHE_AT(memo_values));
            llvm::Value* parts = c_.at(values, std::uint64_t{once->second.value} * sizeof(Operand));
            llvm::Value* memos = c_.load_context(c_.ptr(), JIANHE_AT(memo));
            llvm::Value* known = c_.load(c_.i8(), memos, once->second.memo);
            c_.when(c_.b.CreateICmpEQ(known, c_.b.getInt8(0)), [&] {
                const std::uint32_t count = write_operands(inst_id(inst.a), row);
                c_.call("jh_provider_once", c_.b.getVoidTy(),
                        {c_.context, c_.c32(once->second.memo), c_.c32(count), parts});
                c_.store(c_.b.getInt8(1), memos, once->second.memo);
            });
            return c_.at(parts, std::uint64_t{inst.c} * sizeof(Operand));
        });
        unknowns_ = unknowns;
        if (kind != nullptr) {
            c_.store(c_.c64(kArgumentsUnknown), answer, offsetof(Operand, unused));
            *kind = c_.b.CreateTrunc(c_.load(c_.i64(), found, offsetof(Operand, unused)), c_.i32());
        }
        return from_operand(found, inst.type);
    }
    llvm::Value* how = c_.guarded(offered, c_.c32(1), [&] {
        const std::uint32_t count = write_operands(inst_id(inst.a), row);
        return c_.call("jh_provider", c_.i32(),
                       {c_.context, c_.c32(ir::index_of(id)), row_number(c_, row), c_.c32(count), answer});
    });
    unknowns_ = unknowns;
    if (kind != nullptr) *kind = how;
    return from_operand(answer, inst.type);
}

}  // namespace jianhe::jit
