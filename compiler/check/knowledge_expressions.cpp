#include <algorithm>

#include "compiler/check/expressions.h"

// Expressions that ask others: master tables, providers, and the file a record stands in. expressions.cpp and
// conditions.cpp have the rest of the class.
namespace jianhe {
namespace {

using dsl::ExprKind;
using ir::InstKind;
using ir::ValueType;

ir::Type type_of(MasterShape::Type type) {
    switch (type) {
        case MasterShape::Type::Text: return {ValueType::Text, 0};
        case MasterShape::Type::Number: return {ValueType::Number, 0};
        case MasterShape::Type::Date: return {ValueType::Date, 0};
    }
    return {ValueType::Text, 0};
}

// Where the name stands among those that there are; reports one that is not there.
std::optional<std::uint32_t> position_of(Context& context, const dsl::Name& name, std::string_view what,
                                         const std::vector<std::string_view>& names) {
    const auto found = std::find(names.begin(), names.end(), name.text);
    if (found != names.end()) return static_cast<std::uint32_t>(found - names.begin());
    context.report_unknown(name, what, names);
    return std::nullopt;
}

}  // namespace

ir::InstId ExpressionChecker::side_by_side(const std::vector<ir::InstId>& values) {
    ir::InstId all = values.front();
    for (std::size_t i = 1; i < values.size(); ++i) {
        all = context_.build.inst(InstKind::Tuple, {ValueType::Tuple, 0}, ir::index_of(all), ir::index_of(values[i]));
    }
    return all;
}

// Values of the wanted types, checked one by one; none after a report.
std::optional<std::vector<ir::InstId>> ExpressionChecker::arguments(const std::vector<const dsl::Expr*>& written,
                                                                    const std::vector<ir::Type>& wanted,
                                                                    const dsl::Name& of) {
    if (written.size() != wanted.size()) {
        context_.emitter.report(dsl::diag::ArgumentCount, of.range, of.text, wanted.size(), written.size());
        return std::nullopt;
    }
    std::vector<ir::InstId> values;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const auto checked = value_like(*written[i], {ir::kNone<ir::InstId>, wanted[i]});
        if (!checked) continue;
        if (checked->type != wanted[i]) {
            report_wanted(*written[i], describe(wanted[i]), describe(checked->type));
            continue;
        }
        values.push_back(checked->id);
    }
    if (values.size() != written.size()) return std::nullopt;
    return values;
}

// The key of a master and the day on which its row must be valid, side by side.
std::optional<ir::InstId> ExpressionChecker::master_key(const ir::Master& master, const dsl::Name& name,
                                                        const std::vector<const dsl::Expr*>& key,
                                                        const dsl::Expr* day) {
    std::vector<ir::Type> wanted;
    for (const std::uint32_t column : master.shape.key) wanted.push_back(type_of(master.shape.columns[column].type));
    auto values = arguments(key, wanted, name);
    if (master.shape.is_dated && day == nullptr) {
        context_.emitter.report(dsl::diag::MasterNeedsDay, name.range, name.text)
            .hint("say on which day the row must be valid: `on date(…)`");
        return std::nullopt;
    }
    if (!master.shape.is_dated && day != nullptr) {
        context_.emitter.report(dsl::diag::MasterHasNoDays, day->range, name.text)
            .hint("declare a column of the type `period`, or leave out `on`");
        return std::nullopt;
    }
    if (day != nullptr) {
        const auto checked = value(*day);
        if (!checked || !values) return std::nullopt;
        if (checked->type.kind != ValueType::Date) {
            report_wanted(*day, "a date", describe(checked->type));
            return std::nullopt;
        }
        values->push_back(checked->id);
    }
    if (!values) return std::nullopt;
    return side_by_side(*values);
}

// drugs has Q06 on date(visit_time)
std::optional<ir::InstId> ExpressionChecker::master_has(const dsl::Expr& expr) {
    const dsl::Expr& table = expr.operands[0];
    if (table.kind != ExprKind::Word) {
        report_wanted(table, "the name of a master", "a value");
        return std::nullopt;
    }
    const dsl::Name name{table.text, table.range};
    const ir::MasterId* id = context_.resolve(context_.masters, name, "master");
    if (id == nullptr) return std::nullopt;
    context_.asked.insert(name.text);
    std::vector<const dsl::Expr*> key;
    const dsl::Expr& written = expr.operands[1];
    if (written.kind == ExprKind::Tuple) {
        for (const dsl::Expr& part : written.operands) key.push_back(&part);
    } else {
        key.push_back(&written);
    }
    const ir::Master& master = context_.module.masters[ir::index_of(*id)];
    const auto values = master_key(master, name, key, expr.operands.size() > 2 ? &expr.operands[2] : nullptr);
    if (!values) return std::nullopt;
    return context_.build.condition(InstKind::MasterHas, ir::index_of(*values), ir::index_of(*id));
}

