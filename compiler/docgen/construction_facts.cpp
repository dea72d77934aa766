#include "compiler/docgen/construction_facts.h"

#include <algorithm>

#include <fmt/format.h>

#include <jianhe/upload_writer.h>

#include "compiler/construct/build_examples.h"
#include "compiler/construct/reference_builder.h"

namespace jianhe::docgen {
namespace {

std::string_view word_of(ClauseDescription::Kind kind) {
    switch (kind) {
        case ClauseDescription::Kind::Set: return "set";
        case ClauseDescription::Kind::Default: return "default";
        case ClauseDescription::Kind::Derive: return "derive";
        case ClauseDescription::Kind::Ask: return "ask";
        case ClauseDescription::Kind::AskOptional: return "ask optional";
        case ClauseDescription::Kind::Keep: return "keep";
    }
    return "";
}

std::string text_of(const ir::Module& module, const ClauseDescription& clause) {
    const std::string& tag = module.fields[clause.field].tag;
    std::string text = fmt::format("{} {}", word_of(clause.kind), tag);
    const bool is_constant =
        clause.kind == ClauseDescription::Kind::Set || clause.kind == ClauseDescription::Kind::Default;
    if (!clause.value.empty()) text += (is_constant ? " = " : " := ") + clause.value;
    if (clause.value.empty() && clause.kind == ClauseDescription::Kind::Set) text += " absent";
    if (!clause.condition.empty()) text += " when " + clause.condition;
    if (!clause.row_name.empty()) text += " for each " + clause.row_name;
    return fmt::format("{}    {}:{}", text, clause.file, clause.line);
}

std::string xml_of(const ir::Module& module, const Record& record) {
    const SpecificationInfo info = ir::make_info(module);
    std::string xml;
    // A text that cannot be written would have been refused.
    (void)UploadWriter(info, TextEncoding::Utf8).record(record, xml);
    return xml;
}

}  // namespace

ConstructionFacts facts_of(const ir::Module& module, ir::ConstructionId id) {
    ConstructionFacts facts;
    facts.construction = &module.construction(id);
    ReferenceBuilder builder(module, Supplied(GivenValues(module.givens.size())));
    BuildRequest nothing;
    nothing.construction = facts.construction->name;
    BuildOutcome outcome(builder.layout());
    builder.build(nothing, outcome);
    facts.asked = outcome.needs;
    for (const ClauseDescription& clause : builder.description().constructions[index_of(id)].clauses) {
        facts.clauses.push_back(text_of(module, clause));
    }
    for (const ir::BuildExample& example : module.build_examples) {
        if (example.construction != id) continue;
        facts.examples.push_back(&example);
        const bool is_made =
            example.result == ir::BuildExample::Result::Built || example.result == ir::BuildExample::Result::Kept;
        if (!is_made || facts.shown != nullptr) continue;
        facts.shown = &example;
        build_example(module, example, facts.outcome.emplace(builder.layout()));
        if (facts.outcome->status == BuildStatus::Built) facts.xml = xml_of(module, facts.outcome->record);
    }
    return facts;
}

std::string describe_result(const ir::BuildExample& example) {
    std::string text(to_string(example.result));
    for (const ir::BuildExample::Expected& expected : example.expected) {
        text += (&expected == &example.expected.front() ? " " : ", ") + expected.field;
        if (expected.row > 0) text += fmt::format("[{}]", expected.row);
        if (!expected.code.empty()) text += ":" + expected.code;
    }
    return example.only ? text + " only" : text;
}

std::string describe_buffer(const ir::Module& module, const ir::Buffer& buffer) {
    std::string text = fmt::format("{}, {} bytes, {}:", buffer.name, buffer.size, buffer.label);
    for (const ir::Buffer::Part& part : buffer.parts) {
        text += fmt::format(
            " {} {}..{}",
            ir::is_some(part.field) ? module.field(part.field).tag : module.buffer_parts[index_of(part.name)],
            part.first, part.last);
    }
    return text;
}

}  // namespace jianhe::docgen
