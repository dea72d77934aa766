#include "tests/generated/word_mutations.h"

namespace jianhe::test {

WordMutations::WordMutations(const ir::Module& module, std::uint64_t seed)
    : module_(module), random_(seed), words_(module.fields.size()) {
    using ir::InstKind;
    for (const ir::Inst& inst : module.insts) {
        if (ir::shape_of(inst.kind).a != ir::OperandKind::Inst) continue;
        const ir::Inst& tested = module.insts[inst.a];
        if (tested.kind != InstKind::Field) continue;
        if (inst.kind == InstKind::InSet) add_words(tested.a, module.sets[inst.b].members);
        if (inst.kind == InstKind::EqualConst && module.insts[inst.b].kind == InstKind::Text) {
            const std::string& text = module.texts[module.insts[inst.b].a];
            add_words(tested.a, {{text, text}});
        }
    }
    for (std::uint32_t i = 0; i < module.fields.size(); ++i) {
        const ir::Field& field = module.fields[i];
        for (const ir::Placeholder& placeholder : field.placeholders)
            add_words(i, module.sets[ir::index_of(placeholder.members)].members);
        if (!ir::is_some(field.code_set)) continue;
        for (const ir::CodeSet::Row& row : module.code_sets[ir::index_of(field.code_set)].rows)
            add_words(i, {row.code});
    }
}

void WordMutations::add_words(std::uint32_t field, const std::vector<ir::WordRange>& ranges) {
    for (const ir::WordRange& range : ranges) {
        words_[field].push_back(range.lo);
        if (range.hi != range.lo) words_[field].push_back(range.hi);
    }
}

// A word that is named, or what another example has there, or nothing.
std::optional<std::string> WordMutations::word(std::uint32_t field) {
    if (!words_[field].empty() && below(4) != 0) return words_[field][below(words_[field].size())];
    if (below(3) == 0) return std::nullopt;
    const ir::RecordValues& other = module_.examples[below(module_.examples.size())].values;
    const ir::SegmentId segment = module_.fields[field].segment;
    const auto& rows = other.segments[ir::index_of(segment)];
    if (rows.empty()) return std::nullopt;
    return rows[below(rows.size())][field - ir::index_of(module_.segment(segment).first_field)];
}

ir::RecordValues WordMutations::next() {
    ir::RecordValues values = module_.examples[below(module_.examples.size())].values;
    for (std::size_t left = below(4); left > 0; --left) {
        const auto field = static_cast<std::uint32_t>(below(module_.fields.size()));
        const ir::SegmentId segment = module_.fields[field].segment;
        auto& rows = values.segments[ir::index_of(segment)];
        if (rows.empty()) continue;
        rows[below(rows.size())][field - ir::index_of(module_.segment(segment).first_field)] = word(field);
    }
    return values;
}

}  // namespace jianhe::test
