// Segments, fields and their types.

#include <algorithm>
#include <array>
#include <utility>

#include <jianhe/number.h>

#include "compiler/check/context.h"

namespace jianhe {
namespace {

using ir::FieldRole;
using ir::FieldType;

struct TypeShape {
    std::string_view name;
    FieldType type;
    std::uint32_t fixed_length;  // 0: the author says how long
    bool may_shorten;            // `up to N` may stand behind it
};

constexpr std::array<TypeShape, 10> kTypes{{
    {"text", FieldType::Text, 0, false},
    {"number", FieldType::Number, 0, false},
    {"decimal", FieldType::Decimal, 0, false},
    {"code", FieldType::Code, 0, false},
    {"list", FieldType::CodeList, 0, false},
    {"roc_date", FieldType::RocDate, 7, false},
    {"roc_datetime", FieldType::RocDateTime, 13, false},
    {"national_id", FieldType::NationalId, 10, false},
    {"facility_code", FieldType::FacilityCode, 10, true},
    {"visit_id", FieldType::VisitId, 20, false},
}};

constexpr std::uint32_t kMaxLength = 1U << 20U;  // no field of a record is a megabyte long
constexpr std::uint32_t kMaxItemLength = 1U << 10U;
constexpr std::uint32_t kMaxItems = 1U << 10U;
constexpr std::size_t kMaxSegments = 1'000;  // a record's layout counts them, and its fields, with 16 bits
constexpr std::size_t kMaxFields = 50'000;
constexpr std::uint32_t kMaxDigits = 18;  // so that every number and every scaled decimal fits 64 bits

const TypeShape* find_type(Context& context, const dsl::Name& name) {
    const auto found =
        std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeShape& shape) { return shape.name == name.text; });
    if (found != kTypes.end()) return &*found;
    std::vector<std::string_view> names;
    for (const TypeShape& shape : kTypes) names.push_back(shape.name);
    context.report_unknown(name, "type", names);
    return nullptr;
}

// The role that a field's own `else` code replaces.
FieldRole own_role(FieldType type) {
    switch (type) {
        case FieldType::Number:
        case FieldType::Decimal: return FieldRole::OutOfRange;
        case FieldType::Code:
        case FieldType::CodeList: return FieldRole::NotInSet;
        case FieldType::Text:
        case FieldType::RocDate:
        case FieldType::RocDateTime:
        case FieldType::NationalId:
        case FieldType::FacilityCode:
        case FieldType::VisitId: return FieldRole::WrongType;
    }
    return FieldRole::WrongType;
}

void check_length(Context& context, const dsl::TypeExpr& type, const TypeShape& shape, ir::Field& field) {
    if (field.type == FieldType::CodeList) {
        if (const auto length = context.number(*type.item_length, 1, kMaxItemLength)) field.item_length = *length;
        field.max_items = 1;
        if (type.max_items) {
            if (const auto items = context.number(*type.max_items, 1, kMaxItems)) field.max_items = *items;
        }
        field.length = field.item_length * field.max_items;
        return;
    }
    if (type.exactly && field.type != FieldType::Text) {
        context.emitter.report(dsl::diag::BadType, type.range, type.name.text, "no `exactly`: only text has it");
    }
    if (field.type == FieldType::Decimal) {
        const std::size_t point = type.length ? type.length->text.find('.') : std::string::npos;
        if (point == std::string::npos) {
            context.emitter.report(dsl::diag::BadType, type.length ? type.length->range : type.name.range,
                                   type.name.text, "its digits before and behind the point, as in `decimal 5.1`");
            return;
        }
        const dsl::Name digits{type.length->text.substr(0, point), type.length->range};
        const dsl::Name scale{type.length->text.substr(point + 1), type.length->range};
        const auto digit_count = context.number(digits, 1, kMaxDigits / 2);
        const auto decimals = context.number(scale, 0, kMaxDigits / 2);
        if (digit_count) field.length = *digit_count;
        if (decimals) field.scale = static_cast<std::uint8_t>(*decimals);
        return;
    }
    if (shape.fixed_length != 0 && (!shape.may_shorten || !type.length)) {
        field.length = shape.fixed_length;
        field.exact = true;
        if (type.length && type.length->text != std::to_string(shape.fixed_length)) {
            context.emitter.report(dsl::diag::BadType, type.length->range, type.name.text,
                                   "no length: it always has the same");
        }
        return;
    }
    if (!type.length) {
        context.emitter.report(dsl::diag::BadType, type.range, type.name.text, "a length")
            .hint("write how many bytes it has at most, as in `" + std::string(context.sources.text(type.range)) +
                  " 4`");
        return;
    }
    std::uint32_t greatest = field.type == FieldType::Number ? kMaxDigits : kMaxLength;
    if (shape.fixed_length != 0) greatest = shape.fixed_length;
    if (const auto length = context.number(*type.length, 1, greatest)) field.length = *length;
    field.exact = type.exactly;
}

