#pragma once

#include <string>
#include <vector>

#include <jianhe/result.h>

#include "compiler/bundle/keys.h"
#include "compiler/driver/exit_status.h"

namespace jianhe::cli {

// The keys of these files, or the status a command ends with; what is wrong has been said.
struct PublicKeys {
    std::vector<bundle::PublicKey> keys;
    driver::ExitStatus status = driver::ExitStatus::Ok;
};
PublicKeys read_public_keys(const std::vector<std::string>& paths);

}  // namespace jianhe::cli
