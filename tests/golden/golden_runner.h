#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/golden/golden_input.h"

namespace jianhe::test {

// What a golden file should say and what it does, as sorted texts without relative lines: "7:27: error[T203]: …".
struct GoldenOutcome {
    std::string problem;  // not empty when the file cannot be run at all
    std::vector<std::string> expected;
    std::vector<std::string> actual;
    std::set<std::string> codes;  // all codes that were emitted, whatever is compared
    bool has_errors = false;
};

// `default_phase` is for a text without a RUN line.
GoldenOutcome run_golden(std::string_view text, std::string_view default_phase);

// The text with EXPECT comments that match what the phase reports, each above its line.
std::string updated_golden(std::string_view text);

std::string read_text(const std::filesystem::path& path);

// Every `.rules` file below the folder, in bytewise order.
std::vector<std::filesystem::path> golden_files(const std::filesystem::path& folder);

}  // namespace jianhe::test
