#pragma once

#include "compiler/ir/module.h"

namespace jianhe {

// A small specification, made by hand, with one of each: three segments, one of them with rows; a presence table; code
// sets with and without dates; a chosen date; three rules; two records; four examples; `generate`. Persons are
// invented.
//
//     H   H01 code kind 1 (selector)
//     V   V01 national_id · V02 roc_datetime · V03 roc_date · V04 number 2 in 1..50 · V05 visit_id or NONE
//         V06 code mark 1 · V07 text 8 · V08 roc_datetime · V09 national_id
//     R   as item 0..3:  R01 roc_datetime · R02 number 3 · R03 code kind 1
//
//     rule X001 at V05                when V06 = 2    expect V05 = NONE
//     rule X002 at R02 for each item  expect unique R02
//     rule X003 at visited            expect visited <= received_at
ir::Module make_tiny_module();

}  // namespace jianhe
