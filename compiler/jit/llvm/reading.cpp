// The part of Scan that takes values: where they end, and whether they have the shape of their field. What has not is
// read again by the host, slowly.

#include <algorithm>
#include <optional>
#include <set>

#include <llvm/IR/IntrinsicsX86.h>

#include <jianhe/bulk.h>

#include "compiler/ir/word_range.h"
#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/scan.h"

namespace jianhe::jit {
namespace {

using ir::FieldType;

constexpr std::uint32_t kLanes = 16;
constexpr std::uint32_t kLongLanes = 32;

std::uint64_t word_of_ending(const std::string& text) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8; ++i)
        word |= std::uint64_t{static_cast<unsigned char>(text[text.size() - 8 + i])} << (8 * i);
    return word;
}

}  // namespace

// Which bytes of a vector are `<`, `>` or `&`.
llvm::Value* Scan::is_markup(llvm::Value* bytes) {
    const std::uint32_t lanes = llvm::cast<llvm::FixedVectorType>(bytes->getType())->getNumElements();
    if (!c_.has_avx2) {
        const auto all = [&](std::uint8_t byte) { return c_.b.CreateVectorSplat(lanes, c_.b.getInt8(byte)); };
        llvm::Value* angle = c_.b.CreateICmpEQ(c_.b.CreateAnd(bytes, all(0xFD)), all('<'));
        return c_.b.CreateOr(angle, c_.b.CreateICmpEQ(bytes, all('&')));
    }
    // Each of them has other lower bits, which look it up among sixteen bytes. A byte that is no ASCII finds a zero.
    constexpr std::uint8_t kNothing = 0x80;
    std::vector<std::uint8_t> by_lower_bits(lanes, kNothing);
    for (const char markup : {'<', '>', '&'}) {
        for (std::size_t at = markup & 0xF; at < lanes; at += 16) by_lower_bits[at] = static_cast<std::uint8_t>(markup);
    }
    const auto look_up = lanes == kLanes ? llvm::Intrinsic::x86_ssse3_pshuf_b_128 : llvm::Intrinsic::x86_avx2_pshuf_b;
    llvm::Value* table = llvm::ConstantDataVector::get(c_.llvm, by_lower_bits);
    return c_.b.CreateICmpEQ(bytes, c_.b.CreateIntrinsic(look_up, {}, {table, bytes}));
}

// One bit for each byte that is `<`, `>`, `&`, a control character, or, in plain values, no ASCII.
llvm::Value* Scan::stops(llvm::Value* text, std::uint32_t lanes, Bytes wanted) {
    auto* type = llvm::FixedVectorType::get(c_.i8(), lanes);
    llvm::Value* bytes = c_.load(type, text);
    llvm::Value* space = c_.b.CreateVectorSplat(lanes, c_.b.getInt8(0x20));
    if (wanted == Bytes::Plain) {
        // A byte below the space, no ASCII among them, is negative where the space is taken from it.
        llvm::Value* below = c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::ssub_sat, bytes, space);
        llvm::Value* found = c_.b.CreateOr(below, c_.b.CreateSExt(is_markup(bytes), type));
        return c_.b.CreateBitCast(c_.b.CreateICmpSLT(found, llvm::Constant::getNullValue(type)), c_.b.getIntNTy(lanes));
    }
    llvm::Value* below = c_.b.CreateICmpULT(bytes, space);
    return c_.b.CreateBitCast(c_.b.CreateOr(below, is_markup(bytes)), c_.b.getIntNTy(lanes));
}

// By pieces of one width, of which the last goes back over bytes that another one has.
llvm::Value* Scan::is_plain(llvm::Value* text, std::uint32_t length) {
    const std::uint32_t lanes = length < kLongLanes ? kLanes : kLongLanes;
    auto* type = llvm::FixedVectorType::get(c_.i8(), lanes);
    llvm::Value* least = nullptr;  // of all bytes, with a sign: below 0 is no ASCII
    llvm::Value* stop = nullptr;
    for (std::uint32_t at = 0; at < length; at += lanes) {
        llvm::Value* bytes = c_.load(type, text, std::min(at, length - lanes));
        llvm::Value* found = is_markup(bytes);
        stop = stop == nullptr ? found : c_.b.CreateOr(stop, found);
        least = least == nullptr ? bytes : c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::smin, least, bytes);
    }
    stop = c_.b.CreateOr(stop, c_.b.CreateICmpSLT(least, c_.b.CreateVectorSplat(lanes, c_.b.getInt8(0x20))));
    return c_.b.CreateICmpEQ(c_.b.CreateBitCast(stop, c_.b.getIntNTy(lanes)), c_.b.getIntN(lanes, 0));
}

