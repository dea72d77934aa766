#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/context.h"

namespace jianhe {

// What names mean at one place of the specification.
struct Scope {
    // Loop variables and the words that stand for them in this turn.
    std::map<std::string, dsl::Name, std::less<>> variables;
    // The field that `it` means; none outside of rules.
    ir::FieldId it = ir::kNone<ir::FieldId>;
    // The repeated segment whose row is being read; none: only whole segments can be asked.
    ir::SegmentId row = ir::kNone<ir::SegmentId>;
    // Names of parts of buffers; null outside of constructions.
    const NameTable<ir::BufferPartId>* parts = nullptr;
    // Whether questions to the history may stand here, and the relations of which an entry is at hand.
    bool may_ask_history = false;
    std::set<ir::RelationId> entries;
};

// A checked value: its instruction and type, and the field it stands for if it is nothing but a field.
struct TypedValue {
    ir::InstId id = ir::kNone<ir::InstId>;
    ir::Type type;
    ir::FieldId field = ir::kNone<ir::FieldId>;
};

// Checks expressions of one scope and lowers them. A fault is reported once, where it is; the enclosing expression then
// has no result and says nothing more.
class ExpressionChecker {
public:
    ExpressionChecker(Context& context, const Scope& scope) : context_(context), scope_(scope) {}

    std::optional<ir::InstId> condition(const dsl::Expr& expr);
    std::optional<TypedValue> value(const dsl::Expr& expr);
    // A question to the file; it is the whole of an `expect`, no part of a condition.
    static bool is_file_question(const dsl::Expr& expr);
    std::optional<ir::InstId> file_question(const dsl::Expr& expr);
    // A literal as a constant of `like`'s type; checked against the code set and length of `like`'s field, if it is
    // one.
    std::optional<TypedValue> literal(const dsl::Expr& expr, const TypedValue& like);

    // Whether a word or text stands for itself here, because it names nothing that can be read.
    bool is_literal(const dsl::Expr& expr) const { return side_of(expr) == Side::Literal; }

    // A literal as a constant of `like`'s type, or any other value.
    std::optional<TypedValue> value_like(const dsl::Expr& expr, const TypedValue& like);

    // Whether anything that was checked asks the history.
    bool has_asked_history() const noexcept { return has_asked_history_; }
    // The values of a key of the relation, or of a look-up; none after a report.
    std::optional<ir::InstId> key_value(const dsl::Expr& expr, const ir::Relation::Column& column);

    // The word that a name stands for after loop variables are put in place, with the place where it is written: a
    // mistake in it is mended there.
    dsl::Name substituted(const dsl::Expr& word) const;
    // The field that a word names, `it` included; none without a report when it names no field.
    ir::FieldId find_field(const dsl::Name& name) const;

private:
    enum class Side : std::uint8_t { Value, Literal };

    Side side_of(const dsl::Expr& expr) const;
    std::optional<TypedValue> field_value(ir::FieldId id, const dsl::Name& name);
    std::optional<TypedValue> word(const dsl::Expr& expr);
    std::optional<TypedValue> text_literal(const dsl::Name& name, const TypedValue& like);
    std::optional<TypedValue> wrong_literal(const dsl::Expr& expr, const TypedValue& like);
    void explain(dsl::DiagnosticBuilder& report, const dsl::Expr& expr) const;
    void explain_field(dsl::DiagnosticBuilder& report, const TypedValue& value) const;
    void report_wanted(const dsl::Expr& expr, std::string_view wanted, std::string_view found);
    const dsl::Expr* brought(const dsl::Expr& expr) const;
    void report_types_differ(const dsl::Expr& expr, const TypedValue& a, const TypedValue& b);
    std::optional<TypedValue> default_value(const dsl::Expr& expr);
    std::optional<TypedValue> slice(const dsl::Expr& expr);
    std::optional<TypedValue> attribute(const dsl::Expr& expr);
    std::optional<TypedValue> call(const dsl::Expr& expr);
    std::optional<TypedValue> count_has(const dsl::Expr& expr);
    std::optional<TypedValue> arithmetic(const dsl::Expr& expr);
    std::optional<TypedValue> moved_date(const dsl::Expr& expr);
    std::optional<TypedValue> operand(const dsl::Expr& expr);
    TypedValue rescaled(TypedValue value, std::uint8_t scale);

