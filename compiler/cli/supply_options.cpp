#include "compiler/cli/supply_options.h"

#include <string_view>

#include <fmt/format.h>

#include "compiler/driver/given_values.h"

namespace jianhe::cli {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Result<Pairs> split_pairs(const std::vector<std::string>& arguments, std::string_view what) {
    Pairs pairs;
    for (const std::string& argument : arguments) {
        const std::size_t equals = argument.find('=');
        if (equals == 0 || equals == std::string::npos) {
            return Error{fmt::format("{}, not `{}`", what, argument)};
        }
        pairs.emplace_back(argument.substr(0, equals), argument.substr(equals + 1));
    }
    return pairs;
}

}  // namespace

void add_supply_options(CLI::App& command, SupplyOptions& options) {
    command
        .add_option("--given", options.givens, "A value that the specification asks the caller for; may be repeated")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    command
        .add_option("--master", options.master_folder,
                    "Folder with master tables (drugs, facilities, ...): NAME.csv, or an SQLite data base")
        ->type_name("DIR");
    command
        .add_option("--provider", options.providers,
                    "A shared library that answers what the specification asks a provider; may be repeated")
        ->type_name("NAME=LIBRARY")
        ->allow_extra_args(false);
    command
        .add_option("--reject", options.raised,
                    "Count the notices of this code as rejections, where its rule allows it; may be repeated")
        ->type_name("CODE")
        ->delimiter(',')
        ->allow_extra_args(false);
}

Result<SupplyTexts> split_supplies(const SupplyOptions& options) {
    auto givens = split_pairs(options.givens, "--given takes NAME=VALUE");
    if (!givens) return givens.error();
    auto providers = split_pairs(options.providers, "--provider takes NAME=LIBRARY");
    if (!providers) return providers.error();
    return SupplyTexts{std::move(*givens), {options.master_folder, std::move(*providers), options.raised}};
}

Result<DateTime> moment_of_receipt(const std::optional<std::string>& text) {
    return text ? driver::parse_date_time(*text) : Result<DateTime>{driver::local_now()};
}

}  // namespace jianhe::cli
