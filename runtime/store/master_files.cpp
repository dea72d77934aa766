#include <filesystem>
#include <system_error>
#include <utility>

#include <jianhe/masters.h>

#include "runtime/store/whole_file.h"

namespace jianhe {

Result<std::shared_ptr<const MasterTable>> load_master_from_csv(const std::string& path, const MasterShape& shape) {
    auto text = detail::read_whole_file(path, kMaxMasterBytes);
    if (!text) return text.error();
    return parse_master_csv(*text, path, shape);
}

Result<Masters> load_masters_from_csv(const std::string& folder, std::span<const MasterShape> shapes) {
    std::error_code fault;
    if (!std::filesystem::is_directory(folder, fault)) {
        return Error{"cannot read the masters: " + folder + " is no folder"};
    }
    Masters masters(shapes.size());
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const std::string path = folder + "/" + shapes[i].name + ".csv";
        if (!std::filesystem::exists(path, fault)) continue;
        auto table = load_master_from_csv(path, shapes[i]);
        if (!table) return table.error();
        masters[i] = std::move(*table);
    }
    return masters;
}

}  // namespace jianhe
