// The part of Checks that asks the file, or writes its questions where they are gathered (QuestionRoom).

#include <set>

#include <jianhe/truth.h>

#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/checks.h"
#include "compiler/jit/llvm/likelihood.h"

namespace jianhe::jit {
namespace {

double share_whole(const ir::Module& module, std::uint32_t key) {
    double share = 1;
    for (const ir::FieldId field : module.keys[key]) share *= share_given(module, module.field(field));
    return share;
}

}  // namespace

// The truth of a whole key, and, where that is true, of `then`.
llvm::Value* Checks::with_digest(std::uint32_t key, const Row& row, const std::function<llvm::Value*()>& then) {
    if (in_place_.digests.contains(key)) return then();
    llvm::Value* number = row_number(c_, row);
    llvm::Value* data = row.data == nullptr ? c_.null() : row.data;
    llvm::Value* whole = c_.b.CreateCall(digest_function(key), {c_.context, number, data});
    return c_.guarded(c_.b.CreateICmpEQ(whole, c_.c32(kTrue)), whole, then);
}

// A truth, which the host says where nobody only gathers questions. Of one that is written, members that its kind does
// not have stay what they were.
llvm::Value* Checks::ask(const Question& question, const std::function<llvm::Value*()>& by_host) {
    llvm::Value* room = in_place_.room != nullptr ? in_place_.room : c_.load_context(c_.ptr(), JIANHE_AT(room));
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
    c_.store(in_place_.at != nullptr ? in_place_.at : record_at(), next, offsetof(FileQuestion, at));
    c_.store(c_.at(next, sizeof(FileQuestion)), room, offsetof(QuestionRoom, next));
    c_.go(behind);

    c_.go_to(asked);
    for (const auto& [key, digest] : in_place_.digests) {
        if (key == question.key || key == question.group) keep_digest(key, digest);
    }
    llvm::Value* answer = by_host();
    llvm::BasicBlock* answered = c_.b.GetInsertBlock();
    c_.go(behind);
    c_.go_to(behind);
    llvm::PHINode* truth = c_.b.CreatePHI(c_.i32(), 2);
    truth->addIncoming(c_.c32(kTrue), gathered);
    truth->addIncoming(answer, answered);
    return truth;
}

llvm::Value* Checks::record_at() {
    const auto address = [&](std::uint64_t member) {
        return c_.b.CreatePtrToInt(c_.load_context(c_.ptr(), member), c_.i64());
    };
    return c_.b.CreateSub(address(JIANHE_AT(record)), address(JIANHE_AT(stretch)));
}

void Checks::store_digest(std::uint32_t key, llvm::Value* question, std::uint64_t member) {
    if (const auto made = in_place_.digests.find(key); made != in_place_.digests.end()) {
        c_.store(made->second[0], question, member + offsetof(Key128, low));
        c_.store(made->second[1], question, member + offsetof(Key128, high));
        return;
    }
    llvm::Value* digest = c_.at(c_.load_context(c_.ptr(), JIANHE_AT(digests)), std::uint64_t{key} * sizeof(KeyDigest));
    c_.store(c_.load(c_.i64(), digest, offsetof(KeyDigest, high)), question, member + offsetof(Key128, high));
    c_.store(c_.load(c_.i64(), digest, offsetof(KeyDigest, low)), question, member + offsetof(Key128, low));
}

// Puts a digest that has been made where the host finds it.
void Checks::keep_digest(std::uint32_t key, const Digest& digest) {
    llvm::Value* kept = c_.at(c_.load_context(c_.ptr(), JIANHE_AT(digests)), std::uint64_t{key} * sizeof(KeyDigest));
    c_.store(digest[0], kept, offsetof(KeyDigest, low));
    c_.store(digest[1], kept, offsetof(KeyDigest, high));
}

// Of a clean record. Most have all that is told and asked outside of rows: then the digests are made side by side, of
// parts that are read once, and questions are written in place.
void Checks::ask_file(const std::vector<std::uint32_t>& checks) {
    std::set<std::uint32_t> keys;
    for (const std::uint32_t check : checks) {
        const ir::Inst& inst = c_.m.inst(c_.m.checks[check].expect);
        keys.insert(inst.a);
        if (inst.kind == ir::InstKind::UniqueInFile) keys.insert(inst.c);
    }
    std::vector<std::uint32_t> likely;
    for (const std::uint32_t key : keys) {
        if (c_.plan.key_memos.contains(key) && digests_in_place(key) && share_whole(c_.m, key) > kLikely)
            likely.push_back(key);
    }
    llvm::BasicBlock* behind = c_.block("file_asked");
    if (!likely.empty()) {
        llvm::BasicBlock* one_by_one = c_.block("one_by_one");
        leave_without_parts(likely, nullptr, Mode::Clean, one_by_one);
        for (const std::uint32_t key : likely) {
            for (const ir::FieldId field : c_.m.keys[key]) in_place_.given.insert(ir::index_of(field));
        }
        Parts parts;
        for (const std::uint32_t key : likely) in_place_.digests[key] = write_digest(key, nullptr, parts, one_by_one);
        in_place_.room = c_.load_context(c_.ptr(), JIANHE_AT(room));
        in_place_.at = record_at();
        for (const std::uint32_t check : checks) write_tell(check, clean_);
        const Loaded loaded = load_given();
        for (const std::uint32_t check : checks) write_call(check, loaded, Mode::Clean);
        in_place_ = {};
        c_.go(behind);
        c_.go_to(one_by_one);
    }
    for (const std::uint32_t check : checks) write_tell(check, clean_);
    write_checks(checks, Mode::Clean);
    c_.go(behind);
    c_.go_to(behind);
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
