#include <chrono>
#include <random>
#include <string>

#include <gmock/gmock.h>

#include "dsl/diag/render.h"
#include "dsl/parse/parse.h"

// Texts that nobody means well. Each must be answered by diagnostics, and in bounded time.
namespace jianhe::dsl {
namespace {

std::vector<Diagnostic> diagnostics_of(std::string text) {
    SourceSet sources;
    const FileId file = sources.add("hostile.rules", std::move(text));
    Emitter emitter;
    parse(sources, std::span(&file, 1), emitter);
    std::vector<Diagnostic> result = emitter.take_sorted();
    for (const Diagnostic& one : result) {
        // Printing must stand every range, too.
        render_text(one, sources, false);
    }
    return result;
}

std::string repeated(std::string_view piece, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) {
        result += piece;
    }
    return result;
}

TEST(Hostile, DeepNestingIsOneDiagnostic) {
    for (const std::string_view piece : {"(", "not ", "- ", "any order has ", "[", "{", "count(", "count(order has "}) {
        const auto result = diagnostics_of("rule A at M01 expect " + repeated(piece, 100'000) + "M01\n");
        EXPECT_THAT(result, testing::Contains(testing::Field(&Diagnostic::code, "P110"))) << piece;
    }
}

TEST(Hostile, LongChainsAreCut) {
    for (const std::string_view piece :
         {" + M01", " * M01", " and M01 = 1", " or M01 = 1", "[1..2]", ".a", " default 0"}) {
        const auto result = diagnostics_of("rule A at M01 expect M01" + repeated(piece, 20'000) + "\n");
        ASSERT_FALSE(result.empty()) << piece;
        EXPECT_EQ(result.front().code, "P111") << piece;
    }
}

TEST(Hostile, ClosingBracketsAlone) { EXPECT_EQ(diagnostics_of(repeated("}", 50'000)).size(), Emitter::kLimit + 1); }

TEST(Hostile, AnEmptyTextIsNoError) {
    EXPECT_TRUE(diagnostics_of("").empty());
    EXPECT_TRUE(diagnostics_of("\xEF\xBB\xBF").empty());
    EXPECT_TRUE(diagnostics_of("// only a comment").empty());
}

TEST(Hostile, ALineOfOneMegabyteIsShownInPart) {
    EXPECT_EQ(diagnostics_of("set x = { " + repeated("A ", 500'000) + "=}").size(), 1U);
}

TEST(Hostile, BrokenSpecificationsAreReportedAndSurvived) {
    const std::string whole =
        "specification s \"S\" version \"1\" { wire xml A/B encoding big5\n given x : date example M01 + 1 day\n }\n"
        "segment MB1 in MB \"段\" as order 0..5 when A = 1 {\n M01 a \"甲\" text 4 or placeholder { X } as Y else "
        "Z\n}\n"
        "presence by H01 {\n A B\n M01 V ~\n}\ncell c = V when M01 in {1..2, 3}, else *\n"
        "rule A, B at M01 for each (a, b) in { (x, y) } \"m\" notice until 1 when a = 1 expect not (b[1..2] is given)\n"
        "record r = { M01 = 1 order { D01 = 2 } times 3 }\nexample r with { no order } finds M01:A only\n"
        "generate { M01 one of { 1 2 } per file }\n";
    ASSERT_TRUE(diagnostics_of(whole).empty());
    std::mt19937 random(20251);
    constexpr std::string_view kBytes =
        "{}()[]\"\\=.,:~*?@<>!-+ \n\r\t\x7f\xff\xe7"
        "azAZ09_/#";
    for (int round = 0; round < 2'000; ++round) {
        std::string text = whole;
        for (int change = 0; change < 1 + round % 4; ++change) {
            const std::size_t at = random() % text.size();
            switch (random() % 3) {
                case 0: text.erase(at, 1 + random() % 12); break;
                case 1: text.insert(at, 1, kBytes[random() % kBytes.size()]); break;
                default: text[at] = kBytes[random() % kBytes.size()];
            }
        }
        EXPECT_LE(diagnostics_of(text).size(), 20U) << text;
    }
}

TEST(Hostile, HundredKilobytesTakeLittleTime) {
    const std::string text =
        repeated("rule A1 at M01 \"訊息\" when M12 in {2, 3, 4} and M49 is given expect M52 = MISS\n", 1'300);
    ASSERT_GT(text.size(), 100'000U);
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(diagnostics_of(text).empty());
    // Fifty milliseconds on a plain machine; the bound leaves room for sanitizers and busy machines.
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace jianhe::dsl
