#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/ast/rules.h"

// Relations and what records do to them: part of the syntax tree (ast.h).
namespace jianhe::dsl {

// relation visit "已收載之就醫紀錄" for each order { P03 P15 look_up by P15 look_up by (P03, P11) }
// relation refill key (visit : visit_id, kind : {C, F}) holds (place : facility_code) { on issue none : issued }
struct RelationDecl {
    struct Column {
        Name name;
        Name type;                   // empty: `values` says what it is
        std::optional<Expr> values;  // SetLiteral or Range
    };
    struct State {
        Name name;
        std::vector<Name> next;  // by event
    };
    SourceRange range;
    Name name;
    std::optional<Name> label;
    std::optional<Name> row_name;
    bool is_imported = false;
    std::optional<Name> sample;               // of an imported list: what examples have
    std::vector<Name> fields;                 // of a list
    std::vector<std::vector<Name>> look_ups;  // of a list
    bool is_life_cycle = false;
    std::vector<Column> key;
    std::vector<Column> holds;
    std::vector<Name> events;
    std::vector<State> states;
    std::vector<Waiver> waivers;
};

// visit adds · refill(P15, kind, 1..times) issue with place = P05 · take back visit by (P03, P15)
struct EffectAction {
    enum class Kind : std::uint8_t { Add, Event, TakeBack };
    struct Held {
        Name name;
        Expr value;
    };
    SourceRange range;
    Kind kind = Kind::Add;
    Name relation;
    std::vector<Expr> key;  // Event: values, Range or Anything
    Name event;
    std::vector<Held> held;
    std::vector<Name> by;  // TakeBack
};

// on accepted for each (kind, times) in { (C, P26) (F, P29) } when K01 = A { … }
struct EffectDecl {
    SourceRange range;
    std::vector<ForEach> loops;
    std::vector<Expr> conditions;
    std::vector<EffectAction> actions;
};

}  // namespace jianhe::dsl
