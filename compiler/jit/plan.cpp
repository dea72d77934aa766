#include "compiler/jit/plan.h"

#include <algorithm>
#include <set>

#include "compiler/jit/plan_words.h"

namespace jianhe::jit {
namespace {

using ir::FieldType;
using ir::InstKind;

constexpr std::size_t kMaxAtoms = 64;

bool is_text_type(FieldType type) {
    switch (type) {
        case FieldType::Text:
        case FieldType::Code:
        case FieldType::NationalId:
        case FieldType::FacilityCode: return true;
        case FieldType::VisitId:
        case FieldType::CodeList:
        case FieldType::Number:
        case FieldType::Decimal:
        case FieldType::RocDate:
        case FieldType::RocDateTime: return false;
    }
    return false;
}

// The repeated segments whose rows an expression reads without opening them.
std::set<std::uint32_t> open_rows(const ir::Module& module, ir::InstId id) {
    const ir::Inst& inst = module.inst(id);
    std::set<std::uint32_t> rows;
    const auto add_field = [&](std::uint32_t field) {
        const ir::SegmentId segment = module.fields[field].segment;
        if (module.segment(segment).repeated()) rows.insert(ir::index_of(segment));
    };
    if (inst.kind == InstKind::Field || inst.kind == InstKind::Attribute || inst.kind == InstKind::IsRequired)
        add_field(inst.a);
    if (inst.kind == InstKind::Unique) rows.insert(inst.a);
    ir::for_each_operand(inst, [&](ir::InstId operand) { rows.merge(open_rows(module, operand)); });
    if (inst.kind == InstKind::AnyRow || inst.kind == InstKind::AllRows || inst.kind == InstKind::CountWhere)
        rows.erase(inst.a);
    return rows;
}

class Planner {
public:
    explicit Planner(const ir::Module& module) : m_(module) {}

    Plan make() {
        lay_out_rows();
        for (std::uint32_t i = 0; i < m_.fields.size(); ++i) add_code_words(i);
        for (std::uint32_t i = 0; i < m_.judging_insts(); ++i) add_inst(i);
        add_memos();
        for (std::uint32_t i = 0; i < m_.fields.size(); ++i) finish_field(i);
        for (const std::vector<ir::FieldId>& key : m_.keys) {
            for (const ir::FieldId id : key) plan_.fields[ir::index_of(id)].may_lie_as_is = false;
        }
        for (std::uint32_t i = 0; i < m_.checks.size(); ++i) add_not_checked(i);
        for (const ir::Rule& rule : m_.rules) {
            for (const ir::FieldId id : rule.blocks) plan_.fields[ir::index_of(id)].may_be_blocked = true;
        }
        return std::move(plan_);
    }

private:
    void lay_out_rows() {
        std::uint32_t most = 1;
        for (const ir::Segment& segment : m_.segments) most = std::max(most, segment.field_count);
        plan_.words = (most + 63) / 64;
        plan_.fields.resize(m_.fields.size());
        most_words_.resize(m_.fields.size());
        for (std::uint32_t s = 0; s < m_.segments.size(); ++s) {
            const ir::Segment& segment = m_.segments[s];
            for (std::uint32_t i = 0; i < segment.field_count; ++i) {
                const std::uint32_t id = ir::index_of(segment.first_field) + i;
                FieldPlan& field = plan_.fields[id];
                field.segment = s;
                field.word = i / 64;
                field.bit = i % 64;
                field.slot = plan_.slots_offset() + i * static_cast<std::uint32_t>(sizeof(Slot));
                const std::uint32_t length = m_.fields[id].length;
                if (is_text_type(m_.fields[id].type) && m_.fields[id].placeholders.empty() && length > 0) {
                    field.key_words = length <= 8 ? 1 : length <= 16 ? 2 : 0;
                }
            }
            plan_.row_size.push_back(plan_.slots_offset() +
                                     segment.field_count * static_cast<std::uint32_t>(sizeof(Slot)));
        }
    }