// By pieces of 32 bytes.
llvm::Value* Scan::find_far_end(llvm::Value* text, Bytes wanted) {
    llvm::BasicBlock* before = c_.b.GetInsertBlock();
    llvm::BasicBlock* loop = c_.block("loop");
    llvm::BasicBlock* on = c_.block("on");
    llvm::BasicBlock* found = c_.block("found");
    c_.go(loop);
    c_.go_to(loop);
    llvm::PHINode* at = c_.b.CreatePHI(c_.ptr(), 2);
    at->addIncoming(text, before);
    llvm::Value* stop = stops(at, kLongLanes, wanted);
    c_.b.CreateCondBr(c_.b.CreateICmpEQ(stop, c_.b.getIntN(kLongLanes, 0)), on, found);
    c_.go_to(on);
    at->addIncoming(c_.at(at, kLongLanes), on);
    c_.go(loop);
    c_.go_to(found);
    llvm::Value* first = c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, stop, c_.yes());
    return c_.at(at, c_.b.CreateZExt(first, c_.i64()));
}

llvm::Function* Scan::find_end_function(Bytes wanted) {
    llvm::Function*& function = find_end_[wanted];
    if (function != nullptr) return function;
    const Code::Aside aside(c_);
    function = c_.begin_function(wanted == Bytes::Plain ? "find_end" : "find_odd_end", c_.ptr(), {});
    function->addFnAttr(llvm::Attribute::NoInline);
    function->setOnlyReadsMemory();
    c_.b.CreateRet(find_far_end(c_.context, wanted));
    return function;
}

// Most often among the first 16 bytes, or 32 where the field may be longer.
llvm::Value* Scan::find_length(llvm::Value* text, std::uint32_t longest) {
    const std::uint32_t lanes = longest <= kLanes ? kLanes : kLongLanes;
    llvm::Value* stop = stops(text, lanes, Bytes::Plain);
    llvm::BasicBlock* near = c_.block("near");
    llvm::BasicBlock* far = c_.block("far");
    llvm::BasicBlock* behind = c_.block("ended");
    llvm::Value* is_far = c_.b.CreateICmpEQ(stop, c_.b.getIntN(lanes, 0));
    c_.b.CreateCondBr(longest <= lanes ? c_.rarely(is_far) : is_far, far, near);
    c_.go_to(far);
    llvm::Value* end = c_.b.CreateCall(find_end_function(Bytes::Plain), {c_.at(text, lanes)});
    llvm::Value* far_length = c_.b.CreateSub(c_.b.CreatePtrToInt(end, c_.i64()), c_.b.CreatePtrToInt(text, c_.i64()));
    c_.go(behind);
    c_.go_to(near);
    llvm::Value* first = c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, stop, c_.yes());
    llvm::Value* near_length = c_.b.CreateZExt(first, c_.i64());
    c_.go(behind);
    c_.go_to(behind);
    llvm::PHINode* length = c_.b.CreatePHI(c_.i64(), 2);
    length->addIncoming(far_length, far);
    length->addIncoming(near_length, near);
    return length;
}

// Types that have one length only, and whose check looks at every byte.
std::uint32_t Scan::fixed_length(std::uint32_t field) const {
    const ir::Field& declared = c_.m.fields[field];
    switch (declared.type) {
        case FieldType::RocDate: return 7;
        case FieldType::RocDateTime: return 13;
        case FieldType::NationalId: return 10;
        case FieldType::VisitId: return declared.exact && declared.length == 20 ? 20 : 0;
        case FieldType::FacilityCode: return declared.exact ? 10 : 0;
        // As long as all words of the set are.
        case FieldType::Code: return length_of_codes(c_.plan.fields[field]);
        case FieldType::Text: return declared.exact && declared.length >= kLanes ? declared.length : 0;
        case FieldType::Number:
        case FieldType::Decimal:
        case FieldType::CodeList: return 0;
    }
    return 0;
}

