#include "compiler/diff/direction.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "compiler/ir/printer.h"
#include "compiler/ir/word_range.h"

namespace jianhe::diff {
namespace {

using ir::Inst;
using ir::InstId;
using ir::InstKind;

// The same members as `set` or literal: `P12 = 4` reads as `P12 in {4}`. Null where the instruction is neither.
struct Membership {
    InstId value;
    std::vector<ir::WordRange> members;
};

class Comparer {
public:
    Comparer(const ir::Module& old_module, const ir::Module& new_module) : old_(old_module), new_(new_module) {}

    Direction conditions(InstId a, InstId b) const {
        if (same_text(a, b)) return Direction::Same;
        const Inst& old_inst = old_.inst(a);
        const Inst& new_inst = new_.inst(b);
        const bool chains = is_chain(old_inst.kind) || is_chain(new_inst.kind);
        if (chains) return chain(a, b);
        const auto old_set = membership(old_, old_inst);
        const auto new_set = membership(new_, new_inst);
        if (old_set && new_set && same_text(old_set->value, new_set->value)) {
            return direction(old_set->members, new_set->members);
        }
        if (is_order(old_inst.kind) && is_order(new_inst.kind)) return order(old_inst, new_inst);
        if (old_inst.kind != new_inst.kind) return Direction::Unclear;
        return same_kind(old_inst, new_inst);
    }

private:
    static bool is_chain(InstKind kind) { return kind == InstKind::And || kind == InstKind::Or; }
    static bool is_order(InstKind kind) { return kind == InstKind::Less || kind == InstKind::LessEqual; }
    static InstId id(std::uint32_t operand) { return static_cast<InstId>(operand); }

    bool same_text(InstId a, InstId b) const { return ir::print_expr(old_, a) == ir::print_expr(new_, b); }

    static std::optional<Membership> membership(const ir::Module& module, const Inst& inst) {
        if (inst.kind == InstKind::InSet && module.sets[inst.b].name.empty()) {
            return Membership{id(inst.a), module.sets[inst.b].members};
        }
        if (inst.kind != InstKind::EqualConst || module.inst(id(inst.b)).kind != InstKind::Text) return std::nullopt;
        const std::string& word = module.texts[module.inst(id(inst.b)).a];
        return Membership{id(inst.a), {{word, word}}};
    }

    Direction same_kind(const Inst& a, const Inst& b) const {
        switch (a.kind) {
            case InstKind::Not: return reversed(conditions(id(a.a), id(b.a)));
            case InstKind::AnyRow:
            case InstKind::AllRows:
                if (old_.segments[a.a].tag != new_.segments[b.a].tag) return Direction::Unclear;
                return conditions(id(a.b), id(b.b));
            case InstKind::InRange: {
                if (!same_text(id(a.a), id(b.a))) return Direction::Unclear;
                return combined(reversed(values(id(a.b), id(b.b))), values(id(a.c), id(b.c)));
            }
            // a: some row allows; b: some row refuses.
            case InstKind::Decided:
                return combined(conditions(id(a.a), id(b.a)), reversed(conditions(id(a.b), id(b.b))));
            case InstKind::HasAny:
            case InstKind::HasOnly:
                if (!same_text(id(a.a), id(b.a))) return Direction::Unclear;
                return direction(old_.sets[a.b].members, new_.sets[b.b].members);
            default: return Direction::Unclear;  // nothing is known of the others, also of those still to come
        }
    }

    // a < b: true more often as a falls and b rises; <= is true where < is, and where they are equal.
    Direction order(const Inst& a, const Inst& b) const {
        Direction found = combined(reversed(values(id(a.a), id(b.a))), values(id(a.b), id(b.b)));
        if (a.kind == InstKind::Less && b.kind == InstKind::LessEqual) found = combined(found, Direction::Up);
        if (a.kind == InstKind::LessEqual && b.kind == InstKind::Less) found = combined(found, Direction::Down);
        return found;
    }

