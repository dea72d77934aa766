#include <algorithm>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <jianhe/mask.h>

namespace jianhe {
namespace {

struct MaskCase {
    MaskKind kind;
    std::string_view text;
    std::string_view masked;
};

TEST(Mask, AppendsAndLeavesWhatStandsBefore) {
    for (const MaskKind kind : {MaskKind::None, MaskKind::NationalId, MaskKind::VisitIdentifier, MaskKind::All}) {
        std::string text = "A123456789";
        append_masked(text, "B987654321", kind);
        EXPECT_EQ(text, "A123456789" + mask("B987654321", kind));
    }
}

TEST(Mask, Table) {
    constexpr MaskCase cases[] = {
        {MaskKind::None, "A123456789", "A123456789"},
        {MaskKind::None, "\xE7\x8E\x8B", "\xE7\x8E\x8B"},
        {MaskKind::None, "", ""},

        {MaskKind::NationalId, "A123456789", "A12*****89"},
        {MaskKind::NationalId, "A12345678", "*********"},
        {MaskKind::NationalId, "A1", "**"},
        {MaskKind::NationalId, "", ""},
        {MaskKind::NationalId, "A1234567890", "A12******90"},
        {MaskKind::NationalId, "A123456789B987654321", "A12***************21"},
        {MaskKind::NationalId,
         "\xE7\x8E\x8B"
         "A1234567\xE5\xB0\x8F"
         "8",
         "*A1*******8"},
        {MaskKind::NationalId, "\xE7\x8E\x8B\xE5\xB0\x8F\xE6\x98\x8E", "***"},
        {MaskKind::NationalId,
         "\xFF"
         "123456789",
         "*12*****89"},

        {MaskKind::VisitIdentifier, "0USE4FA11RP4J370WR4K", "0USE4F*******370WR4K"},
        {MaskKind::VisitIdentifier, "MISS0000000000000000", "MISS00*******0000000"},
        {MaskKind::VisitIdentifier, "0USE4FA11RP4J370WR4", "*******************"},
        {MaskKind::VisitIdentifier, "0USE4FA11RP4J370WR4KK", "*********************"},
        {MaskKind::VisitIdentifier, "", ""},
        // Moved by one, the person would show at the end.
        {MaskKind::VisitIdentifier, " 0USE4FA11RP4J370WR4", "********************"},
        {MaskKind::VisitIdentifier, "0use4fa11rp4j370wr4k", "********************"},
        {MaskKind::VisitIdentifier, "0USE4FA11RP4J370WR4\xE7\x84\xA1", "********************"},
        {MaskKind::VisitIdentifier, "A123456789          ", "********************"},
        {MaskKind::VisitIdentifier, "A1234567890000000000", "********************"},
        {MaskKind::VisitIdentifier, "0000000000A123456789", "********************"},
        {MaskKind::VisitIdentifier, "000000000B1234567890", "********************"},
        {MaskKind::VisitIdentifier, "0USE4FA112345370WR4K", "0USE4F*******370WR4K"},
        {MaskKind::VisitIdentifier, "0USE4FA11234537000WR", "0USE4F*******37000WR"},

        {MaskKind::All, "A123456789", "**********"},
        {MaskKind::All,
         "\xE7\x8E\x8B"
         "a",
         "**"},
        {MaskKind::All, "\xF0\x9F\x98\x80", "*"},
        {MaskKind::All, "\xFF\xFE", "**"},
        {MaskKind::All, "", ""},
    };
    for (const MaskCase& c : cases) EXPECT_EQ(mask(c.text, c.kind), c.masked) << c.text;
}

// Any byte at any place: only digits and capital letters are of the shape.
TEST(Mask, OneByteHidesAVisitIdentifier) {
    const std::string identifier = "0USE4FA11RP4J370WR4K";
    for (std::size_t at = 0; at < identifier.size(); ++at) {
        for (unsigned byte = 0; byte < 0x80; ++byte) {
            std::string text = identifier;
            text[at] = static_cast<char>(byte);
            std::string hidden = text;
            mask_ascii(hidden, MaskKind::VisitIdentifier);
            const bool is_shaped = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z');
            EXPECT_EQ(hidden, is_shaped ? text.replace(6, 7, "*******") : std::string(20, '*')) << at << " " << byte;
        }
    }
}

TEST(Mask, NeverShowsMoreThanOfAWellFormedValue) {
    for (std::size_t length = 0; length <= 64; ++length) {
        const std::string text(length, 'A');
        const auto shown = [&text](MaskKind kind) {
            const std::string masked = mask(text, kind);
            EXPECT_EQ(masked.size(), text.size());
            return masked.size() - static_cast<std::size_t>(std::count(masked.begin(), masked.end(), '*'));
        };
        EXPECT_EQ(shown(MaskKind::NationalId), length >= 10 ? 5U : 0U) << length;
        EXPECT_EQ(shown(MaskKind::VisitIdentifier), length == 20 ? 13U : 0U) << length;
        EXPECT_EQ(shown(MaskKind::All), 0U) << length;
    }
}

}  // namespace
}  // namespace jianhe