// Whether a short value cannot be of its field's shape with anything but plain characters in it, so that nobody needs
// to look for others.
bool Scan::needs_no_class(std::uint32_t field) const {
    const ir::Field& declared = c_.m.fields[field];
    const FieldPlan& plan = c_.plan.fields[field];
    if (declared.length >= 8) return false;
    const auto is_plain = [](const Word& word) {
        return !word.in_code_set || std::all_of(word.text.begin(), word.text.end(), [](char c) {
            return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != '&';
        });
    };
    return plan.is_closed_code && !plan.words.empty() && std::all_of(plan.words.begin(), plan.words.end(), is_plain);
}

// How many of eight bytes stand before the first `<`.
llvm::Value* Scan::find_angle(llvm::Value* text) {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    llvm::Value* word = c_.b.CreateXor(c_.load(c_.i64(), text), c_.c64(kOnes * '<'));
    llvm::Value* found = c_.b.CreateAnd(c_.b.CreateSub(word, c_.c64(kOnes)), c_.b.CreateNot(word));
    return c_.b.CreateLShr(bits_before(c_.b.CreateAnd(found, c_.c64(kOnes << 7))), c_.c64(3));
}

// Where a value ends that is often as long as it may be. It is then known before its length is, since the processor
// guesses which way is taken: what follows need not wait.
llvm::Value* Scan::end_by_guess(llvm::Value* text, llvm::Value* length, std::uint32_t guess) {
    llvm::BasicBlock* guessed = c_.block("guessed");
    llvm::BasicBlock* other = c_.block("other_length");
    llvm::BasicBlock* behind = c_.block("end_known");
    c_.b.CreateCondBr(c_.b.CreateICmpEQ(length, c_.c64(guess)), guessed, other);
    c_.go_to(guessed);
    llvm::Value* guessed_end = c_.hidden(c_.at(text, guess));  // else both ways would be found to be one
    c_.go(behind);
    c_.go_to(other);
    llvm::Value* other_end = c_.at(text, length);
    c_.go(behind);
    c_.go_to(behind);
    llvm::PHINode* end = c_.b.CreatePHI(c_.ptr(), 2);
    end->addIncoming(guessed_end, guessed);
    end->addIncoming(other_end, other);
    return end;
}

