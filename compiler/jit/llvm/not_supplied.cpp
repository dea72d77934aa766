// The part of Checks that knows which checks do nothing but count as not checked where a master, or a part of a
// provider, is not supplied. Those are not called then: a record meets some dozen of them. Most are counted by a few
// operations on words of bits.

#include <algorithm>

#include "compiler/ir/dispositions.h"
#include "compiler/jit/llvm/checks.h"
#include "compiler/jit/llvm/selection.h"

namespace jianhe::jit {

using ir::InstId;
using ir::InstKind;

namespace {

// Whether a value, or a condition, is unknown whatever the record holds when `source` is not supplied.
bool is_surely_unknown(const ir::Module& module, const Plan& plan, InstId id, const Source& source) {
    const ir::Inst& inst = module.inst(id);
    const auto of_operand = [&](std::uint32_t operand) {
        return is_surely_unknown(module, plan, static_cast<InstId>(operand), source);
    };
    switch (inst.kind) {
        case InstKind::MasterHas:
        case InstKind::MasterColumn: return source == Source{Source::Kind::Master, inst.b};
        case InstKind::ProviderPart: {
            const auto part = std::find(plan.parts.begin(), plan.parts.end(), std::pair{inst.b, inst.c});
            return source == Source{Source::Kind::Part, static_cast<std::uint32_t>(part - plan.parts.begin())};
        }
        case InstKind::Not:
        case InstKind::EqualConst:
        case InstKind::InSet:
        case InstKind::Matches: return of_operand(inst.a);
        case InstKind::Equal:
        case InstKind::Less:
        case InstKind::LessEqual: return of_operand(inst.a) || of_operand(inst.b);
        default: return false;
    }
}

}  // namespace

// What the check lacks, when a record that selects it does nothing but lack that.
std::optional<Source> Checks::source_that_decides(std::uint32_t id, const Selection& selection) const {
    const ir::Check& check = c_.m.checks[id];
    const bool always_speaks = ir::is_of_every_day(check.dispositions);
    if (!always_speaks || ir::is_some(check.chosen) || !ir::is_some(check.expect)) return std::nullopt;
    std::vector<InstId> parts;
    if (ir::is_some(check.when)) split_condition(c_.m, check.when, parts);
    std::vector<InstId> lacking;
    for (const InstId part : parts) {
        if (!sources_of(c_.m, c_.plan, part).empty())
            lacking.push_back(part);
        else if (!selection.decides(part))
            return std::nullopt;
    }
    if (lacking.size() > 1) return std::nullopt;
    // Where `when` lacks something, `expect` is not asked; else the field it judges has been looked for.
    if (lacking.empty()) {
        if (!check.judges_empty && !ir::is_some(check.field)) return std::nullopt;
        lacking.push_back(check.expect);
    }
    // There must be a row, and the field it judges is all that says so.
    if (ir::is_some(check.row)) {
        const bool of_row = ir::is_some(check.field) && c_.m.field(check.field).segment == check.row;
        if (!of_row || check.judges_empty || lacking.front() != check.expect) return std::nullopt;
    }
    const std::vector<Source> sources = sources_of(c_.m, c_.plan, lacking.front());
    if (sources.size() != 1 || sources.front().kind == Source::Kind::Given) return std::nullopt;
    if (!is_surely_unknown(c_.m, c_.plan, lacking.front(), sources.front())) return std::nullopt;
    return sources.front();
}

// Checks that count as one thing each have its bit, in several words of the selection if there are several of them. All
// others stand where there is room, the likeliest first.
std::vector<std::uint32_t> Checks::arrange(const std::vector<std::uint32_t>& checks) {
    constexpr std::uint32_t kNone = 0xffffffffU;
    const Selection looks(c_, clean_.needs(), {});
    std::vector<std::uint32_t> places(checks.size(), kNone);
    const std::size_t words = std::min<std::size_t>(kMaxLackingWords, checks.size() / 64);
    std::vector<std::uint32_t> rest;
    for (const std::uint32_t check : checks) {
        const ir::Rule& rule = c_.m.rules[ir::index_of(c_.m.checks[check].rule)];
        std::optional<Source> source;
        if (!rule.blocks_record && rule.blocks.empty()) source = source_that_decides(check, looks);
        const std::uint32_t counted = source ? c_.plan.not_checked_of.at({check, *source}) : 0;
        bool placed = false;
        for (std::uint32_t word = 0; source && word < words && !placed; ++word) {
            if (word == lacking_.size()) lacking_.push_back({counted / 64, {}});
            std::uint32_t& place = places[std::size_t{word} * 64 + counted % 64];
            if (lacking_[word].counted != counted / 64 || place != kNone) continue;
            place = check;
            lacking_[word].checks[*source] |= std::uint64_t{1} << counted % 64;
            placed = true;
        }
        if (!placed) rest.push_back(check);
    }
    std::stable_sort(rest.begin(), rest.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return likelihood_[a] > likelihood_[b]; });
    auto next = rest.begin();
    for (std::uint32_t& place : places) {
        if (place == kNone) place = *next++;
    }
    return places;
}

