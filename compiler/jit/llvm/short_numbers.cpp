// The part of Scan that reads numbers and decimals of up to eight characters, all at once.

#include <vector>

#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/scan.h"

namespace jianhe::jit {
namespace {

using ir::FieldType;

constexpr std::uint32_t kWord = 8;
constexpr std::uint64_t kEachByte = 0x0101010101010101;
constexpr std::uint64_t kZeros = kEachByte * '0';
constexpr std::uint64_t kHighBit = 0x80;
constexpr std::uint64_t kAboveNine = 0x76;  // added to a digit's value, sets the high bit if it is above 9

// What eight bytes must be compared with, so that nothing remains where a number is as long as it may be: digits, the
// point, and the `<` behind it, where it is among them.
struct Pattern {
    std::uint64_t expected = 0;  // by exclusive or, leaves the values of digits and else 0
    std::uint64_t above = 0;     // is added
    std::uint64_t wrong = 0;     // the bits that must not be set then, nor before
};

Pattern pattern_of(const ir::Field& field) {
    const std::uint32_t longest = longest_of(field);
    const std::uint32_t point = field.type == FieldType::Decimal ? field.length : longest;
    Pattern pattern;
    for (std::uint32_t i = 0; i < kWord && i <= longest; ++i) {
        const bool is_digit = i != point && i != longest;
        const char expected = is_digit ? '0' : i == longest ? '<' : '.';
        pattern.expected |= std::uint64_t{static_cast<unsigned char>(expected)} << (8 * i);
        pattern.above |= (is_digit ? kAboveNine : 0) << (8 * i);
        pattern.wrong |= (is_digit ? kHighBit : 0xFF) << (8 * i);
    }
    return pattern;
}

}  // namespace

std::uint32_t longest_of(const ir::Field& field) {
    return field.type == FieldType::Decimal ? field.length + 1 + field.scale : field.length;
}

bool is_short_number(const ir::Field& field) {
    if (field.type == FieldType::Number) return field.length < kWord;
    return field.type == FieldType::Decimal && field.scale >= 1 && longest_of(field) <= kWord;
}

llvm::Value* Scan::write_short_number(std::uint32_t field, llvm::Value* text, llvm::BasicBlock* odd) {
    const ir::Field& declared = c_.m.fields[field];
    std::vector<ReadNumber> ways;
    // Numbers have zeros in front, or they have not: the processor will guess which.
    llvm::BasicBlock* shorter = c_.block("shorter_number");
    ways.push_back(longest_number(declared, text, shorter));
    llvm::BasicBlock* behind = c_.block("number");
    c_.go(behind);
    c_.go_to(shorter);
    if (declared.type == FieldType::Number) {
        ways.push_back(shorter_number(declared, text, odd));
    } else {
        llvm::BasicBlock* other = c_.block("other_decimal");
        ways.push_back(shorter_decimal(declared, text, other));
        c_.go(behind);
        c_.go_to(other);
        ways.push_back(other_decimal(declared, text, odd));
    }
    c_.go(behind);
    c_.go_to(behind);
    const auto one_of = [&](llvm::Value* ReadNumber::*which) {
        llvm::PHINode* value = c_.b.CreatePHI((ways.front().*which)->getType(), static_cast<unsigned>(ways.size()));
        for (const ReadNumber& way : ways) value->addIncoming(way.*which, way.block);
        return value;
    };
    llvm::Value* number = one_of(&ReadNumber::number);
    llvm::Value* length = one_of(&ReadNumber::length);
    llvm::Value* end = one_of(&ReadNumber::end);
    only_in_range(declared, number, odd);
    const std::uint64_t slot = c_.plan.fields[field].slot;
    llvm::Value* row = c_.b.CreateLoad(c_.ptr(), state_.row);
    c_.store(number, row, slot + offsetof(Slot, number));
    c_.store(text, row, slot + offsetof(Slot, text));
    c_.store(c_.b.CreateTrunc(length, c_.i32()), row, slot + offsetof(Slot, length));
    return end;
}

// One that is as long as it may be ends where it must, which the next field need not wait for.
Scan::ReadNumber Scan::longest_number(const ir::Field& declared, llvm::Value* text, llvm::BasicBlock* other) {
    const Pattern pattern = pattern_of(declared);
    const std::uint32_t longest = longest_of(declared);
    llvm::Value* digits = c_.b.CreateXor(c_.load(c_.i64(), text), c_.c64(pattern.expected));
    llvm::Value* wrong = c_.b.CreateOr(digits, c_.b.CreateAdd(digits, c_.c64(pattern.above)));
    wrong = c_.b.CreateAnd(wrong, c_.c64(pattern.wrong));
    c_.only_if(c_.b.CreateICmpEQ(wrong, c_.c64(0)), other);
    digits = c_.b.CreateShl(digits, c_.c64(64 - 8 * longest));
    std::uint32_t count = longest;
    if (declared.type == FieldType::Decimal) {
        // There is a zero where the point was.
        const std::uint64_t below_point = (std::uint64_t{1} << (64 - 8 * (declared.scale + 1))) - 1;
        llvm::Value* whole = c_.b.CreateAnd(digits, c_.c64(below_point));
        digits = c_.b.CreateAdd(c_.b.CreateSub(digits, whole), c_.b.CreateShl(whole, c_.c64(8)));
        --count;
    }
    llvm::Value* end = c_.hidden(c_.at(text, longest));  // else all ways to find the end would be made one
    return {number_from(digits, count), c_.c64(longest), end, c_.b.GetInsertBlock()};
}

// In eight bytes before the first of which the highest bit is set; 64: none has it.
llvm::Value* Scan::bits_before(llvm::Value* marked) {
    return c_.b.CreateAnd(c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, marked, c_.no()), c_.c64(0x78));
}