    void add_code_words(std::uint32_t id) {
        FieldPlan& field = plan_.fields[id];
        const ir::Field& declared = m_.fields[id];
        if (declared.type != FieldType::Code || field.key_words == 0) return;
        const ir::CodeSet& set = m_.code_sets[ir::index_of(declared.code_set)];
        if (set.is_open) return;
        const WordSource source{WordSource::Kind::CodeSet, ir::index_of(declared.code_set), 0};
        const auto count = count_words(m_, source, field);
        if (!count) return;
        field.is_closed_code = true;
        field.is_dated = set.is_dated;
        field.sources.push_back(source);
        most_words_[id] += *count;
    }

    // Tests of a short field against constants are answered when the field is read.
    void add_atom(std::uint32_t inst) {
        const std::uint32_t id = m_.insts[m_.insts[inst].a].a;
        FieldPlan& field = plan_.fields[id];
        if (field.key_words == 0 || field.atoms.size() == kMaxAtoms) return;
        const auto count = count_words(m_, {WordSource::Kind::Test, inst, 0}, field);
        if (!count || !has_room(id, *count)) return;
        plan_.atoms[inst] = {id, new_atom(id, inst, WordSource::Kind::Test, *count)};
    }

    std::uint32_t new_atom(std::uint32_t id, std::uint32_t inst, WordSource::Kind kind, std::size_t words) {
        FieldPlan& field = plan_.fields[id];
        const auto bit = static_cast<std::uint32_t>(field.atoms.size());
        field.sources.push_back({kind, inst, bit});
        most_words_[id] += words;
        field.atoms.push_back(static_cast<ir::InstId>(inst));
        return bit;
    }

    // Whether the field may have so many words more. Those that stand twice are told only where it matters.
    bool has_room(std::uint32_t id, std::size_t words) {
        if (most_words_[id] + words <= kMaxWordsOfField) return true;
        most_words_[id] = make_words(m_, plan_.fields[id]).size();
        return most_words_[id] + words <= kMaxWordsOfField;
    }

    // Only codes whose rows have dates need a look at the day.
    void add_dated_atoms(std::uint32_t inst) {
        const std::uint32_t id = m_.insts[m_.insts[inst].a].a;
        FieldPlan& field = plan_.fields[id];
        if (field.key_words == 0 || field.atoms.size() + 2 > kMaxAtoms) return;
        const auto some = count_words(m_, {WordSource::Kind::Test, inst, 0}, field);
        const auto always = count_words(m_, {WordSource::Kind::Undated, inst, 0}, field);
        if (!some || !always || !has_room(id, *some)) return;
        const std::uint32_t some_bit = new_atom(id, inst, WordSource::Kind::Test, *some);
        plan_.dated_atoms[inst] = {id, some_bit, new_atom(id, inst, WordSource::Kind::Undated, *always)};
    }

    // A table of two short fields is a matrix of their words.
    void add_table(std::uint32_t inst_id) {
        const ir::Inst& inst = m_.insts[inst_id];
        if (m_.insts[inst.a].kind != InstKind::Field || m_.insts[inst.b].kind != InstKind::Field) return;
        const std::uint32_t fields[] = {m_.insts[inst.a].a, m_.insts[inst.b].a};
        for (const std::uint32_t field : fields) {
            if (plan_.fields[field].key_words == 0) return;
        }
        for (const auto& [left, right] : m_.tables[inst.c].rows) {
            if (left.empty() || right.empty()) return;
        }
        constexpr WordSource::Kind kSides[] = {WordSource::Kind::TableLeft, WordSource::Kind::TableRight};
        for (std::size_t side = 0; side < 2; ++side) {
            FieldPlan& field = plan_.fields[fields[side]];
            field.keeps_word = true;
            field.sources.push_back({kSides[side], inst_id, 0});
            most_words_[fields[side]] += m_.tables[inst.c].rows.size();
        }
        plan_.tables[inst_id] = {fields[0], fields[1]};
    }

