#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace jianhe::cli {

// CLI::PositiveNumber would also take 0.5, and name the greatest double in its message.
inline CLI::Validator at_least_one() {
    return CLI::Validator(
        [](const std::string& text) {
            const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
            const bool zero = text.find_first_not_of('0') == std::string::npos;
            return digits && !zero ? std::string{} : "`" + text + "` is not a whole number of at least 1";
        },
        "");
}

}  // namespace jianhe::cli
