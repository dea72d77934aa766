#include <algorithm>
#include <utility>

#include "compiler/ir/printer.h"
#include "compiler/ir/verifier.h"
#include "compiler/ir/verify_parts.h"

namespace jianhe::ir {

namespace {

bool is_day_or_time(Type type) { return type.kind == ValueType::Date || type.kind == ValueType::DateTime; }

Type type_of(const Field& field) {
    switch (field.type) {
        case FieldType::Number: return {ValueType::Number, 0};
        case FieldType::Decimal: return {ValueType::Number, field.scale};
        case FieldType::RocDate: return {ValueType::Date, 0};
        case FieldType::RocDateTime: return {ValueType::DateTime, 0};
        case FieldType::Text:
        case FieldType::Code:
        case FieldType::CodeList:
        case FieldType::NationalId:
        case FieldType::FacilityCode:
        case FieldType::VisitId: break;
    }
    return {ValueType::Text, 0};
}

constexpr Type kNumber{ValueType::Number, 0};
constexpr Type kText{ValueType::Text, 0};

Type type_of(const MasterShape::Column& column) {
    switch (column.type) {
        case MasterShape::Type::Text: return kText;
        case MasterShape::Type::Number: return kNumber;
        case MasterShape::Type::Date: return {ValueType::Date, 0};
    }
    return kText;
}

}  // namespace

void Verifier::verify_insts() {
    const auto count = static_cast<std::uint32_t>(module_.insts.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        if (!verify_operands(i)) return;
        verify_types(i);
    }
    if (!faults_.empty()) return;
    depths_.assign(count, 1);
    sizes_.assign(count, 1);
    reads_.assign(count, {});
    asks_file_.assign(count, false);
    for (std::uint32_t i = 0; i < count; ++i) {
        verify_bounds(i);
        verify_reads(i);
        if (!faults_.empty()) return;
    }
}

bool Verifier::verify_operands(std::uint32_t at) {
    const Inst& inst = module_.insts[at];
    const InstShape& shape = shape_of(inst.kind);
    const bool a = verify_operand(at, shape.a, inst.a);
    const bool b = verify_operand(at, shape.b, inst.b);
    const bool c = verify_operand(at, shape.c, inst.c);
    return a && b && c;
}

bool Verifier::verify_operand(std::uint32_t at, OperandKind kind, std::uint32_t value) {
    const auto within = [&](std::size_t size, std::string_view what) {
        if (value < size) return true;
        fault("id-range", "%{} {} reads {} {} of {}", at, shape_of(module_.insts[at].kind).printed, what, value, size);
        return false;
    };
    switch (kind) {
        case OperandKind::None:
        case OperandKind::Number: return true;
        case OperandKind::Inst:
            if (value < at) return true;
            fault("operand-before-use", "%{} {} reads %{}", at, shape_of(module_.insts[at].kind).printed, value);
            return false;
        case OperandKind::Field: return within(module_.fields.size(), "field");
        case OperandKind::Segment: return within(module_.segments.size(), "segment");
        case OperandKind::Given: return within(module_.givens.size(), "given");
        case OperandKind::ChosenDate: return within(module_.chosen_dates.size(), "chosen date");
        case OperandKind::CodeSet: return within(module_.code_sets.size(), "code set");
        case OperandKind::Set: return within(module_.sets.size(), "set");
        case OperandKind::Table: return within(module_.tables.size(), "table");
        case OperandKind::Pattern: return within(module_.patterns.size(), "pattern");
        case OperandKind::Key: return within(module_.keys.size(), "key");
        case OperandKind::Master: return within(module_.masters.size(), "master");
        case OperandKind::Provider: return within(module_.providers.size(), "provider");
        case OperandKind::BufferPart: return within(module_.buffer_parts.size(), "part of a buffer");
        case OperandKind::Relation: return within(module_.relations.size(), "relation");
        case OperandKind::LookUp: return within(module_.look_ups.size(), "look-up");
        case OperandKind::Text: return within(module_.texts.size(), "text");
        case OperandKind::Integer: return within(module_.integers.size(), "integer");
    }
    return false;
}

void Verifier::verify_types(std::uint32_t at) {
    const Inst& inst = module_.insts[at];
    const auto name = shape_of(inst.kind).printed;
    const auto type = [&](std::uint32_t operand) { return module_.insts[operand].type; };
    const auto need = [&](bool holds, std::string_view what) {
        if (!holds) fault("types-agree", "%{} {} : {}, {}", at, name, print_type(inst.type), what);
    };
    const auto need_value = [&](std::uint32_t operand) {
        if (type(operand).kind == ValueType::Truth || type(operand).kind == ValueType::Tuple)
            fault("operand-kind", "%{} {} reads the {} %{}", at, name, to_string(type(operand).kind), operand);
    };
    // The types of the values that stand side by side in an operand.
    const auto types_of = [&](std::uint32_t operand) {
        std::vector<Type> types;
        for (; module_.insts[operand].kind == InstKind::Tuple; operand = module_.insts[operand].a) {
            types.insert(types.begin(), type(module_.insts[operand].b));
        }
        types.insert(types.begin(), type(operand));
        return types;
    };
    const auto need_key = [&](std::uint32_t operand, std::uint32_t master) {
        const MasterShape& shape = module_.masters[master].shape;
        std::vector<Type> wanted;
        for (const std::uint32_t column : shape.key) {
            if (column < shape.columns.size()) wanted.push_back(type_of(shape.columns[column]));
        }
        if (shape.is_dated) wanted.push_back({ValueType::Date, 0});
        need(types_of(operand) == wanted, "with another key than the master's");
    };
    const auto need_truth = [&](std::uint32_t operand) {
        if (type(operand).kind != ValueType::Truth)
            fault("operand-kind", "%{} {} reads the value %{}", at, name, operand);
    };
    const auto need_type = [&](std::uint32_t operand, Type wanted) {
        need(type(operand) == wanted, fmt::format("where %{} is {}", operand, print_type(type(operand))));
    };
    const auto need_same = [&](std::uint32_t a, std::uint32_t b) {
        need_value(a);
        need(type(a) == type(b),
             fmt::format("where %{} is {} and %{} is {}", a, print_type(type(a)), b, print_type(type(b))));
    };
    const auto need_repeated = [&](std::uint32_t segment) {
        if (!module_.segments[segment].repeated()) {
            fault("repeated-segment", "%{} {} asks for rows of {}", at, name, module_.segments[segment].tag);
        }
    };
    const auto need_constant = [&](std::uint32_t operand) {
        const InstKind kind = module_.insts[operand].kind;
        need(kind == InstKind::Integer || kind == InstKind::Text, fmt::format("where %{} is not a constant", operand));
    };
    const auto need_readable = [&](std::uint32_t operand) {
        const InstKind kind = module_.insts[operand].kind;
        const bool is_readable = kind == InstKind::Field || kind == InstKind::Given || kind == InstKind::ChosenDate ||
                                 kind == InstKind::BufferPart;
        need(is_readable,
             fmt::format("where %{} is neither a field nor a given value nor a chosen date nor a part of a buffer",
                         operand));
    };
    const auto need_state = [&](std::uint32_t operand) {
        if (module_.insts[operand].kind != InstKind::ProviderPart) need_readable(operand);
    };

    need((inst.type.kind == ValueType::Truth) == shape_of(inst.kind).yields_truth, "which it does not yield");
    need(inst.type.kind != ValueType::Tuple || inst.kind == InstKind::Tuple, "which is a tuple");
    need(inst.type.scale == 0 || inst.type.kind == ValueType::Number, "which has no decimals");
    switch (inst.kind) {
        case InstKind::Integer: return need(inst.type.kind != ValueType::Text, "which is not a number inside");
        case InstKind::Text:
        case InstKind::BufferPart: return need(inst.type == kText, "which is not text");
        case InstKind::Field: return need(inst.type == type_of(module_.fields[inst.a]), "which is not the field's");
        case InstKind::Given: return need(inst.type == module_.givens[inst.a].type, "which is not the given value's");
        case InstKind::ChosenDate: return need(is_day_or_time(inst.type), "which is not a date");
        case InstKind::Default:
            need_same(inst.a, inst.b);
            need_constant(inst.b);
            return need(inst.type == type(inst.a), "which is not the operand's");
        case InstKind::Attribute: {
            const CodeSetId set = module_.fields[inst.a].code_set;
            const bool known = is_some(set) && inst.b < module_.code_sets[index_of(set)].columns.size();
            need(known, "whose field has no such column");
            if (known) {
                need(inst.type == module_.code_sets[index_of(set)].columns[inst.b].type, "which is not the column's");
            }
            return;
        }
        case InstKind::Slice:
            need_type(inst.a, kText);
            need(inst.type == kText, "which is not text");
            return need(inst.b >= 1 && inst.b <= inst.c, fmt::format("of bytes {} to {}", inst.b, inst.c));
        case InstKind::DateOf:
            need(is_day_or_time(type(inst.a)), "of what is not a date");
            return need(inst.type.kind == ValueType::Date, "which is not a date");
        case InstKind::Days:
            need(is_day_or_time(type(inst.a)) && is_day_or_time(type(inst.b)), "of what is not a date");
            return need(inst.type == kNumber, "which is not a number");
        case InstKind::FirstOfMonth:
            need(is_day_or_time(type(inst.a)), "of what is not a date");
            return need(is_day_or_time(inst.type), "which is not a date");
        case InstKind::AddMonths:
        case InstKind::AddDays:
            need(is_day_or_time(type(inst.a)), "of what is not a date");
            return need(inst.type == type(inst.a), "which is not the operand's");
        case InstKind::Add:
        case InstKind::Subtract:
        case InstKind::Modulo:
            need_same(inst.a, inst.b);
            need(inst.type == type(inst.a), "which is not the operands'");
            return need(inst.type.kind == ValueType::Number, "which is not a number");
        case InstKind::Multiply:
            need(type(inst.a).kind == ValueType::Number && type(inst.b).kind == ValueType::Number, "of no numbers");
            return need(inst.type.kind == ValueType::Number, "which is not a number");
        case InstKind::CountRows: need_repeated(inst.a); return need(inst.type == kNumber, "which is not a number");
        case InstKind::CountWhere:
            need_repeated(inst.a);
            need_truth(inst.b);
            return need(inst.type == kNumber, "which is not a number");
        case InstKind::Tuple:
            need(type(inst.a).kind != ValueType::Truth, "of a condition");
            need_value(inst.b);
            return need(inst.type.kind == ValueType::Tuple, "which is no tuple");
        case InstKind::MasterColumn: {
            need_key(inst.a, inst.b);
            const auto& columns = module_.masters[inst.b].shape.columns;
            need(inst.c < columns.size(), "of a column that is not there");
            if (inst.c < columns.size()) need(inst.type == type_of(columns[inst.c]), "which is not the column's");
            return;
        }
        case InstKind::ProviderPart: {
            const Provider& provider = module_.providers[inst.b];
            std::vector<Type> wanted;
            for (const Provider::Part& argument : provider.arguments) wanted.push_back(argument.type);
            need(types_of(inst.a) == wanted, "with other arguments than the provider's");
            need(inst.c < provider.parts.size(), "of a part that is not there");
            if (inst.c < provider.parts.size())
                need(inst.type == provider.parts[inst.c].type, "which is not the part's");
            return;
        }
        case InstKind::EqualConst: need_constant(inst.b); return need_same(inst.a, inst.b);
        case InstKind::Equal:
        case InstKind::Less:
        case InstKind::LessEqual: return need_same(inst.a, inst.b);
        case InstKind::InRange: need_same(inst.a, inst.b); return need_same(inst.a, inst.c);
        case InstKind::InSet:
        case InstKind::InCodeSet:
        case InstKind::Matches:
        case InstKind::HasAny:
        case InstKind::HasOnly: return need_type(inst.a, kText);
        case InstKind::InTable: need_type(inst.a, kText); return need_type(inst.b, kText);
        case InstKind::IsGiven:
        case InstKind::IsWellFormed: return need_state(inst.a);
        case InstKind::IsPlaceholder: return need_readable(inst.a);
        case InstKind::CheckDigit: return need_type(inst.a, kText);
        case InstKind::AnyRow:
        case InstKind::AllRows: need_repeated(inst.a); return need_truth(inst.b);
        case InstKind::Unique: {
            need_repeated(inst.a);
            const std::vector<FieldId>& key = module_.keys[inst.b];
            need(!key.empty(), "of an empty key");
            for (const FieldId field : key) {
                const SegmentId row = row_of(field);
                need(!is_some(row) || index_of(row) == inst.a, "with a key of another segment's rows");
            }
            return;
        }
        case InstKind::MasterHas: return need_key(inst.a, inst.b);
        case InstKind::UniqueInFile: need_truth(inst.b); return need(!module_.keys[inst.a].empty(), "of an empty key");
        case InstKind::SameInFile: return need(!module_.keys[inst.a].empty(), "of an empty key");
        case InstKind::Decided: need_truth(inst.a); return need_truth(inst.b);
        case InstKind::Anything: return;
        case InstKind::AnyEarlier:
        case InstKind::AllEarlier: return verify_earlier(at);
        case InstKind::CountEarlier: verify_earlier(at); return need(inst.type == kNumber, "which is not a number");
        case InstKind::EarlierColumn: return verify_column(at, inst.a, inst.b);
        case InstKind::KeptColumn:
            verify_earlier(at);
            return verify_column(at, index_of(module_.look_ups[inst.b].relation), inst.c);
        case InstKind::EqualEarlier: {
            need_value(inst.a);
            const auto& columns = module_.relations[inst.b].columns;
            need(inst.c < columns.size() && columns[inst.c].is_private(), "of a column that is not private");
            return;
        }
        case InstKind::InState:
            return need(inst.b < module_.relations[inst.a].states.size(), "of a state that is not there");
        case InstKind::Not: return need_truth(inst.a);
        case InstKind::And:
        case InstKind::Or: need_truth(inst.a); return need_truth(inst.b);
        case InstKind::True:
        case InstKind::IsRequired: return;
    }
}

void Verifier::verify_bounds(std::uint32_t at) {
    const Inst& inst = module_.insts[at];
    const InstShape& shape = shape_of(inst.kind);
    for (const auto& [kind, operand] : {std::pair{shape.a, inst.a}, {shape.b, inst.b}, {shape.c, inst.c}}) {
        if (kind != OperandKind::Inst) continue;
        depths_[at] = std::max(depths_[at], depths_[operand] + 1);
        sizes_[at] += sizes_[operand];
    }
    if (depths_[at] > kMaxExpressionDepth || sizes_[at] > kMaxExpressionSize) {
        fault("expression-size", "%{} is {} deep and has {} parts", at, depths_[at], sizes_[at]);
    }
}

void Verifier::verify_reads(std::uint32_t at) {
    const Inst& inst = module_.insts[at];
    const InstShape& shape = shape_of(inst.kind);
    Reads& reads = reads_[at];
    const auto open = [&](SegmentId segment) {
        const auto place = std::lower_bound(reads.open_rows.begin(), reads.open_rows.end(), segment);
        if (place == reads.open_rows.end() || *place != segment) reads.open_rows.insert(place, segment);
    };
    const auto dated = [&](CodeSetId set) {
        if (is_some(set) && module_.code_sets[index_of(set)].is_dated) reads.dated_code_set = true;
    };
    for (const auto& [kind, operand] : {std::pair{shape.a, inst.a}, {shape.b, inst.b}, {shape.c, inst.c}}) {
        if (kind == OperandKind::Inst) {
            for (const SegmentId segment : reads_[operand].open_rows) open(segment);
            reads.is_required |= reads_[operand].is_required;
            reads.chosen_date |= reads_[operand].chosen_date;
            reads.dated_code_set |= reads_[operand].dated_code_set;
            reads.buffer_part |= reads_[operand].buffer_part;
            reads.asks_history |= reads_[operand].asks_history;
            reads.open_relations.insert(reads_[operand].open_relations.begin(), reads_[operand].open_relations.end());
        } else if (kind == OperandKind::Field) {
            const auto field = static_cast<FieldId>(operand);
            if (is_some(row_of(field))) open(row_of(field));
            dated(module_.field(field).code_set);
        } else if (kind == OperandKind::CodeSet) {
            dated(static_cast<CodeSetId>(operand));
        } else if (kind == OperandKind::ChosenDate) {
            reads.chosen_date = true;
        } else if (kind == OperandKind::BufferPart) {
            reads.buffer_part = true;
        } else if (kind == OperandKind::Key) {
            for (const FieldId field : module_.keys[operand]) {
                if (is_some(row_of(field))) open(row_of(field));
            }
        }
    }
    if (inst.kind == InstKind::IsRequired) reads.is_required = true;
    verify_history_reads(inst, reads);
    if (inst.kind == InstKind::UniqueInFile) {
        bool reads_rows = !reads_[inst.b].open_rows.empty();
        for (const FieldId field : module_.keys[inst.c]) reads_rows = reads_rows || is_some(row_of(field));
        if (reads_rows) fault("file-question", "%{} follows the state of a row", at);
    }
    bool asks_file = inst.kind == InstKind::UniqueInFile || inst.kind == InstKind::SameInFile;
    for_each_operand(inst, [&](InstId operand) { asks_file = asks_file || asks_file_[index_of(operand)]; });
    asks_file_[at] = asks_file;
    if (inst.kind == InstKind::Unique) open(static_cast<SegmentId>(inst.a));
    if (inst.kind == InstKind::AnyRow || inst.kind == InstKind::AllRows || inst.kind == InstKind::CountWhere) {
        std::erase(reads.open_rows, static_cast<SegmentId>(inst.a));
    }
    if (reads.open_rows.size() > kMaxOpenRows) {
        fault("open-rows", "%{} reads rows of {} segments", at, reads.open_rows.size());
    }
}

}  // namespace jianhe::ir
