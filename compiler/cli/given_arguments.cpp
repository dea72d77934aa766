#include "compiler/cli/given_arguments.h"

#include <fmt/format.h>

#include "compiler/driver/given_values.h"

namespace jianhe::cli {

Result<std::vector<std::pair<std::string, std::string>>> split_givens(const std::vector<std::string>& arguments) {
    std::vector<std::pair<std::string, std::string>> givens;
    for (const std::string& argument : arguments) {
        const std::size_t equals = argument.find('=');
        if (equals == 0 || equals == std::string::npos) {
            return Error{fmt::format("--given takes NAME=VALUE, not `{}`", argument)};
        }
        givens.emplace_back(argument.substr(0, equals), argument.substr(equals + 1));
    }
    return givens;
}

Result<DateTime> moment_of_receipt(const std::optional<std::string>& text) {
    return text ? driver::parse_date_time(*text) : Result<DateTime>{driver::local_now()};
}

}  // namespace jianhe::cli