void check_range(Context& context, const dsl::TypeExpr& type, ir::Field& field) {
    if (!type.within) return;
    if (field.type != FieldType::Number && field.type != FieldType::Decimal) {
        context.emitter.report(dsl::diag::BadType, type.within->range, type.name.text,
                               "no range: only numbers have one");
        return;
    }
    if (field.length == 0) return;  // its length was reported; no bound can be judged
    const auto bound = [&](const dsl::Expr& expr) -> std::optional<std::int64_t> {
        std::int64_t value = 0;
        const Lexical lexical = parse_decimal(expr.text, field.length, field.scale, value);
        if (lexical == Lexical::Ok) return value;
        const std::string digits = std::to_string(field.length) + (field.length == 1 ? " digit" : " digits");
        context.emitter.report(
            dsl::diag::WrongLiteral, expr.range, expr.text,
            field.scale == 0 ? "a number of " + digits + " at most"
                             : "a decimal of " + digits + " and " + std::to_string(field.scale) + " decimals at most");
        return std::nullopt;
    };
    field.low = bound(type.within->operands[0]);
    field.high = bound(type.within->operands[1]);
    if (field.low && field.high && *field.high < *field.low) {
        context.emitter.report(dsl::diag::EmptyRange, type.within->range);
    }
}

bool takes_no_placeholder(FieldType type) {
    return type == FieldType::Number || type == FieldType::Decimal || type == FieldType::RocDate ||
           type == FieldType::RocDateTime;
}

void check_placeholders(Context& context, const dsl::TypeExpr& type, ir::Field& field) {
    if (!type.placeholders.empty() && takes_no_placeholder(field.type)) {
        context.emitter.report(dsl::diag::BadType, type.placeholders.front().range, type.name.text,
                               "no placeholder: a stand-in is text, which is compared with nothing of this type");
        return;
    }
    for (std::size_t i = 0; i < type.placeholders.size(); ++i) {
        const dsl::PlaceholderDecl& decl = type.placeholders[i];
        for (std::size_t k = 0; k < i; ++k) {
            const std::optional<dsl::Name>& other = type.placeholders[k].name;
            if (decl.name && other && decl.name->text == other->text) {
                context.report_twice(*decl.name, "placeholder", other->range);
            }
        }
        if (!decl.code_set && decl.values.empty()) context.emitter.report(dsl::diag::EmptySet, decl.range);
        ir::Set set;
        for (const dsl::Name& value : decl.values) set.members.push_back({value.text, value.text});
        if (decl.code_set) {
            const ir::CodeSetId* id = context.resolve(context.code_sets, *decl.code_set, "code set");
            if (id == nullptr) continue;
            for (const ir::CodeSet::Row& row : context.module.code_sets[ir::index_of(*id)].rows) {
                // A range with a suffix is no range any more: 0001..1500 followed by 00 would hold 000199.
                if (row.code.lo != row.code.hi) {
                    context.emitter.report(dsl::diag::PlaceholderOfRange, decl.code_set->range, decl.code_set->text,
                                           row.code.lo, row.code.hi);
                    break;
                }
                set.members.push_back({row.code.lo + decl.suffix->text, row.code.lo + decl.suffix->text});
            }
        }
        const std::string name = decl.name ? decl.name->text : "";
        field.placeholders.push_back({name, context.build.set(std::move(set))});
    }
}

