#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <jianhe/masters.h>

namespace jianhe {
namespace {

namespace fs = std::filesystem;

// In bytewise order, so that errors do not depend on the file system.
Result<std::vector<std::string>> find_databases(const std::string& folder) {
    std::vector<std::string> paths;
    std::error_code fault;
    for (fs::directory_iterator entry(folder, fault), end; !fault && entry != end; entry.increment(fault)) {
        const fs::path ending = entry->path().extension();
        if (ending == ".sqlite" || ending == ".db") paths.push_back(folder + "/" + entry->path().filename().string());
    }
    if (fault) return Error{"cannot read the masters in " + folder + ": " + fault.message()};
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

Result<Masters> load_masters(const std::string& folder, std::span<const MasterShape> shapes) {
    auto masters = load_masters_from_csv(folder, shapes);
    if (!masters) return masters;
    const auto databases = find_databases(folder);
    if (!databases) return databases.error();
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        std::string found_in = folder + "/" + shapes[i].name + ".csv";
        for (const std::string& path : *databases) {
            auto table = load_master_from_sqlite(path, shapes[i]);
            if (!table) return table.error();
            if (*table == nullptr) continue;
            if ((*masters)[i] != nullptr) {
                std::string text = "the table ";
                return Error{text.append(shapes[i].name).append(" is both in ").append(found_in).append(" and in ") +
                             path};
            }
            (*masters)[i] = std::move(*table);
            found_in = path;
        }
    }
    return masters;
}

}  // namespace jianhe