    // Numbers and dates.
    Direction values(InstId a, InstId b) const {
        if (same_text(a, b)) return Direction::Same;
        const Inst& x = old_.inst(a);
        const Inst& y = new_.inst(b);
        if (x.kind != y.kind) return Direction::Unclear;
        switch (x.kind) {
            case InstKind::Integer:
                if (x.type != y.type) return Direction::Unclear;
                return by_size(old_.integers[x.a], new_.integers[y.a]);
            case InstKind::AddMonths:
            case InstKind::AddDays:
                return combined(values(id(x.a), id(y.a)), by_size(old_.integers[x.b], new_.integers[y.b]));
            case InstKind::DateOf:
            case InstKind::FirstOfMonth: return values(id(x.a), id(y.a));
            case InstKind::Add: return combined(values(id(x.a), id(y.a)), values(id(x.b), id(y.b)));
            case InstKind::Subtract: return combined(values(id(x.a), id(y.a)), reversed(values(id(x.b), id(y.b))));
            case InstKind::Days: return combined(reversed(values(id(x.a), id(y.a))), values(id(x.b), id(y.b)));
            default: return Direction::Unclear;
        }
    }

    static Direction by_size(std::int64_t a, std::int64_t b) {
        if (a == b) return Direction::Same;
        return a < b ? Direction::Up : Direction::Down;
    }

    // Parts of a chain of `and` or `or`; anything else is a chain of one.
    static void flatten(const ir::Module& module, InstId root, InstKind kind, std::vector<InstId>& parts) {
        const Inst& inst = module.inst(root);
        if (inst.kind != kind) {
            parts.push_back(root);
            return;
        }
        flatten(module, id(inst.a), kind, parts);
        flatten(module, id(inst.b), kind, parts);
    }

    Direction chain(InstId a, InstId b) const {
        const InstKind first = old_.inst(a).kind;
        const InstKind kind = is_chain(first) ? first : new_.inst(b).kind;
        std::vector<InstId> gone;
        std::vector<InstId> added;
        flatten(old_, a, kind, gone);
        flatten(new_, b, kind, added);
        for (auto part = gone.begin(); part != gone.end();) {
            const auto same =
                std::find_if(added.begin(), added.end(), [&](InstId other) { return same_text(*part, other); });
            if (same == added.end()) {
                ++part;
                continue;
            }
            added.erase(same);
            part = gone.erase(part);
        }
        if (gone.empty()) return kind == InstKind::And ? Direction::Down : Direction::Up;
        if (added.empty()) return kind == InstKind::And ? Direction::Up : Direction::Down;
        if (gone.size() != added.size()) return Direction::Unclear;
        Direction found = Direction::Same;
        for (std::size_t i = 0; i < gone.size(); ++i) found = combined(found, conditions(gone[i], added[i]));
        return found;
    }

    const ir::Module& old_;
    const ir::Module& new_;
};

bool covers(const std::vector<ir::WordRange>& outer, const std::vector<ir::WordRange>& inner) {
    return std::all_of(inner.begin(), inner.end(), [&](const ir::WordRange& part) {
        return std::any_of(outer.begin(), outer.end(), [&](const ir::WordRange& whole) {
            return in_word_range(part.lo, whole) && in_word_range(part.hi, whole);
        });
    });
}

}  // namespace

Direction reversed(Direction direction) noexcept {
    if (direction == Direction::Up) return Direction::Down;
    return direction == Direction::Down ? Direction::Up : direction;
}

Direction combined(Direction a, Direction b) noexcept {
    if (a == Direction::Same || a == b) return b;
    return b == Direction::Same ? a : Direction::Unclear;
}

Direction direction(const ir::Module& old_module, ir::InstId old_id, const ir::Module& new_module, ir::InstId new_id) {
    return Comparer(old_module, new_module).conditions(old_id, new_id);
}

Direction direction(const std::vector<ir::WordRange>& old_members, const std::vector<ir::WordRange>& new_members) {
    const bool grown = covers(new_members, old_members);
    const bool shrunk = covers(old_members, new_members);
    if (grown && shrunk) return Direction::Same;
    if (grown) return Direction::Up;
    return shrunk ? Direction::Down : Direction::Unclear;
}

}  // namespace jianhe::diff
