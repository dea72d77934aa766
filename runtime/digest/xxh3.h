// XXH3 as it was compiled for several kinds of processors; private to runtime/digest.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace jianhe::detail {

// What a digest in the making takes: enough, and aligned, for the library's own state.
struct alignas(64) Xxh3State {
    std::array<unsigned char, 1024> bytes;
};

// All kinds give the same digests and may go on with each other's state.
struct Xxh3 {
    void (*start)(Xxh3State* state);
    void (*add)(Xxh3State* state, const void* bytes, std::size_t size);
    // Sixteen bytes, in the order in which they are written.
    void (*finish)(const Xxh3State* state, unsigned char* digest);
};

// Data, not functions that give it: a source that is compiled for AVX2 must not run before one has looked.
extern const Xxh3 kXxh3ForAny;
extern const Xxh3 kXxh3ForAvx2;  // null pointers where the compiler cannot make it

// The fastest that the processor at hand can run.
const Xxh3& xxh3_for_this_processor() noexcept;

}  // namespace jianhe::detail
