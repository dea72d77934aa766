#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <jianhe/encoding.h>

namespace jianhe {

// Found by GoogleTest: shows a decision in a failure.
void PrintTo(const EncodingDecision& decision, std::ostream* out) {
    *out << "verdict " << static_cast<int>(decision.verdict) << ", mark " << decision.bom_bytes << ", offset "
         << decision.offset;
}

namespace {

using enum EncodingVerdict;
using namespace std::string_literals;

const std::string kMark = "\xEF\xBB\xBF";
const std::string kBig5Declared = "<?xml version=\"1.0\" encoding=\"Big5\"?>";
const std::string kUtf8Declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
const std::string kUndeclared = "<?xml version=\"1.0\"?>";
const std::string kForeign = "<?xml version=\"1.0\" encoding=\"GBK\"?>";

const std::string kOnlyBig5 = "\xA4\xA4\xA4\xE5";              // 中文 in Big5, no UTF-8
const std::string kOnlyUtf8 = "\xE4\xB8\xAD<";                 // 中 in UTF-8, no Big5
const std::string kBoth = "\xE4\xB8\xAD\xE4\xB8\xAD\xC2\xA2";  // well-formed both ways
const std::string kNeither = "\xFF";

EncodingDecision decided(EncodingVerdict verdict, std::size_t bom_bytes = 0, std::size_t offset = 0) {
    return {verdict, bom_bytes, offset};
}

EncodingDecision decide(const std::string& head, TextEncoding wanted = TextEncoding::Big5, bool whole = true) {
    return decide_encoding(head, whole, wanted);
}

TEST(Decision, TheSamplesAreWhatTheyClaim) {
    const auto fits = [](const std::string& text, TextEncoding encoding) { return !find_invalid(text, encoding); };
    EXPECT_TRUE(fits(kOnlyBig5, TextEncoding::Big5) && !fits(kOnlyBig5, TextEncoding::Utf8));
    EXPECT_TRUE(!fits(kOnlyUtf8, TextEncoding::Big5) && fits(kOnlyUtf8, TextEncoding::Utf8));
    EXPECT_TRUE(fits(kBoth, TextEncoding::Big5) && fits(kBoth, TextEncoding::Utf8));
    EXPECT_TRUE(!fits(kNeither, TextEncoding::Big5) && !fits(kNeither, TextEncoding::Utf8));
}

struct DecisionCase {
    std::string head;
    EncodingDecision wanted_big5;
    EncodingDecision wanted_utf8;
};

TEST(Decision, Table) {
    const std::size_t at = kBig5Declared.size();
    const std::size_t at8 = kUtf8Declared.size();
    const std::size_t at0 = kUndeclared.size();
    const DecisionCase cases[] = {
        {"", decided(Big5), decided(Utf8)},
        {"<RECS/>", decided(Big5), decided(Utf8)},
        {kMark, decided(Utf8InsteadOfBig5, 3), decided(Utf8, 3)},

        {kBig5Declared, decided(Big5), decided(Utf8)},
        {kBig5Declared + kOnlyBig5, decided(Big5), decided(NotEncoded, 0, at)},
        {kBig5Declared + kOnlyUtf8, decided(Utf8InsteadOfBig5), decided(Utf8)},
        {kBig5Declared + kBoth, decided(Big5), decided(Utf8)},
        {kBig5Declared + kNeither, decided(NotEncoded, 0, at), decided(NotEncoded, 0, at)},

        {kUtf8Declared, decided(Big5), decided(Utf8)},
        {kUtf8Declared + kOnlyBig5, decided(Big5), decided(NotEncoded, 0, at8)},
        {kUtf8Declared + kOnlyUtf8, decided(Utf8InsteadOfBig5), decided(Utf8)},
        {kUtf8Declared + kBoth, decided(Utf8InsteadOfBig5), decided(Utf8)},
        {kUtf8Declared + kNeither, decided(NotEncoded, 0, at8), decided(NotEncoded, 0, at8)},

        {kUndeclared + kOnlyBig5, decided(Big5), decided(NotEncoded, 0, at0)},
        {kUndeclared + kOnlyUtf8, decided(Utf8InsteadOfBig5), decided(Utf8)},
        {kUndeclared + kBoth, decided(Big5), decided(Utf8)},
        {kOnlyBig5, decided(Big5), decided(NotEncoded, 0, 0)},
        {kBoth, decided(Big5), decided(Utf8)},

        {kForeign, decided(Big5), decided(Utf8)},
        {kForeign + "a" + kBoth, decided(NotEncoded, 0, kForeign.size() + 1),
         decided(NotEncoded, 0, kForeign.size() + 1)},

        // A mark outweighs the declared name.
        {kMark + kBig5Declared, decided(Utf8InsteadOfBig5, 3), decided(Utf8, 3)},
        {kMark + kBig5Declared + kBoth, decided(Utf8InsteadOfBig5, 3), decided(Utf8, 3)},
        {kMark + kForeign + kOnlyUtf8, decided(Utf8InsteadOfBig5, 3), decided(Utf8, 3)},
        {kMark + kBig5Declared + kOnlyBig5, decided(NotEncoded, 3, 3 + at), decided(NotEncoded, 3, 3 + at)},

        {"\xFF\xFE<\0"s, decided(NotEncoded), decided(NotEncoded)},
        {"\xFE\xFF\0<"s, decided(NotEncoded), decided(NotEncoded)},
        {"\xFF\xFE\0\0"s, decided(NotEncoded), decided(NotEncoded)},
        {"\0\0\xFE\xFF"s, decided(NotEncoded), decided(NotEncoded)},

        // Whichever reading gets further tells where nothing fits any more.
        {kOnlyBig5 + "a" + kNeither, decided(NotEncoded, 0, 5), decided(NotEncoded, 0, 0)},
        {kOnlyUtf8 + "a" + kNeither, decided(NotEncoded, 0, 5), decided(NotEncoded, 0, 5)},
    };
    for (const DecisionCase& c : cases) {
        EXPECT_EQ(decide(c.head, TextEncoding::Big5), c.wanted_big5) << c.head;
        EXPECT_EQ(decide(c.head, TextEncoding::Utf8), c.wanted_utf8) << c.head;
    }
}

struct NameCase {
    std::string_view declaration;
    DeclaredEncoding declared;
};

TEST(Decision, DeclaredName) {
    constexpr NameCase cases[] = {
        {"<?xml version=\"1.0\" encoding=\"Big5\"?>", DeclaredEncoding::Big5},
        {"<?xml version='1.0' encoding='BIG5' standalone='yes'?>", DeclaredEncoding::Big5},
        {"<?xml encoding=\"cp950\"?>", DeclaredEncoding::Big5},
        {"<?xml encoding=\"MS950\"?>", DeclaredEncoding::Big5},
        {"<?xml encoding=\"Big5-ETEN\"?>", DeclaredEncoding::Big5},
        {"<?xml encoding=\"X-Windows-950\"?>", DeclaredEncoding::Big5},
        {"<?xml\tversion = \"1.0\"\r\n encoding = \"utf-8\" ?>", DeclaredEncoding::Utf8},
        {"<?xml encoding=\"UTF8\"?>", DeclaredEncoding::Utf8},
        {"\r\n <?xml encoding=\"UTF8\"?>", DeclaredEncoding::Utf8},
        {"<?xml encoding=\"UTF-16\"?>", DeclaredEncoding::Other},
        {"<?xml encoding=\"Big5-HKSCS\"?>", DeclaredEncoding::Other},
        {"<?xml encoding=\"\"?>", DeclaredEncoding::Other},
        {"<?xml version=\"encoding='utf-8'\"?>", DeclaredEncoding::None},
        {"<?xml version=\"1.0\"?><a encoding=\"utf-8\"/>", DeclaredEncoding::None},
        {"<?xml-stylesheet encoding=\"utf-8\"?>", DeclaredEncoding::None},
        {"<?xml xencoding=\"utf-8\"?>", DeclaredEncoding::None},
        {"<?xml encoding=utf-8?>", DeclaredEncoding::None},
        {"<?xml encoding=\"utf-8?>", DeclaredEncoding::None},
        {"<?xml encoding \"utf-8\"?>", DeclaredEncoding::None},
        {"<?xml encoding=\"utf-8\"", DeclaredEncoding::None},
        {"<?xml?>", DeclaredEncoding::None},
        {"<?xml", DeclaredEncoding::None},
        {"<RECS encoding=\"utf-8\"/>", DeclaredEncoding::None},
        {"   ", DeclaredEncoding::None},
        {"", DeclaredEncoding::None},
    };
    for (const NameCase& c : cases) EXPECT_EQ(read_encoding_marks(c.declaration).declared, c.declared) << c.declaration;
}

TEST(Decision, DeclarationMustEndInItsWindow) {
    const std::string start = "<?xml version=\"1.0\"";
    const std::string end = " encoding=\"utf-8\"?>";
    const std::string fits = start + std::string(kDeclarationWindow - start.size() - end.size(), ' ') + end;
    const std::string too_long = start + std::string(kDeclarationWindow - start.size() - end.size() + 1, ' ') + end;
    EXPECT_EQ(read_encoding_marks(fits).declared, DeclaredEncoding::Utf8);
    EXPECT_EQ(read_encoding_marks(kMark + fits).declared, DeclaredEncoding::Utf8);
    EXPECT_EQ(read_encoding_marks(too_long).declared, DeclaredEncoding::None);
}

// Text of ASCII, then a window in which only the very last bytes are of interest.
std::string with_window_ending_in(std::string_view first, std::string_view last) {
    std::string text = kBig5Declared;
    text += first;
    text.append(kEncodingWindow - first.size() - last.size(), 'x');
    text += last;
    return text;
}

TEST(Decision, ACharacterCutAtTheWindowsEndIsNoFault) {
    const std::string big5 = with_window_ending_in(kOnlyBig5, "\xA4");
    EXPECT_EQ(decide(big5, TextEncoding::Big5, false), decided(Big5));
    EXPECT_EQ(decide(big5 + "\xA4", TextEncoding::Big5, true), decided(Big5));
    EXPECT_EQ(decide(big5, TextEncoding::Big5, true), decided(NotEncoded, 0, big5.size() - 1));

    const std::string utf8 = with_window_ending_in(kOnlyUtf8, "\xE4\xB8");
    EXPECT_EQ(decide(utf8, TextEncoding::Big5, false), decided(Utf8InsteadOfBig5));
    EXPECT_EQ(decide(utf8 + "\xAD", TextEncoding::Big5, true), decided(Utf8InsteadOfBig5));
    EXPECT_EQ(decide(utf8, TextEncoding::Big5, true), decided(NotEncoded, 0, utf8.size() - 2));
}

TEST(Decision, BytesBehindTheWindowDoNotCount) {
    EXPECT_EQ(decide(with_window_ending_in(kOnlyBig5, "") + "\xFF"), decided(Big5));
    const std::string inside = with_window_ending_in(kOnlyBig5, "\xFF");
    EXPECT_EQ(decide(inside), decided(NotEncoded, 0, inside.size() - 1));
}

TEST(Decision, AWholeInputGivesTheSameAsItsBeginning) {
    for (const std::string& first : {kOnlyBig5, kOnlyUtf8, kBoth, kNeither}) {
        const std::string head = with_window_ending_in(first, "\xA4");
        for (const TextEncoding wanted : {TextEncoding::Big5, TextEncoding::Utf8}) {
            const std::string whole = head + "\xFF and so on";
            ASSERT_EQ(bytes_needed_for_decision(whole), head.size());
            EXPECT_EQ(decide(head, wanted, false), decide(whole, wanted, true));
        }
    }
}

TEST(Decision, StreamingGivesTheSame) {
    const std::string ascii(200000, 'x');
    for (const std::string& rest : {kOnlyBig5, kOnlyUtf8, kBoth, kNeither, ""s}) {
        for (const std::string& start : {kBig5Declared, kUtf8Declared, kUndeclared, kForeign, kMark + kUndeclared}) {
            const std::string text = start + ascii + rest;
            const EncodingMarks marks = read_encoding_marks(std::string_view(text).substr(0, kDeclarationWindow + 3));
            const std::size_t offset = text.size() - rest.size();
            EXPECT_EQ(decide_encoding(marks, {rest, offset, true}, TextEncoding::Big5), decide(text)) << start << rest;
        }
    }
}

TEST(Decision, BytesNeeded) {
    EXPECT_EQ(bytes_needed_for_decision(""), std::string_view::npos);
    EXPECT_EQ(bytes_needed_for_decision("plain"), std::string_view::npos);
    EXPECT_EQ(bytes_needed_for_decision(kMark + "plain"), std::string_view::npos);
    EXPECT_EQ(bytes_needed_for_decision("abc\xA4"), 3 + kEncodingWindow);
    EXPECT_EQ(bytes_needed_for_decision(kMark + "abc\xA4"), 6 + kEncodingWindow);
}

}  // namespace
}  // namespace jianhe
