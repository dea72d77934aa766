#pragma once

#include <string>
#include <utility>
#include <vector>

#include <jianhe/result.h>
#include <jianhe/validator.h>

#include "compiler/ir/module.h"

namespace jianhe::driver {

// What the operator gives to a run besides plain values.
struct SupplyRequest {
    std::string master_folder;                                   // empty: none
    std::vector<std::pair<std::string, std::string>> providers;  // name, shared library
    std::vector<std::string> raised;                             // codes
};

// Whether the specification knows what the request names; the error is the caller's mistake.
Result<void> check_supplies(const ir::Module& module, const SupplyRequest& request);

// The request without what the specification does not know, and what is left of it: for one of two specifications that
// are compared.
struct DividedRequest {
    SupplyRequest known;
    SupplyRequest unknown;
};
DividedRequest divide_supplies(const ir::Module& module, const SupplyRequest& request);

// Loads the masters and providers. Providers that the request does not name are the runtime's own, as far as the
// specification names one. The error is the machine's, or that of a table that is not in order.
Result<Supplied> load_supplies(const ir::Module& module, GivenValues givens, const SupplyRequest& request);

// The names of the masters that were found, in declared order.
std::vector<std::string> master_names(const ir::Module& module, const Supplied& supplied);

}  // namespace jianhe::driver
