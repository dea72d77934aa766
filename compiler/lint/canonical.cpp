#include "compiler/lint/canonical.h"

#include <set>

#include <fmt/format.h>

namespace jianhe::lint {
namespace {

using ir::InstKind;

class Normaliser {
public:
    explicit Normaliser(const ir::Module& module) : module_(module) {}

    // The parts of `id`, taken apart as long as they are joined by `joint`.
    void add_parts(ir::InstId id, bool negated, InstKind joint, std::set<std::string>& parts) const {
        const ir::Inst& inst = module_.inst(id);
        if (inst.kind == InstKind::Not) return add_parts(static_cast<ir::InstId>(inst.a), !negated, joint, parts);
        if (kind_of(inst.kind, negated) != joint) {
            parts.insert(text(id, negated));
            return;
        }
        add_parts(static_cast<ir::InstId>(inst.a), negated, joint, parts);
        add_parts(static_cast<ir::InstId>(inst.b), negated, joint, parts);
    }

    static std::string joined(const std::set<std::string>& parts, InstKind joint) {
        if (parts.size() == 1) return *parts.begin();
        return fmt::format("{}({})", joint == InstKind::And ? "and" : "or", fmt::join(parts, " "));
    }

private:
    // De Morgan: not (a and b) is (not a) or (not b).
    static InstKind kind_of(InstKind kind, bool negated) {
        if (!negated) return kind;
        if (kind == InstKind::And) return InstKind::Or;
        return kind == InstKind::Or ? InstKind::And : kind;
    }

    std::string text(ir::InstId id, bool negated) const {
        const InstKind kind = kind_of(module_.inst(id).kind, negated);
        if (kind != InstKind::And && kind != InstKind::Or) {
            return fmt::format("{}{}", negated ? "!" : "", ir::index_of(id));
        }
        std::set<std::string> parts;
        add_parts(id, negated, kind, parts);
        return joined(parts, kind);
    }

    const ir::Module& module_;
};

}  // namespace

std::string firing_condition(const ir::Module& module, const ir::Check& check) {
    const Normaliser normaliser(module);
    std::set<std::string> parts;
    if (ir::is_some(check.when)) normaliser.add_parts(check.when, false, InstKind::And, parts);
    if (ir::is_some(check.expect)) normaliser.add_parts(check.expect, true, InstKind::And, parts);
    return Normaliser::joined(parts, InstKind::And);
}

}  // namespace jianhe::lint
