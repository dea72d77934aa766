#include "compiler/cli/key_files.h"

#include <fmt/format.h>

#include "compiler/cli/terminal.h"
#include "compiler/driver/read_file.h"

namespace jianhe::cli {

PublicKeys read_public_keys(const std::vector<std::string>& paths) {
    PublicKeys read;
    for (const std::string& path : paths) {
        const auto file = driver::read_file(path);
        if (!file) return {{}, failed(file.error(), driver::ExitStatus::Machine)};
        const auto key = bundle::read_public_key(file->bytes);
        if (!key) return {{}, failed({fmt::format("{}: {}", path, key.error().text)}, driver::ExitStatus::Usage)};
        read.keys.push_back(*key);
    }
    return read;
}

}  // namespace jianhe::cli
