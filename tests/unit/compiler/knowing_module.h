#pragma once

#include "compiler/ir/module.h"

namespace jianhe {

// The tiny module (tiny_module.h) with what others know, and rules that ask it:
//
//     master drugs "藥品" (code : text 12, price : number, since : date, valid : period) key code sample "drugs.csv"
//     master pairs (number : number, person : text) key number, person
//     provider identity "反解" (id : visit_id) -> (person : national_id, at : datetime) built_in visit_id_composition
//     scenario second "例外" when V06 = 2
//
//     rule X001 at V07 needs drugs, identity  notice, may reject record   by received_at
//         when drugs has V07 on V03      expect drugs(V07 on V03).price <= V04
//         when pairs has (V04, V09)      expect identity(V05).person = V01
//     rule X002 at V05
//         expect unique (V01, V05) in file while V06 = 2 stays for V01
//         expect same V09 in file
//         when decided(V06 = 2, V06 = 2)
//
// The first example stands behind another record and uses drugs.
ir::Module make_knowing_module();

// Where the checks of these rules stand in Module::checks.
enum class KnowingCheck : std::uint32_t { Price = 3, Person, Unique, Same, Decided };
ir::Check& knowing_check(ir::Module& module, KnowingCheck check);

}  // namespace jianhe
