// A source of its own, because a compiler that sees both sides takes new and free for a mismatch.
#include "counted_allocation.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <iterator>
#include <new>

#include <malloc.h>

namespace {

std::atomic<std::size_t> live_bytes{0};
std::atomic<std::size_t> peak_bytes{0};

void* counted(void* block, std::size_t size) {
    if (block == nullptr) std::abort();
    const std::size_t now = live_bytes += size;
    if (now > peak_bytes) peak_bytes = now;
    return block;
}

void give_back(void* block) noexcept {
    if (block != nullptr) live_bytes -= ::malloc_usable_size(block);
    std::free(block);
}

// Aligned blocks count with the size that was asked for: what lies behind the end of it is never touched, and may be
// large. There are few of them, and one thread.
struct AlignedBlock {
    void* block = nullptr;
    std::size_t size = 0;
    bool operator==(const AlignedBlock&) const = default;
};
AlignedBlock aligned_blocks[1024];

}  // namespace

void* operator new(std::size_t size) {
    void* const block = std::malloc(size);
    return counted(block, ::malloc_usable_size(block));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    void* const block = std::aligned_alloc(static_cast<std::size_t>(alignment), size);
    *std::find(std::begin(aligned_blocks), std::end(aligned_blocks), AlignedBlock{}) = {block, size};
    return counted(block, size);
}
void operator delete(void* block, std::align_val_t) noexcept {
    if (block == nullptr) return;
    AlignedBlock* const found = std::find_if(std::begin(aligned_blocks), std::end(aligned_blocks),
                                             [&](const AlignedBlock& one) { return one.block == block; });
    live_bytes -= found->size;
    *found = {};
    std::free(block);
}
void operator delete(void* block, std::size_t, std::align_val_t alignment) noexcept {
    operator delete(block, alignment);
}
void operator delete(void* block) noexcept { give_back(block); }
void operator delete(void* block, std::size_t) noexcept { give_back(block); }

namespace jianhe {

std::size_t counted_live_bytes() noexcept { return live_bytes; }
std::size_t counted_peak_bytes() noexcept { return peak_bytes; }
void reset_counted_peak() noexcept { peak_bytes = live_bytes.load(); }

}  // namespace jianhe
