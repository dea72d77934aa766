#pragma once

#include <cstdint>
#include <vector>

#include <jianhe/finding.h>
#include <jianhe/ledger.h>
#include <jianhe/record.h>
#include <jianhe/result.h>

#include "compiler/interp/evaluator.h"
#include "compiler/ir/module.h"

namespace jianhe {

// Lets accepted records take effect (docs/language.md §17). The evaluator has a ledger, and has begun with the record;
// both must outlive this object. Belongs to the evaluator's thread.
class Effects {
public:
    Effects(const ir::Module& module, Evaluator& evaluator) : module_(module), evaluator_(evaluator) {}

    // Of a record that is rejected nothing happens. `position` is that of the record in its file, from 0. An error is
    // the ledger's: the file cannot be gone on with.
    Result<void> apply(const Record& record, const RecordResult& result, std::uint64_t position);

    // What tells the record to people, by column of LedgerShape::record_name; `index` is that of a part.
    Cell name_cell(std::uint32_t index);
    // Every value that a part of a key stands for; none where it stands for nothing.
    std::vector<Cell> values_of(const ir::Effect& effect, std::size_t part, std::uint32_t row);

private:
    Result<void> happen(const ir::Effect& effect, std::uint32_t row);
    Result<void> add(const ir::Effect& effect, std::uint32_t row);
    Result<void> event(const ir::Effect& effect, std::uint32_t row);
    Result<void> take_back(const ir::Effect& effect, std::uint32_t row);
    Result<void> event_of_key(const ir::Effect& effect, const std::vector<EarlierEntries::KeyPart>& key,
                              std::uint32_t row);
    Ledger& ledger() const { return *evaluator_.earlier().ledger(); }

    const ir::Module& module_;
    Evaluator& evaluator_;
};

}  // namespace jianhe
