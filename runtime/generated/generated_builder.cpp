#include <algorithm>

#include <jianhe/generated/generated_builder.h>

#include "build_texts.h"
#include "read_field.h"

namespace jianhe::generated {
namespace {

template <class All>
std::size_t find_named(const All& all, std::string_view name) {
    return static_cast<std::size_t>(
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; }) - all.begin());
}

// A request that names no construction; the nearest names would only be guesses, so all are told.
BuildRefusal unknown_construction(const Building& building, const std::string& name) {
    BuildRefusal refusal;
    refusal.message = "there is no construction named " + name;
    refusal.text = refusal.message;
    for (std::size_t i = 0; i < building.constructions.size(); ++i) {
        refusal.text.append(i == 0 ? "; there are " : ", ").append(building.constructions[i].name);
    }
    return refusal;
}

BuildOrigin copy(const Origin& origin) {
    return {origin.kind, std::string(origin.buffer), std::string(origin.file), origin.line};
}

BufferDescription describe(const Building& building, const BufferFacts& buffer) {
    BufferDescription described{std::string(buffer.name), std::string(buffer.label), buffer.size, {}};
    for (const BufferFacts::Part& part : buffer.parts) {
        const bool is_field = part.field != kNone;
        const std::string_view name =
            is_field ? building.rules->fields[part.field].tag : building.part_names[part.name];
        described.parts.push_back(
            {std::string(name), is_field ? static_cast<FieldIndex>(part.field) : kNoField, part.first, part.last});
    }
    return described;
}

ConstructionDescription describe(const Building& building, const ConstructionFacts& construction) {
    ConstructionDescription described;
    described.name = construction.name;
    described.label = construction.label;
    described.scenario = construction.scenario;
    if (construction.kept_for != kNone) described.kept_for = building.constructions[construction.kept_for].name;
    described.buffers.assign(construction.buffers.begin(), construction.buffers.end());
    for (const ClauseFacts& clause : construction.clauses) {
        described.clauses.push_back(
            {clause.kind, static_cast<FieldIndex>(clause.field),
             std::string(clause.row == kNone ? std::string_view() : building.segments[clause.row].row_name),
             std::string(clause.written), std::string(clause.when_written), std::string(clause.source.file),
             clause.source.line});
    }
    return described;
}

}  // namespace

GeneratedBuilder::GeneratedBuilder(const Building& building, const RecordLayout& layout, Supplied supplied)
    : layout_(layout), engine_(building, std::move(supplied)) {
    for (const BufferFacts& buffer : building.buffers) description_.buffers.push_back(describe(building, buffer));
    for (const ConstructionFacts& construction : building.constructions) {
        description_.constructions.push_back(describe(building, construction));
    }
}

void GeneratedBuilder::build(const BuildRequest& request, BuildOutcome& outcome) {
    outcome.clear();
    const std::size_t construction = find_named(building().constructions, request.construction);
    if (construction == building().constructions.size()) {
        outcome.refusals.push_back(unknown_construction(building(), request.construction));
        return;
    }
    engine_.begin(static_cast<std::uint32_t>(construction), outcome.record, request.show_ids, &request.givens);
    take(request);
    hand_over(engine_.finish(), outcome);
}

void GeneratedBuilder::take(const BuildRequest& request) {
    for (const BuildRows& wanted : request.rows) {
        std::uint32_t segment = 0;
        const auto segments = static_cast<std::uint32_t>(building().segments.size());
        const auto is_wanted = [&] {
            return building().rules->segments[segment].repeated &&
                   (building().segments[segment].row_name == wanted.name ||
                    building().rules->segments[segment].tag == wanted.name);
        };
        while (segment < segments && !is_wanted()) ++segment;
        if (segment == segments) {
            engine_.refuse_request({}, 0, "there are no rows named " + wanted.name);
        } else if (!engine_.add_rows(segment, wanted.count)) {
            engine_.refuse_request({}, 0,
                                   std::to_string(wanted.count) + " rows of " + wanted.name + " are more than " +
                                       std::to_string(BuildEngine::kMostRows));
        }
    }
    for (const BuildValue& value : request.values) {
        if (is_blank(value.text)) continue;
        const FieldIndex field = layout_.find_field(value.field);
        if (field == kNoField) {
            engine_.refuse_request(value.field, value.row, "there is no such field");
        } else {
            engine_.give(field, value.row, value.text);
        }
    }
    for (const BuildBuffer& buffer : request.buffers) {
        const std::size_t id = find_named(building().buffers, buffer.name);
        if (id == building().buffers.size()) {
            engine_.refuse_request({}, 0, "there is no buffer named " + buffer.name);
        } else {
            engine_.give_buffer(static_cast<std::uint32_t>(id), buffer.bytes);
        }
    }
}

void GeneratedBuilder::hand_over(const BuildAnswer& answer, BuildOutcome& outcome) {
    outcome.status = answer.status;
    outcome.kept_for = answer.kept_for;
    for (const Need& need : answer.needs) {
        outcome.needs.push_back({std::string(need.field), need.row, std::string(need.label), std::string(need.reason),
                                 std::string(need.code), std::string(need.text), std::string(need.file), need.line,
                                 need.place.field < 0 ? kNoField : static_cast<FieldIndex>(need.place.field)});
    }
    for (const Refusal& refusal : answer.refusals) {
        BuildRefusal& copied = outcome.refusals.emplace_back();
        copied.field = refusal.field;
        copied.row = refusal.row;
        copied.code = refusal.code;
        copied.message = refusal.message;
        copied.file = refusal.file;
        copied.line = refusal.line;
        copied.text = refusal.text;
        for (const Refusal::Part& part : refusal.parts) {
            copied.parts.push_back(
                {std::string(part.field), part.row, std::string(part.shown), copy(part.origin.value_or(Origin{}))});
        }
    }
    for (const Remark& remark : answer.remarks) {
        outcome.remarks.push_back({std::string(remark.field), remark.row, std::string(remark.text)});
    }
    for (const Kept& kept : answer.kept) {
        outcome.kept.push_back({layout_.fields()[kept.field].tag, kept.row, std::string(kept.text)});
    }
    for (std::size_t s = 0; s < layout_.segments().size(); ++s) {
        const RecordLayout::Segment& segment = layout_.segments()[s];
        if (segment.repeated) continue;
        for (std::uint32_t f = segment.first_field; f < segment.first_field + std::uint32_t{segment.field_count}; ++f) {
            if (const auto origin = engine_.origin(f, 0)) {
                outcome.filled.push_back({static_cast<FieldIndex>(f), 0, copy(*origin)});
            }
        }
    }
    for (std::size_t s = 0; s < layout_.segments().size(); ++s) {
        const RecordLayout::Segment& segment = layout_.segments()[s];
        if (!segment.repeated) continue;
        for (std::uint32_t row = 1; row <= outcome.record.rows(static_cast<SegmentIndex>(s)); ++row) {
            for (std::uint32_t f = segment.first_field; f < segment.first_field + std::uint32_t{segment.field_count};
                 ++f) {
                if (const auto origin = engine_.origin(f, row)) {
                    outcome.filled.push_back({static_cast<FieldIndex>(f), row, copy(*origin)});
                }
            }
        }
    }
    engine_.take_result(outcome.result);
    // The record's texts are the engine's so far.
    Record owned(outcome.record);
    outcome.record = std::move(owned);
}

}  // namespace jianhe::generated
