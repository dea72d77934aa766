#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/builder.h"
#include "compiler/check/check.h"
#include "compiler/ir/module.h"
#include "dsl/ast/ast.h"
#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe {

// One kind of declared name: what it stands for, and where it was declared.
template <class Id>
class NameTable {
public:
    struct Entry {
        Id id;
        dsl::SourceRange declared;
    };

    // False if the name is taken; the first declaration stays.
    bool add(std::string_view name, Id id, dsl::SourceRange declared) {
        return entries_.emplace(std::string(name), Entry{id, declared}).second;
    }
    const Entry* find(std::string_view name) const {
        const auto found = entries_.find(name);
        return found == entries_.end() ? nullptr : &found->second;
    }
    std::vector<std::string_view> names() const {
        std::vector<std::string_view> all;
        for (const auto& [name, entry] : entries_) all.push_back(name);
        return all;
    }

private:
    std::map<std::string, Entry, std::less<>> entries_;
};

// What a table declaration holds for loops: tuples of words.
struct TupleTable {
    const dsl::TableDecl* decl = nullptr;
};

// What is known of one code of the registry beside ir::Code: its cells, and who names it. A column that the registry
// does not have gives empty cells that stand where the code stands.
struct RegistryRow {
    dsl::Name fields;
    dsl::Name disposition;
    dsl::Name needs;
    dsl::Name status;
    bool named_by_rule = false;
    bool named_built_in = false;
};

enum class CodeUser : std::uint8_t { Rule, BuiltIn };

// Everything the parts of the checker share. Each part reads some declarations of `tree` and adds to `module`.
struct Context {
    const dsl::Specification& tree;
    dsl::SourceSet& sources;
    const SpecificationFileReader& read_file;
    dsl::Emitter& emitter;
    ir::Module& module;
    Builder build;

    NameTable<ir::FieldId> fields{};
    NameTable<ir::SegmentId> segments{};
    NameTable<ir::SegmentId> row_names{};
    NameTable<ir::GivenId> givens{};
    NameTable<ir::ChosenDateId> chosen_dates{};
    NameTable<ir::CodeSetId> code_sets{};
    NameTable<ir::SetId> sets{};
    NameTable<ir::TableId> tables{};            // of allowed combinations
    NameTable<const dsl::TableDecl*> tuples{};  // of tuples
    NameTable<const dsl::TableDecl*> decisions{};
    NameTable<ir::MasterId> masters{};
    NameTable<ir::ProviderId> providers{};
    NameTable<ir::ScenarioId> scenarios{};
    NameTable<ir::CellId> cells{};
    NameTable<ir::CodeId> codes{};
    NameTable<ir::RecordId> records{};
    NameTable<ir::BufferId> buffers{};
    NameTable<ir::BufferPartId> buffer_parts{};  // that are no fields
    NameTable<ir::ConstructionId> constructions{};
    NameTable<ir::RelationId> relations{};

    // Fields and given values whose type could not be found out: what is said with them stays unchecked.
    std::set<std::string, std::less<>> untyped{};
    // Masters and providers that the rule at hand has asked so far.
    std::set<std::string, std::less<>> asked{};
    // False when the registry could not be read: that was reported, and unknown codes then mean nothing.
    bool codes_known = true;
    // False after syntax errors: what seems to be missing may stand in a part that could not be read.
    bool is_whole = true;
    std::vector<RegistryRow> registry{};  // by CodeId

    // Reports a name that is not there, with the nearest one as a hint. `what` is "field", "code set" and so on.
    template <class Id>
    const Id* resolve(const NameTable<Id>& table, const dsl::Name& name, std::string_view what) {
        if (const auto* entry = table.find(name.text)) return &entry->id;
        if (!name.empty()) report_unknown(name, what, table.names());
        return nullptr;
    }
    // Adds a declared name, or reports that it is declared twice.
    template <class Id>
    bool declare(NameTable<Id>& table, const dsl::Name& name, Id id, std::string_view what) {
        if (table.add(name.text, id, name.range)) return true;
        report_twice(name, what, table.find(name.text)->declared);
        return false;
    }

    const ir::CodeId* resolve_code(const dsl::Name& name) {
        return codes_known ? resolve(codes, name, "code") : nullptr;
    }
    // A code that a rule, a role or a field's `else` reports; one that is out of use is reported, and known all the
    // same.
    const ir::CodeId* resolve_reported_code(const dsl::Name& name, CodeUser user);
    // A repeated segment by the name of its rows.
    const ir::SegmentId* resolve_rows(const dsl::Name& name);

    void report_unknown(const dsl::Name& name, std::string_view what, std::span<const std::string_view> candidates);
    void report_twice(const dsl::Name& name, std::string_view what, dsl::SourceRange first);
    ir::Location location(dsl::SourceRange range) const;
    // A whole number between the two as written; reports anything else.
    std::optional<std::uint32_t> number(const dsl::Name& name, std::uint32_t least, std::uint32_t greatest);
    // A ROC date as written; reports anything else.
    std::optional<Date> date(const dsl::Name& name);
    // A given value that is a date, or a chosen date, by name; reports anything else.
    ir::DateSource date_source(const dsl::Name& name);
};

// A clause as written, without its comments, for people who read a trace.
std::string without_comments(std::string_view text);

// From the beginning of one range to the end of another of the same file.
dsl::SourceRange join(dsl::SourceRange first, dsl::SourceRange last);

// Reports a rule, or the `else` of a field, that stands where the registry does not attach the code to.
void check_place(Context& context, const dsl::Name& target, const ir::Check& place);

// The parts, in the order in which they run. Each leaves out what it reported.
void check_codes(Context& context);  // the registry
void check_code_sets(Context& context);
void check_sets(Context& context);
void check_segments(Context& context);     // segments, fields and their types; not the limits' conditions
void check_header(Context& context);       // the specification block
void check_role_codes(Context& context);   // field_codes, envelope
void check_code_places(Context& context);  // the registry's column `fields`
void check_knowledge(Context& context);    // masters and providers
void check_tables(Context& context);
void check_scenarios(Context& context);
void check_limits(Context& context);  // conditions of row limits
void check_presence(Context& context);
void check_relations(Context& context);
void check_effects(Context& context);
void check_rules(Context& context);
void check_buffers(Context& context);
void check_constructions(Context& context);
void check_records(Context& context);         // records and examples
void check_build_examples(Context& context);  // examples of constructions
void check_generate(Context& context);
void check_code_statuses(Context& context);  // whether the registry's column `status` is true
void check_waivers(Context& context);

}  // namespace jianhe
