#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dsl/ast/constructions.h"
#include "dsl/ast/expr.h"
#include "dsl/ast/name.h"
#include "dsl/ast/records.h"
#include "dsl/ast/relations.h"
#include "dsl/ast/rules.h"
#include "dsl/source/source.h"

// The syntax tree of a specification: plain data, owned by value, one struct a construct, in the order of
// docs/language.md. Nothing is resolved or checked here. A missing part is an empty optional or an empty Name.
namespace jianhe::dsl {

// given  received_at : datetime "上傳日期時間" example P11 + 1 days
struct GivenDecl {
    SourceRange range;
    Name name;
    Name type;
    bool is_optional = false;
    std::optional<Name> label;
    std::optional<Expr> example;  // the value that examples take when they do not say
};

// private  P03, P06 as national_id
struct PrivateDecl {
    SourceRange range;
    std::vector<Name> fields;
    Name mask;
};

// dates  visit_time = P49 when P12 in {2, 3, 4} and P49 is given, else P11
struct DatesDecl {
    struct Choice {
        Name field;
        Expr condition;
    };
    SourceRange range;
    Name name;
    std::vector<Choice> choices;
    Name otherwise;
};

// report  nhi from "result-file.template"
struct ReportDecl {
    SourceRange range;
    Name name;
    Name file;
};

// specification nhi_upload "健保卡資料上傳格式" version "2.0" { … }
struct SpecificationDecl {
    SourceRange range;
    Name name;
    Name label;
    Name version;
    std::vector<Name> sources;
    Name wire_format;             // xml
    std::vector<Name> wire_path;  // RECS, REC
    Name encoding;                // big5
    std::vector<GivenDecl> givens;
    std::vector<Name> key;
    std::vector<PrivateDecl> privates;
    std::vector<DatesDecl> dates;
    std::optional<Name> code_sets_by;  // code_sets by visit_time
    std::optional<Name> switches_by;   // switches by received_at
    std::optional<Name> codes_file;    // codes from "codes.csv"
    std::vector<ReportDecl> reports;
};

// One line of `field_codes { missing AA … }` or `envelope { not_encoded Y014 … }`.
struct RoleCode {
    Name role;
    Name code;
};
struct RoleCodesDecl {
    SourceRange range;
    std::vector<RoleCode> entries;
};

// [open] codeset newborn_visit "新生兒就醫註記" from "codesets/P10.csv" with birth_order : number, sex : text
struct CodeSetDecl {
    struct Column {
        Name name;
        Name type;
    };
    SourceRange range;
    bool is_open = false;
    Name name;
    std::optional<Name> label;
    Name file;
    std::vector<Column> columns;
    std::vector<Waiver> waivers;
};

// set exempt_routes "針劑、透析、陰道用藥途徑" = { HD ID IA }
struct SetDecl {
    SourceRange range;
    Name name;
    std::optional<Name> label;
    Expr members;  // SetLiteral
    std::vector<Waiver> waivers;
};

// or placeholder { LOST0000000000000000 } as LOST
// or placeholder each abnormal_serial followed by 0000000000000000 as ABNORMAL
struct PlaceholderDecl {
    SourceRange range;
    std::vector<Name> values;      // the first form
    std::optional<Name> code_set;  // the second form
    std::optional<Name> suffix;
    std::optional<Name> name;
    std::vector<Waiver> waivers;
};

// What stands behind a field's label.   text 4 · text exactly 256 · code visit_category 2 · number 3 in 1..5 else BB01
// · decimal 5.1 · roc_date · visit_id or placeholder { … } · list of code body_position each 2 up to 3
struct TypeExpr {
    SourceRange range;
    Name name;  // text, number, decimal, code, list, roc_date, …
    bool exactly = false;
    std::optional<Name> length;       // digits; for decimal `5.1`
    std::optional<Name> code_set;     // of code and list
    std::optional<Name> item_length;  // of list: bytes of each item
    std::optional<Name> max_items;    // of list
    std::optional<Expr> within;       // Range: number 1 in 1..5
    std::vector<PlaceholderDecl> placeholders;
    std::optional<Name> else_code;  // the code for content that is not acceptable
};

// P12  backfill_mark  "補卡註記"  code backfill_mark 1
struct FieldDecl {
    SourceRange range;
    Name tag;
    Name name;
    Name label;
    TypeExpr type;
};

// segment MB2 in MB "醫療專區" as order 0..500, 0..10 when K00 = 2 { … }
struct SegmentDecl {
    struct Limit {
        SourceRange range;
        Name low;
        Name high;
        std::optional<Expr> when;
    };
    SourceRange range;
    Name tag;
    std::optional<Name> parent;
    std::optional<Name> label;
    std::optional<Name> row_name;  // present: the segment repeats
    std::vector<Limit> limits;
    std::vector<FieldDecl> fields;
};

// cell back = V when P12 in {2, 3, 4}, ~ when P12 = 1, else *
struct CellDecl {
    struct Choice {
        Name mark;
        Expr condition;
    };
    SourceRange range;
    Name name;
    std::vector<Choice> choices;
    Name otherwise;
    std::vector<Waiver> waivers;
};

// presence by K01 { … }: the first line names the selector's values, each further line a field and its cells.
struct PresenceDecl {
    struct Row {
        Name field;
        std::vector<Name> cells;
    };
    SourceRange range;
    Name selector;
    std::vector<Name> columns;
    std::vector<Row> rows;
};

// {1, C}  not exempt : refused  from 1120901
struct DecisionCell {
    enum class Kind : std::uint8_t { Any, Members, Word };
    SourceRange range;
    Kind kind = Kind::Any;
    bool negated = false;
    Expr members;  // of Members: SetLiteral
    Name word;     // of Word: a literal, a named set, `empty`, `given` or `others`
};
struct DecisionRow {
    SourceRange range;
    std::vector<DecisionCell> cells;
    Name result;  // allowed, refused or unchecked
    std::optional<Name> from;
    std::optional<Name> until;
};

// table prescription_count (kind : Q04, count : field) { A P24  B P25 }
// table visit_by_facility_category (P56, P07) allowed from "codesets/P56_allowed_P07.csv" others unchecked
// table dispense_by_kind (P23, Q02) decides { {1, C}  1 : refused   others : allowed }
struct TableDecl {
    struct Column {
        Name name;
        std::optional<Name> type;  // a field whose values stand here, or `field`
    };
    SourceRange range;
    Name name;
    std::vector<Column> columns;
    std::vector<std::vector<Name>> rows;  // of the first form
    std::optional<Name> file;             // of the second form
    bool others_unchecked = false;
    std::vector<DecisionRow> decisions;  // of the third form
    bool is_decision = false;
    std::vector<Waiver> waivers;
};

// master drugs "藥品主檔" (code : text 12, valid : period) key code sample "masters/drugs.csv"
struct MasterDecl {
    struct Column {
        Name name;
        Name type;  // text, number, date or period
        std::optional<Name> length;
    };
    SourceRange range;
    Name name;
    std::optional<Name> label;
    std::vector<Column> columns;
    std::vector<Name> key;  // empty: the first column
    std::optional<Name> sample;
    std::vector<Waiver> waivers;
};

// provider visit_identity (id : visit_id) -> (person : national_id, at : datetime) built_in visit_id_composition
struct ProviderDecl {
    struct Part {
        Name name;
        Name type;
    };
    SourceRange range;
    Name name;
    std::optional<Name> label;
    std::vector<Part> arguments;
    std::vector<Part> parts;
    std::optional<Name> built_in;
    std::optional<Name> sample;
    std::vector<Waiver> waivers;
};

// scenario backfill "補卡" when P12 in {2, 3, 4}
struct ScenarioDecl {
    SourceRange range;
    Name name;
    Name label;
    Expr condition;
    std::vector<Waiver> waivers;
};

// One line of `generate { … }`: how a value of the declared records is varied.
//   P03 random national_id · P15 random visit_id for P03 at P11 · P14 random text 256 · P05 one of { … } per file
//   P44 in 200..1500 · Q01 same as P11 · P04 earlier by 0..20000 days
struct VaryDecl {
    enum class Kind : std::uint8_t { Random, OneOf, InRange, SameAs, Earlier };
    SourceRange range;
    Name field;
    Kind kind = Kind::Random;
    Name type;                     // Random: the value type
    std::optional<Name> length;    // Random text
    std::vector<Name> references;  // Random visit_id: person, time;  SameAs: field
    std::vector<Name> values;      // OneOf
    bool per_file = false;
    Name low;  // InRange, Earlier (days)
    Name high;
};
struct GenerateDecl {
    SourceRange range;
    std::optional<Name> received_at;  // received_at 1141015200000: when the generated files arrive by default
    std::optional<Name> shift_days;   // shift up to 20 days: how far back all dates of a record move together
    std::vector<VaryDecl> varies;
};

// One specification: all `.rules` files of a folder, in bytewise order of their names.
struct Specification {
    std::vector<SpecificationDecl> headers;  // exactly one is right; the checker says so
    std::vector<RoleCodesDecl> field_codes;
    std::vector<RoleCodesDecl> envelopes;
    std::vector<CodeSetDecl> code_sets;
    std::vector<SetDecl> sets;
    std::vector<SegmentDecl> segments;
    std::vector<CellDecl> cells;
    std::vector<PresenceDecl> presences;
    std::vector<TableDecl> tables;
    std::vector<MasterDecl> masters;
    std::vector<ProviderDecl> providers;
    std::vector<ScenarioDecl> scenarios;
    std::vector<RuleDecl> rules;
    std::vector<BufferDecl> buffers;
    std::vector<BuildDecl> builds;
    std::vector<RecordDecl> records;
    std::vector<ExampleDecl> examples;
    std::vector<BuildExampleDecl> build_examples;
    std::vector<GenerateDecl> generates;
    std::vector<RelationDecl> relations;
    std::vector<EffectDecl> effects;
};

}  // namespace jianhe::dsl
