#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/source/source.h"

namespace jianhe::dsl {

// Expressions as written: names are not resolved and nothing has a type yet.
// The comment behind each kind says what `text` and `operands` hold, and shows the source form.
enum class ExprKind : std::uint8_t {
    Error,        // what could not be parsed; every later step stays silent about it
    Word,         // text: a name or a bare code           M12   AC   01   received_at   it   kind
    Decimal,      // text: digits with a point             1.5
    String,       // text: the unquoted content            "PCRP-COVID19"
    SetLiteral,   // operands: Word, String, Decimal or Range       {01..09, AC}
    Range,        // operands: low, high                   01..09     only inside a set, after `in`, or as a slice
    Tuple,        // operands: the parts                   (M56, M07)
    Duration,     // text: the unit `days` or `months`, operands: Word    3 months
    Slice,        // operands: value, low, high            M05[7..9]  positions count from 1, both ends included
    Attribute,    // text: the name behind the point, operands: value     M10.birth_order
    Default,      // operands: value, literal              M26 default 0
    Call,         // text: the function, operands: arguments    date(M11)   days(M04, M49)   count(order)
    CountHas,     // text: the row name, operands: condition    count(order has D02 = 1)
    Negate,       // operands: value                       -1
    Add,          // operands: left, right
    Subtract,     // operands: left, right
    Multiply,     // operands: left, right
    Modulo,       // operands: left, right                 M21 mod M20
    Equal,        // operands: left, right                 from here on: conditions
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,           // operands: value, (SetLiteral | Range | Word naming a set, a code set or a table)
    NotIn,        // operands as In
    Matches,      // operands: value, String               M13 matches "IC??"
    NotMatches,   // operands as Matches
    HasNo,        // operands: value, SetLiteral           M05[7..9] has no {G..Z}
    HasOnly,      // operands: value, SetLiteral           D15 has only {0..9 "#"}
    Is,           // text: given, empty, required, well-formed or placeholder; operands: value    M20 is given
    IsNot,        // text and operands as Is
    AnyRow,       // text: the row name, operands: condition    any order has D04 = C
    AllRows,      // text: the row name, operands: condition    all order has D04 = C
    Unique,       // operands: the parts of the key        unique D03      unique (M03, D06) in file: text is `file`
    Not,          // operands: condition
    And,          // operands: two or more conditions
    Or,           // operands: two or more conditions
};

struct Expr {
    ExprKind kind = ExprKind::Error;
    SourceRange range;
    std::string text;
    std::vector<Expr> operands;
};

}  // namespace jianhe::dsl
