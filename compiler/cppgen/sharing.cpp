#include "compiler/cppgen/sharing.h"

namespace jianhe::cppgen {
namespace {

using ir::InstKind;

// What is shorter reads better where it is used, and costs less than to remember it.
constexpr std::uint32_t kWorthSharing = 4;
// What is longer is no line that anybody reads.
constexpr std::uint32_t kLongest = 24;
constexpr std::size_t kMostWordsInPlace = 5;

bool opens_rows(InstKind kind) {
    return kind == InstKind::AnyRow || kind == InstKind::AllRows || kind == InstKind::CountWhere;
}

bool asks_others(InstKind kind) {
    return kind == InstKind::MasterHas || kind == InstKind::MasterColumn || kind == InstKind::ProviderPart;
}

bool asks_the_file(InstKind kind) { return kind == InstKind::UniqueInFile || kind == InstKind::SameInFile; }

bool reads_row(const ir::Module& module, const ir::Inst& inst) {
    // What stands in a presence table may read rows whatever the field.
    if (inst.kind == InstKind::IsRequired || inst.kind == InstKind::Unique) return true;
    return ir::shape_of(inst.kind).a == ir::OperandKind::Field &&
           module.segment(module.fields[inst.a].segment).repeated();
}

// Looked at as a state, so that the operand itself is never written.
bool tests_state(InstKind kind) {
    return kind == InstKind::IsGiven || kind == InstKind::IsWellFormed || kind == InstKind::IsPlaceholder;
}

}  // namespace

bool is_written_in_place(const ir::Set& set) {
    return set.name.empty() && !set.members.empty() && set.members.size() <= kMostWordsInPlace;
}

Sharing::Sharing(const ir::Module& module) : module_(module), parts_(module.insts.size()) {
    for (const ir::Check& check : module.checks) {
        if (check.asks_history) continue;
        use(check.when);
        use(check.expect);
    }
    for (const ir::Cell& cell : module.cells) {
        for (const ir::Cell::Choice& choice : cell.choices) use(choice.condition);
    }
    for (const ir::Segment& segment : module.segments) {
        for (const ir::Segment::Limit& limit : segment.limits) use(limit.condition);
    }
    for (const ir::ChosenDate& chosen : module.chosen_dates) {
        for (const ir::ChosenDate::Choice& choice : chosen.choices) use(choice.condition);
    }
    // Users stand behind what they use, so going backwards all users of a part are known before it.
    for (std::size_t i = parts_.size(); i-- > 0;) {
        if (parts_[i].users > 0) ir::for_each_operand(module.insts[i], [this](ir::InstId operand) { use(operand); });
    }
    for (std::size_t i = 0; i < parts_.size(); ++i) look_at(i);
    use_for_building();
}

// What constructions read beside the rules. What rules use stays as they use it.
void Sharing::use_for_building() {
    std::vector<std::uint32_t> users(parts_.size(), 0);
    const auto use = [&](ir::InstId id) {
        if (ir::is_some(id)) ++users[ir::index_of(id)];
    };
    for (const ir::Construction& construction : module_.constructions) {
        for (const ir::BuildClause& clause : construction.clauses) {
            use(clause.when);
            use(clause.value);
        }
        if (ir::is_some(construction.scenario)) {
            use(module_.scenarios[ir::index_of(construction.scenario)].condition);
        }
    }
    for (std::size_t i = parts_.size(); i-- > 0;) {
        if (users[i] > 0 && parts_[i].users == 0) ir::for_each_operand(module_.insts[i], use);
    }
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (users[i] == 0 || parts_[i].users > 0) continue;
        parts_[i] = {};
        parts_[i].users = users[i];
        parts_[i].is_for_building = true;
        look_at(i);
    }
}

// Looks into a table, or goes over a text.
bool Sharing::searches(const ir::Inst& inst) const {
    const ir::InstShape& shape = ir::shape_of(inst.kind);
    switch (shape.b) {
        case ir::OperandKind::Set: return inst.kind != InstKind::InSet || !is_written_in_place(module_.sets[inst.b]);
        case ir::OperandKind::CodeSet:
        case ir::OperandKind::Pattern: return true;
        default: return shape.c == ir::OperandKind::Table;
    }
}

void Sharing::use(ir::InstId id) {
    if (ir::is_some(id)) ++parts_[ir::index_of(id)].users;
}

void Sharing::look_at(std::size_t at) {
    const ir::Inst& inst = module_.insts[at];
    Part& part = parts_[at];
    part.by_row = reads_row(module_, inst);
    part.asks_outside = inst.kind == InstKind::Given || asks_others(inst.kind);
    part.is_costly = opens_rows(inst.kind) || asks_others(inst.kind) || inst.kind == InstKind::Unique || searches(inst);
    if (inst.kind == InstKind::ChosenDate) {
        for (const ir::ChosenDate::Choice& choice : module_.chosen_dates[inst.a].choices) {
            part.asks_outside = part.asks_outside || asks_outside(choice.condition);
        }
    }
    ir::for_each_operand(inst, [&](ir::InstId operand) {
        const Part& below = parts_[ir::index_of(operand)];
        part.by_row = part.by_row || below.by_row;
        part.asks_outside = part.asks_outside || below.asks_outside;
        part.is_costly = part.is_costly || below.is_costly;
        part.size += below.is_function ? 1 : below.size;
    });
    if (opens_rows(inst.kind)) part.by_row = false;
    if (part.users == 0) return;
    if (inst.kind == InstKind::Unique) part.slot = uniques_++;
    if (inst.kind == InstKind::CountWhere) part.slot = counts_++;
    if (inst.kind == InstKind::Tuple || asks_the_file(inst.kind) || tests_state(inst.kind)) return;
    // What asks all rows has a row of its own, and is asked once.
    part.is_function = opens_rows(inst.kind) || (part.users > 1 && part.size >= kWorthSharing) || part.size > kLongest;
    part.is_costly = part.is_costly && !(part.is_function && !part.by_row);
    if (part.is_function && !part.by_row && ir::shape_of(inst.kind).yields_truth) part.slot = truths_++;
}

}  // namespace jianhe::cppgen
