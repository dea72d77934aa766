// Buffers: which bytes of a device's result are which field.

#include <algorithm>

#include "compiler/check/context.h"

namespace jianhe {
namespace {

constexpr std::uint32_t kMaxBufferSize = 65'536;

// A part is a field, or has a name of its own, which all buffers that use it share.
bool name_part(Context& context, const dsl::Name& name, ir::Buffer::Part& part) {
    if (const auto* field = context.fields.find(name.text)) {
        part.field = field->id;
        const ir::Segment& segment = context.module.segment(context.module.field(field->id).segment);
        if (!segment.repeated()) return true;
        context.emitter.report(dsl::diag::PartInRows, name.range, name.text, segment.tag);
        return false;
    }
    const auto* given = context.givens.find(name.text);
    const auto* date = context.chosen_dates.find(name.text);
    if (given != nullptr || date != nullptr) {
        context.report_twice(name, "name", given != nullptr ? given->declared : date->declared);
        return false;
    }
    if (const auto* known = context.buffer_parts.find(name.text)) {
        part.name = known->id;
        return true;
    }
    part.name = static_cast<ir::BufferPartId>(context.module.buffer_parts.size());
    context.module.buffer_parts.push_back(name.text);
    context.buffer_parts.add(name.text, part.name, name.range);
    return true;
}

struct Placed {
    ir::Buffer::Part part;
    const dsl::Name* name;
};

void check_overlaps(Context& context, const std::vector<Placed>& sorted) {
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        const Placed& before = sorted[i - 1];
        if (sorted[i].part.first > before.part.last) continue;
        context.emitter
            .report(dsl::diag::PartsOverlap, sorted[i].name->range, sorted[i].name->text, before.name->text,
                    sorted[i].part.first)
            .note(before.name->range, "the other part");
    }
}

void check_buffer(Context& context, const dsl::BufferDecl& decl) {
    const auto id = static_cast<ir::BufferId>(context.module.buffers.size());
    if (!context.declare(context.buffers, decl.name, id, "buffer")) return;
    ir::Buffer buffer{decl.name.text, decl.label.text, 0, {}, context.location(decl.range)};
    buffer.size = context.number(decl.size, 1, kMaxBufferSize).value_or(0);
    std::vector<Placed> placed;
    NameTable<std::size_t> names;
    for (const dsl::BufferDecl::Part& written : decl.parts) {
        ir::Buffer::Part part;
        const auto first = context.number(written.first, 0, kMaxBufferSize);
        const auto last = written.last ? context.number(*written.last, 0, kMaxBufferSize) : first;
        if (!context.declare(names, written.name, placed.size(), "part")) continue;
        if (!name_part(context, written.name, part) || !first || !last || buffer.size == 0) continue;
        part.first = *first;
        part.last = *last;
        if (part.last < part.first) {
            context.emitter.report(dsl::diag::EmptyRange, join(written.first.range, written.last->range));
        } else if (part.last >= buffer.size) {
            context.emitter.report(dsl::diag::PartOutside, written.range, written.name.text, part.last,
                                   buffer.size - 1);
        } else {
            placed.push_back({part, &written.name});
        }
    }
    std::stable_sort(placed.begin(), placed.end(),
                     [](const Placed& a, const Placed& b) { return a.part.first < b.part.first; });
    check_overlaps(context, placed);
    for (const Placed& one : placed) buffer.parts.push_back(one.part);
    context.module.buffers.push_back(std::move(buffer));
}

}  // namespace

void check_buffers(Context& context) {
    for (const dsl::BufferDecl& decl : context.tree.buffers) check_buffer(context, decl);
}

}  // namespace jianhe