void check_type(Context& context, const dsl::TypeExpr& type, ir::Field& field) {
    const TypeShape* shape = find_type(context, type.name);
    if (shape == nullptr) {
        context.untyped.insert(field.tag);
        return;
    }
    field.type = shape->type;
    if (type.code_set) {
        if (const ir::CodeSetId* id = context.resolve(context.code_sets, *type.code_set, "code set"))
            field.code_set = *id;
    }
    check_length(context, type, *shape, field);
    check_range(context, type, field);
    check_placeholders(context, type, field);
    if (type.else_code) {
        if (const ir::CodeId* code = context.resolve_reported_code(*type.else_code, CodeUser::BuiltIn)) {
            field.codes[static_cast<std::size_t>(own_role(field.type))] = *code;
        }
    }
}

void check_field(Context& context, const dsl::FieldDecl& decl, ir::SegmentId segment) {
    const auto id = static_cast<ir::FieldId>(context.module.fields.size());
    if (!context.declare(context.fields, decl.tag, id, "field")) return;
    ir::Field field;
    field.codes.fill(ir::kNone<ir::CodeId>);
    field.tag = decl.tag.text;
    field.name = decl.name.text;
    field.label = decl.label.text;
    field.location = context.location(decl.range);
    field.segment = segment;
    check_type(context, decl.type, field);
    context.module.fields.push_back(std::move(field));
}

// A stand-in that the specification knows in one field is of the wrong type in every other field of the same type.
void forbid_foreign_placeholders(ir::Module& module) {
    for (ir::Field& field : module.fields) {
        if (field.type == FieldType::Text || field.type == FieldType::Code || field.type == FieldType::CodeList)
            continue;
        const auto is_own = [&](ir::SetId set) {
            return std::any_of(field.placeholders.begin(), field.placeholders.end(),
                               [&](const ir::Placeholder& own) { return own.members == set; });
        };
        for (const ir::Field& other : module.fields) {
            if (other.type != field.type) continue;
            for (const ir::Placeholder& placeholder : other.placeholders) {
                auto& forbidden = field.forbidden_placeholders;
                const bool known =
                    std::find(forbidden.begin(), forbidden.end(), placeholder.members) != forbidden.end();
                if (!is_own(placeholder.members) && !known) forbidden.push_back(placeholder.members);
            }
        }
    }
}

}  // namespace

void check_segments(Context& context) {
    ir::Module& module = context.module;
    for (const dsl::SegmentDecl& decl : context.tree.segments) {
        const auto id = static_cast<ir::SegmentId>(module.segments.size());
        // Fields of a segment that stands twice are declared all the same: what is said about them is no further
        // mistake.
        context.declare(context.segments, decl.tag, id, "segment");
        ir::Segment segment;
        segment.tag = decl.tag.text;
        segment.parent = decl.parent ? decl.parent->text : "";
        segment.label = decl.label ? decl.label->text : "";
        segment.first_field = static_cast<ir::FieldId>(module.fields.size());
        if (decl.row_name) {
            segment.row_name = decl.row_name->text;
            context.declare(context.row_names, *decl.row_name, id, "row name");
        }
        module.segments.push_back(std::move(segment));
        for (const dsl::FieldDecl& field : decl.fields) check_field(context, field, id);
        module.segments.back().field_count =
            static_cast<std::uint32_t>(module.fields.size()) - ir::index_of(module.segments.back().first_field);
    }
    if (module.segments.empty() && context.is_whole) {
        const auto& headers = context.tree.headers;
        context.emitter
            .report(dsl::diag::NothingDeclared, headers.empty() ? dsl::SourceRange{} : headers.front().name.range,
                    "segment")
            .hint("a record is made of segments: `segment NAME \"…\" { … }`");
    }
    if (module.segments.size() > kMaxSegments) {
        context.emitter.report(dsl::diag::TooManyDeclared, context.tree.segments[kMaxSegments].tag.range, kMaxSegments,
                               "segments");
    }
    if (module.fields.size() > kMaxFields) {
        context.emitter.report(dsl::diag::TooManyDeclared, context.fields.find(module.fields[kMaxFields].tag)->declared,
                               kMaxFields, "fields");
    }
    forbid_foreign_placeholders(module);
}

}  // namespace jianhe
