#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

#include "compiler/ir/module.h"

// The members of every struct of a Module, once for saving and loading alike, so that the two cannot differ. An archive
// has `operator()(members…)`, which goes through them in order; when saving they are const. A member that is added to a
// struct must be added here, and kFormatVersion raised. Private to this folder.
namespace jianhe::ir {

inline constexpr std::uint32_t kFormatVersion = 5;

template <class T, class Struct>
concept Is = std::same_as<std::remove_const_t<T>, Struct>;

// The greatest enumerator of each enumeration that is stored; ids have none.
template <class E>
inline constexpr auto kLast = nullptr;
#define JIANHE_INST(kind, printed, result, a, b, c) +1
inline constexpr int kInstKindCount = 0
#include "compiler/ir/inst_kinds.def"
    ;
template <>
inline constexpr auto kLast<InstKind> = static_cast<InstKind>(kInstKindCount - 1);
template <>
inline constexpr auto kLast<ValueType> = ValueType::Tuple;
template <>
inline constexpr auto kLast<MasterShape::Type> = MasterShape::Type::Date;
template <>
inline constexpr auto kLast<FieldType> = FieldType::VisitId;
template <>
inline constexpr auto kLast<Mark> = Mark::Optional;
template <>
inline constexpr auto kLast<MaskKind> = MaskKind::All;
template <>
inline constexpr auto kLast<TextEncoding> = TextEncoding::Utf8;
template <>
inline constexpr auto kLast<Disposition> = Disposition::RejectFile;
template <>
inline constexpr auto kLast<CodeStatus> = CodeStatus::Retired;
template <>
inline constexpr auto kLast<BuildClause::Kind> = BuildClause::Kind::Keep;
template <>
inline constexpr auto kLast<BuildExample::Result> = BuildExample::Result::Refused;
template <>
inline constexpr auto kLast<Vary::Kind> = Vary::Kind::Earlier;
template <>
inline constexpr auto kLast<Effect::Kind> = Effect::Kind::TakeBack;

template <class A, Is<Type> T>
void transfer(A& ar, T& x) {
    ar(x.kind, x.scale);
}
template <class A, Is<Inst> T>
void transfer(A& ar, T& x) {
    ar(x.kind, x.type, x.a, x.b, x.c);
}
template <class A, Is<Date> T>
void transfer(A& ar, T& x) {
    ar(x.days);
}
template <class A, Is<DateTime> T>
void transfer(A& ar, T& x) {
    ar(x.seconds);
}
template <class A, Is<Location> T>
void transfer(A& ar, T& x) {
    ar(x.file, x.line);
}
template <class A, Is<Span> T>
void transfer(A& ar, T& x) {
    ar(x.from, x.until);
}
template <class A, Is<WordRange> T>
void transfer(A& ar, T& x) {
    ar(x.lo, x.hi);
}
template <class A, Is<Set> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.label, x.members);
}
template <class A, Is<CodeSet::Column> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.type);
}
template <class A, Is<CodeSet::Row> T>
void transfer(A& ar, T& x) {
    ar(x.code, x.valid, x.label, x.columns, x.numbers);
}
template <class A, Is<CodeSet> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.label, x.file, x.is_open, x.is_dated, x.columns, x.rows);
}
template <class A, Is<Table> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.columns, x.others_unchecked, x.rows);
}
template <class A, Is<Cell::Choice> T>
void transfer(A& ar, T& x) {
    ar(x.condition, x.mark);
}
template <class A, Is<Cell> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.choices, x.otherwise);
}
template <class A, Is<Presence> T>
void transfer(A& ar, T& x) {
    ar(x.selector, x.columns);
}
template <class A, Is<Placeholder> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.members);
}
template <class A, Is<Field> T>
void transfer(A& ar, T& x) {
    ar(x.tag, x.name, x.label, x.location, x.segment, x.type, x.length, x.exact, x.scale, x.low, x.high, x.code_set,
       x.item_length, x.max_items, x.placeholders, x.forbidden_placeholders, x.mask, x.presence, x.cells, x.codes);
}
template <class A, Is<Segment::Limit> T>
void transfer(A& ar, T& x) {
    ar(x.condition, x.low, x.high);
}
template <class A, Is<Segment> T>
void transfer(A& ar, T& x) {
    ar(x.tag, x.parent, x.label, x.row_name, x.limits, x.first_field, x.field_count);
}
template <class A, Is<Given> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.label, x.type, x.is_optional, x.example);
}
template <class A, Is<ChosenDate::Choice> T>
void transfer(A& ar, T& x) {
    ar(x.condition, x.field);
}
template <class A, Is<ChosenDate> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.choices, x.otherwise);
}
template <class A, Is<DateSource> T>
void transfer(A& ar, T& x) {
    ar(x.given, x.chosen);
}
template <class A, Is<MasterShape::Column> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.type, x.length);
}
template <class A, Is<MasterShape> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.columns, x.key, x.is_dated);
}
template <class A, Is<Master> T>
void transfer(A& ar, T& x) {
    ar(x.label, x.shape, x.sample_file, x.sample, x.location);
}
template <class A, Is<Provider::Part> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.type);
}
template <class A, Is<Provider> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.label, x.arguments, x.parts, x.built_in, x.sample_file, x.sample, x.location);
}
template <class A, Is<Scenario> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.label, x.condition, x.text, x.location);
}
template <class A, Is<Relation::Column> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.type, x.field, x.domain, x.words, x.low, x.high);
}
template <class A, Is<Relation> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.label, x.columns, x.indexes, x.row, x.is_imported, x.sample_file, x.sample);
    ar(x.key_size, x.states, x.events, x.next, x.location);
}
template <class A, Is<LookUp> T>
void transfer(A& ar, T& x) {
    ar(x.relation, x.columns, x.index);
}
template <class A, Is<Effect::KeyPart> T>
void transfer(A& ar, T& x) {
    ar(x.low, x.high);
}
template <class A, Is<Effect> T>
void transfer(A& ar, T& x) {
    ar(x.kind, x.relation, x.row, x.when, x.key, x.event, x.held, x.by, x.location);
}
template <class A, Is<CodePlaces> T>
void transfer(A& ar, T& x) {
    ar(x.is_stated, x.any_field, x.record, x.file, x.segments, x.fields);
}
template <class A, Is<Code> T>
void transfer(A& ar, T& x) {
    ar(x.code, x.message, x.disposition, x.schedule, x.official, x.places, x.needs, x.status, x.reason, x.source,
       x.location);
}
template <class A, Is<DatedDisposition> T>
void transfer(A& ar, T& x) {
    ar(x.disposition, x.span);
}
template <class A, Is<Check> T>
void transfer(A& ar, T& x) {
    ar(x.rule, x.code, x.field, x.segment, x.chosen, x.row, x.when, x.expect, x.judges_empty, x.asks_history,
       x.dispositions, x.choice, x.expect_text, x.location);
}
template <class A, Is<Rule> T>
void transfer(A& ar, T& x) {
    ar(x.message, x.codes, x.checks, x.switched_by, x.supersedes, x.needs, x.blocks_record, x.blocks, x.location,
       x.text);
}
template <class A, Is<Buffer::Part> T>
void transfer(A& ar, T& x) {
    ar(x.field, x.name, x.first, x.last);
}
template <class A, Is<Buffer> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.label, x.size, x.parts, x.location);
}
template <class A, Is<BuildClause> T>
void transfer(A& ar, T& x) {
    ar(x.kind, x.field, x.row, x.when, x.value, x.is_position, x.padded, x.followed_by, x.value_text, x.when_text,
       x.location);
}
template <class A, Is<Construction> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.label, x.buffers, x.clauses, x.scenario, x.scenario_location, x.kept_for, x.location);
}
template <class A, Is<BuildExample::Given> T>
void transfer(A& ar, T& x) {
    ar(x.buffer, x.parts);
}
template <class A, Is<BuildExample::Expected> T>
void transfer(A& ar, T& x) {
    ar(x.field, x.row, x.code);
}
template <class A, Is<BuildExample::Content> T>
void transfer(A& ar, T& x) {
    ar(x.field, x.row, x.text);
}
template <class A, Is<BuildExample> T>
void transfer(A& ar, T& x) {
    ar(x.label, x.construction, x.values, x.buffers, x.givens, x.result, x.expected, x.contents, x.only, x.location);
}
template <class A, Is<RecordValues> T>
void transfer(A& ar, T& x) {
    ar(x.segments);
}
template <class A, Is<DeclaredRecord> T>
void transfer(A& ar, T& x) {
    ar(x.name, x.label, x.weight, x.values, x.location);
}
template <class A, Is<Example::Expected> T>
void transfer(A& ar, T& x) {
    ar(x.field, x.row, x.code);
}
template <class A, Is<Example> T>
void transfer(A& ar, T& x) {
    ar(x.label, x.base, x.values, x.changed, x.rows_changed, x.files, x.after, x.masters, x.providers, x.has_history,
       x.leaves, x.givens, x.accepted, x.only, x.finds, x.location);
}
template <class A, Is<Vary> T>
void transfer(A& ar, T& x) {
    ar(x.kind, x.field, x.first, x.second, x.length, x.low, x.high, x.per_file, x.values);
}
template <class A, Is<Generate> T>
void transfer(A& ar, T& x) {
    ar(x.received_at, x.shift_days, x.varies);
}
// What engines, readers and reports need.
template <class A, Is<Module> T>
void transfer_judging(A& ar, T& x) {
    ar(x.name, x.label, x.version, x.digest, x.sources, x.root, x.record, x.encoding);
    ar(x.givens, x.received_at, x.key, x.chosen_dates, x.code_sets_by, x.envelope, x.too_many);
    ar(x.segments, x.fields, x.code_sets, x.sets, x.tables, x.patterns, x.keys, x.cells, x.presences, x.codes);
    ar(x.masters, x.providers, x.scenarios);
    ar(x.relations, x.look_ups, x.effects);
    ar(x.texts, x.integers, x.insts, x.checks, x.rules);
    ar(x.buffers, x.buffer_parts, x.constructions, x.first_building_inst);
    ar(x.report_templates);
}
// What only examples, generated records and explanations need: two thirds of a specification with many examples.
template <class A, Is<Module> T>
void transfer_examples(A& ar, T& x) {
    ar(x.records, x.examples, x.build_examples, x.generate);
}
template <class A, Is<Module> T>
void transfer(A& ar, T& x) {
    transfer_judging(ar, x);
    transfer_examples(ar, x);
}

}  // namespace jianhe::ir
