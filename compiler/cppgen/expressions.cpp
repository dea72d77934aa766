#include "compiler/cppgen/expressions.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {

using ir::InstId;
using ir::InstKind;

namespace {

InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

}  // namespace

std::string Expressions::reason_name(InstId id) { return fmt::format("reason_{}", ir::index_of(id)); }

std::string Expressions::function_name(const ir::Module& module, InstId id) {
    const bool is_truth = ir::shape_of(module.inst(id).kind).yields_truth;
    return fmt::format("{}_{}", is_truth ? "condition" : "value", ir::index_of(id));
}

Written Expressions::body(InstId id) const {
    Written written = finished(plain(id));
    // What asks all rows has its own `row`.
    written.uses_row = written.uses_row && sharing_.by_row(id);
    return written;
}

Written Expressions::body_of_calls(InstId id) {
    calls_operands_ = true;
    Written written = body(id);
    calls_operands_ = false;
    return written;
}

// Names never hold the two words, so looking for them is enough.
Written Expressions::finished(std::string text) const {
    const auto has_word = [&text](std::string_view word) {
        const auto is_part = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        };
        bool in_literal = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\\') {
                ++i;
            } else if (text[i] == '"') {
                in_literal = !in_literal;
            } else if (!in_literal && text.compare(i, word.size(), word) == 0 && (i == 0 || !is_part(text[i - 1])) &&
                       (i + word.size() == text.size() || !is_part(text[i + word.size()]))) {
                return true;
            }
        }
        return false;
    };
    Written written;
    written.uses_context = has_word("c");
    written.uses_row = has_word("row");
    written.text = std::move(text);
    return written;
}

std::string Expressions::call(const std::string& name, bool by_row) const {
    return by_row ? name + "(c, row)" : name + "(c)";
}

std::string Expressions::operand(InstId id) const {
    const ir::Inst& inst = module_.inst(id);
    if (calls_operands_ && inst.kind != InstKind::Integer && inst.kind != InstKind::Text &&
        inst.kind != InstKind::Tuple) {
        return reason_name(id) + (sharing_.by_row(id) ? "(c, row)" : "(c, Row{})");
    }
    if (sharing_.is_function(id)) return call(function_name(module_, id), sharing_.by_row(id));
    return plain(id);
}

std::string Expressions::plain(InstId id) const {
    const ir::Inst& inst = module_.inst(id);
    return ir::shape_of(inst.kind).yields_truth ? truth(id, inst) : value(id, inst);
}

std::string Expressions::field(ir::FieldId id) const {
    return fmt::format("{}[{}]", is_in_row(module_, id) ? "row" : "c", names_.fields[ir::index_of(id)]);
}

std::string Expressions::field_number(ir::FieldId id) const {
    if (!is_in_row(module_, id)) return names_.fields[ir::index_of(id)];
    const std::uint32_t segment = ir::index_of(module_.field(id).segment);
    return fmt::format("{}First + {}", names_.segments[segment], names_.fields[ir::index_of(id)]);
}

