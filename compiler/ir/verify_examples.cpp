#include "compiler/ir/verify_parts.h"

namespace jianhe::ir {

void Verifier::verify_examples() {
    const Module& m = module_;
    for (const DeclaredRecord& record : m.records) verify_values(record.values, record.name);
    for (const Example& example : m.examples) {
        const std::string name = fmt::format("the example at line {}", example.location.line);
        holds(example.base, m.records.size(), "record of " + name);
        verify_values(example.values, name);
        for (const RecordValues& earlier : example.after) verify_values(earlier, name);
        for (const auto& file : example.files) {
            for (const RecordValues& earlier : file) verify_values(earlier, name);
        }
        if (holds_or_none(example.leaves, m.insts.size(), "condition of " + name) && is_some(example.leaves)) {
            verify_root(example.leaves, kNone<SegmentId>, true, "what " + name + " leaves", true);
        }
        for (const MasterId master : example.masters) holds(master, m.masters.size(), "master of " + name);
        for (const ProviderId id : example.providers) holds(id, m.providers.size(), "provider of " + name);
        for (const auto& [field, row] : example.changed) holds(field, m.fields.size(), "field that changes in " + name);
        for (const auto& [given, value] : example.givens) holds(given, m.givens.size(), "given value of " + name);
        if (example.accepted == !example.finds.empty()) {
            fault("example-shape", "{} {}", name, example.accepted ? "is accepted and finds" : "promises nothing");
        }
        for (const Example::Expected& expected : example.finds) {
            if (!is_some(m.find_code(expected.code))) fault("example-shape", "{} finds {}", name, expected.code);
        }
    }
    for (const BuildExample& example : m.build_examples) verify_build_example(example);
    for (const Vary& vary : m.generate.varies) verify_vary(vary);
}

void Verifier::verify_build_example(const BuildExample& example) {
    const Module& m = module_;
    const std::string name = fmt::format("the example at line {}", example.location.line);
    if (!holds(example.construction, m.constructions.size(), "construction of " + name)) return;
    verify_values(example.values, name);
    for (const BuildExample::Given& given : example.buffers) {
        if (!holds(given.buffer, m.buffers.size(), "buffer of " + name)) continue;
        for (const auto& [part, text] : given.parts) {
            if (part >= m.buffer(given.buffer).parts.size()) fault("id-range", "part {} of a buffer of {}", part, name);
        }
    }
    for (const auto& [given, value] : example.givens) holds(given, m.givens.size(), "given value of " + name);
    for (const BuildExample::Content& content : example.contents) {
        holds(content.field, m.fields.size(), "content of " + name);
    }
    const bool expects =
        example.result == BuildExample::Result::Needs || example.result == BuildExample::Result::Refused;
    if (expects == example.expected.empty() || (expects && !example.contents.empty())) {
        fault("example-shape", "{} does not say what it promises", name);
    }
    for (const BuildExample::Expected& expected : example.expected) {
        if (!expected.code.empty() && !is_some(m.find_code(expected.code))) {
            fault("example-shape", "{} is refused by {}", name, expected.code);
        }
    }
}

void Verifier::verify_values(const RecordValues& values, std::string_view of) {
    if (values.segments.size() != module_.segments.size()) {
        return fault("record-shape", "{} has {} segments", of, values.segments.size());
    }
    for (std::size_t s = 0; s < values.segments.size(); ++s) {
        const Segment& segment = module_.segments[s];
        if (!segment.repeated() && values.segments[s].size() > 1) {
            fault("record-shape", "{} has {} times {}", of, values.segments[s].size(), segment.tag);
        }
        for (const RecordValues::Row& row : values.segments[s]) {
            if (row.size() != segment.field_count)
                fault("record-shape", "{} has {} fields in {}", of, row.size(), segment.tag);
        }
    }
}

void Verifier::verify_vary(const Vary& vary) {
    const Module& m = module_;
    if (!holds(vary.field, m.fields.size(), "field of `generate`")) return;
    const std::string_view tag = m.field(vary.field).tag;
    const bool reads_first = vary.kind == Vary::Kind::VisitId || vary.kind == Vary::Kind::SameAs;
    const bool reads_second = vary.kind == Vary::Kind::VisitId;
    for (const auto& [field, needed] : {std::pair{vary.first, reads_first}, {vary.second, reads_second}}) {
        if (!needed) continue;
        if (!holds(field, m.fields.size(), "field that `generate` reads")) return;
        if (is_some(row_of(field)) && row_of(field) != row_of(vary.field)) {
            fault("vary-shape", "{} is made from {}, which repeats", tag, m.field(field).tag);
        }
    }
    const bool ranged = vary.kind == Vary::Kind::InRange || vary.kind == Vary::Kind::Earlier;
    if (ranged && vary.low > vary.high) fault("vary-shape", "{} has the range {}..{}", tag, vary.low, vary.high);
    if (vary.kind == Vary::Kind::OneOf && vary.values.empty()) fault("vary-shape", "{} has no values", tag);
}

}  // namespace jianhe::ir
