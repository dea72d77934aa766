#include "compiler/interp/supplies.h"

#include <string>
#include <vector>

namespace jianhe {

Masters sample_masters(const ir::Module& module) {
    Masters masters;
    for (const ir::Master& master : module.masters) {
        masters.emplace_back();
        if (master.sample_file.empty()) continue;
        if (auto table = parse_master_csv(master.sample, master.sample_file, master.shape)) masters.back() = *table;
    }
    return masters;
}

Masters masters_of(const ir::Example& example, const Masters& samples) {
    Masters used(samples.size());
    for (const ir::MasterId id : example.masters) used[ir::index_of(id)] = samples[ir::index_of(id)];
    return used;
}

Providers built_in_providers(const ir::Module& module) {
    Providers providers;
    for (const ir::Provider& provider : module.providers) {
        std::vector<std::string> parts;
        for (const ir::Provider::Part& part : provider.parts) parts.push_back(part.name);
        providers.push_back(provider.built_in.empty() ? nullptr : find_built_in_provider(provider.built_in, parts));
    }
    return providers;
}

}  // namespace jianhe
