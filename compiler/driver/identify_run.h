#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/specification_info.h>

#include "compiler/driver/digest.h"
#include "compiler/driver/inputs.h"
#include "compiler/driver/run_identity.h"
#include "compiler/driver/run_report.h"
#include "compiler/driver/supplied.h"

namespace jianhe::driver {

// The history of a run; empty where there is none.
struct HistoryRequest {
    std::string name;  // as Ledger::name() says
    bool accepts = false;
};

// Everything that the bytes of a report come from, as the operator knows it: options by their names, files by their
// size and the time of their last change. `program`: its name and version.
RunIdentity identify_run(std::string_view program, const SpecificationInfo& info, const RunReportRequest& request,
                         DigestKind digest, const std::vector<std::pair<std::string, std::string>>& givens,
                         const SupplyRequest& supplies, const HistoryRequest& history,
                         const std::vector<Input>& inputs);

}  // namespace jianhe::driver