// drugs(Q06 on date(visit_time)).price      visit_identity(P15).person
std::optional<TypedValue> ExpressionChecker::part_of_call(const dsl::Expr& expr) {
    const dsl::Expr& call = expr.operands[0];
    dsl::Name name{call.text, call.range};
    name.range.end = name.range.begin + static_cast<std::uint32_t>(call.text.size());
    // The name of the part ends the expression.
    dsl::Name part{expr.text, expr.range};
    part.range.begin = part.range.end - static_cast<std::uint32_t>(expr.text.size());
    context_.asked.insert(name.text);
    if (const auto* master = context_.masters.find(name.text)) return master_column(call, name, part, master->id);
    return provider_part(call, name, part, context_.providers.find(name.text)->id);
}

std::optional<TypedValue> ExpressionChecker::master_column(const dsl::Expr& call, const dsl::Name& name,
                                                           const dsl::Name& part, ir::MasterId id) {
    const ir::Master& master = context_.module.masters[ir::index_of(id)];
    std::vector<const dsl::Expr*> key;
    const dsl::Expr* day = nullptr;
    for (const dsl::Expr& argument : call.operands) {
        if (argument.kind != ExprKind::On) {
            key.push_back(&argument);
            continue;
        }
        // Between the brackets the key comes first: `drugs(Q06 on D)`.
        day = &argument.operands[0];
    }
    const auto values = master_key(master, name, key, day);
    const auto& columns = master.shape.columns;
    std::vector<std::string_view> names;
    for (const MasterShape::Column& column : columns) names.push_back(column.name);
    const auto found = position_of(context_, part, "column", names);
    if (!found || !values) return std::nullopt;
    const std::uint32_t index = *found;
    const ir::Type type = type_of(columns[index].type);
    return TypedValue{context_.build.inst(InstKind::MasterColumn, type, ir::index_of(*values), ir::index_of(id), index),
                      type};
}

std::optional<TypedValue> ExpressionChecker::provider_part(const dsl::Expr& call, const dsl::Name& name,
                                                           const dsl::Name& part, ir::ProviderId id) {
    const ir::Provider& provider = context_.module.providers[ir::index_of(id)];
    std::vector<ir::Type> wanted;
    for (const ir::Provider::Part& argument : provider.arguments) wanted.push_back(argument.type);
    std::vector<const dsl::Expr*> written;
    for (const dsl::Expr& argument : call.operands) written.push_back(&argument);
    const auto values = arguments(written, wanted, name);
    std::vector<std::string_view> names;
    for (const ir::Provider::Part& known : provider.parts) names.push_back(known.name);
    const auto found = position_of(context_, part, "part", names);
    if (!found || !values) return std::nullopt;
    const std::uint32_t index = *found;
    const ir::Type type = provider.parts[index].type;
    return TypedValue{
        context_.build.inst(InstKind::ProviderPart, type, ir::index_of(side_by_side(*values)), ir::index_of(id), index),
        type};
}

bool ExpressionChecker::is_file_question(const dsl::Expr& expr) {
    return expr.kind == ExprKind::SameInFile || (expr.kind == ExprKind::Unique && expr.text == "file");
}

std::optional<ir::KeyId> ExpressionChecker::file_key(std::span<const dsl::Expr> parts) {
    std::vector<ir::FieldId> key;
    for (const dsl::Expr& part : parts) {
        const auto field = value(part);
        if (!field) continue;
        if (!ir::is_some(field->field)) {
            report_wanted(part, "a field", describe(field->type));
            continue;
        }
        key.push_back(field->field);
    }
    if (key.size() != parts.size()) return std::nullopt;
    return context_.build.key(std::move(key));
}

// unique (P03, P15) in file while K01 = D stays for P15      same P05 in file
std::optional<ir::InstId> ExpressionChecker::file_question(const dsl::Expr& expr) {
    std::span<const dsl::Expr> parts{expr.operands};
    if (expr.kind == ExprKind::SameInFile) {
        const auto key = file_key(parts);
        if (!key) return std::nullopt;
        return context_.build.condition(InstKind::SameInFile, ir::index_of(*key));
    }
    const bool stays = parts.back().kind == ExprKind::Stays;
    const auto key = file_key(stays ? parts.first(parts.size() - 1) : parts);
    std::optional<ir::InstId> state = context_.build.condition(InstKind::True);
    std::optional<ir::KeyId> group = context_.build.key({});
    if (stays) {
        // The state is one of records, also where the key is of a row.
        Scope record = scope_;
        record.row = ir::kNone<ir::SegmentId>;
        ExpressionChecker expressions(context_, record);
        const std::span<const dsl::Expr> written{parts.back().operands};
        state = expressions.condition(written.front());
        group = expressions.file_key(written.subspan(1));
    }
    if (!key || !state || !group) return std::nullopt;
    return context_.build.condition(InstKind::UniqueInFile, ir::index_of(*key), ir::index_of(*state),
                                    ir::index_of(*group));
}

}  // namespace jianhe
