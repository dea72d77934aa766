#include "compiler/driver/supplied.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/interp/supplies.h"

namespace jianhe::driver {
namespace {

// The codes of which some rule says `may reject …`.
std::set<std::string> codes_that_can_be_raised(const ir::Module& module) {
    std::set<std::string> codes;
    for (const ir::Check& check : module.checks) {
        if (check.choice) codes.insert(module.code(check.code).code);
    }
    return codes;
}

std::vector<ir::Provider>::const_iterator find_provider(const ir::Module& module, const std::string& name) {
    return std::find_if(module.providers.begin(), module.providers.end(),
                        [&](const ir::Provider& provider) { return provider.name == name; });
}

std::vector<std::string> provider_names(const ir::Module& module) {
    std::vector<std::string> names;
    for (const ir::Provider& provider : module.providers) names.push_back(provider.name);
    return names;
}

std::string listed(const std::vector<std::string>& names) {
    return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

Result<void> check_supplies(const ir::Module& module, const SupplyRequest& request) {
    const std::set<std::string> known = codes_that_can_be_raised(module);
    for (const std::string& code : request.raised) {
        if (known.contains(code)) continue;
        return Error{fmt::format("`{}` is no notice that can be made a rejection; these can: {}", code,
                                 listed({known.begin(), known.end()}))};
    }
    for (const auto& [name, library] : request.providers) {
        if (find_provider(module, name) != module.providers.end()) continue;
        return Error{
            fmt::format("the specification has no provider `{}`; it has: {}", name, listed(provider_names(module)))};
    }
    if (!request.master_folder.empty() && module.masters.empty()) {
        return Error{"the specification has no masters, so a folder of them is of no use"};
    }
    return {};
}

DividedRequest divide_supplies(const ir::Module& module, const SupplyRequest& request) {
    DividedRequest divided;
    const std::set<std::string> codes = codes_that_can_be_raised(module);
    for (const std::string& code : request.raised) {
        (codes.contains(code) ? divided.known : divided.unknown).raised.push_back(code);
    }
    for (const auto& provider : request.providers) {
        const bool known = find_provider(module, provider.first) != module.providers.end();
        (known ? divided.known : divided.unknown).providers.push_back(provider);
    }
    (module.masters.empty() ? divided.unknown : divided.known).master_folder = request.master_folder;
    return divided;
}

Result<Supplied> load_supplies(const ir::Module& module, GivenValues givens, const SupplyRequest& request) {
    Supplied supplied(std::move(givens));
    supplied.raised.insert(request.raised.begin(), request.raised.end());
    supplied.providers = built_in_providers(module);
    for (const auto& [name, library] : request.providers) {
        const auto declared = find_provider(module, name);
        std::vector<std::string> parts;
        for (const ir::Provider::Part& part : declared->parts) parts.push_back(part.name);
        auto loaded = load_provider(library, name, declared->arguments.size(), parts);
        if (!loaded) return loaded.error();
        supplied.providers[static_cast<std::size_t>(declared - module.providers.begin())] = std::move(*loaded);
    }
    if (request.master_folder.empty()) return supplied;
    std::vector<MasterShape> shapes;
    for (const ir::Master& master : module.masters) shapes.push_back(master.shape);
    auto masters = load_masters(request.master_folder, shapes);
    if (!masters) return masters.error();
    supplied.masters = std::move(*masters);
    if (!master_names(module, supplied).empty()) return supplied;
    std::vector<std::string> files;
    for (const MasterShape& shape : shapes) files.push_back(shape.name + ".csv");
    return Error{fmt::format("{} has none of the specification's masters: {}, or tables of these names in a data base",
                             request.master_folder, fmt::join(files, ", "))};
}

std::vector<std::string> master_names(const ir::Module& module, const Supplied& supplied) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < supplied.masters.size(); ++i) {
        if (supplied.masters[i] != nullptr) names.push_back(module.masters[i].shape.name);
    }
    return names;
}

}  // namespace jianhe::driver
