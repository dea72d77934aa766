// Examples of constructions: what the caller and its devices give, and what must come of it.

#include <jianhe/encoding.h>

#include "compiler/check/record_filler.h"

namespace jianhe {
namespace {

std::string_view part_name(const ir::Module& module, const ir::Buffer::Part& part) {
    return ir::is_some(part.field) ? module.field(part.field).tag : module.buffer_parts[ir::index_of(part.name)];
}

// The parts that are fields, as the record has them.
void fill_from_record(Context& context, const dsl::Name& base, const ir::Buffer& buffer,
                      ir::BuildExample::Given& given) {
    const ir::RecordId* record = context.resolve(context.records, base, "record");
    if (record == nullptr) return;
    const ir::RecordValues& values = context.module.records[ir::index_of(*record)].values;
    for (std::uint32_t i = 0; i < buffer.parts.size(); ++i) {
        const ir::Buffer::Part& part = buffer.parts[i];
        if (!ir::is_some(part.field)) continue;
        const ir::SegmentId segment = context.module.field(part.field).segment;
        const std::size_t at = ir::index_of(part.field) - ir::index_of(context.module.segment(segment).first_field);
        const std::optional<std::string>& text = values.segments[ir::index_of(segment)].front()[at];
        if (text) given.parts.emplace_back(i, *text);
    }
}

void check_buffer_values(Context& context, const dsl::BuildExampleDecl& decl, ir::BuildExample& example) {
    for (const dsl::BuildExampleDecl::BufferValue& written : decl.buffers) {
        const ir::BufferId* id = context.resolve(context.buffers, written.buffer, "buffer");
        if (id == nullptr) continue;
        const ir::Buffer& buffer = context.module.buffer(*id);
        NameTable<std::uint32_t> parts;
        for (std::uint32_t i = 0; i < buffer.parts.size(); ++i) {
            parts.add(part_name(context.module, buffer.parts[i]), i, written.range);
        }
        ir::BuildExample::Given given{*id, {}};
        if (written.base) fill_from_record(context, *written.base, buffer, given);
        for (const dsl::FieldValue& value : written.parts) {
            const std::uint32_t* index = context.resolve(parts, value.field, "part");
            if (index == nullptr) continue;
            if (value.state != dsl::FieldValue::State::Value) {
                std::erase_if(given.parts, [&](const auto& known) { return known.first == *index; });
                continue;
            }
            const ir::Buffer::Part& part = buffer.parts[*index];
            const std::uint32_t room = part.last - part.first + 1;
            const std::size_t length = wire_length(value.value.text, TextEncoding::Utf8);
            if (length > room) {
                context.emitter.report(dsl::diag::PartTooLong, value.value.range, value.value.text, length,
                                       value.field.text, room);
                continue;
            }
            std::erase_if(given.parts, [&](const auto& known) { return known.first == *index; });
            given.parts.emplace_back(*index, value.value.text);
        }
        example.buffers.push_back(std::move(given));
    }
}

// `rows`: the segment whose row is being read; none: the record itself.
void check_content(Context& context, const dsl::FieldValue& value, ir::SegmentId rows, std::uint32_t row,
                   ir::BuildExample& example) {
    const ir::FieldId* field = context.resolve(context.fields, value.field, "field");
    if (field == nullptr) return;
    const ir::SegmentId own = context.module.field(*field).segment;
    const ir::Segment& segment = context.module.segment(own);
    if (ir::is_some(rows) && own != rows) {
        context.emitter.report(dsl::diag::ValueOfOtherSegment, value.field.range, value.field.text,
                               context.module.segment(rows).tag);
        return;
    }
    if (segment.repeated() && !ir::is_some(rows)) {
        context.emitter.report(dsl::diag::ValueOutsideRow, value.field.range, value.field.text, segment.row_name);
        return;
    }
    std::optional<std::string> text;
    if (value.state == dsl::FieldValue::State::Value) text = value.value.text;
    example.contents.push_back({*field, row, std::move(text)});
}

void check_contents(Context& context, const dsl::BuildExampleDecl& decl, ir::BuildExample& example) {
    for (const auto& entry : decl.contents.entries) {
        if (const auto* value = std::get_if<dsl::FieldValue>(&entry)) {
            check_content(context, *value, ir::kNone<ir::SegmentId>, 0, example);
            continue;
        }
        const auto& change = std::get<dsl::RowChange>(entry);
        const ir::SegmentId* rows = context.resolve_rows(change.row_name);
        if (rows == nullptr) continue;
        if (change.kind != dsl::RowChange::Kind::Modify) {
            context.emitter.report(dsl::diag::WantedOther, change.range, "a field, or a row by its position",
                                   "a row without a position");
            continue;
        }
        const auto position = context.number(*change.position, 1, kMaxRows);
        if (!position) continue;
        for (const dsl::FieldValue& value : change.fields) check_content(context, value, *rows, *position, example);
    }
}

void check_expected(Context& context, const dsl::BuildExampleDecl& decl, ir::BuildExample& example) {
    for (const dsl::BuildExampleDecl::Expected& expected : decl.expected) {
        if (context.segments.find(expected.field.text) == nullptr) {
            (void)context.resolve(context.fields, expected.field, "field");
        }
        if (expected.code) (void)context.resolve_code(*expected.code);
        std::uint32_t row = 0;
        if (expected.row) row = context.number(*expected.row, 1, kMaxRows).value_or(0);
        example.expected.push_back({expected.field.text, row, expected.code ? expected.code->text : ""});
    }
}

ir::BuildExample::Result result_of(dsl::BuildExampleDecl::Result written) {
    switch (written) {
        case dsl::BuildExampleDecl::Result::Built: return ir::BuildExample::Result::Built;
        case dsl::BuildExampleDecl::Result::Kept: return ir::BuildExample::Result::Kept;
        case dsl::BuildExampleDecl::Result::Needs: return ir::BuildExample::Result::Needs;
        case dsl::BuildExampleDecl::Result::Refused: return ir::BuildExample::Result::Refused;
    }
    return ir::BuildExample::Result::Built;
}

void check_example(Context& context, const dsl::BuildExampleDecl& decl) {
    ir::BuildExample example;
    example.label = decl.label ? decl.label->text : "";
    example.location = context.location(decl.range);
    example.values = empty_values(context.module);
    example.result = result_of(decl.result);
    example.only = decl.only;
    const ir::ConstructionId* construction = context.resolve(context.constructions, decl.construction, "construction");
    if (construction != nullptr) example.construction = *construction;
    if (decl.base) {
        if (const ir::RecordId* base = context.resolve(context.records, *decl.base, "record")) {
            example.values = context.module.records[ir::index_of(*base)].values;
        }
    }
    RecordFiller(context, example.values).apply(decl.body);
    check_buffer_values(context, decl, example);
    example.givens = check_given_values(context, decl.givens);
    check_expected(context, decl, example);
    check_contents(context, decl, example);
    context.module.build_examples.push_back(std::move(example));
}

}  // namespace

void check_build_examples(Context& context) {
    for (const dsl::BuildExampleDecl& decl : context.tree.build_examples) check_example(context, decl);
}

}  // namespace jianhe
