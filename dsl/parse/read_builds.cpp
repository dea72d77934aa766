#include "dsl/parse/tree_reader.h"

// Constructions: buffers, the clauses of `build`, and their examples.
namespace jianhe::dsl {

BufferDecl TreeReader::buffer(JianheParser::BufferDeclContext& node) {
    BufferDecl result;
    result.range = range(node);
    result.name = name(node.word(0));
    result.label = name(node.text());
    result.size = name(node.word(1));
    for (JianheParser::BufferPartContext* part : node.bufferPart()) {
        result.parts.push_back({range(*part), name(part->word(0)), name(part->word(1)), optional_name(part->word(2))});
    }
    result.waivers = waivers(node.waiver());
    return result;
}

BuildDecl TreeReader::build(JianheParser::BuildDeclContext& node) {
    BuildDecl result;
    result.range = range(node);
    result.name = name(node.word());
    result.label = name(node.text());
    if (node.words() != nullptr) {
        result.buffers = names(node.words());
    }
    for (JianheParser::BuildClauseContext* clause : node.buildClause()) {
        if (clause->exception == nullptr) {
            result.clauses.push_back(build_clause(*clause));
        }
    }
    return result;
}

BuildClause TreeReader::build_clause(JianheParser::BuildClauseContext& node) {
    BuildClause result;
    result.range = range(node);
    if (node.SCENARIO() != nullptr) {
        result.kind = BuildClause::Kind::Scenario;
        result.targets.push_back({range(*node.word()), name(node.word()), {}, {}, {}, {}});
        return result;
    }
    if (JianheParser::ClauseTailContext* tail = node.clauseTail(); tail != nullptr) {
        result.when = optional_expr(tail->expr());
        result.row_name = optional_name(tail->word());
    }
    if (node.SET() != nullptr || node.DEFAULT() != nullptr) {
        result.kind = node.SET() != nullptr ? BuildClause::Kind::Set : BuildClause::Kind::Default;
        BuildClause::Target target{range(*node.word()), name(node.word()), {}, {}, {}, {}};
        if (node.literal() != nullptr) {
            target.value = literal(*node.literal());
        }
        result.targets.push_back(std::move(target));
    } else if (node.ASK() != nullptr) {
        result.kind = BuildClause::Kind::Ask;
        result.is_optional = node.OPTIONAL() != nullptr;
        for (const Name& field : names(node.words())) {
            result.targets.push_back({field.range, field, {}, {}, {}, {}});
        }
    } else if (node.KEEP() != nullptr) {
        result.kind = BuildClause::Kind::Keep;
        result.kept_for = optional_name(node.word());
        for (JianheParser::KeptValueContext* kept : node.keptValue()) {
            BuildClause::Target target{range(*kept), name(kept->word()), {}, {}, {}, {}};
            if (kept->sum() != nullptr) {
                target.value = value(*kept->sum());
            }
            result.targets.push_back(std::move(target));
        }
    } else {
        result.kind = BuildClause::Kind::Derive;
        for (JianheParser::DerivationContext* derived : node.derivation()) {
            BuildClause::Target target{range(*derived), name(derived->word(0)), {}, {}, {}, {}};
            std::size_t next_word = 1;
            if (derived->sum() != nullptr) {
                target.value = value(*derived->sum());
            } else {
                target.position_of = optional_name(derived->word(next_word++));
            }
            target.followed_by = optional_name(derived->code());
            if (derived->PADDED() != nullptr) {
                target.padded = optional_name(derived->word(next_word));
            }
            result.targets.push_back(std::move(target));
        }
    }
    return result;
}

BuildExampleDecl TreeReader::build_example(JianheParser::BuildExampleDeclContext& node) {
    BuildExampleDecl result;
    result.range = range(node);
    result.label = optional_name(node.text());
    result.construction = name(node.word(0));
    result.base = optional_name(node.word(1));
    result.body = record_body(node.recordBody());
    for (JianheParser::BufferValueContext* buffer : node.bufferValue()) {
        result.buffers.push_back(
            {range(*buffer), name(buffer->word(0)), optional_name(buffer->word(1)), values(buffer->valueBody())});
    }
    result.givens = values(node.valueBody());
    build_result(node.buildResult(), result);
    result.waivers = waivers(node.waiver());
    return result;
}

void TreeReader::build_result(JianheParser::BuildResultContext* node, BuildExampleDecl& into) {
    using Result = BuildExampleDecl::Result;
    if (auto* built = dynamic_cast<JianheParser::BuiltResultContext*>(node)) {
        into.result = Result::Built;
        into.contents = record_body(built->recordBody());
    } else if (auto* kept = dynamic_cast<JianheParser::KeptResultContext*>(node)) {
        into.result = Result::Kept;
        for (FieldValue& value : values(kept->valueBody())) {
            into.contents.entries.emplace_back(std::move(value));
        }
    } else if (auto* needed = dynamic_cast<JianheParser::NeededResultContext*>(node)) {
        into.result = Result::Needs;
        into.only = needed->ONLY() != nullptr;
        for (JianheParser::MissingContext* missing : needed->missing()) {
            into.expected.push_back({name(missing->word(0)), optional_name(missing->word(1)), {}});
        }
    } else if (auto* refused = dynamic_cast<JianheParser::RefusedResultContext*>(node)) {
        into.result = Result::Refused;
        into.only = refused->ONLY() != nullptr;
        for (JianheParser::ObjectionContext* one : refused->objection()) {
            into.expected.push_back({name(one->word(0)), optional_name(one->word(1)), optional_name(one->code())});
        }
    }
}

}  // namespace jianhe::dsl