void Checks::write_prepare() {
    c_.begin_function("jianhe_prepare", c_.b.getVoidTy(), {}, true);
    for (std::size_t word = 0; word < lacking_.size(); ++word) {
        llvm::Value* all = c_.c64(0);
        for (const auto& [source, checks] : lacking_[word].checks)
            all = c_.b.CreateOr(all, c_.b.CreateSelect(has_source(source), c_.c64(0), c_.c64(checks)));
        c_.store_context(all, JIANHE_AT(lacking) + word * 8);
    }
    c_.b.CreateRetVoid();
}

// Takes those that lack a source out of the selected checks.
void Checks::count_lacking(std::vector<llvm::Value*>& selected) {
    std::map<std::uint32_t, llvm::Value*> counted;
    for (std::size_t word = 0; word < lacking_.size(); ++word) {
        llvm::Value* lacking = c_.load_context(c_.i64(), JIANHE_AT(lacking) + word * 8);
        llvm::Value*& bits = counted.try_emplace(lacking_[word].counted, c_.c64(0)).first->second;
        bits = c_.b.CreateOr(bits, c_.b.CreateAnd(selected[word], lacking));
        selected[word] = c_.b.CreateAnd(selected[word], c_.b.CreateNot(lacking));
    }
    for (const auto& [word, bits] : counted) {
        llvm::Value* words = c_.load_context(c_.ptr(), JIANHE_AT(not_checked));
        c_.store(c_.b.CreateOr(c_.load(c_.i64(), words, std::uint64_t{word} * 8), bits), words,
                 std::uint64_t{word} * 8);
    }
}

llvm::Value* Checks::has_source(const Source& source) {
    const bool is_master = source.kind == Source::Kind::Master;
    llvm::Value* supplied =
        c_.load_context(c_.i64(), is_master ? JIANHE_AT(supplied_masters) : JIANHE_AT(offered_parts));
    llvm::Value* bit = c_.b.CreateAnd(supplied, c_.c64(std::uint64_t{1} << source.index));
    return c_.b.CreateICmpNE(bit, c_.c64(0));
}

// Goes to `next` when nothing but counting is to be done, and does it.
void Checks::leave_without_source(std::uint32_t id, const Source& source, llvm::BasicBlock* next) {
    llvm::BasicBlock* count = c_.block("count");
    llvm::BasicBlock* call = c_.block("supplied");
    c_.b.CreateCondBr(has_source(source), call, count);
    c_.go_to(count);
    count_lack(id, source);
    c_.go(next);
    c_.go_to(call);
}

void Checks::count_lack(std::uint32_t id, const Source& source) {
    const std::uint32_t index = c_.plan.not_checked_of.at({id, source});
    llvm::Value* words = c_.load_context(c_.ptr(), JIANHE_AT(not_checked));
    const std::uint64_t at = std::uint64_t{index / 64} * 8;
    c_.store(c_.b.CreateOr(c_.load(c_.i64(), words, at), c_.c64(std::uint64_t{1} << index % 64)), words, at);
}

