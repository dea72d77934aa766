#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace jianhe::generated {

// Room for texts that live as long as one record is judged. It is used for one record after the other and keeps what it
// has grown to; a text stays where it is. Belongs to one thread.
class TextMemory {
public:
    TextMemory() { grow(kChunk); }

    // All texts so far may be written over.
    void reset() noexcept {
        at_ = 0;
        used_ = 0;
    }
    // So many bytes to write to; they are taken by `keep`.
    char* room(std::size_t size) noexcept {
        for (; at_ < chunks_.size(); ++at_, used_ = 0) {
            if (chunks_[at_].size - used_ >= size) return chunks_[at_].bytes.get() + used_;
        }
        grow(std::max(size, kChunk));
        return chunks_[at_].bytes.get();
    }
    // What was written at the room that was given last.
    std::string_view keep(const char* begin, const char* end) noexcept {
        used_ += static_cast<std::size_t>(end - begin);
        return {begin, static_cast<std::size_t>(end - begin)};
    }

private:
    static constexpr std::size_t kChunk = 16384;
    struct Chunk {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    void grow(std::size_t size) { chunks_.push_back({std::make_unique<char[]>(size), size}); }

    std::vector<Chunk> chunks_;
    std::size_t at_ = 0;  // the chunk in use
    std::size_t used_ = 0;
};

}  // namespace jianhe::generated
