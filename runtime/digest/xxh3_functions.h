// The functions of Xxh3, for whichever processor this source is compiled for.
//
// The library is compiled into each source that includes this, with internal linkage: nothing of it may be shared by
// sources for different processors, or the linker would keep one and an old processor would meet new instructions. For
// the same reason nothing of the C++ library is used here.
#pragma once

#define XXH_INLINE_ALL
// Pieces have just been read, so they need not be fetched ahead: a thirtieth of all instructions.
#define XXH_NO_PREFETCH
#include <xxhash.h>

#include "runtime/digest/xxh3.h"

namespace jianhe::detail {
namespace {

static_assert(sizeof(XXH3_state_t) <= sizeof(Xxh3State) && alignof(XXH3_state_t) <= alignof(Xxh3State));
static_assert(sizeof(XXH128_canonical_t) == 16);

XXH3_state_t* state_of(Xxh3State* state) { return reinterpret_cast<XXH3_state_t*>(state); }

constexpr Xxh3 kFunctions{
    [](Xxh3State* state) { (void)XXH3_128bits_reset(state_of(state)); },
    [](Xxh3State* state, const void* bytes, std::size_t size) {
        (void)XXH3_128bits_update(state_of(state), bytes, size);
    },
    [](const Xxh3State* state, unsigned char* digest) {
        XXH128_canonicalFromHash(reinterpret_cast<XXH128_canonical_t*>(digest),
                                 XXH3_128bits_digest(reinterpret_cast<const XXH3_state_t*>(state)));
    },
};

}  // namespace
}  // namespace jianhe::detail
