#include <algorithm>
#include <cstring>

#include <jianhe/upload_stream.h>

namespace jianhe {

void Stretch::resize(std::size_t size) {
    if (size > capacity_ || !memory_) {
        const std::size_t capacity = std::max(size, 2 * capacity_);
        auto memory = std::make_unique_for_overwrite<char[]>(capacity + kStretchPadding);
        if (size_ != 0) std::memcpy(memory.get(), memory_.get(), size_);
        memory_ = std::move(memory);
        capacity_ = capacity;
    }
    size_ = size;
    std::memset(memory_.get() + size_, 0, kStretchPadding);
}

void Stretch::append(std::string_view more) {
    const std::size_t begin = size_;
    resize(begin + more.size());
    if (!more.empty()) std::memcpy(memory_.get() + begin, more.data(), more.size());
}

void Stretch::remove_front(std::size_t count) noexcept {
    if (count == 0) return;
    std::memmove(memory_.get(), memory_.get() + count, size_ - count + kStretchPadding);
    size_ -= count;
    offset += count;
}

}  // namespace jianhe
