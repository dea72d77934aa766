// The part of Checks that knows which checks do nothing but count as not checked where a master, or a part of a
// provider, is not supplied. Those are not called then: a record meets a dozen of them.

#include <algorithm>

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
    const bool always_speaks = check.dispositions.size() == 1 && check.dispositions.front().span.is_open();
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

// Goes to `next` when nothing but counting is to be done, and does it.
void Checks::leave_without_source(std::uint32_t id, const Source& source, llvm::BasicBlock* next) {
    const bool is_master = source.kind == Source::Kind::Master;
    llvm::Value* supplied =
        c_.load_context(c_.i64(), is_master ? JIANHE_AT(supplied_masters) : JIANHE_AT(offered_parts));
    llvm::Value* has = c_.b.CreateAnd(supplied, c_.c64(std::uint64_t{1} << source.index));
    llvm::BasicBlock* count = c_.block("count");
    llvm::BasicBlock* call = c_.block("supplied");
    c_.b.CreateCondBr(c_.b.CreateICmpEQ(has, c_.c64(0)), count, call);
    c_.go_to(count);
    const std::uint32_t index = c_.plan.not_checked_of.at({id, source});
    llvm::Value* words = c_.load_context(c_.ptr(), JIANHE_AT(not_checked));
    const std::uint64_t at = std::uint64_t{index / 64} * 8;
    c_.store(c_.b.CreateOr(c_.load(c_.i64(), words, at), c_.c64(std::uint64_t{1} << index % 64)), words, at);
    c_.go(next);
    c_.go_to(call);
}

}  // namespace jianhe::jit
