#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/source/source.h"

namespace jianhe::dsl {

// Expressions as written: names are not resolved and nothing has a type yet.
// The comment behind each kind says what `text` and `operands` hold, and shows the source form.
enum class ExprKind : std::uint8_t {
    Error,       // what could not be parsed; every later step stays silent about it
    Word,        // text: a name or a bare code           P12   AC   01   received_at   it   kind
    Decimal,     // text: digits with a point             1.5
    String,      // text: the unquoted content            "PCRP-COVID19"
    SetLiteral,  // operands: Word, String, Decimal or Range       {01..09, AC}
    Range,       // operands: low, high                   01..09     only inside a set, after `in`, or as a slice
    Tuple,       // operands: the parts                   (P56, P07)
    Duration,    // text: the unit `days` or `months`, operands: Word    3 months
    Slice,       // operands: value, low, high            P05[7..9]  positions count from 1, both ends included
    Attribute,   // text: the name behind the point, operands: value     P10.birth_order
    Default,     // operands: value, literal              P26 default 0
    Call,        // text: the function, master or provider, operands: arguments    date(P11)   days(P04, P49)
    CountHas,    // text: the row name, operands: condition    count(order has Q02 = 1)
    Negate,      // operands: value                       -1
    Add,         // operands: left, right
    Subtract,    // operands: left, right
    Multiply,    // operands: left, right
    Modulo,      // operands: left, right                 P21 mod P20
    On,          // operands: day; the last argument of a call    drugs(Q06 on date(P11))
    Anything,    // `any` in a key                        refill(P15, any)
    Equal,       // operands: left, right                 from here on: conditions
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,          // operands: value, (SetLiteral | Range | Word naming a set, a code set or a table)
    NotIn,       // operands as In
    Matches,     // operands: value, String               P13 matches "IC??"
    NotMatches,  // operands as Matches
    HasNo,       // operands: value, SetLiteral           P05[7..9] has no {G..Z}
    HasOnly,     // operands: value, SetLiteral           Q15 has only {0..9 "#"}
    Is,          // text: given, empty, required, well-formed, placeholder, plausible or a state; operands: value
    IsNot,       // text and operands as Is
    AnyRow,      // text: the row name, operands: condition    any order has Q04 = C
    AllRows,     // text: the row name, operands: condition    all order has Q04 = C
    MasterHas,   // operands: Word naming a master, key, and perhaps day    drugs has Q06 on date(P11)
    Unique,      // operands: the parts of the key        unique Q03      unique (P03, Q06) in file: text is `file`
    Stays,       // operands: condition, then the parts of a key; the last operand of Unique    while C stays for P03
    SameInFile,  // operands: the parts of the key        same P05 in file
    Not,         // operands: condition
    And,         // operands: two or more conditions
    Or,          // operands: two or more conditions
    // Questions to the history. The first operand is a Tuple of what is looked up, the second the condition behind
    // `has`.
    AnyEarlier,  // text: the relation; parts: Word or Equal (column, value)    any earlier visit by (P03, P11 = P19)
    AllEarlier,  // the same                              all earlier visit by P15 has visit.P05 = P05
    AnyKey,      // text: the relation; parts: values or Anything    any refill(P16, C, any) has refill is issued
    AllKey,      // the same
};

struct Expr {
    ExprKind kind = ExprKind::Error;
    SourceRange range;
    std::string text;
    std::vector<Expr> operands;
};

}  // namespace jianhe::dsl
