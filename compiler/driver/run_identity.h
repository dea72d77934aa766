#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <jianhe/date.h>

#include "compiler/driver/inputs.h"

namespace jianhe::driver {

// All that decides which bytes a run reports. A run can be continued only by one whose identity is the same.
struct RunIdentity {
    DateTime received_at;
    std::vector<std::pair<std::string, std::string>>
        settings;                                             // name and value, each name once, as the caller knows it
    std::vector<std::pair<std::string, std::string>> inputs;  // as shown in reports, and what state_of says
};

// How large a file is and when it was changed; why that cannot be known.
std::string state_of(const std::string& path);

// The inputs as they are now.
std::vector<std::pair<std::string, std::string>> states_of(const std::vector<Input>& inputs);

// What was one way before and is another now, as half a sentence; nothing where all is the same.
std::optional<std::string> difference(const RunIdentity& before, const RunIdentity& now);

}  // namespace jianhe::driver
