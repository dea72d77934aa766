// How a LinkedObject lies in bytes; private to compiler/jit.
#pragma once

#include <string>

#include "compiler/jit/linked_object.h"

namespace jianhe::jit {

// Puts behind the pages of `image` what else there is of the object.
void append_linked_tail(std::string& image, const LinkedObject& object);

}  // namespace jianhe::jit
