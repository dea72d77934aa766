#include "runtime/digest/xxh3_functions.h"

namespace jianhe::detail {

constinit const Xxh3 kXxh3ForAny = kFunctions;

}  // namespace jianhe::detail
