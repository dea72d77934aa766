// A text put together from many short pieces, which are copied where they are called for: appending each to a string
// would cost more than its bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace jianhe::detail {

// Appends to a string, which has all of it behind finish() or text().
class PieceBuffer {
public:
    explicit PieceBuffer(std::string& text) noexcept : text_(text) {}
    PieceBuffer(const PieceBuffer&) = delete;
    PieceBuffer& operator=(const PieceBuffer&) = delete;

    void put(char c) {
        if (used_ == room_.size()) finish();
        room_[used_++] = c;
    }
    void put(std::string_view piece) {
        if (piece.size() > room_.size() - used_) return put_long(piece);
        std::memcpy(room_.data() + used_, piece.data(), piece.size());
        used_ += piece.size();
    }
    // A literal, whose length the compiler knows.
    template <std::size_t kSize>
    void put(const char (&literal)[kSize]) {
        if (kSize > room_.size() - used_) return put_long({literal, kSize - 1});
        std::memcpy(room_.data() + used_, literal, kSize - 1);
        used_ += kSize - 1;
    }

    // Of the text so far.
    std::size_t size() const noexcept { return text_.size() + used_; }
    void finish() {
        text_.append(room_.data(), used_);
        used_ = 0;
    }
    // With all of it so far, to be appended to.
    std::string& text() {
        finish();
        return text_;
    }

private:
    void put_long(std::string_view piece) {
        finish();
        text_.append(piece);
    }

    std::string& text_;
    std::size_t used_ = 0;
    std::array<char, 1024> room_;
};

}  // namespace jianhe::detail
