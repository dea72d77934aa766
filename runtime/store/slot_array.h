// The slots of a table of keys; private to runtime/store.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

#include <jianhe/file_keys.h>

namespace jianhe::detail {

// A large table is asked at random places. It lies on huge pages where the system has them for who asks: each is one
// page to make and one to look up instead of 512.
template <class T>
struct OnHugePages {
    using value_type = T;
    static constexpr std::size_t kHugePage = std::size_t{2} << 20;

    OnHugePages() = default;
    template <class U>
    explicit OnHugePages(const OnHugePages<U>& /*other*/) noexcept {}

    T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        if (bytes < kHugePage) return static_cast<T*>(::operator new(bytes));
        void* const memory = ::operator new (bytes, std::align_val_t{kHugePage});
#ifdef MADV_HUGEPAGE
        // Whole ones alone, since what is behind the table is not ours. Where there are none, pages stay small.
        ::madvise(memory, bytes / kHugePage * kHugePage, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        if (count * sizeof(T) < kHugePage) return ::operator delete(memory);
        ::operator delete (memory, std::align_val_t{kHugePage});
    }
    template <class U>
    bool operator==(const OnHugePages<U>& /*other*/) const noexcept {
        return true;
    }
};

using SlotArray = std::vector<Key128, OnHugePages<Key128>>;

}  // namespace jianhe::detail