void Scan::write_value(std::uint32_t field, llvm::Value* begin, const Way& way) {
    const ir::Field& declared = c_.m.fields[field];
    const std::string close = "</" + declared.tag + ">";
    llvm::BasicBlock* odd = c_.block("odd");
    llvm::BasicBlock* slow = c_.block("slow_read");
    llvm::BasicBlock* fast_done = c_.block("read");
    const std::uint32_t fixed = fixed_length(field);

    // What ends the value is seen together with what follows it; a value that ends otherwise is read as if it did, and
    // then once more.
    pending_atoms_ = nullptr;
    llvm::Value* end = nullptr;
    llvm::Value* length = c_.c64(fixed);
    if (fixed != 0) {
        // An odd one may still have the length, so the slow path looks for the end again.
        end = c_.at(begin, fixed);
        write_read(field, begin, length, odd, fast_done);
    } else if (is_short_number(declared)) {
        end = write_short_number(field, begin, odd);
        c_.go(fast_done);
    } else {
        const bool of_class = declared.type == FieldType::FacilityCode;
        const bool any_class = of_class || needs_no_class(field);
        length = of_class    ? find_class_length(begin)
                 : any_class ? find_angle(begin)
                             : find_length(begin, declared.length + 1);
        const std::uint32_t longest = of_class ? std::min(declared.length, 10U) : longest_of(declared);
        end = longest <= kLanes ? end_by_guess(begin, length, longest) : c_.at(begin, length);
        write_read(field, begin, length, any_class ? odd : slow, fast_done);
    }
    c_.go_to(fast_done);
    // The end tag, a line end, and any tag behind it.
    const std::string ending = close + "\n<";
    llvm::BasicBlock* as_expected = c_.block("as_expected");
    llvm::BasicBlock* otherwise = c_.block("otherwise");
    c_.go_usually(starts_with(end, ending), as_expected, otherwise);
    const auto keep_atoms = [&] {
        if (pending_atoms_ == nullptr) return;
        llvm::Value* all = c_.load_context(c_.ptr(), JIANHE_AT(any_atoms));
        const std::uint64_t place = std::uint64_t{field} * 8;
        c_.store(c_.b.CreateOr(c_.load(c_.i64(), all, place), pending_atoms_), all, place);
    };
    c_.go_to(as_expected);
    keep_atoms();
    llvm::BasicBlock* follows = c_.block("follows");
    llvm::BasicBlock* before = c_.b.GetInsertBlock();
    c_.go(follows);
    c_.go_to(follows);
    llvm::PHINode* behind = c_.b.CreatePHI(c_.ptr(), 2);
    behind->addIncoming(end, before);
    write_guesses(c_.at(behind, close.size() + 1), ending, way);
    c_.go_to(otherwise);
    c_.usually(starts_with(c_.hidden(end), close), odd);
    keep_atoms();
    move(end, close.size());
    c_.go(way.anywhere);

    // The value holds something else than plain ASCII: somebody else looks for its end.
    c_.go_to(odd);
    llvm::Value* stop = c_.b.CreateCall(find_end_function(Bytes::Any), {begin});
    const bool may_lie_as_is = c_.plan.fields[field].may_lie_as_is;
    const char* const reader = may_lie_as_is ? "jh_value_as_it_lies" : "jh_odd_value";
    llvm::Value* odd_end = c_.call(reader, c_.ptr(), {c_.context, begin, stop});
    c_.usually(c_.b.CreateICmpNE(odd_end, c_.null()), unusual_);
    c_.usually(starts_with(odd_end, close), unusual_);
    llvm::Value* odd_text = c_.load_context(c_.ptr(), JIANHE_AT(odd_text));
    llvm::Value* odd_length = c_.load_context(c_.i64(), JIANHE_AT(odd_length));
    llvm::Value* odd_wire = c_.load_context(c_.i64(), JIANHE_AT(odd_wire_length));
    llvm::BasicBlock* ended = c_.block("odd_ended");
    if (c_.plan.fields[field].has_but_a_length) {
        // Almost always it has that, and begins with no blank.
        llvm::BasicBlock* other = c_.block("other_text");
        llvm::Value* fits = declared.exact
                                ? c_.b.CreateICmpEQ(odd_wire, c_.c64(declared.length))
                                : c_.b.CreateICmpULT(c_.b.CreateSub(odd_wire, c_.c64(1)), c_.c64(declared.length));
        c_.usually(fits, other);
        c_.usually(c_.b.CreateICmpUGT(c_.load(c_.i8(), odd_text), c_.b.getInt8(' ')), other);
        llvm::Value* row = c_.b.CreateLoad(c_.ptr(), state_.row);
        c_.store(odd_text, row, c_.plan.fields[field].slot + offsetof(Slot, text));
        c_.store(c_.b.CreateTrunc(odd_length, c_.i32()), row, c_.plan.fields[field].slot + offsetof(Slot, length));
        if (may_lie_as_is) {
            const FieldPlan& plan = c_.plan.fields[field];
            const std::uint64_t bits = c_.bits_offset(Bits::AsItLies, plan.word);
            c_.store(c_.b.CreateOr(c_.load(c_.i64(), row, bits), c_.c64(std::uint64_t{1} << plan.bit)), row, bits);
        }
        c_.only_if(starts_with(c_.at(odd_end, close.size()), "\n<"), ended);
        behind->addIncoming(odd_end, c_.b.GetInsertBlock());
        c_.go(follows);
        c_.go_to(other);
    }
    c_.call("jh_read_odd", c_.b.getVoidTy(),
            {c_.context, c_.c32(field), c_.b.CreateLoad(c_.ptr(), state_.row), odd_text, odd_length, odd_wire});
    c_.go(ended);
    c_.go_to(ended);
    move(odd_end, close.size());
    c_.go(way.anywhere);

    // Plain ASCII, but not of the field's shape, or blank, or perhaps a placeholder.
    c_.go_to(slow);
    if (slow->hasNPredecessorsOrMore(1)) {
        c_.usually(starts_with(end, close), odd);
        c_.call("jh_read_odd", c_.b.getVoidTy(),
                {c_.context, c_.c32(field), c_.b.CreateLoad(c_.ptr(), state_.row), begin, length, length});
        move(end, close.size());
        c_.go(way.anywhere);
    } else {
        c_.go(odd);
    }
}

