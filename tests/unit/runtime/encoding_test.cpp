#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <jianhe/encoding.h>

#include "runtime/text/big5_fit.h"

namespace jianhe {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_valid(std::string_view bytes, TextEncoding encoding) { return !find_invalid(bytes, encoding).has_value(); }

TEST(Big5, ShapeOfEveryPairOfBytes) {
    for (unsigned first = 0; first < 256; ++first) {
        for (unsigned second = 0; second < 256; ++second) {
            const std::string pair{static_cast<char>(first), static_cast<char>(second)};
            const bool is_lead = first >= 0x81 && first <= 0xFE;
            const bool is_trail = (second >= 0x40 && second <= 0x7E) || (second >= 0xA1 && second <= 0xFE);
            std::optional<std::size_t> fault;
            if (is_lead ? !is_trail : first > 0x7F) {
                fault = 0;
            } else if (!is_lead && second > 0x7F) {
                fault = 1;  // a lead byte that nothing follows, or none at all
            }
            ASSERT_EQ(find_invalid(pair, TextEncoding::Big5), fault) << first << ' ' << second;
        }
    }
}

TEST(Big5, EveryCodeComesBack) {
    int mapped = 0;
    std::string other_way;
    for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
        for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
            const std::string code{static_cast<char>(lead), static_cast<char>(trail)};
            if (!is_valid(code, TextEncoding::Big5)) continue;
            const std::string utf8 = big5_to_utf8(code);
            ASSERT_TRUE(is_valid(utf8, TextEncoding::Utf8));
            if (utf8 == kReplacement) continue;
            ++mapped;
            const Result<std::string> back = utf8_to_big5(utf8);
            ASSERT_TRUE(back.has_value()) << back.error().text;
            if (*back != code) other_way += utf8;
        }
    }
    EXPECT_EQ(mapped, 13503);
    // Codes that share a character with the code to write.
    EXPECT_EQ(other_way, "十卅╞╪╡═╭╮╰╯");
}

struct Pair {
    std::string_view big5;
    std::string_view utf8;
};

TEST(Big5, KnownCharacters) {
    constexpr Pair pairs[] = {
        {"\xA1\x40", "\xE3\x80\x80"},  // ideographic space
        {"\xA4\x40", "一"},
        {"\xA4\xA4\xA4\xE5", "中文"},
        {"\xB0\xB7\xC0\xCB\xAE\xD6", "健檢核"},
        {"\xB3\x5C\xA5\x5C\xBB\x5C", "許功蓋"},  // trail byte is a backslash
        {"\xC6\x7E", "籲"},
        {"\xC9\x40", "乂"},
        {"\xF9\xD5", "龘"},
        {"\xF9\xD6", "碁"},  // one of the seven that only Microsoft's table has
        {"\xA3\xE1", "€"},
        {"\xA1\x45", "‧"},
        {"<M11>\xA4\xA4</M11>", "<M11>中</M11>"},
        {"", ""},
        {"plain", "plain"},
    };
    for (const Pair& pair : pairs) {
        EXPECT_EQ(big5_to_utf8(pair.big5), pair.utf8);
        const Result<std::string> big5 = utf8_to_big5(pair.utf8);
        ASSERT_TRUE(big5.has_value()) << big5.error().text;
        EXPECT_EQ(*big5, pair.big5);
        EXPECT_EQ(utf8_to_big5_lossy(pair.utf8), pair.big5);
        EXPECT_EQ(wire_length(pair.utf8, TextEncoding::Utf8), pair.big5.size());
        EXPECT_EQ(wire_length(pair.big5, TextEncoding::Big5), pair.big5.size());
    }
}

TEST(Big5, ShapeWithoutACharacterBecomesReplacement) {
    for (const std::string_view code : {"\x81\x40", "\xA0\xFE", "\xC6\xA1", "\xC8\xFE", "\xFA\x40", "\xFE\xFE"}) {
        EXPECT_TRUE(is_valid(code, TextEncoding::Big5));
        EXPECT_EQ(big5_to_utf8(code), kReplacement);
    }
}

TEST(Big5, InvalidBytesBecomeReplacementOneByOne) {
    const std::string r(kReplacement);
    EXPECT_EQ(big5_to_utf8("a\x80"
                           "b"),
              "a" + r + "b");
    EXPECT_EQ(big5_to_utf8("\xA4<"), r + "<");
    EXPECT_EQ(big5_to_utf8("\xA4"), r);
    EXPECT_EQ(big5_to_utf8("\xFF\xA4\xA4"), r + "中");
}

TEST(Big5, NotEncodable) {
    EXPECT_EQ(utf8_to_big5("ab\xF0\x9F\x98\x80").error().text, "character U+1F600 at byte 2 has no Big5 code");
    EXPECT_EQ(utf8_to_big5("中é").error().text, "character U+00E9 at byte 3 has no Big5 code");
    EXPECT_EQ(utf8_to_big5(kReplacement).error().text, "character U+FFFD at byte 0 has no Big5 code");
    EXPECT_EQ(utf8_to_big5("a\xE4\xB8").error().text, "byte 1 is not valid UTF-8");
    EXPECT_EQ(utf8_to_big5_lossy("中é\xF0\x9F\x98\x80!\xFF"), "\xA4\xA4?\?!?");
}

struct Utf8Case {
    std::string_view bytes;
    std::optional<std::size_t> fault;
};

