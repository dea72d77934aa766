// What others know: master tables and providers. And scenarios, which are named conditions.

#include <algorithm>
#include <array>
#include <utility>

#include <jianhe/provider.h>

#include "compiler/check/context.h"
#include "compiler/check/expressions.h"

namespace jianhe {
namespace {

// The greatest length of a column, in bytes.
constexpr std::uint32_t kMaxColumnLength = 10'000;

constexpr std::array<std::pair<std::string_view, MasterShape::Type>, 3> kColumnTypes{
    {{"text", MasterShape::Type::Text}, {"number", MasterShape::Type::Number}, {"date", MasterShape::Type::Date}}};

// Types of arguments and parts: the plain ones, and the named value types, which are text.
constexpr std::array<std::pair<std::string_view, ir::ValueType>, 7> kPartTypes{{{"text", ir::ValueType::Text},
                                                                                {"number", ir::ValueType::Number},
                                                                                {"date", ir::ValueType::Date},
                                                                                {"datetime", ir::ValueType::DateTime},
                                                                                {"national_id", ir::ValueType::Text},
                                                                                {"facility_code", ir::ValueType::Text},
                                                                                {"visit_id", ir::ValueType::Text}}};

template <class T, std::size_t N>
std::optional<T> type_named(Context& context, const std::array<std::pair<std::string_view, T>, N>& types,
                            const dsl::Name& name) {
    std::vector<std::string_view> names;
    for (const auto& [known, type] : types) {
        if (known == name.text) return type;
        names.push_back(known);
    }
    context.report_unknown(name, "type", names);
    return std::nullopt;
}

// The columns and whether rows have a span of days, written as a column of the type `period`.
NameTable<std::uint32_t> check_columns(Context& context, const dsl::MasterDecl& decl, MasterShape& shape) {
    NameTable<std::uint32_t> names;
    for (const dsl::MasterDecl::Column& column : decl.columns) {
        if (column.type.text == "period") {
            shape.is_dated = true;
            continue;
        }
        const auto index = static_cast<std::uint32_t>(shape.columns.size());
        if (!context.declare(names, column.name, index, "column")) continue;
        MasterShape::Column checked{column.name.text, MasterShape::Type::Text, 0};
        if (const auto type = type_named(context, kColumnTypes, column.type)) checked.type = *type;
        if (column.length) checked.length = context.number(*column.length, 1, kMaxColumnLength).value_or(0);
        shape.columns.push_back(std::move(checked));
    }
    return names;
}

// The text of a sample that is a table of this shape; none without one, or after a report.
std::optional<std::string> read_sample(Context& context, const std::optional<dsl::Name>& file,
                                       const MasterShape& shape) {
    if (!file) return std::nullopt;
    Result<std::string> text = context.read_file(file->text);
    if (!text) {
        context.emitter.report(dsl::diag::FileNotRead, file->range, file->text, text.error().text);
        return std::nullopt;
    }
    if (const auto table = parse_master_csv(*text, file->text, shape); !table) {
        context.emitter.report(dsl::diag::BadSample, file->range, table.error().text);
        return std::nullopt;
    }
    return std::move(*text);
}

// Master and ir::Provider keep a sample alike.
template <class Declared>
void check_sample(Context& context, const std::optional<dsl::Name>& file, const MasterShape& shape,
                  Declared& declared) {
    auto text = read_sample(context, file, shape);
    if (!text) return;
    declared.sample_file = file->text;
    declared.sample = std::move(*text);
}

void check_master(Context& context, const dsl::MasterDecl& decl) {
    const std::size_t errors_before = context.emitter.error_count();
    const auto id = static_cast<ir::MasterId>(context.module.masters.size());
    if (!context.declare(context.masters, decl.name, id, "master")) return;
    ir::Master master;
    master.label = decl.label ? decl.label->text : "";
    master.location = context.location(decl.range);
    master.shape.name = decl.name.text;
    const NameTable<std::uint32_t> columns = check_columns(context, decl, master.shape);
    for (const dsl::Name& part : decl.key) {
        if (const std::uint32_t* column = context.resolve(columns, part, "column")) master.shape.key.push_back(*column);
    }
    if (decl.key.empty() && !master.shape.columns.empty()) master.shape.key.push_back(0);
    if (master.shape.columns.empty()) {
        context.emitter.report(dsl::diag::NothingDeclared, decl.name.range, "column")
            .hint("name the columns: `(code : text 10, valid : period)`");
    }
    if (context.emitter.error_count() == errors_before) check_sample(context, decl.sample, master.shape, master);
    context.module.masters.push_back(std::move(master));
}

std::vector<ir::Provider::Part> check_parts(Context& context, const std::vector<dsl::ProviderDecl::Part>& written) {
    std::vector<ir::Provider::Part> parts;
    NameTable<std::size_t> names;
    for (const dsl::ProviderDecl::Part& part : written) {
        if (!context.declare(names, part.name, parts.size(), "part")) continue;
        const auto type = type_named(context, kPartTypes, part.type);
        parts.push_back({part.name.text, {type.value_or(ir::ValueType::Text), 0}});
    }
    return parts;
}

void check_provider(Context& context, const dsl::ProviderDecl& decl) {
    const auto id = static_cast<ir::ProviderId>(context.module.providers.size());
    if (!context.declare(context.providers, decl.name, id, "provider")) return;
    if (const auto* master = context.masters.find(decl.name.text)) {
        context.report_twice(decl.name, "name", master->declared);
    }
    ir::Provider provider;
    provider.name = decl.name.text;
    provider.label = decl.label ? decl.label->text : "";
    provider.location = context.location(decl.range);
    provider.arguments = check_parts(context, decl.arguments);
    provider.parts = check_parts(context, decl.parts);
    if (decl.built_in) {
        provider.built_in = decl.built_in->text;
        std::vector<std::string> names;
        for (const ir::Provider::Part& part : provider.parts) names.push_back(part.name);
        if (find_built_in_provider(provider.built_in, names) == nullptr) {
            context.report_unknown(*decl.built_in, "built-in provider", {});
        }
    }
    if (!provider.arguments.empty() && !provider.parts.empty()) {
        check_sample(context, decl.sample, ir::sample_shape(provider), provider);
    }
    context.module.providers.push_back(std::move(provider));
}

}  // namespace

void check_knowledge(Context& context) {
    for (const dsl::MasterDecl& decl : context.tree.masters) check_master(context, decl);
    for (const dsl::ProviderDecl& decl : context.tree.providers) check_provider(context, decl);
}

void check_scenarios(Context& context) {
    const Scope scope;
    for (const dsl::ScenarioDecl& decl : context.tree.scenarios) {
        const auto condition = ExpressionChecker(context, scope).condition(decl.condition);
        if (const auto* field = context.fields.find(decl.name.text)) {
            context.report_twice(decl.name, "name", field->declared);
        }
        const auto id = static_cast<ir::ScenarioId>(context.module.scenarios.size());
        if (!condition || !context.declare(context.scenarios, decl.name, id, "scenario")) continue;
        const std::string text(context.sources.text(decl.condition.range));
        context.module.scenarios.push_back(
            {decl.name.text, decl.label.text, *condition, text, context.location(decl.range)});
    }
}

}  // namespace jianhe
