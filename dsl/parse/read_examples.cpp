#include "dsl/parse/tree_reader.h"

namespace jianhe::dsl {

RecordDecl TreeReader::record(JianheParser::RecordDeclContext& node) {
    RecordDecl result;
    result.range = range(node);
    std::size_t next_word = 0;
    result.name = name(node.word(next_word++));
    result.label = optional_name(node.text());
    if (node.WEIGHT() != nullptr) {
        result.weight = name(node.word(next_word++));
    }
    if (node.WITH() != nullptr) {
        result.base = name(node.word(next_word));
    }
    result.body = record_body(node.recordBody());
    return result;
}

RecordBody TreeReader::record_body(JianheParser::RecordBodyContext* node) {
    RecordBody result;
    if (node == nullptr) {
        return result;
    }
    for (JianheParser::RecordEntryContext* entry : node->recordEntry()) {
        if (entry->exception != nullptr) {
            continue;
        }
        if (auto* plain = dynamic_cast<JianheParser::PlainValueContext*>(entry)) {
            result.entries.emplace_back(field_value(*plain->fieldValue()));
        } else if (auto change = row_change(entry)) {
            result.entries.emplace_back(std::move(*change));
        }
    }
    return result;
}

std::optional<RowChange> TreeReader::row_change(JianheParser::RecordEntryContext* node) {
    RowChange result;
    result.range = range(*node);
    if (auto* none = dynamic_cast<JianheParser::NoRowsContext*>(node)) {
        result.kind = RowChange::Kind::RemoveAll;
        result.row_name = name(none->word());
    } else if (auto* changed = dynamic_cast<JianheParser::ChangedRowContext*>(node)) {
        result.kind = RowChange::Kind::Modify;
        result.row_name = name(changed->word(0));
        result.position = name(changed->word(1));
        result.fields = values(changed->valueBody());
    } else if (auto* added = dynamic_cast<JianheParser::AddedRowContext*>(node)) {
        result.row_name = name(added->word(0));
        result.times = optional_name(added->word(1));
        result.fields = values(added->valueBody());
    } else {
        return std::nullopt;
    }
    return result;
}

FieldValue TreeReader::field_value(JianheParser::FieldValueContext& node) {
    FieldValue result;
    result.range = range(node);
    result.field = name(node.word());
    if (node.ABSENT() != nullptr) {
        result.state = FieldValue::State::Absent;
    } else if (node.BLANK() != nullptr) {
        result.state = FieldValue::State::Blank;
    } else {
        result.value = name(node.literal());
    }
    return result;
}

std::vector<FieldValue> TreeReader::values(JianheParser::ValueBodyContext* node) {
    std::vector<FieldValue> result;
    if (node != nullptr) {
        for (JianheParser::FieldValueContext* value : node->fieldValue()) {
            result.push_back(field_value(*value));
        }
    }
    return result;
}

ExampleDecl TreeReader::example(JianheParser::ExampleDeclContext& node) {
    ExampleDecl result;
    result.range = range(node);
    result.label = optional_name(node.text());
    result.record = name(node.word());
    result.body = record_body(node.recordBody());
    for (JianheParser::EarlierContext* before : node.earlier()) {
        if (auto* file = dynamic_cast<JianheParser::EarlierFileContext*>(before)) {
            std::vector<ExampleDecl::Earlier>& records = result.files.emplace_back();
            for (JianheParser::EarlierRecordContext* one : file->earlierRecord()) {
                records.push_back(earlier(*one));
            }
        } else if (auto* same = dynamic_cast<JianheParser::SameFileContext*>(before)) {
            result.after.push_back(earlier(*same->earlierRecord()));
        }
    }
    if (node.words() != nullptr) {
        result.uses = names(node.words());
    }
    result.givens = values(node.valueBody());
    result.accepted = node.ACCEPTED() != nullptr;
    for (JianheParser::FindingContext* one : node.finding()) {
        result.finds.push_back({name(one->word(0)), optional_name(one->word(1)), name(one->code())});
    }
    result.only = node.ONLY() != nullptr;
    result.leaves = optional_expr(node.expr());
    result.waivers = waivers(node.waiver());
    return result;
}

ExampleDecl::Earlier TreeReader::earlier(JianheParser::EarlierRecordContext& node) {
    return {range(node), name(node.word()), record_body(node.recordBody())};
}

GenerateDecl TreeReader::generate(JianheParser::GenerateDeclContext& node) {
    GenerateDecl result;
    result.range = range(node);
    for (JianheParser::GenerateLineContext* line : node.generateLine()) {
        if (line->exception == nullptr) {
            generate_line(line, result);
        }
    }
    return result;
}

void TreeReader::generate_line(JianheParser::GenerateLineContext* node, GenerateDecl& into) {
    if (auto* received = dynamic_cast<JianheParser::ReceivedAtContext*>(node)) {
        return set_once(into.received_at, name(received->word()), "`received_at`");
    }
    if (auto* shifted = dynamic_cast<JianheParser::ShiftedContext*>(node)) {
        return set_once(into.shift_days, name(shifted->word()), "`shift`");
    }
    VaryDecl vary;
    vary.range = range(*node);
    vary.field = name(node->start);
    if (auto* random = dynamic_cast<JianheParser::RandomValueContext*>(node)) {
        vary.kind = VaryDecl::Kind::Random;
        vary.type = name(random->WORD()->getSymbol());
        vary.length = optional_name(random->INTEGER());
        const std::vector<Name> words = names(random->word());
        vary.references.assign(words.begin() + 1, words.end());
    } else if (auto* one_of = dynamic_cast<JianheParser::OneOfContext*>(node)) {
        vary.kind = VaryDecl::Kind::OneOf;
        vary.values = names(one_of->literal());
        vary.per_file = one_of->PER() != nullptr;
    } else if (auto* in_range = dynamic_cast<JianheParser::InRangeContext*>(node)) {
        vary.kind = VaryDecl::Kind::InRange;
        vary.low = name(in_range->span()->literal(0));
        vary.high = name(in_range->span()->literal(1));
    } else if (auto* same = dynamic_cast<JianheParser::SameAsContext*>(node)) {
        vary.kind = VaryDecl::Kind::SameAs;
        vary.references.push_back(name(same->word(1)));
    } else if (auto* earlier = dynamic_cast<JianheParser::EarlierByContext*>(node)) {
        vary.kind = VaryDecl::Kind::Earlier;
        vary.low = name(earlier->span()->literal(0));
        vary.high = name(earlier->span()->literal(1));
    }
    into.varies.push_back(std::move(vary));
}

}  // namespace jianhe::dsl
