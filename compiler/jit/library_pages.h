// Memory that a shared library has taken while it was loaded; private to compiler/jit.
#pragma once

#include <string_view>

namespace jianhe::jit {

// Gives back the pages of loaded libraries whose file name begins so, as far as they are unchanged from the file: most
// of them were touched once, by relocation and by the constructors of static objects. What is needed again comes back
// from the system's cache of files.
void give_back_pages(std::string_view name_begins) noexcept;

}  // namespace jianhe::jit