std::string Expressions::key(ir::KeyId id) const {
    std::vector<std::string> parts;
    for (const ir::FieldId part : module_.keys[ir::index_of(id)]) parts.push_back(field(part));
    return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string Expressions::truth(InstId id, const ir::Inst& inst) const {
    switch (inst.kind) {
        case InstKind::True: return "Truth::True";
        case InstKind::EqualConst:
            return fmt::format("is({}, {})", operand(inst_id(inst.a)), bare_constant(inst_id(inst.b)));
        case InstKind::Equal: return compared("same", inst);
        case InstKind::Less: return compared("less", inst);
        case InstKind::LessEqual: return compared("at_most", inst);
        case InstKind::InRange:
            return fmt::format("between({}, {}, {})", operand(inst_id(inst.a)), operand(inst_id(inst.b)),
                               operand(inst_id(inst.c)));
        case InstKind::InSet: return in_set(inst);
        case InstKind::InCodeSet:
            return fmt::format("c.in_code_set({}, {})", operand(inst_id(inst.a)), names_.code_sets[inst.b]);
        case InstKind::InTable:
            return fmt::format("is_pair({}, {}, {})", operand(inst_id(inst.a)), operand(inst_id(inst.b)),
                               names_.tables[inst.c]);
        case InstKind::Matches:
            return fmt::format("matches({}, {})", operand(inst_id(inst.a)), literal(module_.patterns[inst.b]));
        case InstKind::HasAny: return fmt::format("has_any({}, {})", operand(inst_id(inst.a)), names_.sets[inst.b]);
        case InstKind::HasOnly: return fmt::format("has_only({}, {})", operand(inst_id(inst.a)), names_.sets[inst.b]);
        case InstKind::IsGiven:
        case InstKind::IsWellFormed:
        case InstKind::IsPlaceholder: return state_test(inst);
        case InstKind::IsRequired: {
            const auto field_id = static_cast<ir::FieldId>(inst.a);
            return fmt::format("c.is_required({}, row)", field_number(field_id));
        }
        case InstKind::CheckDigit: {
            const ir::Inst& tested = module_.inst(inst_id(inst.a));
            const bool is_person = module_.fields[tested.a].type == ir::FieldType::NationalId;
            return fmt::format("{}({})", is_person ? "person_digit_fits" : "facility_digit_fits",
                               operand(inst_id(inst.a)));
        }
        case InstKind::AnyRow: return over_rows("any_row", inst, "");
        case InstKind::AllRows: return over_rows("all_rows", inst, "");
        case InstKind::Unique: return unique(id, inst);
        case InstKind::MasterHas: {
            const bool is_dated = module_.masters[inst.b].shape.is_dated;
            return fmt::format("c.master_has({}, {}, {})", names_.masters[inst.b], is_dated,
                               tuple(inst_id(inst.a), true, is_dated));
        }
        case InstKind::Decided:
            return fmt::format("decided({}, {})", operand(inst_id(inst.a)), operand(inst_id(inst.b)));
        case InstKind::Not: {
            const ir::Inst& negated = module_.inst(inst_id(inst.a));
            if (!calls_operands_ && negated.kind == InstKind::IsGiven &&
                module_.inst(inst_id(negated.a)).kind == InstKind::Field) {
                return fmt::format("is_empty({})", operand(inst_id(negated.a)));
            }
            return fmt::format("not_of({})", operand(inst_id(inst.a)));
        }
        case InstKind::And: return joined("all_of", id);
        case InstKind::Or: return joined("any_of", id);
        case InstKind::UniqueInFile:
        case InstKind::SameInFile:
            // Asked of the file by the check they are the whole of; only a reason looks at one alone, and then because
            // its key was unknown.
            return "Truth::Unknown";
        case InstKind::Integer:
        case InstKind::Text:
        case InstKind::Field:
        case InstKind::Given:
        case InstKind::ChosenDate:
        case InstKind::Default:
        case InstKind::Attribute:
        case InstKind::Slice:
        case InstKind::DateOf:
        case InstKind::Days:
        case InstKind::FirstOfMonth:
        case InstKind::AddMonths:
        case InstKind::AddDays:
        case InstKind::Add:
        case InstKind::Subtract:
        case InstKind::Multiply:
        case InstKind::Modulo:
        case InstKind::CountRows:
        case InstKind::CountWhere:
        case InstKind::Tuple:
        case InstKind::MasterColumn:
        case InstKind::ProviderPart:
        case InstKind::BufferPart:
        case InstKind::Anything:
        case InstKind::CountEarlier:
        case InstKind::EarlierColumn:
        case InstKind::KeptColumn: break;  // values
        case InstKind::AnyEarlier:
        case InstKind::AllEarlier:
        case InstKind::EqualEarlier:
        case InstKind::InState: break;  // of rules that ask the history, which are not written
    }
    return "Truth::Unknown";
}

Written Expressions::question(ir::CheckId check) const {
    const ir::Inst& inst = module_.inst(module_.checks[ir::index_of(check)].expect);
    const auto key_of = [&](std::uint32_t id) { return key(static_cast<ir::KeyId>(id)); };
    if (inst.kind == InstKind::SameInFile)
        return finished(fmt::format("c.is_same_in_file({}, {})", ir::index_of(check), key_of(inst.a)));
    return finished(
        fmt::format("c.is_unique_in_file({}, {}, {})", ir::index_of(check), key_of(inst.a), key_of(inst.c)));
}

std::string Expressions::compared(const char* name, const ir::Inst& inst) const {
    const bool is_text = module_.inst(inst_id(inst.a)).type.kind == ir::ValueType::Text;
    return fmt::format("{}{}({}, {})", name, is_text ? "_text" : "", operand(inst_id(inst.a)),
                       operand(inst_id(inst.b)));
}

std::string Expressions::in_set(const ir::Inst& inst) const {
    const std::string tested = operand(inst_id(inst.a));
    const ir::Set& set = module_.sets[inst.b];
    if (!is_written_in_place(set)) return fmt::format("is_in({}, {})", tested, names_.sets[inst.b]);
    std::vector<std::string> words;
    for (const ir::WordRange& range : set.members) {
        words.push_back(range.lo == range.hi ? literal(range.lo)
                                             : fmt::format("Word{{{}, {}}}", literal(range.lo), literal(range.hi)));
    }
    const bool is_single = set.members.size() == 1 && set.members.front().lo == set.members.front().hi;
    return fmt::format("{}({}, {})", is_single ? "is" : "is_any", tested, fmt::join(words, ", "));
}

std::string Expressions::state_test(const ir::Inst& inst) const {
    const ir::Inst& tested = module_.inst(inst_id(inst.a));
    const char* name = inst.kind == InstKind::IsGiven        ? "is_given"
                       : inst.kind == InstKind::IsWellFormed ? "is_well_formed"
                                                             : "is_placeholder";
    if (tested.kind == InstKind::Given) {
        // A given value is supplied well-formed or not at all.
        if (inst.kind == InstKind::IsWellFormed) return "Truth::True";
        if (inst.kind == InstKind::IsPlaceholder) return "Truth::False";
        return fmt::format("truth_of(has_content(c.given({})))", names_.givens[tested.a]);
    }
    if (tested.kind == InstKind::BufferPart) {
        // Any text is well-formed.
        if (inst.kind == InstKind::IsWellFormed) return "Truth::True";
        if (inst.kind == InstKind::IsPlaceholder) return "Truth::False";
        return fmt::format("is_given({})", value(inst_id(inst.a), tested));
    }
    if (tested.kind == InstKind::ChosenDate)
        return fmt::format("c.{}_chosen({}_field(c))", name, names_.chosen[tested.a]);
    if (tested.kind == InstKind::ProviderPart) return part(fmt::format("{}_part", name).c_str(), tested);
    return fmt::format("{}({})", name, field(static_cast<ir::FieldId>(tested.a)));
}

void Expressions::add_joined(InstKind kind, InstId id, std::vector<InstId>& parts) const {
    const ir::Inst& inst = module_.inst(id);
    for (const std::uint32_t side : {inst.a, inst.b}) {
        const bool goes_on =
            !calls_operands_ && module_.insts[side].kind == kind && !sharing_.is_function(inst_id(side));
        if (goes_on) {
            add_joined(kind, inst_id(side), parts);
        } else {
            parts.push_back(inst_id(side));
        }
    }
}

std::string Expressions::joined(const char* name, InstId id) const {
    std::vector<InstId> parts;
    add_joined(module_.inst(id).kind, id, parts);
    // Their order does not matter to the answer: what is cheap is asked first.
    if (!calls_operands_)
        std::stable_partition(parts.begin(), parts.end(), [this](InstId part) { return !sharing_.is_costly(part); });
    std::vector<std::string> texts;
    for (const InstId part_id : parts) {
        const bool waits = !texts.empty() && sharing_.is_costly(part_id) && !calls_operands_;
        texts.push_back(waits ? fmt::format("[&] {{ return {}; }}", operand(part_id)) : operand(part_id));
    }
    return fmt::format("{}({})", name, fmt::join(texts, ", "));
}

std::string Expressions::over_rows(const char* name, const ir::Inst& inst, const std::string& before) const {
    const Written asked = use(inst_id(inst.b));
    return fmt::format("c.{}({}{}, [&](Row{}) {{ return {}; }})", name, before, names_.segments[inst.a],
                       asked.uses_row ? " row" : "", asked.text);
}

std::string Expressions::unique(InstId id, const ir::Inst& inst) const {
    std::vector<std::string> parts;
    for (const ir::FieldId part_id : module_.keys[inst.b]) {
        const std::string& name = names_.fields[ir::index_of(part_id)];
        parts.push_back(is_in_row(module_, part_id) ? "Context::kOfRow + " + name : name);
    }
    return fmt::format("c.is_unique({}, {}, row, {{{}}})", sharing_.slot(id), names_.segments[inst.a],
                       fmt::join(parts, ", "));
}

}  // namespace jianhe::cppgen