// The first of eight bytes that is no digit ends the number.
Scan::ReadNumber Scan::shorter_number(const ir::Field& declared, llvm::Value* text, llvm::BasicBlock* odd) {
    llvm::Value* digits = c_.b.CreateSub(c_.load(c_.i64(), text), c_.c64(kZeros));
    llvm::Value* above = c_.b.CreateOr(digits, c_.b.CreateAdd(digits, c_.c64(kEachByte * kAboveNine)));
    llvm::Value* bits = bits_before(c_.b.CreateAnd(above, c_.c64(kEachByte * kHighBit)));
    llvm::Value* in_bounds = c_.b.CreateICmpULT(c_.b.CreateSub(bits, c_.c64(8)), c_.c64(8 * declared.length));
    c_.usually(in_bounds, odd);
    llvm::Value* number = number_from(c_.b.CreateShl(digits, c_.b.CreateSub(c_.c64(64), bits)), declared.length);
    llvm::Value* length = c_.b.CreateLShr(bits, c_.c64(3));
    return {number, length, c_.at(text, length), c_.b.GetInsertBlock()};
}

// A decimal with all its decimals: the first that is no digit is the point, and the second one ends the decimal, or it
// has eight characters. The point is taken out, and the rest is a number.
Scan::ReadNumber Scan::shorter_decimal(const ir::Field& declared, llvm::Value* text, llvm::BasicBlock* other) {
    // Not by a difference, of which a point would take something from the digit behind it.
    llvm::Value* digits = c_.b.CreateXor(c_.load(c_.i64(), text), c_.c64(kZeros));
    llvm::Value* above = c_.b.CreateOr(digits, c_.b.CreateAdd(digits, c_.c64(kEachByte * kAboveNine)));
    llvm::Value* others = c_.b.CreateAnd(above, c_.c64(kEachByte * kHighBit));
    llvm::Value* end = c_.b.CreateAnd(others, c_.b.CreateSub(others, c_.c64(1)));  // without the first, the point
    llvm::Value* bits = bits_before(end);
    const std::uint64_t least = 8 * (std::uint64_t{declared.scale} + 2);
    const std::uint64_t most = 8 * std::uint64_t{longest_of(declared)};
    c_.usually(c_.b.CreateICmpULE(c_.b.CreateSub(bits, c_.c64(least)), c_.c64(most - least)), other);
    // The point's place is counted from the end, which is now the highest byte.
    digits = c_.b.CreateShl(digits, c_.b.CreateSub(c_.c64(64), bits));
    const std::uint32_t point = 56 - 8U * declared.scale;
    llvm::Value* found = c_.b.CreateAnd(c_.b.CreateLShr(digits, c_.c64(point)), c_.c64(0xFF));
    c_.usually(c_.b.CreateICmpEQ(found, c_.c64('.' ^ '0')), other);
    const std::uint64_t decimals = ~std::uint64_t{0} << (point + 8);
    llvm::Value* whole = c_.b.CreateAnd(c_.b.CreateShl(digits, c_.c64(8)), c_.c64(~decimals));
    llvm::Value* number = number_from(c_.b.CreateOr(c_.b.CreateAnd(digits, c_.c64(decimals)), whole));
    llvm::Value* length = c_.b.CreateLShr(bits, c_.c64(3));
    return {number, length, c_.at(text, length), c_.b.GetInsertBlock()};
}

// Any other is read by the host.
Scan::ReadNumber Scan::other_decimal(const ir::Field& declared, llvm::Value* text, llvm::BasicBlock* odd) {
    llvm::Value* length = find_angle(text);
    llvm::Value* number = c_.call("jh_decimal", c_.i64(),
                                  {text, length, c_.c32(declared.length), c_.c32(declared.scale)}, Code::Effect::Reads);
    c_.usually(c_.b.CreateICmpNE(number, c_.c64(static_cast<std::uint64_t>(kNotRead))), odd);
    return {number, length, c_.at(text, length), c_.b.GetInsertBlock()};
}

}  // namespace jianhe::jit
