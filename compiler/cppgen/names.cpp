#include "compiler/cppgen/names.h"

#include <set>

#include <fmt/format.h>

#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {
namespace {

// A longer list is no use as an enumeration: its codes are looked up, not written.
constexpr std::size_t kMostEnumerators = 150;

// What rules call beside names of the specification.
const std::set<std::string, std::less<>> kUsedByRules = {"c",          "row",
                                                         "when",       "number",
                                                         "text",       "slice",
                                                         "days",       "plus",
                                                         "minus",      "times",
                                                         "modulo",     "is",
                                                         "is_any",     "is_in",
                                                         "is_given",   "is_empty",
                                                         "matches",    "same",
                                                         "less",       "at_most",
                                                         "between",    "is_pair",
                                                         "all_of",     "any_of",
                                                         "decided",    "sets",
                                                         "code_sets",  "tables",
                                                         "day_of",     "skipped",
                                                         "expected",   "key",
                                                         "key_parts",  "Context",
                                                         "Row",        "Truth",
                                                         "Value",      "Outcome",
                                                         "Word",       "WordList",
                                                         "detail",     "kNone",
                                                         "answer",     "not_of",
                                                         "roc_date",   "roc_datetime",
                                                         "or_default", "has_any",
                                                         "has_only",   "kReasons",
                                                         "kFields",    "kChecks",
                                                         "kRules",     "kCodes",
                                                         "kCells",     "kSegments",
                                                         "kGivens",    "kMasters",
                                                         "kProviders", "kChosenDates",
                                                         "kPresences", "kProviderParts",
                                                         "add_days",   "add_months",
                                                         "KeyPart",    "has_content",
                                                         "truth_of",   "is_nothing",
                                                         "std",        "jianhe",
                                                         "refused",    "number_key",
                                                         "day_key",    "first_of_month"};

// Members of every typed record.
const std::set<std::string, std::less<>> kUsedByRecords = {"clear",  "record",   "set",  "get",    "forget", "layout",
                                                           "number", "Record",   "Row",  "std",    "jianhe", "text_of",
                                                           "detail", "show_ids", "take", "Request"};

std::vector<std::string> enumerators_of(const ir::CodeSet& set) {
    std::vector<std::string> made(set.rows.size());
    std::size_t column = set.columns.size();
    for (std::size_t i = 0; i < set.columns.size(); ++i) {
        if (set.columns[i].name == "name" && set.columns[i].type.kind == ir::ValueType::Text) column = i;
    }
    Namer namer;
    std::set<std::string, std::less<>> seen;
    for (std::size_t i = 0; i < set.rows.size(); ++i) {
        const ir::CodeSet::Row& row = set.rows[i];
        if (row.code.lo != row.code.hi || !seen.insert(row.code.lo).second) continue;
        const bool is_named = column < row.columns.size() && !row.columns[column].empty();
        made[i] = namer.unique(is_named ? row.columns[column] : "code_" + row.code.lo);
    }
    if (seen.size() > kMostEnumerators || seen.empty()) made.clear();
    return made;
}

void name_enums(const ir::Module& module, Names& names, Namer& types) {
    for (const ir::CodeSet& set : module.code_sets) {
        names.enumerators.push_back(enumerators_of(set));
        names.enums.push_back(names.enumerators.back().empty() ? "" : types.unique(upper_camel(set.name)));
    }
}

void name_record(const ir::Module& module, Names& names) {
    Namer types({"Record", "Supplies", "Validator", "Rules", "Field", "Finding", "Summary", "Unjudged", "Builder",
                 "Request", "Outcome", "Need", "Refusal", "Remark", "Kept", "Origin"});
    Namer whole(kUsedByRecords);
    names.setters.resize(module.fields.size());
    for (const ir::Segment& segment : module.segments) {
        names.rows.push_back(segment.repeated() ? types.unique(upper_camel(segment.row_name)) : "");
        names.row_functions.push_back(segment.repeated() ? whole.unique(segment.row_name) : "");
        if (segment.repeated()) whole.unique("add_" + segment.row_name);
        Namer of_row(kUsedByRecords);
        Namer& scope = segment.repeated() ? of_row : whole;
        for (std::uint32_t i = 0; i < segment.field_count; ++i) {
            const std::uint32_t id = ir::index_of(segment.first_field) + i;
            names.setters[id] = scope.unique(module.fields[id].name);
        }
    }
    name_enums(module, names, types);
    for (const ir::Given& given : module.givens) names.request_givens.push_back(whole.unique(given.name));
    for (const ir::Buffer& buffer : module.buffers) {
        names.buffers.push_back(types.unique(upper_camel(buffer.name)));
        names.from_buffers.push_back(whole.unique("from_" + buffer.name));
    }
    for (const ir::Construction& construction : module.constructions) {
        names.constructions.push_back(types.unique(upper_camel(construction.name)));
    }
}

// `kind`_`number` for what has no name of its own.
std::vector<std::string> name_sets(const ir::Module& module) {
    Namer namer;
    std::vector<std::string> made;
    for (const ir::Set& set : module.sets) {
        made.push_back("sets::" + namer.unique(set.name.empty() ? fmt::format("set_{}", made.size()) : set.name));
    }
    return made;
}

}  // namespace

Names make_names(const ir::Module& module, const std::string& name_space) {
    Names names;
    names.space = Namer({"std", "jianhe"}).unique(name_space);
    Namer detail(kUsedByRules);
    const auto constant = [&detail](const std::string& name) { return detail.unique("k" + upper_camel(name)); };
    for (const ir::Field& field : module.fields) names.fields.push_back(detail.unique(field.tag));
    for (const ir::Segment& segment : module.segments) names.segments.push_back(detail.unique("k" + segment.tag));
    for (const ir::Given& given : module.givens) names.givens.push_back(constant(given.name));
    for (const ir::Master& master : module.masters) names.masters.push_back(constant(master.shape.name));
    for (const ir::Provider& provider : module.providers) names.providers.push_back(constant(provider.name));
    for (const ir::ChosenDate& chosen : module.chosen_dates) {
        names.chosen.push_back(detail.unique(chosen.name));
        detail.unique(chosen.name + "_field");
    }
    names.sets = name_sets(module);
    Namer code_sets;
    for (const ir::CodeSet& set : module.code_sets)
        names.code_sets.push_back("code_sets::" + code_sets.unique(set.name));
    Namer tables;
    for (const ir::Table& table : module.tables) {
        const std::string name = table.name.empty() ? fmt::format("table_{}", names.tables.size()) : table.name;
        names.tables.push_back("tables::" + tables.unique(name));
    }
    for (const ir::Check& check : module.checks) {
        std::string place = "record";
        if (ir::is_some(check.field)) place = module.field(check.field).tag;
        if (ir::is_some(check.segment)) place = module.segment(check.segment).tag;
        if (ir::is_some(check.chosen)) place = module.chosen_dates[ir::index_of(check.chosen)].name;
        const std::string& code = module.code(check.code).code;
        const bool digit = !code.empty() && code.front() >= '0' && code.front() <= '9';
        names.checks.push_back(detail.unique(fmt::format("{}{}_at_{}", digit ? "rule_" : "", code, place)));
    }
    name_record(module, names);
    return names;
}

bool is_in_row(const ir::Module& module, ir::FieldId field) {
    return module.segment(module.field(field).segment).repeated();
}

std::uint32_t number_in_segment(const ir::Module& module, ir::FieldId field) {
    return ir::index_of(field) - ir::index_of(module.segment(module.field(field).segment).first_field);
}

}  // namespace jianhe::cppgen
