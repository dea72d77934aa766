#include "runtime/report/piece_buffer.h"

#include <string>

#include <gtest/gtest.h>

#include "runtime/report/json_text.h"

namespace jianhe::detail {
namespace {

// Pieces of every length up to one that is longer than the buffer, from wherever it stands then.
TEST(PieceBuffer, TakesPiecesOfAnyLength) {
    std::string text = "before";
    std::string wanted = text;
    PieceBuffer buffer(text);
    for (std::size_t size = 0; size < 1200; size += size < 40 ? 1 : 37) {
        const std::string piece(size, static_cast<char>('a' + size % 26));
        buffer.put(piece);
        buffer.put(',');
        buffer.put("literal");
        wanted += piece + ",literal";
        EXPECT_EQ(buffer.size(), wanted.size());
    }
    EXPECT_EQ(buffer.text(), wanted);
    buffer.text() += "between";
    buffer.put("behind");
    buffer.finish();
    EXPECT_EQ(text, wanted + "betweenbehind");
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

// At every place of eight bytes and behind them.
TEST(IsPlainJson, OneByteDecides) {
    for (std::size_t at = 0; at < 21; ++at) {
        for (unsigned byte = 0; byte < 256; ++byte) {
            std::string text(21, 'x');
            text[at] = static_cast<char>(byte);
            const bool plain = byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
            EXPECT_EQ(is_plain_json(text), plain) << at << " " << byte;
        }
    }
    EXPECT_TRUE(is_plain_json(""));
}

}  // namespace
}  // namespace jianhe::detail
