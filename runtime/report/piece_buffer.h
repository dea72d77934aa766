// A text put together from many short pieces, which are copied where they are called for: appending each to a string
// would cost more than its bytes.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace jianhe::detail {

// Of a few bytes, for which calling somebody costs more than they do.
inline void copy_short(char* to, std::string_view piece) noexcept {
    const std::size_t size = piece.size();
    // The first and the last bytes, which may be the same.
    const auto copy_ends = [&]<class Word>(Word word) {
        std::memcpy(&word, piece.data() + size - sizeof word, sizeof word);
        std::memcpy(to, piece.data(), sizeof word);
        std::memcpy(to + size - sizeof word, &word, sizeof word);
    };
    if (size > 2 * sizeof(std::uint64_t)) {
        std::memcpy(to, piece.data(), size);
    } else if (size >= sizeof(std::uint64_t)) {
        copy_ends(std::uint64_t{});
    } else if (size >= sizeof(std::uint32_t)) {
        copy_ends(std::uint32_t{});
    } else if (size != 0) {
        to[0] = piece.front();
        to[size / 2] = piece[size / 2];
        to[size - 1] = piece.back();
    }
}

// Appends to a string, which has all of it behind finish() or text().
class PieceBuffer {
public:
    // So many bytes behind what put_padded() is given may be read.
    static constexpr std::size_t kPadding = 32;
    static constexpr std::size_t kMostTaken = 256;

    explicit PieceBuffer(std::string& text) noexcept : text_(text) {}
    PieceBuffer(const PieceBuffer&) = delete;
    PieceBuffer& operator=(const PieceBuffer&) = delete;

    void put(char c) {
        if (used_ == room_.size()) finish();
        room_[used_++] = c;
    }
    void put(std::string_view piece) {
        if (piece.size() > room_.size() - used_) return put_long(piece);
        copy_short(room_.data() + used_, piece);
        used_ += piece.size();
    }
    // A literal, whose length the compiler knows.
    template <std::size_t kSize>
    void put(const char (&literal)[kSize]) {
        if (kSize > room_.size() - used_) return put_long({literal, kSize - 1});
        std::memcpy(room_.data() + used_, literal, kSize - 1);
        used_ += kSize - 1;
    }
    // The same of a length that it does not know.
    void put_padded(std::string_view piece) {
        if (piece.size() + kPadding > room_.size() - used_) return put_long(piece);
        char* to = room_.data() + used_;
        const char* from = piece.data();
        for (const char* const end = from + piece.size(); from < end; from += kPadding, to += kPadding)
            std::memcpy(to, from, kPadding);
        used_ += piece.size();
    }
    // Of at most kMostTaken bytes, which the caller may change until it puts something else.
    std::span<char> take(std::string_view piece) {
        assert(piece.size() <= kMostTaken && "more than is given room");
        if (piece.size() > room_.size() - used_) finish();
        char* const to = room_.data() + used_;
        copy_short(to, piece);
        used_ += piece.size();
        return {to, piece.size()};
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
    std::array<char, 4096> room_;
};

}  // namespace jianhe::detail
