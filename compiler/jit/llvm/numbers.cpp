// The part of Scan that reads numbers, decimals and dates: eight digits at a time.

#include <vector>

#include <jianhe/date.h>

#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/scan.h"

namespace jianhe::jit {
namespace {

using ir::FieldType;

constexpr std::uint64_t kZeros = 0x3030303030303030;
constexpr std::uint64_t kHighBits = 0x8080808080808080;
constexpr std::uint64_t kAboveNine =
    0x7676767676767676;  // added to a digit's value, sets the high bit if it is above 9

constexpr std::uint32_t kRocYears = 1000;
constexpr std::int32_t kRocYearZero = 1911;
constexpr std::uint32_t kMonths = 128;  // two digits, as a place in a table
// What kind of year it is decides on its months.
enum YearKind : std::uint32_t { Common, Leap, Impossible, Kinds };

// By ROC year: its first day times four, and its kind.
std::vector<std::uint32_t> year_table() {
    std::vector<std::uint32_t> years{Impossible};
    for (std::int32_t year = 1; year < static_cast<std::int32_t>(kRocYears); ++year) {
        const std::int32_t civil = year + kRocYearZero;
        const std::uint32_t kind = days_in_month(civil, 2) == 29 ? Leap : Common;
        years.push_back(static_cast<std::uint32_t>(date_of_civil({civil, 1, 1}).days) * 4 + kind);
    }
    return years;
}

// By kind of year and month: the days before it less one, times 64, and its length; 0 for what is no month.
std::vector<std::uint32_t> month_table() {
    std::vector<std::uint32_t> months(std::size_t{Kinds} * kMonths, 0);
    for (const YearKind kind : {Common, Leap}) {
        std::int32_t before = 0;
        for (std::int32_t month = 1; month <= 12; ++month) {
            const std::int32_t length = days_in_month(kind == Leap ? 2000 : 2001, month);
            months[kind * kMonths + static_cast<std::uint32_t>(month)] =
                static_cast<std::uint32_t>(before * 64 + length);
            before += length;
        }
    }
    return months;
}

}  // namespace

// Eight characters less the zeros that `zeros` says; those that are none must be 0.
llvm::Value* Scan::digits_of(llvm::Value* word, llvm::Value* zeros, llvm::BasicBlock* odd) {
    llvm::Value* digits = c_.b.CreateSub(word, zeros);
    llvm::Value* above = c_.b.CreateOr(digits, c_.b.CreateAdd(digits, c_.c64(kAboveNine)));
    c_.usually(c_.b.CreateICmpEQ(c_.b.CreateAnd(above, c_.c64(kHighBits)), c_.c64(0)), odd);
    return digits;
}

// Four numbers of two digits each, in sixteen bits each, the first one lowest.
llvm::Value* Scan::pairs_of(llvm::Value* digits) {
    llvm::Value* pairs = c_.b.CreateLShr(c_.b.CreateMul(digits, c_.c64(2561)), c_.c64(8));
    return c_.b.CreateAnd(pairs, c_.c64(0x00FF00FF00FF00FF));
}

llvm::Value* Scan::number_from(llvm::Value* digits) {
    llvm::Value* fours = c_.b.CreateLShr(c_.b.CreateMul(pairs_of(digits), c_.c64(6553601)), c_.c64(16));
    fours = c_.b.CreateAnd(fours, c_.c64(0x0000FFFF0000FFFF));
    return c_.b.CreateLShr(c_.b.CreateMul(fours, c_.c64(42949672960001)), c_.c64(32));
}

// Of digits of which only the last `most` may be other than 0.
llvm::Value* Scan::number_from(llvm::Value* digits, std::uint32_t most) {
    if (most > 4) return number_from(digits);
    if (most == 1) return c_.b.CreateLShr(digits, c_.c64(56));
    llvm::Value* pairs = pairs_of(digits);
    if (most == 2) return c_.b.CreateLShr(pairs, c_.c64(48));
    pairs = c_.b.CreateLShr(pairs, c_.c64(32));
    llvm::Value* number = c_.b.CreateLShr(c_.b.CreateMul(pairs, c_.c64(6553601)), c_.c64(16));
    return c_.b.CreateAnd(number, c_.c64(0xFFFF));
}

// Up to eight digits, zeros in front.
llvm::Value* Scan::short_number(llvm::Value* text, llvm::Value* length, llvm::BasicBlock* odd) {
    llvm::Value* shift = c_.b.CreateSub(c_.c64(64), c_.b.CreateShl(length, c_.c64(3)));
    llvm::Value* word = c_.b.CreateShl(c_.load(c_.i64(), text), shift);
    return number_from(digits_of(word, c_.b.CreateShl(c_.c64(kZeros), shift), odd));
}

void Scan::only_in_range(const ir::Field& declared, llvm::Value* number, llvm::BasicBlock* odd) {
    if (declared.low) c_.usually(c_.b.CreateICmpSGE(number, c_.c64(static_cast<std::uint64_t>(*declared.low))), odd);
    if (declared.high) c_.usually(c_.b.CreateICmpSLE(number, c_.c64(static_cast<std::uint64_t>(*declared.high))), odd);
}

llvm::GlobalVariable* Scan::shared_table(llvm::GlobalVariable*& table, const std::vector<std::uint32_t>& values,
                                         const char* name) {
    if (table == nullptr) {
        auto* constant = llvm::ConstantDataArray::get(c_.llvm, values);
        table = new llvm::GlobalVariable(c_.target, constant->getType(), true, llvm::GlobalValue::PrivateLinkage,
                                         constant, name);
    }
    return table;
}

// Rows of one record often have the same time: the one read last is kept.
llvm::Value* Scan::repeated_time(llvm::Value* text, llvm::BasicBlock* odd) {
    if (last_time_ == nullptr) {
        last_time_ = c_.local(llvm::ArrayType::get(c_.i64(), 3), "last_time");
        const Code::Aside aside(c_);
        llvm::Instruction* first = last_time_->getNextNode();
        c_.b.SetInsertPoint(first);
        for (std::uint64_t at = 0; at < 24; at += 8) c_.store(c_.c64(0), last_time_, at);
    }
    llvm::Value* begin = c_.load(c_.i64(), text);
    llvm::Value* end = c_.load(c_.i64(), text, 5);
    llvm::Value* differs = c_.b.CreateOr(c_.b.CreateXor(begin, c_.load(c_.i64(), last_time_)),
                                         c_.b.CreateXor(end, c_.load(c_.i64(), last_time_, 8)));
    llvm::Value* last = c_.load(c_.i64(), last_time_, 16);
    return c_.guarded(c_.b.CreateICmpNE(differs, c_.c64(0)), last, [&] {
        llvm::Value* number = roc_date(text, true, odd);
        c_.store(begin, last_time_);
        c_.store(end, last_time_, 8);
        c_.store(number, last_time_, 16);
        return number;
    });
}

// Seven digits, and the time's six behind them. `odd`: none of them, or an impossible date.
llvm::Value* Scan::roc_date(llvm::Value* text, bool has_time, llvm::BasicBlock* odd) {
    llvm::Value* first = c_.load(c_.i64(), text);
    // A zero in front makes eight of seven: the year's hundreds, its rest, the month and the day.
    llvm::Value* digits = digits_of(c_.b.CreateShl(first, c_.c64(8)), c_.c64(kZeros << 8), odd);
    llvm::Value* pairs = pairs_of(digits);
    const auto pair = [&](llvm::Value* from, std::uint64_t which) {
        return c_.b.CreateAnd(c_.b.CreateLShr(from, c_.c64(16 * which)), c_.c64(0xFF));
    };
    const auto element = [&](llvm::GlobalVariable* table, llvm::Value* index) {
        return c_.load(c_.i32(), c_.at(table, c_.b.CreateShl(index, c_.c64(2))));
    };
    llvm::Value* year = c_.b.CreateAdd(c_.b.CreateMul(pair(pairs, 0), c_.c64(100)), pair(pairs, 1));
    llvm::Value* of_year = element(shared_table(years_, year_table(), "years"), year);
    llvm::Value* kind = c_.b.CreateZExt(c_.b.CreateAnd(of_year, c_.c32(3)), c_.i64());
    llvm::Value* month = c_.b.CreateOr(c_.b.CreateShl(kind, c_.c64(7)), pair(pairs, 2));
    llvm::Value* of_month = element(shared_table(months_, month_table(), "months"), month);
    llvm::Value* day = c_.b.CreateTrunc(c_.b.CreateSub(c_.b.CreateLShr(pairs, c_.c64(48)), c_.c64(1)), c_.i32());
    c_.usually(c_.b.CreateICmpULT(day, c_.b.CreateAnd(of_month, c_.c32(63))), odd);
    llvm::Value* in_year = c_.b.CreateAdd(c_.b.CreateLShr(of_month, c_.c32(6)), day);
    llvm::Value* days = c_.b.CreateSExt(c_.b.CreateAdd(c_.b.CreateAShr(of_year, c_.c32(2)), in_year), c_.i64());
    if (!has_time) return days;
    // The last eight digits: the day once more, hours, minutes, seconds.
    llvm::Value* time = pairs_of(digits_of(c_.load(c_.i64(), text, 5), c_.c64(kZeros), odd));
    constexpr std::uint64_t kLimits =
        std::uint64_t{0x8000 - 24} << 16 | std::uint64_t{0x8000 - 60} << 32 | std::uint64_t{0x8000 - 60} << 48;
    constexpr std::uint64_t kReached = 0x8000800080000000;
    llvm::Value* reached = c_.b.CreateAnd(c_.b.CreateAdd(time, c_.c64(kLimits)), c_.c64(kReached));
    c_.usually(c_.b.CreateICmpEQ(reached, c_.c64(0)), odd);
    llvm::Value* minutes = c_.b.CreateAdd(c_.b.CreateMul(pair(time, 1), c_.c64(60)), pair(time, 2));
    llvm::Value* seconds = c_.b.CreateAdd(c_.b.CreateMul(minutes, c_.c64(60)), c_.b.CreateLShr(time, c_.c64(48)));
    return c_.b.CreateAdd(c_.b.CreateMul(days, c_.c64(86400)), seconds);
}

llvm::Value* Scan::number_of(std::uint32_t field, llvm::Value* text, llvm::Value* length, llvm::BasicBlock* odd) {
    const ir::Field& declared = c_.m.fields[field];
    llvm::Value* number = nullptr;
    switch (declared.type) {
        case FieldType::RocDate: number = roc_date(text, false, odd); break;
        case FieldType::RocDateTime: number = repeated_time(text, odd); break;
        case FieldType::Decimal:
            number = c_.call("jh_decimal", c_.i64(), {text, length, c_.c32(declared.length), c_.c32(declared.scale)},
                             Code::Effect::Reads);
            c_.usually(c_.b.CreateICmpNE(number, c_.c64(static_cast<std::uint64_t>(kNotRead))), odd);
            break;
        default:
            c_.usually(c_.b.CreateICmpULE(length, c_.c64(declared.length)), odd);
            if (declared.length <= 8) {
                number = short_number(text, length, odd);
            } else {
                number = c_.call("jh_number", c_.i64(), {text, length}, Code::Effect::Reads);
                c_.usually(c_.b.CreateICmpNE(number, c_.c64(static_cast<std::uint64_t>(kNotRead))), odd);
            }
    }
    only_in_range(declared, number, odd);
    return number;
}

}  // namespace jianhe::jit
