#pragma once

#include <cstdint>

#include <jianhe/ledger.h>

#include "compiler/ir/module.h"

namespace jianhe {

// What a ledger keeps for this specification: its relations in their order, each with its columns in their order. A
// life cycle has one column more, the last, with the name of the event. Records are named by the key fields.
LedgerShape ledger_shape(const ir::Module& module);

// Where the name of the event stands in a row of a life cycle.
inline std::uint32_t event_column(const ir::Relation& relation) noexcept {
    return static_cast<std::uint32_t>(relation.columns.size());
}

}  // namespace jianhe
