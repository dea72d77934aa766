#include "compiler/ir/verifier.h"

#include "compiler/ir/verify_parts.h"

namespace jianhe::ir {

void Verifier::add(std::string text) {
    if (faults_.size() < kMaxFaults) faults_.push_back(std::move(text));
}

SegmentId Verifier::row_of(FieldId field) const noexcept {
    const SegmentId segment = module_.field(field).segment;
    return module_.segment(segment).repeated() ? segment : kNone<SegmentId>;
}

void Verifier::verify_root(InstId id, SegmentId row, bool truth, std::string_view of, bool may_ask_history) {
    if ((module_.inst(id).type.kind == ValueType::Truth) != truth) {
        fault("operand-kind", "{} is %{}, which is {}", of, index_of(id), truth ? "not a condition" : "not a value");
    }
    if (reads_[index_of(id)].buffer_part && !in_construction_) {
        fault("buffer-part", "{} (%{}) reads a buffer outside of constructions", of, index_of(id));
    }
    if (reads_[index_of(id)].asks_history && !may_ask_history) {
        fault("history-question", "{} (%{}) asks the history", of, index_of(id));
    }
    if (!reads_[index_of(id)].open_relations.empty()) {
        fault("open-entries", "{} (%{}) reads an entry where none is at hand", of, index_of(id));
    }
    for (const SegmentId open : reads_[index_of(id)].open_rows) {
        if (open != row) {
            fault("open-rows", "{} (%{}) reads {} outside of its rows", of, index_of(id), module_.segment(open).tag);
        }
    }
}

std::vector<std::string> Verifier::run() && {
    using Group = void (Verifier::*)();
    for (const Group group :
         {&Verifier::verify_ids, &Verifier::verify_layout, &Verifier::verify_insts, &Verifier::verify_fields,
          &Verifier::verify_presences, &Verifier::verify_sets, &Verifier::verify_dates, &Verifier::verify_rules,
          &Verifier::verify_history, &Verifier::verify_constructions, &Verifier::verify_examples}) {
        (this->*group)();
        if (!faults_.empty()) break;
    }
    return std::move(faults_);
}

std::vector<std::string> verify(const Module& module) { return Verifier(module).run(); }

}  // namespace jianhe::ir
