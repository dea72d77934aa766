#include "compiler/plugin/open_library.h"

#include <cstdlib>
#include <filesystem>

#include <dlfcn.h>
#include <fmt/format.h>

namespace jianhe::plugin {

std::string folder() {
    // Not from an environment that a less trusted user may have set.
    if (const char* folder = ::secure_getenv("JIANHE_PLUGIN_DIR"); folder != nullptr && *folder != 0) return folder;
    std::error_code fault;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", fault);
    if (fault) return {};
    return (program.parent_path().parent_path() / "lib" / "jianhe").string();
}

Result<Library> open_library(const std::string& folder, const std::string& file, const char* entry,
                             const std::string& what) {
    Library library;
    library.path = folder + "/" + file;
    void* const opened = ::dlopen(library.path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (opened == nullptr) return Error{fmt::format("cannot open {}: {}", what, ::dlerror())};
    library.entry = ::dlsym(opened, entry);
    return library;
}

Error other_build(const std::string& path) { return Error{fmt::format("{} belongs to another build of jianhe", path)}; }

}  // namespace jianhe::plugin
