// How `generate` varies the declared records.

#include <jianhe/date.h>
#include <jianhe/number.h>

#include "compiler/check/context.h"

namespace jianhe {
namespace {

using ir::FieldType;

// Whether a generator of this kind can fill a field of that type.
bool fits(ir::Vary::Kind kind, FieldType type) {
    switch (kind) {
        case ir::Vary::Kind::NationalId: return type == FieldType::NationalId || type == FieldType::Text;
        case ir::Vary::Kind::VisitId: return type == FieldType::VisitId;
        case ir::Vary::Kind::Text: return type == FieldType::Text;
        case ir::Vary::Kind::InRange:
            return type == FieldType::Number || type == FieldType::Decimal || type == FieldType::Text;
        case ir::Vary::Kind::Earlier: return type == FieldType::RocDate || type == FieldType::RocDateTime;
        case ir::Vary::Kind::OneOf:
        case ir::Vary::Kind::SameAs: return true;
    }
    return false;
}

std::optional<ir::Vary::Kind> kind_of(Context& context, const dsl::VaryDecl& decl) {
    switch (decl.kind) {
        case dsl::VaryDecl::Kind::OneOf: return ir::Vary::Kind::OneOf;
        case dsl::VaryDecl::Kind::InRange: return ir::Vary::Kind::InRange;
        case dsl::VaryDecl::Kind::SameAs: return ir::Vary::Kind::SameAs;
        case dsl::VaryDecl::Kind::Earlier: return ir::Vary::Kind::Earlier;
        case dsl::VaryDecl::Kind::Random: break;
    }
    if (decl.type.text == "national_id") return ir::Vary::Kind::NationalId;
    if (decl.type.text == "visit_id") return ir::Vary::Kind::VisitId;
    if (decl.type.text == "text") return ir::Vary::Kind::Text;
    context.report_unknown(decl.type, "generator", std::array<std::string_view, 3>{"national_id", "visit_id", "text"});
    return std::nullopt;
}

std::optional<std::int64_t> bound(Context& context, const dsl::Name& name) {
    std::int64_t value = 0;
    if (parse_number(name.text, 18, value) == Lexical::Ok) return value;
    context.emitter.report(dsl::diag::WrongLiteral, name.range, name.text, "a whole number");
    return std::nullopt;
}

// A generator that lacks a part would have to guess it.
bool is_complete(Context& context, const dsl::VaryDecl& decl, ir::Vary::Kind kind) {
    if (kind == ir::Vary::Kind::OneOf && decl.values.empty()) {
        context.emitter.report(dsl::diag::EmptySet, decl.range);
        return false;
    }
    std::string_view lacking;
    if (kind == ir::Vary::Kind::Text && !decl.length) lacking = "a length, as in `random text 10`";
    if (kind == ir::Vary::Kind::VisitId && decl.references.size() < 2) {
        lacking = "whose and when it is: `random visit_id for FIELD at FIELD`";
    }
    if (!lacking.empty()) context.emitter.report(dsl::diag::GeneratorIncomplete, decl.range, decl.type.text, lacking);
    return lacking.empty();
}

void check_vary(Context& context, const dsl::VaryDecl& decl) {
    const ir::FieldId* field = context.resolve(context.fields, decl.field, "field");
    const auto kind = kind_of(context, decl);
    if (field == nullptr || !kind) return;
    if (context.untyped.contains(context.module.field(*field).tag)) return;
    ir::Vary vary;
    vary.kind = *kind;
    vary.field = *field;
    vary.per_file = decl.per_file;
    if (!fits(*kind, context.module.field(*field).type)) {
        context.emitter
            .report(dsl::diag::GeneratorMisfit, decl.range, decl.field.text,
                    ir::to_string(context.module.field(*field).type))
            .note(context.fields.find(decl.field.text)->declared, "declared here");
        return;
    }
    if (!is_complete(context, decl, *kind)) return;
    if (decl.length) vary.length = context.number(*decl.length, 1, 10'000).value_or(0);
    for (std::size_t i = 0; i < decl.references.size(); ++i) {
        const ir::FieldId* reference = context.resolve(context.fields, decl.references[i], "field");
        if (reference == nullptr) return;
        const ir::SegmentId segment = context.module.field(*reference).segment;
        if (context.module.segment(segment).repeated() && segment != context.module.field(*field).segment) {
            context.emitter.report(dsl::diag::RowFieldOutside, decl.references[i].range, decl.references[i].text,
                                   context.module.segment(segment).tag);
            return;
        }
        (i == 0 ? vary.first : vary.second) = *reference;
    }
    for (const dsl::Name& value : decl.values) vary.values.push_back(value.text);
    if (*kind == ir::Vary::Kind::InRange || *kind == ir::Vary::Kind::Earlier) {
        const auto low = bound(context, decl.low);
        const auto high = bound(context, decl.high);
        if (!low || !high) return;
        if (*high < *low) context.emitter.report(dsl::diag::EmptyRange, join(decl.low.range, decl.high.range));
        vary.low = *low;
        vary.high = *high;
    }
    context.module.generate.varies.push_back(std::move(vary));
}

}  // namespace

void check_generate(Context& context) {
    const auto& decls = context.tree.generates;
    if (decls.empty()) return;
    const dsl::GenerateDecl& decl = decls.front();
    for (std::size_t i = 1; i < decls.size(); ++i) {
        const dsl::SourceRange whole = decls[i].range;
        const auto length = static_cast<std::uint32_t>(std::string_view("generate").size());
        context.report_twice({"generate", {whole.file, whole.begin, whole.begin + length}}, "block",
                             {decl.range.file, decl.range.begin, decl.range.begin + length});
    }
    if (decl.received_at) {
        DateTime time{};
        if (parse_roc_datetime(decl.received_at->text, time) == Lexical::Ok) {
            context.module.generate.received_at = time;
        } else {
            context.emitter.report(dsl::diag::WrongLiteral, decl.received_at->range, decl.received_at->text,
                                   "a date-time of thirteen digits");
        }
    }
    if (decl.shift_days) context.module.generate.shift_days = context.number(*decl.shift_days, 0, 3650).value_or(0);
    for (const dsl::VaryDecl& vary : decl.varies) check_vary(context, vary);
}

}  // namespace jianhe
