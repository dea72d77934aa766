// The part of Checks that digests the keys of questions to the file, as runtime/store/key_hasher.cpp describes it.

#include <bit>
#include <map>
#include <optional>

#include <jianhe/file_keys.h>
#include <jianhe/truth.h>

#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/checks.h"
#include "compiler/jit/llvm/words.h"

namespace jianhe::jit {
namespace {

using Secret = KeyHasher::Secret;

constexpr std::uint64_t kNumberShape = 255;
constexpr std::size_t kMaxParts = 7;

// How a part stands in a key's message, where that is the same for all contents: a number, a text of one length, or a
// text of one word.
struct PartForm {
    bool is_number = false;
    std::uint32_t length = 0;  // 0: one to eight bytes
};

std::optional<PartForm> form_of(const ir::Field& field, const FieldPlan& plan) {
    switch (field.type) {
        case ir::FieldType::Number:
        case ir::FieldType::Decimal:
        case ir::FieldType::RocDate:
        case ir::FieldType::RocDateTime: return PartForm{true, 0};
        case ir::FieldType::NationalId: return PartForm{false, 10};
        case ir::FieldType::FacilityCode: return field.exact ? std::optional(PartForm{false, 10}) : std::nullopt;
        case ir::FieldType::VisitId:
            return field.exact && field.length == 20 ? std::optional(PartForm{false, 20}) : std::nullopt;
        case ir::FieldType::Code:
            // Codes that a single load reads.
            if (const std::uint32_t length = length_of_codes(plan); std::has_single_bit(length) && length <= 8)
                return PartForm{false, length};
            [[fallthrough]];
        case ir::FieldType::Text: return field.length <= 8 ? std::optional(PartForm{}) : std::nullopt;
        case ir::FieldType::CodeList: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::vector<PartForm>> forms_of(const ir::Module& module, const Plan& plan, std::uint32_t key) {
    if (module.keys[key].empty() || module.keys[key].size() > kMaxParts) return std::nullopt;
    std::vector<PartForm> forms;
    for (const ir::FieldId id : module.keys[key]) {
        const std::optional<PartForm> form = form_of(module.field(id), plan.fields[ir::index_of(id)]);
        if (!form) return std::nullopt;
        forms.push_back(*form);
    }
    return forms;
}

// A text may lie anywhere, so no byte beside it is read.
void add_text(Code& c, llvm::Value* text, std::uint32_t length, std::vector<llvm::Value*>& words) {
    if (length < 8) return words.push_back(c.b.CreateZExt(c.load(c.b.getIntNTy(8 * length), text), c.i64()));
    std::uint32_t at = 0;
    for (; at + 8 <= length; at += 8) words.push_back(c.load(c.i64(), text, at));
    if (at == length) return;
    llvm::Value* last = c.load(c.i64(), text, length - 8);
    words.push_back(c.b.CreateLShr(last, c.c64(8 * (8 - (length - at)))));
}

}  // namespace

// `digest_KEY(context, row number, row)`: the truth of Evaluator::key_digest; where it is true, the digest stands in
// Context::digests.
llvm::Function* Checks::digest_function(std::uint32_t key) {
    if (const auto known = digests_.find(key); known != digests_.end()) return known->second;
    const Code::Aside aside(c_);
    llvm::Function* function = c_.begin_function("digest_" + std::to_string(key), c_.i32(), {c_.i32(), c_.ptr()});
    c_.keep_apart(function, false);
    digests_[key] = function;
    llvm::Value* memos = c_.load_context(c_.ptr(), JIANHE_AT(memo));
    const auto memo = c_.plan.key_memos.find(key);
    const auto finish = [&](llvm::Value* truth) {
        if (memo != c_.plan.key_memos.end())
            c_.store(c_.b.CreateOr(c_.b.CreateTrunc(truth, c_.i8()), c_.b.getInt8(0x80)), memos, memo->second);
        c_.b.CreateRet(truth);
    };
    if (memo != c_.plan.key_memos.end()) {
        llvm::Value* known = c_.load(c_.i8(), memos, memo->second);
        llvm::BasicBlock* fresh = c_.block("fresh");
        llvm::BasicBlock* remembered = c_.block("remembered");
        c_.b.CreateCondBr(c_.b.CreateICmpEQ(known, c_.b.getInt8(0)), fresh, remembered);
        c_.go_to(remembered);
        c_.b.CreateRet(c_.b.CreateZExt(c_.b.CreateAnd(known, c_.b.getInt8(0x7F)), c_.i32()));
        c_.go_to(fresh);
    }
    llvm::BasicBlock* slow = c_.block("slow");
    if (digests_in_place(key)) {
        Parts parts;
        leave_without_parts({key}, function->getArg(2), Mode::Exact, slow);
        keep_digest(key, write_digest(key, function->getArg(2), parts, slow));
        finish(c_.c32(kTrue));
    } else {
        c_.go(slow);
    }
    c_.go_to(slow);
    finish(c_.call("jh_digest", c_.i32(), {c_.context, c_.c32(key), function->getArg(1)}));
    return function;
}

bool Checks::digests_in_place(std::uint32_t key) const { return forms_of(c_.m, c_.plan, key).has_value(); }

// Goes to `slow` where a part is not given, malformed, or a placeholder.
void Checks::leave_without_parts(const std::vector<std::uint32_t>& keys, llvm::Value* row, Mode mode,
                                 llvm::BasicBlock* slow) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> masks;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> stand_ins;
    for (const std::uint32_t key : keys) {
        for (const ir::FieldId id : c_.m.keys[key]) {
            const FieldPlan& plan = c_.plan.fields[ir::index_of(id)];
            const std::uint64_t bit = std::uint64_t{1} << plan.bit;
            masks[{plan.segment, plan.word}] |= bit;
            if (!c_.m.field(id).placeholders.empty()) stand_ins[{plan.segment, plan.word}] |= bit;
        }
    }
    for (const auto& [place, mask] : masks) {
        const auto [segment, word] = place;
        llvm::Value* data = c_.m.segments[segment].repeated() ? row : c_.rows_data(segment);
        const auto bits = [&, word = word](Bits which, std::uint64_t of) {
            return c_.b.CreateAnd(c_.load(c_.i64(), data, c_.bits_offset(which, word)), c_.c64(of));
        };
        c_.usually(c_.b.CreateICmpEQ(bits(Bits::Given, mask), c_.c64(mask)), slow);
        if (mode == Mode::Exact) c_.usually(c_.b.CreateICmpEQ(bits(Bits::Malformed, mask), c_.c64(0)), slow);
        if (const auto suspect = stand_ins.find(place); suspect != stand_ins.end())
            c_.usually(c_.b.CreateICmpEQ(bits(Bits::Placeholder, suspect->second), c_.c64(0)), slow);
    }
}

// Of parts that all are given; goes to `slow` where one is of another form.
Checks::Digest Checks::write_digest(std::uint32_t key, llvm::Value* row, Parts& parts, llvm::BasicBlock* slow) {
    const std::vector<PartForm> forms = *forms_of(c_.m, c_.plan, key);
    const std::vector<ir::FieldId>& fields = c_.m.keys[key];
    std::vector<llvm::Value*> words;
    llvm::Value* shape = c_.c64(0);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto [known, is_new] = parts.read.try_emplace(ir::index_of(fields[i]));
        Part& part = known->second;
        if (is_new) {
            const FieldPlan& plan = c_.plan.fields[ir::index_of(fields[i])];
            llvm::Value* data = c_.m.segments[plan.segment].repeated() ? row : c_.rows_data(plan.segment);
            part.shape = c_.c64(forms[i].is_number ? kNumberShape : forms[i].length);
            if (forms[i].is_number) {
                part.words.push_back(c_.load(c_.i64(), data, plan.slot + offsetof(Slot, number)));
            } else {
                llvm::Value* text = c_.load(c_.ptr(), data, plan.slot + offsetof(Slot, text));
                llvm::Value* length = c_.load(c_.i32(), data, plan.slot + offsetof(Slot, length));
                if (forms[i].length == 0) {
                    part.shape = add_short_text(text, length, part.words, slow);
                } else {
                    add_text(c_, text, forms[i].length, part.words);
                }
            }
        }
        words.insert(words.end(), part.words.begin(), part.words.end());
        shape = c_.b.CreateOr(c_.b.CreateShl(shape, c_.c64(8)), part.shape);
    }
    words.push_back(c_.b.CreateOr(c_.b.CreateShl(shape, c_.c64(8)), c_.c64(fields.size())));
    if (words.size() % 2 == 1) words.push_back(c_.c64(0));
    return write_sums(words, parts);
}

// One to eight bytes, by two pieces that overlap.
llvm::Value* Checks::add_short_text(llvm::Value* text, llvm::Value* length32, std::vector<llvm::Value*>& words,
                                    llvm::BasicBlock* slow) {
    llvm::Value* length = c_.b.CreateZExt(length32, c_.i64());
    c_.usually(c_.b.CreateICmpULT(c_.b.CreateSub(length, c_.c64(1)), c_.c64(8)), slow);
    llvm::BasicBlock* longer = c_.block("longer");
    llvm::BasicBlock* shorter = c_.block("shorter");
    llvm::BasicBlock* behind = c_.block("word");
    c_.b.CreateCondBr(c_.b.CreateICmpUGE(length, c_.c64(4)), longer, shorter);
    const auto shifted = [&](llvm::Value* piece, llvm::Value* by_bytes) {
        return c_.b.CreateShl(c_.b.CreateZExt(piece, c_.i64()), c_.b.CreateShl(by_bytes, c_.c64(3)));
    };
    const auto piece = [&](llvm::Type* type, llvm::Value* at) { return c_.load(type, c_.at(text, at)); };
    c_.go_to(longer);
    llvm::Value* rest = c_.b.CreateSub(length, c_.c64(4));
    llvm::Value* long_word =
        c_.b.CreateOr(c_.b.CreateZExt(c_.load(c_.i32(), text), c_.i64()), shifted(piece(c_.i32(), rest), rest));
    c_.go(behind);
    c_.go_to(shorter);
    llvm::Value* middle = c_.b.CreateLShr(length, c_.c64(1));
    llvm::Value* last = c_.b.CreateSub(length, c_.c64(1));
    llvm::Value* short_word = c_.b.CreateZExt(c_.load(c_.i8(), text), c_.i64());
    short_word = c_.b.CreateOr(short_word, shifted(piece(c_.i8(), middle), middle));
    short_word = c_.b.CreateOr(short_word, shifted(piece(c_.i8(), last), last));
    c_.go(behind);
    c_.go_to(behind);
    llvm::PHINode* word = c_.b.CreatePHI(c_.i64(), 2);
    word->addIncoming(long_word, longer);
    word->addIncoming(short_word, shorter);
    words.push_back(word);
    return length;
}

Checks::Digest Checks::write_sums(const std::vector<llvm::Value*>& words, Parts& parts) {
    llvm::Type* wide = c_.b.getInt128Ty();
    if (parts.secret == nullptr) parts.secret = c_.load_context(c_.ptr(), JIANHE_AT(secret));
    const auto widened = [&](llvm::Value* value) { return c_.b.CreateZExt(value, wide); };
    Digest digest;
    for (std::size_t half = 0; half < 2; ++half) {
        // Each secret word is read where it is used. LLVM would keep those that several sums use, and has no room.
        llvm::Value* secret = parts.secret = c_.hidden(parts.secret);
        const auto factor = [&](std::size_t i) {
            return c_.load(c_.i64(), secret, offsetof(Secret, factors) + i * sizeof(std::uint64_t));
        };
        llvm::Value* sum = llvm::ConstantInt::get(wide, 0);
        for (std::size_t i = 0; i < words.size(); i += 2) {
            const std::size_t place = i + 2 * half;
            llvm::Value*& product = parts.products[{place, words[i], words[i + 1]}];
            if (product == nullptr) {
                llvm::Value* a = c_.b.CreateAdd(words[i], factor(place));
                llvm::Value* b = c_.b.CreateAdd(words[i + 1], factor(place + 1));
                product = c_.b.CreateMul(widened(a), widened(b));
            }
            sum = c_.b.CreateAdd(sum, product);
        }
        const auto last = [&](std::size_t i) {
            const std::uint64_t at = offsetof(Secret, last_factors) + (3 * half + i) * sizeof(KeyHasher::Wide);
            return c_.load(wide, secret, at);
        };
        llvm::Value* low = widened(c_.b.CreateTrunc(sum, c_.i64()));
        llvm::Value* high = c_.b.CreateLShr(sum, 64);
        llvm::Value* linear = c_.b.CreateAdd(c_.b.CreateMul(last(0), low), c_.b.CreateMul(last(1), high));
        linear = c_.b.CreateAdd(linear, last(2));
        digest[half] = c_.b.CreateTrunc(c_.b.CreateLShr(linear, 64), c_.i64());
    }
    return digest;
}

}  // namespace jianhe::jit