// Of a check of rows: where what it expects surely lacks a source, the first row that it would judge counts for all.
// `conditions` are what is left of its `when`.
void Checks::leave_rows_without_source(std::uint32_t id, Expressions& e, const std::vector<InstId>& conditions,
                                       llvm::BasicBlock* end) {
    const ir::Check& check = c_.m.checks[id];
    if (e.mode() != Mode::Clean || !ir::is_some(check.row) || !ir::is_some(check.expect)) return;
    if (ir::is_some(check.chosen)) return;
    for (const InstId condition : conditions) {
        if (e.needs().may_be_unknown(condition)) return;
    }
    const std::vector<Source> sources = sources_of(c_.m, c_.plan, check.expect);
    if (sources.size() != 1 || sources.front().kind == Source::Kind::Given) return;
    if (!is_surely_unknown(c_.m, c_.plan, check.expect, sources.front())) return;
    llvm::BasicBlock* lacks = c_.block("lacks");
    llvm::BasicBlock* supplied = c_.block("supplied");
    c_.b.CreateCondBr(has_source(sources.front()), supplied, lacks);
    c_.go_to(lacks);
    for_rows(ir::index_of(check.row), [&](const Row& row) {
        llvm::BasicBlock* next = c_.block("next");
        if (ir::is_some(check.field) && !check.judges_empty)
            c_.only_if(e.bit(Bits::Given, ir::index_of(check.field), row), next);
        for (const InstId condition : conditions) c_.only_if(e.truth(condition, row).t, next);
        count_lack(id, sources.front());
        c_.go(end);
        c_.go_to(next);
    });
    c_.go(end);
    c_.go_to(supplied);
}

// A record adds one to each count by carrying from plane to plane, which most often ends at the second one.
void Checks::count_not_checked() {
    const auto words = static_cast<std::uint32_t>((c_.plan.not_checked.size() + 63) / 64);
    if (words == 0) return;
    llvm::Value* bits = c_.load_context(c_.ptr(), JIANHE_AT(not_checked));
    llvm::Value* planes = c_.load_context(c_.ptr(), JIANHE_AT(count_planes));
    for (std::uint32_t word = 0; word < words; ++word) {
        llvm::Value* all = c_.load(c_.i64(), bits, std::uint64_t{word} * 8);
        llvm::BasicBlock* behind = c_.block("counted");
        for (std::uint32_t plane = 0; plane < kCountPlanes; ++plane) {
            const std::uint64_t at = (std::uint64_t{word} * kCountPlanes + plane) * 8;
            llvm::Value* before = c_.load(c_.i64(), planes, at);
            c_.store(c_.b.CreateXor(before, all), planes, at);
            all = c_.b.CreateAnd(before, all);
            llvm::BasicBlock* next = c_.block("carry");
            c_.b.CreateCondBr(c_.b.CreateICmpEQ(all, c_.c64(0)), behind, next);
            c_.go_to(next);
        }
        count_carried(word, all);
        c_.go(behind);
        c_.go_to(behind);
    }
}

// What the planes of one word cannot hold.
void Checks::count_carried(std::uint32_t word, llvm::Value* all) {
    llvm::Value* counts = c_.load_context(c_.ptr(), JIANHE_AT(counts));
    llvm::BasicBlock* before = c_.b.GetInsertBlock();
    llvm::BasicBlock* body = c_.block("counting");
    llvm::BasicBlock* behind = c_.block("carried");
    c_.go(body);
    c_.go_to(body);
    llvm::PHINode* left = c_.b.CreatePHI(c_.i64(), 2);
    left->addIncoming(all, before);
    llvm::Value* lowest = c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, left, c_.yes());
    llvm::Value* index = c_.b.CreateAdd(lowest, c_.c64(std::uint64_t{word} * 64));
    llvm::Value* count = c_.at(counts, c_.b.CreateShl(index, c_.c64(3)));
    c_.store(c_.b.CreateAdd(c_.load(c_.i64(), count), c_.c64(std::uint64_t{1} << kCountPlanes)), count);
    llvm::Value* rest = c_.b.CreateAnd(left, c_.b.CreateSub(left, c_.c64(1)));
    left->addIncoming(rest, body);
    c_.b.CreateCondBr(c_.b.CreateICmpNE(rest, c_.c64(0)), body, behind);
    c_.go_to(behind);
}

}  // namespace jianhe::jit
