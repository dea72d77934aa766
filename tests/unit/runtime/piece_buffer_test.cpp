#include "runtime/report/piece_buffer.h"

#include <span>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "runtime/report/json_text.h"

namespace jianhe::detail {
namespace {

// Which no piece of another length is a part of.
std::string numbered_piece(std::size_t size) {
    std::string piece(size, '-');
    for (std::size_t i = 0; i < size; ++i) piece[i] = static_cast<char>('!' + (i + size) % 90);
    return piece;
}

// Pieces of every length up to one that is longer than the buffer, from wherever it stands then.
TEST(PieceBuffer, TakesPiecesOfAnyLength) {
    std::string text = "before";
    std::string wanted = text;
    PieceBuffer buffer(text);
    for (std::size_t size = 0; size < 4300; size += size < 70 ? 1 : 37) {
        const std::string piece = numbered_piece(size);
        const std::string padded = piece + std::string(PieceBuffer::kPadding, '#');
        buffer.put(piece);
        buffer.put(',');
        buffer.put("literal");
        buffer.put_padded(std::string_view(padded).substr(0, size));
        wanted += piece + ",literal" + piece;
        EXPECT_EQ(buffer.size(), wanted.size());
    }
    EXPECT_EQ(buffer.text(), wanted);
    buffer.text() += "between";
    buffer.put("behind");
    buffer.finish();
    EXPECT_EQ(text, wanted + "betweenbehind");
}

TEST(PieceBuffer, TakesWhatIsChangedInPlace) {
    std::string text;
    std::string wanted;
    PieceBuffer buffer(text);
    for (std::size_t i = 0; i < 200; ++i) {
        const std::string piece = numbered_piece(i % (PieceBuffer::kMostTaken + 1));
        const std::span<char> taken = buffer.take(piece);
        EXPECT_EQ(std::string_view(taken.data(), taken.size()), piece);
        if (!taken.empty()) taken.back() = '~';
        wanted += piece.empty() ? "" : piece.substr(0, piece.size() - 1) + "~";
    }
    buffer.finish();
    EXPECT_EQ(text, wanted);
}

TEST(PieceBuffer, KeepsTheOrderWhenFull) {
    std::string text;
    std::string wanted;
    PieceBuffer buffer(text);
    for (int i = 0; i < 5000; ++i) {
        const char c = static_cast<char>('0' + i % 10);
        buffer.put(c);
        wanted += c;
    }
    buffer.finish();
    EXPECT_EQ(text, wanted);
}

// At every place of texts of all lengths up to some words of eight bytes.
TEST(IsPlainJson, OneByteDecides) {
    for (std::size_t size = 0; size <= 25; ++size) {
        EXPECT_TRUE(is_plain_json(std::string(size, 'x')));
        for (std::size_t at = 0; at < size; ++at) {
            for (unsigned byte = 0; byte < 256; ++byte) {
                std::string text(size, 'x');
                text[at] = static_cast<char>(byte);
                const bool plain = byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
                EXPECT_EQ(is_plain_json(text), plain) << size << " " << at << " " << byte;
            }
        }
    }
}

}  // namespace
}  // namespace jianhe::detail
