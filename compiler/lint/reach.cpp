#include "compiler/lint/reach.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace jianhe::lint {
namespace {

// Atoms that answer together: those of one field, or one free atom.
struct Group {
    struct Way {
        std::vector<Truth> truths;
        bool empty_place = false;
        auto operator<=>(const Way&) const = default;
    };
    std::vector<std::size_t> atoms;  // indices into the check's atoms
    std::vector<Way> ways;
};

class ReachFinder {
public:
    ReachFinder(const ir::Module& module, const Answers& answers, const ir::Check& check)
        : module_(module), answers_(answers), check_(check), atoms_(atoms_of(module, {check.when, check.expect})) {
        for (std::size_t i = 0; i < atoms_.size(); ++i) index_.emplace(ir::index_of(atoms_[i].id), i);
        truths_.resize(atoms_.size(), Truth::Unknown);
    }

    std::optional<Reach> find() {
        if (!make_groups()) return std::nullopt;
        std::size_t combinations = 1;
        for (const Group& group : groups_) {
            combinations *= group.ways.size();
            if (combinations > kMaxCombinations) return std::nullopt;
        }
        try_groups(0, false);
        return reach_;
    }

private:
    // False when the answers of a field are not all known.
    bool make_groups() {
        std::unordered_map<std::uint32_t, std::size_t> group_of_field;
        for (std::size_t i = 0; i < atoms_.size(); ++i) {
            if (!ir::is_some(atoms_[i].field)) {
                // An answer that is no answer never makes more conditions true or false than true and false do.
                groups_.push_back({{i}, {{{Truth::False}, false}, {{Truth::True}, false}}});
                continue;
            }
            const auto [known, is_new] = group_of_field.emplace(ir::index_of(atoms_[i].field), groups_.size());
            if (is_new) groups_.emplace_back();
            groups_[known->second].atoms.push_back(i);
        }
        return std::all_of(groups_.begin(), groups_.end(),
                           [this](Group& group) { return !group.ways.empty() || add_ways(group); });
    }

    bool add_ways(Group& group) {
        const ir::FieldId field = atoms_[group.atoms.front()].field;
        const FieldAnswers& known = answers_.of(field);
        if (known.ways.empty()) return false;
        std::vector<std::size_t> columns;
        for (const std::size_t atom : group.atoms) {
            const auto same = [&](const Atom& other) { return other.id == atoms_[atom].id; };
            const auto found = std::find_if(known.atoms.begin(), known.atoms.end(), same);
            columns.push_back(static_cast<std::size_t>(found - known.atoms.begin()));
        }
        for (const Answered& answered : known.ways) {
            Group::Way way;
            way.empty_place = answered.is_empty && field == check_.field;
            for (const std::size_t column : columns) way.truths.push_back(answered.truths[column]);
            add_way(group, std::move(way), answered.is_vague, 0);
            if (group.ways.size() > kMaxCombinations) return false;
        }
        std::sort(group.ways.begin(), group.ways.end());
        group.ways.erase(std::unique(group.ways.begin(), group.ways.end()), group.ways.end());
        return true;
    }

    // A vague way has every answer of its loose atoms.
    void add_way(Group& group, Group::Way way, bool is_vague, std::size_t from) const {
        for (std::size_t i = from; is_vague && i < group.atoms.size(); ++i) {
            if (atoms_[group.atoms[i]].kind != Atom::Kind::Loose) continue;
            for (const Truth truth : {Truth::False, Truth::True}) {
                way.truths[i] = truth;
                add_way(group, way, true, i + 1);
            }
            return;
        }
        group.ways.push_back(std::move(way));
    }

    void try_groups(std::size_t next, bool empty_place) {
        if (reach_.fires && reach_.passes) return;
        if (next == groups_.size()) return judge(empty_place);
        const Group& group = groups_[next];
        for (const Group::Way& way : group.ways) {
            for (std::size_t i = 0; i < group.atoms.size(); ++i) truths_[group.atoms[i]] = way.truths[i];
            try_groups(next + 1, empty_place || way.empty_place);
        }
    }

    // The table of docs/language.md §6.
    void judge(bool empty_place) {
        const Truth when = ir::is_some(check_.when) ? truth(check_.when) : Truth::True;
        reach_.holds = reach_.holds || when == Truth::True;
        if (!ir::is_some(check_.expect)) {
            reach_.fires = reach_.fires || when == Truth::True;
            reach_.passes = reach_.passes || when == Truth::False;
            return;
        }
        if (when != Truth::True || (empty_place && !check_.judges_empty)) return;
        const Truth expect = truth(check_.expect);
        reach_.fires = reach_.fires || expect == Truth::False;
        reach_.passes = reach_.passes || expect == Truth::True;
    }

    Truth truth(ir::InstId id) const {
        const ir::Inst& inst = module_.inst(id);
        if (!joins_conditions(inst.kind)) return truths_[index_.find(ir::index_of(id))->second];
        if (inst.kind == ir::InstKind::True) return Truth::True;
        const Truth left = truth(static_cast<ir::InstId>(inst.a));
        if (inst.kind == ir::InstKind::Not) return not_of(left);
        const Truth right = truth(static_cast<ir::InstId>(inst.b));
        return inst.kind == ir::InstKind::And ? and_of(left, right) : or_of(left, right);
    }

    const ir::Module& module_;
    const Answers& answers_;
    const ir::Check& check_;
    std::vector<Atom> atoms_;
    std::unordered_map<std::uint32_t, std::size_t> index_;  // of atoms_, by instruction
    std::vector<Group> groups_;
    std::vector<Truth> truths_;  // by atom, of the combination that is tried
    Reach reach_;
};

}  // namespace

std::optional<Reach> reach_of(const ir::Module& module, const Answers& answers, const ir::Check& check) {
    return ReachFinder(module, answers, check).find();
}

}  // namespace jianhe::lint
