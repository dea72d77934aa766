# cmake -D list=<file with one path a line> -D also=<text> -D out=<file.cpp> -P hash_files.cmake
#
# Writes the definition of jianhe::jit::build_id(): a digest of the files and of `also`.
file(STRINGS "${list}" paths)
set(digests "${also}")
foreach(path IN LISTS paths)
    file(SHA256 "${path}" digest)
    string(APPEND digests " ${digest}")
endforeach()
string(SHA256 digest "${digests}")
file(CONFIGURE OUTPUT "${out}" @ONLY CONTENT
[[#include "compiler/jit/build_id.h"

namespace jianhe::jit {

std::string_view build_id() noexcept { return "@digest@"; }

}  // namespace jianhe::jit
]])
