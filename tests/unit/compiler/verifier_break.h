#pragma once

#include <cctype>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ir/verifier.h"

namespace jianhe::ir {

// One way to break a module, and the invariant that verify() names for it.
struct Break {
    const char* invariant;
    const char* what;
    std::function<void(Module&)> apply;
};

// Breaks a module that is right; the first fault must be of the invariant.
inline void expect_named(Module module, const Break& broken) {
    broken.apply(module);
    const std::vector<std::string> faults = verify(module);
    ASSERT_FALSE(faults.empty()) << broken.what;
    EXPECT_THAT(faults.front(), ::testing::StartsWith(std::string(broken.invariant) + ": ")) << broken.what;
}

inline std::string break_name(const ::testing::TestParamInfo<Break>& info) {
    std::string name = std::string(info.param.invariant) + "_" + info.param.what;
    for (char& c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    }
    return name;
}

}  // namespace jianhe::ir