// Three bytes of UTF-8 reach every character that Big5 can have.
TEST(Big5, FitsWhatCanBeEncoded) {
    std::size_t fitting = 0;
    for (unsigned first = 0xE0; first <= 0xEF; ++first) {
        for (unsigned second = 0x80; second <= 0xBF; ++second) {
            for (unsigned third = 0x80; third <= 0xBF; ++third) {
                const std::string text{'a', static_cast<char>(first), static_cast<char>(second),
                                       static_cast<char>(third), 'z'};
                const bool fits = fits_big5(text);
                fitting += fits ? 1 : 0;
                ASSERT_EQ(fits, utf8_to_big5(text).has_value()) << first << ' ' << second << ' ' << third;
            }
        }
    }
    EXPECT_GT(fitting, 13000U);
    EXPECT_TRUE(fits_big5(""));
    EXPECT_FALSE(fits_big5("中é"));
    EXPECT_FALSE(fits_big5("ab\xF0\x9F\x98\x80"));
    EXPECT_FALSE(fits_big5("a\xE4\xB8"));
}

TEST(Utf8, Strict) {
    const Utf8Case cases[] = {
        {"", std::nullopt},
        {"ascii \x7F", std::nullopt},
        {"\xC2\x80", std::nullopt},
        {"\xDF\xBF", std::nullopt},
        {"\xE0\xA0\x80", std::nullopt},
        {"\xED\x9F\xBF", std::nullopt},
        {"\xEE\x80\x80", std::nullopt},
        {"\xEF\xBF\xBF", std::nullopt},
        {"\xF0\x90\x80\x80", std::nullopt},
        {"\xF4\x8F\xBF\xBF", std::nullopt},
        {"\x80", 0},
        {"a\xBF", 1},
        {"\xC0\x80", 0},          // overlong
        {"\xC1\xBF", 0},          // overlong
        {"\xE0\x9F\xBF", 0},      // overlong
        {"\xF0\x8F\xBF\xBF", 0},  // overlong
        {"\xED\xA0\x80", 0},      // surrogate
        {"\xED\xBF\xBF", 0},      // surrogate
        {"\xF4\x90\x80\x80", 0},  // above 10FFFF
        {"\xF5\x80\x80\x80", 0},
        {"\xFF", 0},
        {"12345678\xE4\xB8", 8},  // cut
        {"\xE4\xB8\xAD\xE4\xB8"
         "a",
         3},
        {"\xF0\x9F\x98", 0},
        {"\xC2"
         "a",
         0},
    };
    for (const Utf8Case& c : cases) EXPECT_EQ(find_invalid(c.bytes, TextEncoding::Utf8), c.fault) << c.bytes;
}

struct ScanCase {
    TextEncoding encoding;
    std::string_view bytes;
    std::size_t valid_bytes;
    bool cut_at_end;
};

TEST(Scan, TellsCutFromWrong) {
    constexpr ScanCase cases[] = {
        {TextEncoding::Big5, "\xA4\xA4", 2, false},     {TextEncoding::Big5, "\xA4\xA4\xA4", 2, true},
        {TextEncoding::Big5, "\xA4\xA4\xFF", 2, false}, {TextEncoding::Big5, "a\xA4<", 1, false},
        {TextEncoding::Utf8, "中", 3, false},           {TextEncoding::Utf8, "中\xE4", 3, true},
        {TextEncoding::Utf8, "中\xE4\xB8", 3, true},    {TextEncoding::Utf8, "中\xE4<", 3, false},
        {TextEncoding::Utf8, "\xF0\x9F\x98", 0, true},  {TextEncoding::Utf8, "\xED\xA0", 0, false},
        {TextEncoding::Utf8, "\xC0", 0, false},         {TextEncoding::Big5, "", 0, false},
    };
    for (const ScanCase& c : cases) {
        const EncodingScan scan = scan_encoding(c.bytes, c.encoding);
        EXPECT_EQ(scan.valid_bytes, c.valid_bytes) << c.bytes;
        EXPECT_EQ(scan.cut_at_end, c.cut_at_end) << c.bytes;
    }
}

// The scan skips ASCII eight bytes at a time: the fault must be found at every distance from such a step.
TEST(Scan, FindsTheFaultAtEveryOffset) {
    for (std::size_t at = 0; at < 40; ++at) {
        std::string text(40, 'x');
        text[at] = '\xFF';
        EXPECT_EQ(find_invalid(text, TextEncoding::Big5), at);
        EXPECT_EQ(find_invalid(text, TextEncoding::Utf8), at);
    }
}

TEST(Length, OfCharactersBig5DoesNotHave) {
    EXPECT_EQ(wire_length("é", TextEncoding::Utf8), 2U);
    EXPECT_EQ(wire_length("\xF0\x9F\x98\x80"
                          "a",
                          TextEncoding::Utf8),
              3U);
}

struct WidthCase {
    std::string_view utf8;
    std::size_t columns;
};

TEST(DisplayWidth, Table) {
    constexpr WidthCase cases[] = {
        {"", 0},
        {"abc", 3},
        {"健檢", 4},
        {"M12補卡", 7},
        {"，。（）", 8},
        {"１２", 4},
        {"ｱ", 1},
        {"é", 1},
        {"e\xCC\x81", 1},
        {"\xEF\xBF\xBD", 1},
        {"─", 1},
        {"한글", 4},
        {"𠀀", 2},
        {"😀", 2},
        {"\xE3\x80\xBF", 1},
        {"\xE3\x80\x80", 2},
        {"\xFF", 1},
        {"ㄅ", 2},
        {"\xEF\xBC\x80", 1},
        {"ꓐ", 1},
    };
    for (const WidthCase& c : cases) EXPECT_EQ(display_width(c.utf8), c.columns) << c.utf8;
}

}  // namespace
}  // namespace jianhe
