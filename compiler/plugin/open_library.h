// Jianhe's own plug-ins: parts of the program that few runs need and that bring large libraries with them. Each says
// what it is by one function, and carries the build id of the program that it belongs to.
//
// The program has the C++ runtime inside, a plug-in brings the shared one of the same compiler. So objects of both may
// cross the border, since they look the same and all memory is the C library's; exceptions may not, nor anything that
// is told by its address: error categories, locales, streams.
#pragma once

#include <string>

#include <jianhe/result.h>

namespace jianhe::plugin {

// The folder that they are in: JIANHE_PLUGIN_DIR, or else ../lib/jianhe beside the folder of the program.
std::string folder();

struct Library {
    std::string path;
    void* entry = nullptr;  // the function asked for; null: the library has none
};

// Opens FOLDER/FILE, and never closes it: what came from it lives as long as the process. `what` names it in the text
// of an Error, such as "the compiler's plug-in". Any thread.
Result<Library> open_library(const std::string& folder, const std::string& file, const char* entry,
                             const std::string& what);

// Of a library that is there, but was not built with this program.
Error other_build(const std::string& path);

}  // namespace jianhe::plugin
