#include <set>

#include "compiler/ir/verify_parts.h"

namespace jianhe::ir {

void Verifier::verify_constructions() {
    for (const Buffer& buffer : module_.buffers) verify_buffer(buffer);
    in_construction_ = true;
    for (const Construction& construction : module_.constructions) {
        const std::string& name = construction.name;
        for (const BufferId buffer : construction.buffers) holds(buffer, module_.buffers.size(), "buffer of " + name);
        holds_or_none(construction.scenario, module_.scenarios.size(), "scenario of " + name);
        holds_or_none(construction.kept_for, module_.constructions.size(), "what is kept by " + name);
        for (const BuildClause& clause : construction.clauses) {
            verify_clause(clause, name);
            if (clause.kind == BuildClause::Kind::Keep && !construction.keeps()) {
                fault("clause-shape", "{} keeps values for no construction", name);
            }
        }
        if (faults_.empty()) verify_derives(construction);
    }
    in_construction_ = false;
}

void Verifier::verify_buffer(const Buffer& buffer) {
    std::uint64_t next = 0;
    for (const Buffer::Part& part : buffer.parts) {
        if (is_some(part.field) == is_some(part.name)) {
            fault("buffer-shape", "a part of {} is not either a field or a name", buffer.name);
        }
        holds_or_none(part.name, module_.buffer_parts.size(), "part of " + buffer.name);
        if (holds_or_none(part.field, module_.fields.size(), "field of " + buffer.name) && is_some(part.field) &&
            is_some(row_of(part.field))) {
            fault("buffer-shape", "{} fills {}, which repeats", buffer.name, module_.field(part.field).tag);
        }
        if (part.first < next || part.last < part.first || part.last >= buffer.size) {
            fault("buffer-shape", "{} has a part at {}..{}", buffer.name, part.first, part.last);
        }
        next = std::uint64_t{part.last} + 1;
    }
}

void Verifier::verify_clause(const BuildClause& clause, std::string_view of) {
    const std::string name = fmt::format("the clause of {} at line {}", of, clause.location.line);
    if (!(holds(clause.field, module_.fields.size(), "field of " + name) &&
          holds_or_none(clause.row, module_.segments.size(), "rows of " + name) &&
          holds_or_none(clause.when, module_.insts.size(), "when of " + name) &&
          holds_or_none(clause.value, module_.insts.size(), "value of " + name))) {
        return;
    }
    if (row_of(clause.field) != clause.row) {
        fault("row-needed", "{} fills {} outside of its rows", name, module_.field(clause.field).tag);
    }
    if (is_some(clause.when)) {
        verify_root(clause.when, clause.row, true, name);
        if (asks_file_[index_of(clause.when)]) fault("file-question", "{} asks the file", name);
    }
    if (is_some(clause.value)) verify_root(clause.value, clause.row, false, name);
    const bool has_value = is_some(clause.value) || clause.is_position;
    bool fits = false;
    switch (clause.kind) {
        case BuildClause::Kind::Set: fits = !clause.is_position; break;
        case BuildClause::Kind::Default: fits = is_some(clause.value) && !clause.is_position; break;
        case BuildClause::Kind::Derive: fits = is_some(clause.value) != clause.is_position; break;
        case BuildClause::Kind::Ask:
        case BuildClause::Kind::AskOptional: fits = !has_value; break;
        case BuildClause::Kind::Keep: fits = !clause.is_position; break;
    }
    const bool is_constant = clause.kind == BuildClause::Kind::Set || clause.kind == BuildClause::Kind::Default;
    if (is_constant && is_some(clause.value)) fits = fits && module_.inst(clause.value).kind == InstKind::Text;
    if (clause.is_position && !is_some(clause.row)) fits = false;
    if (!fits) fault("clause-shape", "{} has another value than its kind takes", name);
}

// What a value reads has been derived before it, so that one pass is enough.
void Verifier::verify_derives(const Construction& construction) {
    std::set<FieldId> later;
    for (auto clause = construction.clauses.rbegin(); clause != construction.clauses.rend(); ++clause) {
        if (clause->kind != BuildClause::Kind::Derive) continue;
        later.insert(clause->field);
        if (!is_some(clause->value)) continue;
        std::vector<InstId> open{clause->value};
        std::set<InstId> seen;
        while (!open.empty()) {
            const InstId id = open.back();
            open.pop_back();
            if (!seen.insert(id).second) continue;
            const Inst& inst = module_.inst(id);
            if (inst.kind == InstKind::Field && later.contains(static_cast<FieldId>(inst.a))) {
                fault("derive-order", "{} derives {} from {} before that is derived", construction.name,
                      module_.field(clause->field).tag, module_.fields[inst.a].tag);
            }
            for_each_operand(inst, [&](InstId operand) { open.push_back(operand); });
        }
    }
}

}  // namespace jianhe::ir