    std::optional<ir::InstId> comparison(const dsl::Expr& expr);
    std::optional<ir::InstId> placeholder_test(const dsl::Expr& word, const TypedValue& value);
    std::optional<ir::InstId> membership(const dsl::Expr& expr);
    ir::InstId false_when_empty(const TypedValue& tested, ir::InstId test);
    std::optional<ir::InstId> in_literal_set(const TypedValue& tested, const dsl::Expr& written);
    std::optional<ir::InstId> in_word_set(const TypedValue& tested, const dsl::Expr& set);
    std::optional<ir::InstId> any_of(std::vector<ir::InstId> conditions);
    std::optional<ir::InstId> in_range(const TypedValue& tested, const dsl::Expr& range);
    void report_unknown_set(const dsl::Name& word);
    std::optional<ir::InstId> in_named_set(const TypedValue& tested, const dsl::Expr& name);
    std::optional<ir::InstId> in_table(const dsl::Expr& tuple, const dsl::Expr& name);
    std::optional<ir::InstId> matches(const dsl::Expr& expr);
    std::optional<ir::InstId> has_characters(const dsl::Expr& expr);
    std::optional<ir::InstId> state_test(const dsl::Expr& expr);
    std::optional<ir::InstId> over_rows(const dsl::Expr& expr);
    std::optional<ir::InstId> unique(const dsl::Expr& expr);
    std::optional<ir::InstId> chain(const dsl::Expr& expr, ir::InstKind kind);

    // knowledge_expressions.cpp
    ir::InstId side_by_side(const std::vector<ir::InstId>& values);
    std::optional<std::vector<ir::InstId>> arguments(const std::vector<const dsl::Expr*>& written,
                                                     const std::vector<ir::Type>& wanted, const dsl::Name& of);
    std::optional<ir::InstId> master_key(const ir::Master& master, const dsl::Name& name,
                                         const std::vector<const dsl::Expr*>& key, const dsl::Expr* day);
    std::optional<ir::InstId> master_has(const dsl::Expr& expr);
    std::optional<TypedValue> part_of_call(const dsl::Expr& expr);
    std::optional<TypedValue> master_column(const dsl::Expr& call, const dsl::Name& name, const dsl::Name& part,
                                            ir::MasterId id);
    std::optional<TypedValue> provider_part(const dsl::Expr& call, const dsl::Name& name, const dsl::Name& part,
                                            ir::ProviderId id);
    std::optional<ir::KeyId> file_key(std::span<const dsl::Expr> parts);

    // history_expressions.cpp
    dsl::Name last_name(const dsl::Expr& expr) const;
    const ir::RelationId* relation_of(const dsl::Expr& expr) const;
    bool ask_history(dsl::SourceRange range);
    ir::InstId anything(const ir::Relation::Column& column);
    std::optional<ir::InstId> entry_condition(const dsl::Expr& expr, ir::RelationId relation);
    std::optional<ir::InstId> earlier_key(const dsl::Expr& expr, ir::RelationId relation, ir::LookUpId& look_up);
    std::optional<ir::InstId> life_key(const dsl::Expr& parts, ir::RelationId relation, bool may_be_any);
    std::optional<ir::Inst> entries(const dsl::Expr& expr);
    std::optional<ir::InstId> over_entries(const dsl::Expr& expr);
    std::optional<TypedValue> count_entries(const dsl::Expr& expr);
    std::optional<ir::InstId> in_state(const dsl::Expr& expr);
    std::optional<TypedValue> entry_column(const dsl::Expr& expr);
    std::optional<TypedValue> kept_column(const dsl::Expr& expr);
    std::optional<ir::InstId> private_comparison(const dsl::Expr& expr);
    bool is_private_column(const dsl::Expr& expr) const;

    // decisions.cpp
    std::optional<ir::InstId> holds_on(const ir::Span& span, dsl::SourceRange range);
    std::optional<ir::InstId> row_holds(const dsl::DecisionRow& row, const dsl::Expr& tuple);
    std::optional<ir::InstId> decided(const dsl::TableDecl& table, const dsl::Expr& tuple);

    std::optional<ir::SegmentId> row_segment(const dsl::Expr& expr, std::string_view behind);
    dsl::Expr substituted_set(const dsl::Expr& set) const;
    void check_members(const TypedValue& value, const ir::Set& set, dsl::SourceRange range);
    ir::InstId negated(ir::InstId id) { return context_.build.condition(ir::InstKind::Not, ir::index_of(id)); }

    Context& context_;
    const Scope& scope_;
    bool has_asked_history_ = false;
};

// What a rule needs that asks the history, and an example that has one.
inline constexpr std::string_view kHistory = "history";

// Reports `is required` in what decides on being required; `who` is "a cell" or the like.
void forbid_required(Context& context, const dsl::Expr& expr, std::string_view who);

// The type of what a field holds.
ir::Type type_of(const ir::Field& field);

// How a type is named to the author: `text`, `a number`, `a date`.
std::string describe(ir::Type type);

}  // namespace jianhe
