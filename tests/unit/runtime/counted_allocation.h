// Linking counted_allocation.cpp replaces the allocation functions of a test program by ones that count.
#pragma once

#include <cstddef>

namespace jianhe {

std::size_t counted_live_bytes() noexcept;
// The most that was live since the last reset.
std::size_t counted_peak_bytes() noexcept;
void reset_counted_peak() noexcept;

}  // namespace jianhe
