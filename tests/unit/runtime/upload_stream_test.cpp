#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "stream_sample.h"

namespace jianhe {
namespace {

using namespace std::string_view_literals;
using test::Settings;

constexpr std::size_t kChunks[] = {1, 2, 3, 7, 16, 64, 4096};

// The same as the reference reader, however the input is cut, whoever is reported, and from whatever it is read.
void expect_same(const SpecificationInfo& info, std::string_view bytes, const Limits& limits = {}) {
    for (const bool every : {true, false}) {
        Settings settings;
        settings.limits = limits;
        settings.every_record = every;
        const std::string expected = test::read_by_reference(info, bytes, settings);
        for (const std::size_t chunk : kChunks) {
            settings.source.chunk_bytes = chunk;
            for (const std::size_t most : {chunk, 16 * chunk}) {
                settings.source.most_bytes = most;
                ASSERT_EQ(test::read_as_stream(info, bytes, settings), expected)
                    << "chunk " << chunk << ", at most " << most << ", every " << every << ":\n"
                    << bytes;
            }
        }
    }
}

void expect_same_for_both(std::string_view bytes, const Limits& limits = {}) {
    static const SpecificationInfo kBig5 = test::parcel_info(TextEncoding::Big5);
    static const SpecificationInfo kUtf8 = test::parcel_info(TextEncoding::Utf8);
    expect_same(kBig5, bytes, limits);
    expect_same(kUtf8, bytes, limits);
}

// Plain records, findings, duplicates across the file, and a state that changes.
constexpr std::string_view kPlain =
    "<?xml version=\"1.0\" encoding=\"Big5\"?>\r\n<SHIPMENTS>\r\n"
    "<PARCEL><HEAD><ID>1</ID><KIND>a</KIND></HEAD></PARCEL>\n"
    "<PARCEL>\r\n <HEAD>\r\n  <ID>2</ID>\r\n  <KIND>x</KIND>\r\n </HEAD>\r\n</PARCEL>\r\n"
    "<PARCEL><HEAD><ID>3</ID><KIND>nn</KIND></HEAD><BODY><ADDRESS><NAME>N</NAME><STREET>s</STREET></ADDRESS>"
    "<ITEM><WHAT>p</WHAT><COUNT>1</COUNT></ITEM><ITEM><WHAT>q</WHAT></ITEM></BODY></PARCEL>\n"
    "<PARCEL><HEAD><KIND>bn</KIND><ID>1</ID></HEAD></PARCEL>\n"
    "<PARCEL><HEAD><ID>4</ID></HEAD><BODY><ADDRESS><NAME>M</NAME></ADDRESS><ITEM><WHAT>p</WHAT></ITEM></BODY></PARCEL>"
    "<PARCEL><HEAD><ID>5</ID></HEAD><BODY><ITEM><WHAT>p</WHAT></ITEM><ITEM><WHAT>p</WHAT></ITEM>"
    "<ADDRESS><NAME>N</NAME><STREET>on</STREET></ADDRESS></BODY></PARCEL>"
    "<PARCEL><HEAD><ID>\xB3\x5C\xA5\x5D</ID><KIND>n</KIND></HEAD></PARCEL>"
    "<PARCEL><HEAD><ID>2</ID><KIND/></HEAD></PARCEL>\n<PARCEL></PARCEL>\n<PARCEL/>"
    "<PARCEL><HEAD><ID>\xB3\x5C\xA5\x5D</ID></HEAD></PARCEL>"
    "<PARCEL><HEAD><ID>1</ID><KIND>d</KIND></HEAD><BODY><ITEM><WHAT>z</WHAT></ITEM></BODY></PARCEL>"
    "<PARCEL><HEAD><ID>6</ID><KIND>d</KIND></HEAD><BODY><ITEM><WHAT>z</WHAT></ITEM></BODY></PARCEL>"
    "<PARCEL><HEAD><ID>7</ID></HEAD><BODY><ITEM><WHAT>z</WHAT></ITEM></BODY></PARCEL></SHIPMENTS>\r\n";

TEST(UploadStream, PlainRecords) {
    expect_same_for_both(kPlain);
    Settings settings;
    settings.every_record = true;
    const std::string said = test::read_as_stream(test::parcel_info(), kPlain, settings);
    EXPECT_NE(said.find("#4 [HEAD(ID=1 KIND=bn)] ID.0:F1 R2<KIND orders 0\n"), std::string::npos) << said;
    EXPECT_NE(said.find("records 14 orders 8\n"), std::string::npos) << said;
    EXPECT_NE(said.find("R3 needs master in 3\n"), std::string::npos) << said;
}

// What stands in place of `@` in a file of good records.
constexpr std::string_view kOdd[] = {
    "<!-- <PARCEL><HEAD><ID>9</ID></HEAD></PARCEL> -->",
    "<!-- </PARCEL></SHIPMENTS> -->",
    "<!----><!----><!-- -->",
    "<?x </PARCEL><PARCEL> ?>",
    "<![CDATA[ ]]>",
    "<![CDATA[</PARCEL>]]>",
    "<PARCEL a='</PARCEL>'><HEAD b=\">\"><ID>1</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID><![CDATA[</ID></HEAD></PARCEL>]]></ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><!-- </PARCEL> --><ID>a<!-- -->b</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>&amp;&#65;&#x1F600;</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>a\r\nb\rc</ID><KIND>\r</KIND></HEAD></PARCEL>",
    "<PARCEL ><HEAD\n><ID >1</ID\t></HEAD ></PARCEL\r\n>",
    "<PARCEL><HEAD><ID />\r\n<KIND/></HEAD></PARCEL><PARCEL />",
    "<PARCEL><HEAD><ID>1</ID><ID>2</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD/><HEAD/><BODY/><BODY/></PARCEL>",
    "<PARCEL><NOTE>1</NOTE><ITEM/><BODY><HEAD/><ITEM><ID/></ITEM></BODY></PARCEL>",
    "<PARCEL><HEAD><ID>1<X/>2</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>></ID><KIND>]]</KIND></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>\xA5\x5D\xFA\x40</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>\xE8\xA8\xB1</ID></HEAD></PARCEL>",
    "<PARCELS/>",
    "<PARCELX></PARCELX>",
    "<ID>1</ID>",
    "<SHIPMENTS/>",
    "</SHIPMENTS>",
    "</SHIPMENTS><SHIPMENTS>",
    "</SHIPMENTS>\n<?xml version='1.0'?>\n\n<SHIPMENTS>",
    "</SHIPMENTS>\n<?xml version='1.0'?>\n\n<!-- --><PARCEL/>",
    "</SHIPMENTS>\n<?xml version='1.0'?> <?xml version='1.0'?>",
    "</SHIPMENTS> \n x",
    "</SHIPMENTS>\n<?xml version='1.0'?>\n<!--",
    "</PARCEL>",
    "<PARCEL>\n<HEAD><ID>1</ID></HEAD>\n</SHIPMENTS>",
    "<PARCEL><HEAD></PARCEL>",
    "<PARCEL><PARCEL></PARCEL>",
    "x",
    "&#32;",
    "]]>",
    "x]]>",
    "x&bad;",
    "\0"sv,
    "\x0B",
    "\xEF\xBF\xBF",
    "<PARCEL>x]]></PARCEL>",
    "<PARCEL>x&bad;</PARCEL>",
    "<PARCEL>x&#32;</PARCEL>",
    "<PARCEL><HEAD><ID>]]></ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>&bad;</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>\x01</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>\0</ID></HEAD></PARCEL>"sv,
    "<PARCEL><HEAD><ID>\xEF\xBF\xBE</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>\xFF</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>\xB3</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID a='1' a='2'>1</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID a=1>1</ID></HEAD></PARCEL>",
    "<PARCEL><X><X><X><X><X><X/></X></X></X></X></X></PARCEL>",
    "<PARCEL><X><X><X><X><X><X><X/></X></X></X></X></X></X></PARCEL>",
    "<!DOCTYPE SHIPMENTS>",
    "<?xml version='1.0'?>",
    "<!-- -- -->",
    "<!",
    "<!-",
    "<![CDATA",
    "<",
    "</",
    "<?",
    "<PARCEL",
    "<PARCEL a='",
    "<PARCEL><HEAD><ID>&am",
    "<PARCEL><HEAD><ID>1</ID></HEAD></PARCE",
    "<!-- <PARCEL></PARCEL>",
    "                                                                \r\n\r\r\n\t         ",
};

// Where no answer of the file blocks anything, what was not reported before is judged once more, not twice.
TEST(UploadStream, AnswersThatBlockNothing) {
    std::string bytes{kPlain};
    for (std::size_t at = 0; (at = bytes.find(">d<", at)) != std::string::npos;) bytes[at + 1] = 'n';
    const std::string twice =
        "<PARCEL><HEAD><ID>3</ID><KIND>x</KIND></HEAD></PARCEL><PARCEL><HEAD><ID>3</ID><KIND>xn</KIND></HEAD></PARCEL>"
        "<PARCEL><HEAD><ID>9</ID><KIND>n</KIND></HEAD></PARCEL><PARCEL><HEAD><ID>9</ID><KIND>n</KIND></HEAD></PARCEL>";
    for (const TextEncoding encoding : {TextEncoding::Big5, TextEncoding::Utf8}) {
        SpecificationInfo info = test::parcel_info(encoding);
        info.file_blocks = false;
        expect_same(info, bytes);
        expect_same(info, bytes.insert(bytes.rfind("</SHIPMENTS>"), twice));
    }
}

TEST(UploadStream, BehindTheRoot) {
    const std::string lines(70, '\n');
    const std::string declaration = lines + "<?xml version='1.0'?>" + lines;
    for (const std::string& end : {lines, declaration, declaration + "<!-- -->\n<", declaration + "<SHIPMENTS>",
                                   declaration + "\xFF", declaration + "<!--\n-->\n<?x?>", declaration + "x"}) {
        expect_same_for_both("<SHIPMENTS>\n<PARCEL></PARCEL></SHIPMENTS>" + end);
    }
}

TEST(UploadStream, OddPieces) {
    for (const std::string_view piece : kOdd) {
        const std::string good = "<PARCEL><HEAD><ID>7</ID><KIND>n</KIND></HEAD></PARCEL>";
        expect_same_for_both("<SHIPMENTS>\n" + good + "\n" + std::string{piece} + good + "</SHIPMENTS>\n");
        expect_same_for_both("<SHIPMENTS>" + std::string{piece});
        expect_same_for_both(std::string{piece} + "<SHIPMENTS>" + good + "</SHIPMENTS>" + std::string{piece});
        if (testing::Test::HasFatalFailure()) return;
    }
}

// Pieces one after the other, so that guesses go wrong and are put right again.
TEST(UploadStream, ManyOddPieces) {
    std::string bytes = "\n<SHIPMENTS>\n";
    for (std::size_t i = 0; i < 18; ++i) {
        bytes += kOdd[i];
        bytes += "<PARCEL><HEAD><ID>" + std::to_string(i % 7) + "</ID></HEAD></PARCEL>\n";
        bytes += "<!-- " + std::string(100 * (i % 5), i % 2 == 0 ? ' ' : '>') + "</PARCEL><PARCEL> -->";
    }
    expect_same_for_both(bytes + "</SHIPMENTS>");
    expect_same_for_both(bytes);
    expect_same_for_both(bytes + "<PARCEL><HEAD>" + std::string(600, ' '));
}

constexpr std::string_view kSmall =
    "<?xml version='1.0' encoding='Big5'?>\r\n<SHIPMENTS>\n<PARCEL a='b'><HEAD><ID>\xA5\x5D&amp;</ID><KIND/></HEAD>"
    "</PARCEL><!-- </PARCEL> -->\n<PARCEL><BODY><ITEM><WHAT><![CDATA[\xA5\x5D]]></WHAT></ITEM></BODY></PARCEL>"
    "<PARCEL><HEAD><ID>1</ID></HEAD></PARCEL></SHIPMENTS>\n";

TEST(UploadStream, EveryCut) {
    for (std::size_t length = 0; length <= kSmall.size(); ++length) {
        expect_same_for_both(kSmall.substr(0, length));
        if (testing::Test::HasFatalFailure()) return;
    }
}

TEST(UploadStream, EveryByteWrong) {
    for (const char wrong : {'\xFF', '\xE8', '\0', '<', '&', '>', ' '}) {
        for (std::size_t at = 0; at < kSmall.size(); ++at) {
            std::string bytes{kSmall};
            bytes[at] = wrong;
            expect_same(test::parcel_info(), bytes);
            if (testing::Test::HasFatalFailure()) return;
        }
    }
}

TEST(UploadStream, Encodings) {
    const std::string utf8 =
        "<SHIPMENTS>\n<PARCEL><HEAD><ID>1</ID></HEAD></PARCEL>\n<PARCEL><HEAD><ID>\xE8\xA8\xB1</ID>"
        "</HEAD></PARCEL>";
    const std::string big5 = "<SHIPMENTS>\n<PARCEL><HEAD><ID>\xB3\x5C</ID></HEAD></PARCEL>\n";
    const std::string_view marks[] = {"", "\xEF\xBB\xBF"};
    const std::string_view names[] = {"", "<?xml version='1.0' encoding='UTF-8'?>\n",
                                      "<?xml version='1.0' encoding='Big5'?>\n",
                                      "<?xml version='1.0' encoding='GBK'?>\n"};
    const std::string_view ends[] = {"</SHIPMENTS>", "x</SHIPMENTS>", "\xFF</SHIPMENTS>", "\xB3", ""};
    for (const std::string_view mark : marks) {
        for (const std::string_view name : names) {
            for (const std::string_view end : ends) {
                const std::string begin = std::string{mark} + std::string{name};
                expect_same_for_both(begin + utf8 + std::string{end});
                expect_same_for_both(begin + big5 + std::string{end});
                expect_same_for_both(begin + "<SHIPMENTS><PARCEL/>" + std::string{end});
                expect_same_for_both(begin + "x" + utf8);  // a fault in front of what decides
                expect_same_for_both(begin + "<SHIPMENTS>x<PARCEL/></SHIPMENTS>");
                if (testing::Test::HasFatalFailure()) return;
            }
        }
    }
    expect_same_for_both("\xFF\xFE<\0S\0"sv);
    expect_same_for_both("\xFE\xFF\0<"sv);
    expect_same_for_both("<\0S\0"sv);
    expect_same_for_both("\xEF\xBB");
    expect_same_for_both("\xEF\xBB\xBF");
}

// The window that decides ends with the input, one byte before, inside a character, and long before the input does.
TEST(UploadStream, TheEndOfTheDecidingWindow) {
    const SpecificationInfo info = test::parcel_info();
    const std::string begin = "<SHIPMENTS><PARCEL><HEAD><ID>\xB3\x5C</ID></HEAD></PARCEL>";
    const std::size_t first = begin.find('\xB3');
    for (const std::size_t size : {kEncodingWindow - 1, kEncodingWindow, kEncodingWindow + 1, kEncodingWindow + 2}) {
        for (const std::string_view last : {"\xB3", "\xB3\x5C", "\xE8\xA8\xB1"}) {
            std::string bytes = begin;
            bytes.resize(first + size - last.size(), '\n');
            bytes += last;
            for (const std::string_view end : {"", "</SHIPMENTS>", "\x5C", "\xFF"}) {
                Settings settings;
                const std::string whole = bytes + std::string{end};
                const std::string expected = test::read_by_reference(info, whole, settings);
                for (const std::size_t chunk : {std::size_t{100}, std::size_t{40'000}, std::size_t{1} << 20}) {
                    settings.source.chunk_bytes = chunk;
                    EXPECT_EQ(test::read_as_stream(info, whole, settings), expected) << size << " " << chunk;
                }
            }
        }
    }
}

// Bytes that Big5 has only if more follows, and UTF-8 has as they are.
TEST(UploadStream, TheEndOfTheDecidingWindowInsideACharacter) {
    const SpecificationInfo info = test::parcel_info();
    std::string bytes = "<SHIPMENTS><!-- \xE8\xA8\xB1\xE8\xA8\xB1 ";
    const std::size_t end = bytes.find('\xE8') + kEncodingWindow;
    while (bytes.size() < end) bytes += "\xE8\xA8\xB1";
    ASSERT_EQ(bytes.size(), end);
    for (const std::string_view more : {"", " ", "\x40", "\xE8\xA8\xB1"}) {
        Settings settings;
        const std::string whole = bytes + std::string{more} + "--></SHIPMENTS>";
        EXPECT_EQ(test::read_as_stream(info, whole, settings), test::read_by_reference(info, whole, settings));
    }
    EXPECT_EQ(test::read_as_stream(info, bytes, {}), test::read_by_reference(info, bytes, {}));
}

// Behind the window that decides, whatever does not fit is found where it stands.
TEST(UploadStream, OddPiecesFarBehind) {
    const SpecificationInfo info = test::parcel_info();
    const std::string_view good = "<PARCEL><HEAD><ID>\xB3\x5C</ID></HEAD></PARCEL>";
    for (const std::string_view piece : kOdd) {
        const std::string bytes = "<SHIPMENTS>" + std::string{good} + std::string(kEncodingWindow, '\n') +
                                  std::string{good} + std::string{piece} + std::string{good} + "</SHIPMENTS>";
        Settings settings;
        settings.every_record = true;
        const std::string expected = test::read_by_reference(info, bytes, settings);
        for (const std::size_t chunk : {std::size_t{50}, std::size_t{1} << 20}) {
            settings.source.chunk_bytes = settings.source.most_bytes = chunk;
            ASSERT_EQ(test::read_as_stream(info, bytes, settings), expected) << piece;
        }
    }
}

// In UTF-8 that is refused in UTF-8 only.
TEST(UploadStream, CharactersThatXmlDoesNotHave) {
    for (const std::string_view character : {"\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xEF\xBF\xBD", "\xC2\x80", "\x7F"}) {
        expect_same_for_both("<SHIPMENTS><PARCEL><HEAD><ID>1</ID></HEAD></PARCEL><PARCEL><HEAD><ID>\xE8\xA8\xB1" +
                             std::string{character} + "</ID></HEAD></PARCEL></SHIPMENTS>");
    }
}

TEST(UploadStream, Limits) {
    const std::string_view files[] = {
        kPlain,
        kSmall,
        "<SHIPMENTS><PARCEL/><PARCEL><BODY><ITEM/><ITEM/><X/><Y/></BODY></PARCEL></SHIPMENTS>",
        "<SHIPMENTS><PARCEL aaaaaaaaaaa='&amp;' b='&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'/></SHIPMENTS>",
        "<SHIPMENTS><PARCEL a='1' bbbbbbbbbbbbbbbbbbbbbbb='2' a='3'/></SHIPMENTS>",
        "<SHIPMENTS><PARCEL aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "<SHIPMENTS><!-- aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\x01 --><PARCEL/></SHIPMENTS>",
        "<!-- \xB3\x5C\xB3\x5C\xB3\x5C\xB3\x5C\xB3\x5C\xB3\x5C\xB3\x5C\xB3\x5C\xB3\x5C\xB3\x5C --><SHIPMENTS/>",
        "<SHIPMENTS><PARCEL>\xB3\x5C]]></PARCEL></SHIPMENTS>",
        "<SHIPMENTS><PARCEL><HEAD><ID>\xB3\x5C\xB3\x5C\xB3\x5C\xB3\x5C\xB3\x5C</ID></HEAD></PARCEL></SHIPMENTS>",
        "<SHIPMENTS><PARCEL><HEAD>aaaaaaaaaaaaaaaa]]></HEAD></PARCEL></SHIPMENTS>",
        "<SHIPMENTS><PARCEL><HEAD><ID>aaaaaaaaaaaaaaaa&bad;</ID></HEAD></PARCEL></SHIPMENTS>",
        "<SHIPMENTS>                                                                       <PARCEL/></SHIPMENTS>",
    };
    for (const std::string_view file : files) {
        for (std::size_t most = 1; most < 64; most += most < 24 ? 1 : 5) {
            Limits limits;
            limits.max_record_bytes = most;
            expect_same_for_both(file, limits);
            limits = {};
            limits.max_tag_length = most;
            expect_same_for_both(file, limits);
            limits.max_record_bytes = 40;
            expect_same_for_both(file, limits);
            limits = {};
            limits.max_depth = most;
            limits.max_rows_per_record = static_cast<std::uint32_t>(most - 1);
            limits.max_faults_per_record = most;
            expect_same_for_both(file, limits);
            if (testing::Test::HasFatalFailure()) return;
        }
    }
}

TEST(UploadStream, FromAPipe) {
    const std::string lines(150'000, '\n');
    const std::string big = "<SHIPMENTS>\n<!--\n\xE8\xA8\xB1 -->" + lines + "<PARCEL/>\n</SHIPMENTS>\n" +
                            "<?xml version='1.0'?>\n\n" + lines;
    for (const std::string& bytes : {std::string{kPlain}, std::string{kSmall}, big, lines + big, "\xEF\xBB\xBF" + lines,
                                     "\xEF\xBB\xBF" + lines + big, big + "x", big + "<SHIPMENTS/>"}) {
        Settings settings;
        settings.through_pipe = true;
        const std::string expected = test::read_by_reference(test::parcel_info(), bytes, settings);
        for (const std::size_t chunk : {100U, 4096U, 1'000'000U}) {
            settings.source.chunk_bytes = settings.source.most_bytes = chunk;
            EXPECT_EQ(test::read_as_stream(test::parcel_info(), bytes, settings), expected) << chunk;
        }
    }
}

// However far apart the ends of a piece are, and whatever it holds, the work grows with the input, and what lies behind
// it is not kept waiting.
TEST(UploadStream, ALargePieceIsPutTogether) {
    const SpecificationInfo info = test::parcel_info();
    const std::string record = "<PARCEL><HEAD><ID>1</ID></HEAD></PARCEL>";
    std::string bytes = "<SHIPMENTS><!--";
    while (bytes.size() < 1'000'000) bytes += record;
    bytes += "-->";
    while (bytes.size() < 4'000'000) bytes += record;
    bytes += "</SHIPMENTS>";
    const test::StreamWork work = test::measure_stream(info, bytes, {1000, 1000});
    EXPECT_EQ(work.records, (bytes.size() - 1'000'000) / record.size());
    EXPECT_LT(work.judged_bytes, 3 * bytes.size());
    EXPECT_LT(work.judged_again_bytes, 5'000'000U);
    EXPECT_LT(work.largest_stretch, 3'000'000U);
}

// Sizes at which anything quadratic would take minutes; the test's time limit is what would fail.
struct Large {
    std::string_view name;
    std::string_view begin;
    std::string_view piece;
    std::size_t times;
    std::string_view end;
};

constexpr Large kLarge[] = {
    {"a value", "<SHIPMENTS><PARCEL><HEAD><ID>", "xxxxxxxxxxxxxxxxxxxx", 500'000, "</ID></HEAD></PARCEL></SHIPMENTS>"},
    {"references", "<SHIPMENTS><PARCEL><HEAD><ID>", "&amp;", 1'000'000, "</ID></HEAD></PARCEL></SHIPMENTS>"},
    {"CDATA", "<SHIPMENTS><PARCEL><HEAD><ID>", "<![CDATA[</PARCEL>]]>", 100'000, "</ID></HEAD></PARCEL></SHIPMENTS>"},
    {"rows", "<SHIPMENTS><PARCEL><BODY>", "<ITEM><WHAT>1</WHAT></ITEM>", 9'999, "</BODY></PARCEL></SHIPMENTS>"},
    {"tiny records without end tags", "<SHIPMENTS>", "<PARCEL/>", 500'000, "</SHIPMENTS>"},
    {"tiny records", "<SHIPMENTS>", "<PARCEL></PARCEL>", 500'000, "</SHIPMENTS>"},
    {"odd records", "<SHIPMENTS>", "<PARCEL a='</PARCEL>'></PARCEL>", 200'000, "</SHIPMENTS>"},
    {"comments", "<SHIPMENTS>", "<!-- </PARCEL> --><PARCEL></PARCEL>", 200'000, "</SHIPMENTS>"},
    {"comments alone", "<SHIPMENTS>", "<!----><?x?>", 500'000, "</SHIPMENTS>"},
    {"duplicates", "<SHIPMENTS>", "<PARCEL><HEAD><ID>1</ID></HEAD></PARCEL>", 20'000, "</SHIPMENTS>"},
    {"faults", "<SHIPMENTS>", "<PARCEL><HEAD><KIND>x</KIND></HEAD></PARCEL>", 20'000, "</SHIPMENTS>"},
    {"white space", "<SHIPMENTS>", "\r\n \t", 2'000'000, "</SHIPMENTS>"},
    {"ends of records in a comment", "<SHIPMENTS><!--", "</PARCEL>", 1'000'000, "--></SHIPMENTS>"},
    {"open elements", "<SHIPMENTS>", "<PARCEL>", 500'000, ""},
    {"a cut comment", "<SHIPMENTS><!--", "<PARCEL></PARCEL>", 500'000, ""},
    {"characters of two bytes", "<SHIPMENTS><PARCEL><HEAD><ID>", "\xB3\x5C", 2'000'000,
     "</ID></HEAD></PARCEL></SHIPMENTS>"},
};

TEST(UploadStream, WorkGrowsWithTheInput) {
    const SpecificationInfo info = test::parcel_info();
    for (const Large& large : kLarge) {
        std::string bytes{large.begin};
        for (std::size_t i = 0; i < large.times; ++i) bytes += large.piece;
        bytes += large.end;
        const Settings settings;
        EXPECT_TRUE(test::read_as_stream(info, bytes, settings) == test::read_by_reference(info, bytes, settings))
            << large.name;
    }
}

TEST(UploadStream, TheCorpusOfTheReferenceReader) {
    const std::filesystem::path folder = std::filesystem::path(JIANHE_SOURCE_DIR) / "tests/fuzz/corpus/upload_reader";
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        expect_same_for_both(std::string_view{bytes}.substr(1));
        ++files;
    }
    EXPECT_GE(files, 7U);
}

}  // namespace
}  // namespace jianhe
