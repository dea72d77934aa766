#pragma once

#include <cstdint>
#include <string>

namespace jianhe::ir {

struct Location {
    std::string file;  // relative to the specification's folder
    std::uint32_t line = 0;
};

}  // namespace jianhe::ir