    void add_inst(std::uint32_t id) {
        const ir::Inst& inst = m_.insts[id];
        const bool of_field =
            ir::shape_of(inst.kind).a == ir::OperandKind::Inst && m_.insts[inst.a].kind == InstKind::Field;
        if (inst.kind == InstKind::EqualConst && of_field && m_.insts[inst.b].kind == InstKind::Text) add_atom(id);
        if (inst.kind == InstKind::InSet && of_field) add_atom(id);
        if (inst.kind == InstKind::InCodeSet && of_field && !m_.code_sets[inst.b].is_dated) add_atom(id);
        if (inst.kind == InstKind::InCodeSet && of_field && m_.code_sets[inst.b].is_dated) add_dated_atoms(id);
        if (inst.kind == InstKind::InTable) add_table(id);
        if (inst.kind == InstKind::AnyRow || inst.kind == InstKind::AllRows || inst.kind == InstKind::CountWhere)
            plan_.memos.emplace(id, static_cast<std::uint32_t>(plan_.memos.size()));
        const bool computes_date = inst.kind == InstKind::FirstOfMonth || inst.kind == InstKind::AddMonths ||
                                   inst.kind == InstKind::AddDays || inst.kind == InstKind::DateOf;
        if (computes_date && (m_.insts[inst.a].kind == InstKind::Given || plan_.run_values.contains(inst.a)))
            plan_.run_values.emplace(id, static_cast<std::uint32_t>(plan_.run_values.size()));
        if (inst.kind == InstKind::ProviderPart) {
            const std::pair part{inst.b, inst.c};
            if (std::find(plan_.parts.begin(), plan_.parts.end(), part) == plan_.parts.end())
                plan_.parts.push_back(part);
        }
    }

    // What else is asked once a record, behind the answers of conditions on rows.
    void add_memos() {
        plan_.memo_count = plan_.memo_value_count = static_cast<std::uint32_t>(plan_.memos.size());
        for (std::uint32_t i = 0; i < m_.judging_insts(); ++i) add_answer(i);
        for (std::uint32_t key = 0; key < m_.keys.size(); ++key) {
            const bool of_row = std::any_of(m_.keys[key].begin(), m_.keys[key].end(), [&](ir::FieldId field) {
                return m_.segment(m_.field(field).segment).repeated();
            });
            if (!of_row) plan_.key_memos.emplace(key, plan_.memo_count++);
        }
    }

    void add_answer(std::uint32_t id) {
        const ir::Inst& inst = m_.insts[id];
        if (inst.kind != InstKind::ProviderPart || !open_rows(m_, static_cast<ir::InstId>(inst.a)).empty()) return;
        const Plan::Answer answer{plan_.memo_count, plan_.memo_value_count};
        if (!plan_.answers.try_emplace({inst.a, inst.b}, answer).second) return;
        ++plan_.memo_count;
        plan_.memo_value_count += static_cast<std::uint32_t>(m_.providers[inst.b].parts.size());
    }

    void finish_field(std::uint32_t id) {
        FieldPlan& field = plan_.fields[id];
        const ir::Field& declared = m_.fields[id];
        field.has_but_a_length = declared.type == FieldType::Text && declared.placeholders.empty() &&
                                 declared.forbidden_placeholders.empty() && !field.is_looked_up();
        field.may_lie_as_is = field.has_but_a_length;
        field.keeps_any_atoms = !field.atoms.empty() && m_.segments[field.segment].repeated();
        if (!field.atoms.empty() && !field.keeps_any_atoms) field.keeps_word = true;  // checks are selected by it
    }

