#include "compiler/interp/known_answers.h"

#include <algorithm>
#include <cstddef>
#include <functional>

namespace jianhe {
namespace {

using ir::InstKind;

// Answers at rows behind this one are found anew: a record with ten thousand rows must not take as much memory.
constexpr std::uint32_t kRowsKept = 64;

// Asks all rows of a segment, so that its answer is the same at each.
bool is_of_all_rows(InstKind kind) {
    return kind == InstKind::AnyRow || kind == InstKind::AllRows || kind == InstKind::CountRows ||
           kind == InstKind::CountWhere || kind == InstKind::ChosenDate;
}

bool reads_row(const ir::Module& module, const ir::Inst& inst) {
    // What stands in a presence table may read rows whatever the field.
    if (inst.kind == InstKind::IsRequired || inst.kind == InstKind::Unique) return true;
    return ir::shape_of(inst.kind).a == ir::OperandKind::Field &&
           module.segment(module.fields[inst.a].segment).repeated();
}

}  // namespace

KnownAnswers::KnownAnswers(const ir::Module& module)
    : places_(module.insts.size()), reads_entry_(module.insts.size(), false) {
    find_what_differs_by_row(module);
    find_what_reads_entries(module);
    keep_what_is_asked_again(module);
}

// Operands stand before what they are operands of.
void KnownAnswers::find_what_differs_by_row(const ir::Module& module) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const ir::Inst& inst = module.insts[i];
        bool by_row = reads_row(module, inst);
        if (!is_of_all_rows(inst.kind)) {
            ir::for_each_operand(inst, [&](ir::InstId operand) { by_row |= places_[ir::index_of(operand)].by_row; });
        }
        places_[i].by_row = by_row;
    }
}

void KnownAnswers::find_what_reads_entries(const ir::Module& module) {
    // Of each instruction: the relations that it reads without an entry opened inside, a bit each.
    const std::size_t words = (module.relations.size() + 63) / 64;
    std::vector<std::uint64_t> relations(module.insts.size() * words);
    const auto reads_of = [&](std::size_t inst) {
        return relations.begin() + static_cast<std::ptrdiff_t>(inst * words);
    };
    for (std::size_t i = 0; i < module.insts.size(); ++i) {
        const ir::Inst& inst = module.insts[i];
        const auto reads = reads_of(i);
        const auto add_all = [&](std::size_t other) {
            std::transform(reads, reads_of(i + 1), reads_of(other), reads, std::bit_or<>());
        };
        const auto bit_of = [](std::uint32_t relation) { return std::uint64_t{1} << relation % 64; };
        if (inst.kind == InstKind::EarlierColumn || inst.kind == InstKind::InState)
            reads[inst.a / 64] |= bit_of(inst.a);
        if (inst.kind == InstKind::EqualEarlier) reads[inst.b / 64] |= bit_of(inst.b);
        ir::for_each_operand(inst, [&](ir::InstId operand) { add_all(ir::index_of(operand)); });
        if (inst.kind == InstKind::AnyEarlier || inst.kind == InstKind::AllEarlier ||
            inst.kind == InstKind::CountEarlier) {
            const std::uint32_t opened = ir::index_of(module.look_ups[inst.b].relation);
            reads[opened / 64] &= ~bit_of(opened);
            add_all(inst.a);
        }
        reads_entry_[i] = std::any_of(reads, reads_of(i + 1), [](std::uint64_t word) { return word != 0; });
    }
}

// A condition that has one user is asked again only by what asks at several rows.
void KnownAnswers::keep_what_is_asked_again(const ir::Module& module) {
    std::vector<std::uint32_t> users(places_.size());
    const auto use = [&users](ir::InstId id) {
        if (ir::is_some(id)) ++users[ir::index_of(id)];
    };
    for (const ir::Inst& inst : module.insts) ir::for_each_operand(inst, use);
    for (const ir::Check& check : module.checks) {
        use(check.when);
        use(check.expect);
    }
    for (const ir::Cell& cell : module.cells) {
        for (const ir::Cell::Choice& choice : cell.choices) use(choice.condition);
    }
    std::uint32_t whole = 0, row_answers = 0, counts = 0;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        Place& place = places_[i];
        const InstKind kind = module.insts[i].kind;
        if (kind == InstKind::Unique) {
            place.index = row_answers++;
        } else if (kind == InstKind::CountWhere) {
            place.index = counts++;
        } else if (ir::shape_of(kind).yields_truth) {
            place.is_kept = (!place.by_row || users[i] > 1) && !reads_entry_[i];
            if (place.is_kept) place.index = place.by_row ? by_row_count_++ : whole++;
        }
    }
    whole_.resize(whole);
    row_answers_.resize(row_answers);
    counts_.resize(counts);
}

void KnownAnswers::begin(std::uint32_t most_rows) {
    ++record_;
    const std::size_t needed = (std::size_t{std::min(most_rows, kRowsKept)} + 1) * by_row_count_;
    if (by_row_.size() < needed) by_row_.resize(needed);
}

}  // namespace jianhe
