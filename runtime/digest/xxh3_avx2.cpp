// Compiled for AVX2 where the compiler knows that.
#if defined(__AVX2__)
#include "runtime/digest/xxh3_functions.h"

constinit const jianhe::detail::Xxh3 jianhe::detail::kXxh3ForAvx2 = jianhe::detail::kFunctions;
#else
#include "runtime/digest/xxh3.h"

constinit const jianhe::detail::Xxh3 jianhe::detail::kXxh3ForAvx2{nullptr, nullptr, nullptr};
#endif
