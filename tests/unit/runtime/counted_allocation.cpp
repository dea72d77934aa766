// A source of its own, because a compiler that sees both sides takes new and free for a mismatch.
#include "counted_allocation.h"

#include <atomic>
#include <cstdlib>
#include <new>

#include <malloc.h>

namespace {

std::atomic<std::size_t> live_bytes{0};
std::atomic<std::size_t> peak_bytes{0};

void* counted(void* block) {
    if (block == nullptr) std::abort();
    const std::size_t now = live_bytes += ::malloc_usable_size(block);
    if (now > peak_bytes) peak_bytes = now;
    return block;
}

void give_back(void* block) noexcept {
    if (block != nullptr) live_bytes -= ::malloc_usable_size(block);
    std::free(block);
}

}  // namespace

void* operator new(std::size_t size) { return counted(std::malloc(size)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted(std::aligned_alloc(static_cast<std::size_t>(alignment), size));
}
void operator delete(void* block, std::align_val_t) noexcept { give_back(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { give_back(block); }
void operator delete(void* block) noexcept { give_back(block); }
void operator delete(void* block, std::size_t) noexcept { give_back(block); }

namespace jianhe {

std::size_t counted_live_bytes() noexcept { return live_bytes; }
std::size_t counted_peak_bytes() noexcept { return peak_bytes; }
void reset_counted_peak() noexcept { peak_bytes = live_bytes.load(); }

}  // namespace jianhe