// One bit for each byte that is a digit or a capital letter.
llvm::Value* Scan::class_mask(llvm::Value* text, std::uint32_t lanes, bool visit_id) {
    auto* type = llvm::FixedVectorType::get(c_.i8(), lanes);
    const auto all = [&](std::uint8_t byte) { return c_.b.CreateVectorSplat(lanes, c_.b.getInt8(byte)); };
    llvm::Value* bytes = c_.load(type, text);
    // What is in a range is above all others once the range ends at the largest number with a sign.
    const auto among = [&](char first, char last) {
        constexpr std::uint8_t kLargest = 0x7F;
        const auto shift = static_cast<std::uint8_t>(kLargest - last);
        const auto below = static_cast<std::uint8_t>(first + shift - 1);
        return c_.b.CreateICmpSGT(c_.b.CreateAdd(bytes, all(shift)), all(below));
    };
    llvm::Value* digit = among('0', '9');
    llvm::Value* letter = among('A', 'Z');
    if (visit_id) {
        llvm::Value* unwanted = c_.b.CreateOr(c_.b.CreateICmpEQ(bytes, all('I')), c_.b.CreateICmpEQ(bytes, all('O')));
        letter = c_.b.CreateAnd(letter, c_.b.CreateNot(unwanted));
    }
    return c_.b.CreateBitCast(c_.b.CreateOr(digit, letter), c_.b.getIntNTy(lanes));
}

// How many of a few bytes stand before the first that is not of the class; it ends the value, or the value is odd.
llvm::Value* Scan::find_class_length(llvm::Value* text) {
    llvm::Value* others = c_.b.CreateNot(c_.b.CreateZExt(class_mask(text, kLanes, false), c_.i32()));
    return c_.b.CreateZExt(c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, others, c_.yes()), c_.i64());
}

llvm::Value* Scan::is_in_class(llvm::Value* text, llvm::Value* length, std::uint32_t longest, bool visit_id) {
    const std::uint32_t lanes = longest <= kLanes ? kLanes : kLongLanes;
    llvm::Type* mask_type = c_.b.getIntNTy(lanes);
    llvm::Value* mask = class_mask(text, lanes, visit_id);
    // Fewer bytes than the mask has bits.
    llvm::Value* one = llvm::ConstantInt::get(mask_type, 1);
    llvm::Value* wanted = c_.b.CreateSub(c_.b.CreateShl(one, c_.b.CreateTrunc(length, mask_type)), one);
    return c_.b.CreateICmpEQ(c_.b.CreateAnd(mask, wanted), wanted);
}

// Whether the field's content may be a placeholder, its own or another's: said by its last bytes.
bool Scan::may_be_placeholder(std::uint32_t field, llvm::Value* text, llvm::Value* length, llvm::Value*& suspect) {
    const ir::Field& declared = c_.m.fields[field];
    std::vector<ir::SetId> sets = declared.forbidden_placeholders;
    for (const ir::Placeholder& placeholder : declared.placeholders) sets.push_back(placeholder.members);
    if (sets.empty()) return false;
    suspect = c_.no();
    std::set<std::uint64_t> endings;
    for (const ir::SetId id : sets) {
        for (const ir::WordRange& range : c_.m.sets[ir::index_of(id)].members) {
            std::optional<std::string> word = range.lo;
            while (word) {
                if (word->size() < 8 || endings.size() > 8) {
                    suspect = c_.yes();
                    return true;
                }
                endings.insert(word_of_ending(*word));
                if (*word == range.hi) break;
                word = ir::next_word(*word);
            }
        }
    }
    llvm::Value* begin = c_.b.CreateGEP(c_.i8(), text, c_.b.CreateSub(length, c_.c64(8)));
    llvm::Value* ending = c_.load(c_.i64(), begin);
    for (const std::uint64_t known : endings) suspect = c_.either(suspect, c_.b.CreateICmpEQ(ending, c_.c64(known)));
    return true;
}