    void add_not_checked(std::uint32_t check_id) {
        const ir::Check& check = m_.checks[check_id];
        if (check.asks_history) return;
        const ir::Code& code = m_.code(check.code);
        for (const ir::InstId root : {check.when, check.expect}) {
            if (!ir::is_some(root)) continue;
            for (const Source& source : sources_of(m_, plan_, root)) {
                NotChecked entry;
                entry.code = code.code;
                switch (source.kind) {
                    case Source::Kind::Given: entry.needs = m_.givens[source.index].name; break;
                    case Source::Kind::Master:
                        entry.needs = code.needs;
                        entry.missing = m_.masters[source.index].shape.name;
                        break;
                    case Source::Kind::Part:
                        entry.needs = code.needs;
                        entry.missing = m_.providers[plan_.parts[source.index].first].name;
                        break;
                }
                auto known = std::find(plan_.not_checked.begin(), plan_.not_checked.end(), entry);
                const auto index = static_cast<std::uint32_t>(known - plan_.not_checked.begin());
                if (known == plan_.not_checked.end()) plan_.not_checked.push_back(std::move(entry));
                plan_.not_checked_of[{check_id, source}] = index;
            }
        }
    }

    const ir::Module& m_;
    Plan plan_;
    std::vector<std::size_t> most_words_;  // by field: no more than so many
};

}  // namespace

std::optional<std::string> find_obstacle(const ir::Module& module) {
    if (module.segments.size() > kMaxSegments) return "more segments than compiled code has room for";
    if (module.givens.size() > 64 || module.masters.size() > 64) return "more given values or masters than 64";
    for (const ir::Segment& segment : module.segments) {
        if (segment.field_count > 64 * kMaxWords) return "a segment with more than 256 fields";
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> parts;
    for (std::uint32_t i = 0; i < module.judging_insts(); ++i) {
        const ir::Inst& inst = module.insts[i];
        const bool opens =
            inst.kind == InstKind::AnyRow || inst.kind == InstKind::AllRows || inst.kind == InstKind::CountWhere;
        if (inst.kind == InstKind::ProviderPart) parts.emplace(inst.b, inst.c);
        if (opens && open_rows(module, static_cast<ir::InstId>(inst.b)).size() > 1)
            return "a condition on rows that reads rows of another segment";
        if (inst.kind == InstKind::Tuple) {
            std::uint32_t count = 1;
            for (const ir::Inst* at = &inst; at->kind == InstKind::Tuple; at = &module.insts[at->a]) ++count;
            if (count > kMaxOperands) return "a key of more than eight parts";
        }
    }
    if (parts.size() > 64) return "more than 64 parts of providers";
    for (const ir::Check& check : module.checks) {
        if (check.asks_history) continue;
        for (const ir::InstId root : {check.when, check.expect}) {
            if (ir::is_some(root) && open_rows(module, root).size() > 1)
                return "a rule that reads rows of two segments";
        }
    }
    return std::nullopt;
}

Plan make_plan(const ir::Module& module) { return Planner(module).make(); }

std::vector<Source> sources_of(const ir::Module& module, const Plan& plan, ir::InstId expression) {
    std::set<Source> sources;
    const ir::Inst& inst = module.inst(expression);
    if (inst.kind == InstKind::Given && !module.givens[inst.a].is_optional) return {};
    if (inst.kind == InstKind::Given) sources.insert({Source::Kind::Given, inst.a});
    if (inst.kind == InstKind::MasterHas || inst.kind == InstKind::MasterColumn)
        sources.insert({Source::Kind::Master, inst.b});
    if (inst.kind == InstKind::ProviderPart) {
        const auto found = std::find(plan.parts.begin(), plan.parts.end(), std::pair{inst.b, inst.c});
        sources.insert({Source::Kind::Part, static_cast<std::uint32_t>(found - plan.parts.begin())});
    }
    ir::for_each_operand(inst, [&](ir::InstId operand) {
        for (const Source& source : sources_of(module, plan, operand)) sources.insert(source);
    });
    return {sources.begin(), sources.end()};
}

}  // namespace jianhe::jit
