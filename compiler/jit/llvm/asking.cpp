// The part of Checks that asks the file, or writes its questions where they are gathered (QuestionRoom).

#include <jianhe/truth.h>

#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/checks.h"

namespace jianhe::jit {

// The truth of a whole key, and, where that is true, of `then`.
llvm::Value* Checks::with_digest(std::uint32_t key, const Row& row, const std::function<llvm::Value*()>& then) {
    llvm::Value* number = row_number(c_, row);
    llvm::Value* data = row.data == nullptr ? c_.null() : row.data;
    llvm::Value* whole = c_.b.CreateCall(digest_function(key), {c_.context, number, data});
    return c_.guarded(c_.b.CreateICmpEQ(whole, c_.c32(kTrue)), whole, then);
}

// A truth, which the host says where nobody only gathers questions. Of one that is written, members that its kind does
// not have stay what they were.
llvm::Value* Checks::ask(const Question& question, const std::function<llvm::Value*()>& by_host) {
    llvm::Value* room = c_.load_context(c_.ptr(), JIANHE_AT(room));
    llvm::Value* next = c_.load(c_.ptr(), room, offsetof(QuestionRoom, next));
    llvm::BasicBlock* gathered = c_.block("gathered");
    llvm::BasicBlock* asked = c_.block("asked");
    llvm::BasicBlock* behind = c_.block("behind_question");
    c_.go_usually(c_.b.CreateICmpNE(next, c_.load(c_.ptr(), room, offsetof(QuestionRoom, end))), gathered, asked);

    c_.go_to(gathered);
    c_.store(c_.b.getInt8(static_cast<std::uint8_t>(question.kind)), next, offsetof(FileQuestion, kind));
    c_.store(c_.c32(question.check), next, offsetof(FileQuestion, check));
    if (question.key) store_digest(*question.key, next, offsetof(FileQuestion, key));
    if (question.group) store_digest(*question.group, next, offsetof(FileQuestion, group));
    c_.store(c_.b.getInt8(question.group ? 1 : 0), next, offsetof(FileQuestion, has_group));
    if (question.state != nullptr) {
        c_.store(c_.b.CreateZExt(question.state, c_.i8()), next, offsetof(FileQuestion, state));
    }
    const auto address = [&](std::uint64_t member) {
        return c_.b.CreatePtrToInt(c_.load_context(c_.ptr(), member), c_.i64());
    };
    c_.store(c_.b.CreateSub(address(JIANHE_AT(record)), address(JIANHE_AT(stretch))), next, offsetof(FileQuestion, at));
    c_.store(c_.at(next, sizeof(FileQuestion)), room, offsetof(QuestionRoom, next));
    c_.go(behind);

    c_.go_to(asked);
    llvm::Value* answer = by_host();
    llvm::BasicBlock* answered = c_.b.GetInsertBlock();
    c_.go(behind);
    c_.go_to(behind);
    llvm::PHINode* truth = c_.b.CreatePHI(c_.i32(), 2);
    truth->addIncoming(c_.c32(kTrue), gathered);
    truth->addIncoming(answer, answered);
    return truth;
}

void Checks::store_digest(std::uint32_t key, llvm::Value* question, std::uint64_t member) {
    llvm::Value* digest = c_.at(c_.load_context(c_.ptr(), JIANHE_AT(digests)), std::uint64_t{key} * sizeof(KeyDigest));
    c_.store(c_.load(c_.i64(), digest, offsetof(KeyDigest, high)), question, member + offsetof(Key128, high));
    c_.store(c_.load(c_.i64(), digest, offsetof(KeyDigest, low)), question, member + offsetof(Key128, low));
}

Truth Checks::asked(std::uint32_t check, const Row& row) {
    const ir::Inst& inst = c_.m.inst(c_.m.checks[check].expect);
    Question question{FileQuestion::Kind::Same, check, inst.a, std::nullopt, nullptr};
    const auto ask_it = [&]() -> llvm::Value* {
        return ask(question, [&] { return c_.call("jh_ask", c_.i32(), {c_.context, c_.c32(check)}); });
    };
    if (inst.kind == ir::InstKind::UniqueInFile) {
        question.kind = FileQuestion::Kind::Unique;
        if (!c_.m.keys[inst.c].empty()) question.group = inst.c;
    }
    llvm::Value* bits =
        with_digest(inst.a, row, [&] { return question.group ? with_digest(*question.group, {}, ask_it) : ask_it(); });
    const auto has = [&](std::uint32_t bit) { return c_.b.CreateICmpNE(c_.b.CreateAnd(bits, c_.c32(bit)), c_.c32(0)); };
    return {has(kTrue), has(kFalse), has(kUnknown)};
}

void Checks::write_tell(std::uint32_t id, Expressions& e) {
    const ir::Inst& inst = c_.m.inst(c_.m.checks[id].expect);
    if (inst.kind != ir::InstKind::UniqueInFile || c_.m.keys[inst.c].empty()) return;
    e.forget();
    const Truth state = e.truth(static_cast<ir::InstId>(inst.b), {});
    c_.when(c_.inverse(state.u), [&] {
        (void)with_digest(inst.c, {}, [&] {
            return ask({FileQuestion::Kind::State, id, std::nullopt, inst.c, state.t}, [&]() -> llvm::Value* {
                llvm::Value* bits = c_.b.CreateSelect(state.t, c_.c32(kTrue), c_.c32(kFalse));
                c_.call("jh_tell", c_.b.getVoidTy(), {c_.context, c_.c32(id), bits});
                return c_.c32(kTrue);
            });
        });
    });
}

}  // namespace jianhe::jit