void Scan::write_read(std::uint32_t field, llvm::Value* text, llvm::Value* length, llvm::BasicBlock* odd,
                      llvm::BasicBlock* done) {
    const ir::Field& declared = c_.m.fields[field];
    const FieldPlan& plan = c_.plan.fields[field];
    llvm::Value* row = c_.b.CreateLoad(c_.ptr(), state_.row);
    const auto store = [&](llvm::Value* value, std::uint64_t member) { c_.store(value, row, plan.slot + member); };
    const auto at_most = [&](std::uint32_t bytes) {
        // Not empty; a blank at its beginning may mean that it is.
        c_.usually(c_.b.CreateICmpULT(c_.b.CreateSub(length, c_.c64(1)), c_.c64(bytes)), odd);
        if (plan.is_closed_code) return;  // no word of the set is blank
        c_.usually(c_.b.CreateICmpNE(c_.load(c_.i8(), c_.hidden(text)), c_.b.getInt8(' ')), odd);
    };
    llvm::Value* atoms = nullptr;
    llvm::Value* info = nullptr;
    switch (declared.type) {
        case FieldType::Text:
        case FieldType::Code:
            at_most(declared.length);
            if (declared.type == FieldType::Text && fixed_length(field) != 0) {
                // All of it is read before its end is known.
                if (declared.length + kLanes > kStretchPadding) {
                    llvm::Value* end = c_.at(text, declared.length);
                    c_.usually(c_.b.CreateICmpULE(end, c_.load_context(c_.ptr(), JIANHE_AT(end))), odd);
                }
                c_.usually(is_plain(text, declared.length), odd);
            }
            if (declared.exact) c_.usually(c_.b.CreateICmpEQ(length, c_.c64(declared.length)), odd);
            break;
        case FieldType::FacilityCode:
            if (fixed_length(field) == 0) {
                const std::uint32_t longest = std::min(declared.length, 10U);
                c_.usually(c_.b.CreateICmpULT(c_.b.CreateSub(length, c_.c64(1)), c_.c64(longest)), odd);
            } else {
                c_.usually(is_in_class(text, length, 10, false), odd);
            }
            break;
        case FieldType::NationalId: c_.usually(is_in_class(text, length, 10, false), odd); break;
        case FieldType::VisitId:
            if (fixed_length(field) == 0) {
                c_.go(odd);
                c_.go_to(c_.block("never"));
            } else {
                c_.usually(is_in_class(text, length, 20, true), odd);
            }
            break;
        case FieldType::CodeList:
            c_.go(odd);
            c_.go_to(c_.block("never"));
            break;
        case FieldType::Number:
        case FieldType::Decimal:
            c_.usually(c_.b.CreateICmpNE(length, c_.c64(0)), odd);
            store(number_of(field, text, length, odd), offsetof(Slot, number));
            break;
        case FieldType::RocDate:
        case FieldType::RocDateTime: store(number_of(field, text, length, odd), offsetof(Slot, number)); break;
    }
    llvm::Value* suspect = nullptr;
    if (may_be_placeholder(field, text, length, suspect)) c_.usually(c_.inverse(suspect), odd);
    if (declared.type == FieldType::Code && !plan.is_closed_code &&
        !c_.m.code_sets[ir::index_of(declared.code_set)].is_open) {
        c_.go(odd);
        c_.go_to(c_.block("never"));
    }
    // Also where a set is empty, so that no text is one of its words.
    if (plan.is_looked_up()) {
        const auto table = words_.try_emplace(field, c_, plan).first;
        const FoundWord found = fixed_length(field) == 1 ? table->second.write_byte_lookup(text, odd)
                                                         : table->second.write_lookup(text, length);
        atoms = found.atoms;
        info = found.info;
        if (plan.is_closed_code) c_.usually(found.in_code_set, odd);
    }
    store(text, offsetof(Slot, text));
    store(c_.b.CreateTrunc(length, c_.i32()), offsetof(Slot, length));
    if (atoms != nullptr && !plan.atoms.empty()) store(atoms, offsetof(Slot, atoms));
    if (atoms != nullptr && plan.keeps_any_atoms) pending_atoms_ = atoms;
    if (info != nullptr && (plan.is_dated || plan.keeps_word)) store(info, offsetof(Slot, info));
    c_.go(done);
}

}  // namespace jianhe::jit
