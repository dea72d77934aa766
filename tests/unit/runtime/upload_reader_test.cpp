#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/upload_reader.h>

#include "parcel.h"

namespace jianhe {
namespace {

using namespace std::string_view_literals;
using test::read_all;

struct Case {
    std::string_view name;
    std::string_view bytes;
    std::string_view expected;  // as test::read_all writes it
};

template <std::size_t N>
void expect_all(const Case (&cases)[N], const SpecificationInfo& info = test::parcel_info()) {
    for (const Case& test : cases) EXPECT_EQ(read_all(info, test.bytes), test.expected) << test.name;
}

// One record is written <PARCEL/>, or with a HEAD where contents matter.
constexpr Case kEnvelopes[] = {
    {"no record", "<SHIPMENTS></SHIPMENTS>", ""},
    {"root without content", "<SHIPMENTS/>", ""},
    {"declaration, comments, instructions",
     "<?xml version='1.0' encoding='Big5'?>\r\n<!-- <PARCEL> --><?x <PARCEL>?>\r\n<SHIPMENTS><!-- </SHIPMENTS> -->"
     "<PARCEL/><?y?></SHIPMENTS><!-- z --><?z?>\r\n",
     "[]"},
    {"attributes with `>` in quotes",
     "<SHIPMENTS a='>'><PARCEL b=\"&lt;/PARCEL>\"><HEAD c='/>'><ID d='>'>1</ID></HEAD></PARCEL></SHIPMENTS>",
     "[HEAD(ID=1)]"},
    {"white CDATA between records", "<SHIPMENTS><![CDATA[ ]]><PARCEL/><![CDATA[]]></SHIPMENTS>", "[]"},

    {"empty", "", "no_end_of_file@0"},
    {"white space only", " \r\n", "no_end_of_file@3"},
    {"only a declaration", "<?xml version='1.0'?>", "no_end_of_file@21"},
    {"ends in the declaration", "<?xml version='1.0'", "no_end_of_file@19"},
    {"root not ended", "<SHIPMENTS><PARCEL/>", "[] no_end_of_file@20"},
    {"root's end tag cut", "<SHIPMENTS><PARCEL/></SHIPMENTS", "[] no_end_of_file@31"},
    {"ends in a comment between records", "<SHIPMENTS><PARCEL/><!-- ", "[] no_end_of_file@25"},
    {"ends in the start tag of a record", "<SHIPMENTS><PARCEL", "no_end_of_file@18"},
    {"ends inside a record", "<SHIPMENTS><PARCEL/><PARCEL>", "[] no_end_of_record@28 no_end_of_file@28"},
    {"ends inside a field", "<SHIPMENTS><PARCEL><HEAD><ID>1", "no_end_of_record@30 no_end_of_file@30"},
    {"ends inside CDATA", "<SHIPMENTS><PARCEL><HEAD><ID><![CDATA[</", "no_end_of_record@40 no_end_of_file@40"},
    {"ends in the end tag of a record", "<SHIPMENTS><PARCEL></PARCEL", "no_end_of_record@27 no_end_of_file@27"},
    {"root ends inside a record", "<SHIPMENTS><PARCEL/><PARCEL></SHIPMENTS>", "[] no_end_of_record@28"},
    {"root ends inside a field", "<SHIPMENTS><PARCEL><HEAD><ID></SHIPMENTS>", "no_end_of_record@29"},
    {"a record inside a record", "<SHIPMENTS><PARCEL><PARCEL></PARCEL></SHIPMENTS>", "no_end_of_record@36"},

    {"wrong end tag in a record", "<SHIPMENTS><PARCEL/><PARCEL><HEAD></PARCEL></SHIPMENTS>", "[] malformed_xml@34"},
    {"wrong end tag in the root", "<SHIPMENTS></PARCEL></SHIPMENTS>", "malformed_xml@11"},
    {"names differ by case", "<SHIPMENTS></shipments>", "malformed_xml@11"},
    {"end tag before the root", "</SHIPMENTS>", "malformed_xml@0"},
    {"end tag behind the root", "<SHIPMENTS/></SHIPMENTS>", "malformed_xml@12"},

    {"two roots", "<SHIPMENTS><PARCEL/></SHIPMENTS><SHIPMENTS><PARCEL/></SHIPMENTS>", "[] several_roots@32"},
    {"two documents", "<SHIPMENTS><PARCEL/></SHIPMENTS>\n<?xml version='1.0'?>\n<!-- --><SHIPMENTS/>",
     "[] several_roots@63"},
    {"a declaration and no second root", "<SHIPMENTS/><?xml version='1.0'?> ", "malformed_xml@12"},
    {"two declarations behind the root", "<SHIPMENTS/><?xml version='1.0'?><?xml version='1.0'?><SHIPMENTS/>",
     "malformed_xml@33"},
    {"another element behind the root", "<SHIPMENTS/><PARCEL/>", "malformed_xml@12"},
    {"a declaration and another element behind the root", "<SHIPMENTS/><?xml version='1.0'?><PARCEL/>",
     "malformed_xml@33"},
    {"text behind the root", "<SHIPMENTS/> x", "malformed_xml@13"},
    {"CDATA behind the root", "<SHIPMENTS/><![CDATA[]]>", "malformed_xml@12"},
    {"a piece behind the root", "<SHIPMENTS/><", "malformed_xml@13"},
    {"a second root that is cut", "<SHIPMENTS/><SHIPMENTS", "malformed_xml@22"},
    {"ends in a comment behind the root", "<SHIPMENTS/><!-- ", "malformed_xml@17"},

    {"unknown root", "<DELIVERIES><PARCEL/></DELIVERIES>", "unknown_field@0"},
    {"record as root", "<PARCEL/>", "wrong_place@0"},
    {"segment as root", "<ITEM></ITEM>", "wrong_place@0"},
    {"root in another case", "<Shipments/>", "unknown_field@0"},
    {"prefixed root", "<x:SHIPMENTS xmlns:x='u'/>", "unknown_field@0"},
    {"unknown element between records", "<SHIPMENTS><PARCEL/><NOTE/><PARCEL/></SHIPMENTS>", "[] unknown_field@20"},
    {"field between records", "<SHIPMENTS><ID>1</ID></SHIPMENTS>", "wrong_place@11"},
    {"parent between records", "<SHIPMENTS><BODY/></SHIPMENTS>", "wrong_place@11"},
    {"root inside the root", "<SHIPMENTS><SHIPMENTS/></SHIPMENTS>", "wrong_place@11"},

    {"declaration behind white space", "\n<?xml version='1.0'?><SHIPMENTS/>", "malformed_xml@1"},
    {"second declaration", "<?xml version='1.0'?><?xml version='1.0'?><SHIPMENTS/>", "malformed_xml@21"},
    {"declaration in the root", "<SHIPMENTS><?xml version='1.0'?></SHIPMENTS>", "malformed_xml@11"},
    {"declaration in a record", "<SHIPMENTS><PARCEL><?xml version='1.0'?></PARCEL></SHIPMENTS>", "malformed_xml@19"},
    {"DOCTYPE", "<!DOCTYPE SHIPMENTS [<!ENTITY a 'b'>]><SHIPMENTS/>", "malformed_xml@0"},
    {"text in front of the root", "x<SHIPMENTS/>", "malformed_xml@0"},
    {"CDATA in front of the root", "<![CDATA[]]><SHIPMENTS/>", "malformed_xml@0"},
    {"no XML at all", "ID,KIND\n", "malformed_xml@0"},
    {"text between records", "<SHIPMENTS><PARCEL/> x<PARCEL/></SHIPMENTS>", "[] malformed_xml@21"},
    {"CDATA between records", "<SHIPMENTS><![CDATA[x]]></SHIPMENTS>", "malformed_xml@20"},
    {"a reference between records", "<SHIPMENTS>&#32;</SHIPMENTS>", "malformed_xml@11"},
    {"text between segments", "<SHIPMENTS><PARCEL>x<HEAD/></PARCEL></SHIPMENTS>", "malformed_xml@19"},
    {"text in a parent", "<SHIPMENTS><PARCEL><BODY> x</BODY></PARCEL></SHIPMENTS>", "malformed_xml@26"},
    {"text between fields", "<SHIPMENTS><PARCEL><HEAD><ID/>x</HEAD></PARCEL></SHIPMENTS>", "malformed_xml@30"},
    {"NUL", "<SHIPMENTS><PARCEL/>\0</SHIPMENTS>"sv, "[] malformed_xml@20"},
    {"NUL at the end", "<SHIPMENTS/>\0"sv, "malformed_xml@12"},
    {"control character in a field", "<SHIPMENTS><PARCEL><HEAD><ID>\x0B</ID></HEAD></PARCEL></SHIPMENTS>",
     "malformed_xml@29"},
    {"entity of nobody", "<SHIPMENTS><PARCEL><HEAD><ID>&lol;</ID></HEAD></PARCEL></SHIPMENTS>", "malformed_xml@29"},
    {"reference to NUL", "<SHIPMENTS><PARCEL><HEAD><ID>&#0;</ID></HEAD></PARCEL></SHIPMENTS>", "malformed_xml@29"},
    {"reference to a surrogate", "<SHIPMENTS><PARCEL><HEAD><ID>&#xD800;</ID></HEAD></PARCEL></SHIPMENTS>",
     "malformed_xml@29"},
    {"reference beyond Unicode", "<SHIPMENTS><PARCEL><HEAD><ID>&#x110000;</ID></HEAD></PARCEL></SHIPMENTS>",
     "malformed_xml@29"},
    {"eight elements deep", "<SHIPMENTS><PARCEL><X><X><X><X><X><X></X></X></X></X></X></X></PARCEL></SHIPMENTS>",
     "[unknown:X]"},
    {"nine elements deep", "<SHIPMENTS><PARCEL/><PARCEL><X><X><X><X><X><X><X/></X></X></X></X></X></X></PARCEL>",
     "[] malformed_xml@46"},
};

TEST(UploadReader, Envelopes) { expect_all(kEnvelopes); }

constexpr Case kEncodings[] = {
    {"Big5", "<SHIPMENTS><PARCEL><HEAD><ID>\xB3\x5C</ID></HEAD></PARCEL></SHIPMENTS>", "[HEAD(ID=\xE8\xA8\xB1)]"},
    {"trail bytes that look like `[ \\ ] { | }`",
     "<SHIPMENTS><PARCEL><HEAD><ID>\xA5\x5B\xA5\x5C\xA5\x5D\xA5\x7B\xA5\x7C\xA5\x7D</ID></HEAD></PARCEL></SHIPMENTS>",
     "[HEAD(ID=\xE5\x8A\xA0\xE5\x8A\x9F\xE5\x8C\x85\xE5\x8F\xBB\xE5\x9B\x9B\xE5\x9B\x9A)]"},
    {"trail byte 5D in front of the end of CDATA",
     "<SHIPMENTS><PARCEL><HEAD><ID><![CDATA[\xA5\x5D]]></ID></HEAD></PARCEL></SHIPMENTS>", "[HEAD(ID=\xE5\x8C\x85)]"},
    {"trail byte 5D and `]>` end no CDATA",
     "<SHIPMENTS><PARCEL><HEAD><ID><![CDATA[\xA5\x5D]>x]]></ID></HEAD></PARCEL></SHIPMENTS>",
     "[HEAD(ID=\xE5\x8C\x85]>x)]"},
    {"a character without a Unicode form", "<SHIPMENTS><PARCEL><HEAD><ID>\xFA\x40</ID></HEAD></PARCEL></SHIPMENTS>",
     "[HEAD(ID=\xEF\xBF\xBD)]"},
    {"offsets count bytes of Big5", "<SHIPMENTS><!-- \xB3\x5C\xFA\x40 -->x</SHIPMENTS>", "malformed_xml@24"},
    {"UTF-8 is noticed",
     "<?xml version='1.0' encoding='UTF-8'?><SHIPMENTS><PARCEL><HEAD><ID>\xE8\xA8\xB1</ID></HEAD></PARCEL></SHIPMENTS>",
     "[HEAD(ID=\xE8\xA8\xB1)] not_encoded?@67"},
    {"mark of UTF-8", "\xEF\xBB\xBF<?xml version='1.0'?><SHIPMENTS><PARCEL/>x</SHIPMENTS>",
     "[] not_encoded?@0 malformed_xml@44"},
    {"a character that is cut by the input's end", "<SHIPMENTS><PARCEL/><PARCEL><HEAD><ID>\xB3", "[] not_encoded@38"},
    {"neither Big5 nor UTF-8", "<SHIPMENTS><PARCEL/><PARCEL><HEAD><ID>\xFF</ID></HEAD></PARCEL></SHIPMENTS>",
     "[] not_encoded@38"},
    {"neither from some place on",
     "<SHIPMENTS><PARCEL><HEAD><ID>\xB3\x5C</ID></HEAD></PARCEL><PARCEL>\xB3</PARCEL></SHIPMENTS>",
     "[HEAD(ID=\xE8\xA8\xB1)] not_encoded@60"},
    {"behind the root", "<SHIPMENTS><PARCEL/></SHIPMENTS>\xFF", "[] not_encoded@32"},
    {"an earlier fault goes first", "<SHIPMENTS>x</SHIPMENTS>\xFF", "malformed_xml@11"},
    {"another encoding by name",
     "<?xml version='1.0' encoding='GBK'?><SHIPMENTS><PARCEL/><PARCEL><HEAD><ID>\xB3\x5C</ID></HEAD></PARCEL>",
     "[] not_encoded@74"},
    {"UTF-16 with mark", "\xFF\xFE<\0S\0H\0"sv, "not_encoded@0"},
    {"UTF-16 without mark", "<\0S\0H\0"sv, "malformed_xml@1"},
};

TEST(UploadReader, Encodings) { expect_all(kEncodings); }

constexpr Case kUtf8Encodings[] = {
    {"UTF-8 as wanted", "<SHIPMENTS><PARCEL><HEAD><ID>\xE8\xA8\xB1</ID></HEAD></PARCEL></SHIPMENTS>",
     "[HEAD(ID=\xE8\xA8\xB1)]"},
    {"with mark", "\xEF\xBB\xBF<?xml version='1.0'?><SHIPMENTS><PARCEL/></SHIPMENTS>", "[]"},
    {"Big5 is refused", "<SHIPMENTS><PARCEL/><PARCEL><HEAD><ID>\xB3\x5C</ID></HEAD></PARCEL></SHIPMENTS>",
     "[] not_encoded@38"},
    {"offsets count bytes of UTF-8", "<SHIPMENTS><!-- \xE8\xA8\xB1 -->x</SHIPMENTS>", "malformed_xml@23"},
    {"a character that XML does not allow", "<SHIPMENTS><!-- \xEF\xBF\xBF --></SHIPMENTS>", "malformed_xml@16"},
};

TEST(UploadReader, EncodingsWhereUtf8IsWanted) { expect_all(kUtf8Encodings, test::parcel_info(TextEncoding::Utf8)); }

// Beyond the window that decides, bytes that do not fit the decision end the reading there.
TEST(UploadReader, ALaterByteDoesNotChangeTheDecision) {
    const std::string big5 = "<SHIPMENTS><PARCEL><HEAD><ID>\xB3\x5C</ID></HEAD></PARCEL>";
    const std::string bytes = big5 + std::string(kEncodingWindow, ' ') + "<PARCEL/><!--\xE8\xA8\xB1 ";
    EXPECT_EQ(read_all(test::parcel_info(), bytes),
              "[HEAD(ID=\xE8\xA8\xB1)] [] not_encoded@" + std::to_string(bytes.size() - 2));
}

// What stands inside of <SHIPMENTS><PARCEL>…</PARCEL></SHIPMENTS>.
constexpr Case kRecords[] = {
    {"all parts",
     "<HEAD><ID>1</ID><KIND/></HEAD><BODY><ADDRESS><NAME>N</NAME></ADDRESS><ITEM><WHAT>a</WHAT></ITEM>"
     "<ITEM><WHAT>b</WHAT><COUNT>2</COUNT></ITEM></BODY>",
     "HEAD(ID=1 KIND=) ADDRESS(NAME=N) ITEM(WHAT=a) ITEM(WHAT=b COUNT=2)"},
    {"order is free", "<BODY><ITEM/><ADDRESS/></BODY><HEAD><KIND>k</KIND><ID>1</ID></HEAD>",
     "HEAD(ID=1 KIND=k) ADDRESS() ITEM()"},
    {"absent and blank", "<HEAD><ID/><KIND> </KIND></HEAD><BODY><ADDRESS><NAME></NAME></ADDRESS></BODY>",
     "HEAD(ID= KIND= ) ADDRESS(NAME=)"},
    {"values are not trimmed", "<HEAD><ID> \t1 </ID></HEAD>", "HEAD(ID= \t1 )"},
    {"line ends are LF", "<HEAD>\r\n<ID>a\r\nb\rc&#13;</ID>\r\n</HEAD>", "HEAD(ID=a\nb\nc\r)"},
    {"text and CDATA around comments",
     "<HEAD><ID>a<!-- </ID> -->b<![CDATA[</ID><c>&amp;]]><?x?>d<![CDATA[ ]]></ID></HEAD>",
     "HEAD(ID=ab</ID><c>&amp;d )"},
    {"CDATA holding the end of the record", "<HEAD><ID><![CDATA[</PARCEL></SHIPMENTS>]]></ID></HEAD>",
     "HEAD(ID=</PARCEL></SHIPMENTS>)"},
    {"comment holding a record", "<!-- <PARCEL> --><HEAD><!-- </PARCEL> --></HEAD>", "HEAD()"},
    {"references", "<HEAD><ID>&lt;&#65;&#x42;&amp;amp;&quot;&apos;&gt;</ID></HEAD>", "HEAD(ID=<AB&amp;\"'>)"},
    {"reference outside the encoding", "<HEAD><ID>&#x1F600;</ID></HEAD>", "HEAD(ID=\xF0\x9F\x98\x80)"},

    {"unknown in the record", "<NOTE>x</NOTE><HEAD/>", "HEAD() unknown:NOTE"},
    {"unknown in a parent", "<BODY><NOTE/></BODY>", "unknown:NOTE"},
    {"unknown in a segment", "<HEAD><NOTE/></HEAD>", "HEAD() unknown:NOTE@HEAD"},
    {"unknown in a row", "<BODY><ITEM/><ITEM><NOTE/></ITEM></BODY>", "ITEM() ITEM() unknown:NOTE@ITEM.2"},
    {"unknown in a field", "<HEAD><ID>1<NOTE>2</NOTE>3</ID></HEAD>", "HEAD(ID=13) unknown:NOTE@HEAD"},
    {"by case", "<head/><HEAD><id>1</id></HEAD>", "HEAD() unknown:head unknown:id@HEAD"},
    {"by prefix", "<HEAD><p:ID>1</p:ID></HEAD>", "HEAD() unknown:p:ID@HEAD"},
    {"nothing is read in an unknown element", "<NOTE><ID>1</ID><X/></NOTE>", "unknown:NOTE"},

    {"field in the record", "<ID>1</ID>", "misplaced:ID"},
    {"field in a parent", "<BODY><NAME>1</NAME></BODY>", "misplaced:NAME"},
    {"field of another segment", "<HEAD><NAME>1</NAME></HEAD>", "HEAD() misplaced:NAME@HEAD"},
    {"field in a field", "<HEAD><ID>1<KIND>2</KIND></ID></HEAD>", "HEAD(ID=1) misplaced:KIND@HEAD"},
    {"segment without its parent", "<ADDRESS><NAME>1</NAME></ADDRESS>", "misplaced:ADDRESS"},
    {"segment in a parent not its own", "<BODY><HEAD><ID>1</ID></HEAD></BODY>", "misplaced:HEAD"},
    {"segment in a segment", "<HEAD><ADDRESS/></HEAD>", "HEAD() misplaced:ADDRESS@HEAD"},
    {"parent in a parent", "<BODY><BODY><ITEM/></BODY></BODY>", "misplaced:BODY"},
    {"record in a record", "<PARCEL><HEAD/></PARCEL>", "misplaced:PARCEL"},
    {"root in a record", "<SHIPMENTS/>", "misplaced:SHIPMENTS"},
    {"segment twice", "<HEAD><ID>1</ID></HEAD><HEAD><ID>2</ID><X/></HEAD>", "HEAD(ID=1) misplaced:HEAD"},
    {"parent twice", "<BODY><ITEM/></BODY><BODY><ITEM/><X/></BODY>", "ITEM() misplaced:BODY"},

    {"field twice", "<HEAD><ID>1</ID><ID>2</ID></HEAD>", "HEAD(ID=1) repeated:ID@HEAD"},
    {"the first is read, also when empty", "<HEAD><ID/><ID>2</ID></HEAD>", "HEAD(ID=) repeated:ID@HEAD"},
    {"also when the second is empty", "<HEAD><ID>1</ID><ID/></HEAD>", "HEAD(ID=1) repeated:ID@HEAD"},
    {"nothing is read in the second", "<HEAD><ID>1</ID><ID><X/></ID></HEAD>", "HEAD(ID=1) repeated:ID@HEAD"},
    {"each time", "<BODY><ITEM><WHAT/><WHAT/><WHAT/></ITEM><ITEM><WHAT/></ITEM></BODY>",
     "ITEM(WHAT=) ITEM(WHAT=) repeated:WHAT@ITEM.1 repeated:WHAT@ITEM.1"},
};

TEST(UploadReader, Records) {
    for (const Case& test : kRecords) {
        const std::string bytes = "<SHIPMENTS><PARCEL>" + std::string{test.bytes} + "</PARCEL></SHIPMENTS>";
        EXPECT_EQ(read_all(test::parcel_info(), bytes), "[" + std::string{test.expected} + "]") << test.name;
    }
}

TEST(UploadReader, ALongNameIsCutToWholeCharacters) {
    std::string name = "X";
    for (int i = 0; i < 40; ++i) name += "\xE8\xA8\xB1";
    const std::string bytes = "<SHIPMENTS><PARCEL><" + name + "/></PARCEL></SHIPMENTS>";
    EXPECT_EQ(read_all(test::parcel_info(TextEncoding::Utf8), bytes), "[unknown:" + name.substr(0, 64) + "]");
    const std::string shifted = "<SHIPMENTS><PARCEL><X" + name + "/></PARCEL></SHIPMENTS>";
    EXPECT_EQ(read_all(test::parcel_info(TextEncoding::Utf8), shifted), "[unknown:X" + name.substr(0, 61) + "]");
}

// Each limit, met exactly and by one more.
TEST(UploadReader, Limits) {
    const SpecificationInfo info = test::parcel_info();
    const std::string_view file =
        "<SHIPMENTS><PARCEL/><PARCEL><BODY><ITEM/><ITEM/><X/><Y/></BODY></PARCEL></SHIPMENTS>";
    const std::string_view whole = "[] [ITEM() ITEM() unknown:X unknown:Y]";
    Limits limits;
    limits.max_file_bytes = file.size();
    limits.max_record_bytes = 52;
    limits.max_depth = 4;
    limits.max_tag_length = 12;
    limits.max_rows_per_record = 2;
    limits.max_faults_per_record = 2;
    EXPECT_EQ(read_all(info, file, limits), whole);

    const auto with = [&](auto change) {
        Limits changed = limits;
        change(changed);
        return read_all(info, file, changed);
    };
    EXPECT_EQ(with([](Limits& l) { --l.max_file_bytes; }), "malformed_xml@0");
    EXPECT_EQ(with([](Limits& l) { --l.max_record_bytes; }), "[] malformed_xml@20");
    EXPECT_EQ(with([](Limits& l) { --l.max_depth; }), "[] malformed_xml@34");
    EXPECT_EQ(with([](Limits& l) { --l.max_tag_length; }), std::string{whole} + " malformed_xml@72");
    EXPECT_EQ(with([](Limits& l) { --l.max_rows_per_record; }), "[] malformed_xml@20");
    EXPECT_EQ(with([](Limits& l) { --l.max_faults_per_record; }), "[] [ITEM() ITEM() unknown:X]");
}

TEST(UploadReader, ALargeRecordIsTooLargeWhereverItsEndIs) {
    Limits limits;
    limits.max_record_bytes = 30;
    const std::string open = "<SHIPMENTS><PARCEL><HEAD><ID>" + std::string(20, 'x');
    EXPECT_EQ(read_all(test::parcel_info(), open, limits), "malformed_xml@11");
    EXPECT_EQ(read_all(test::parcel_info(), open + "\xFF", limits), "malformed_xml@11");
}

// What is wrong within the bytes that count goes first, and what is wrong behind them is never seen.
TEST(UploadReader, WhatLiesBehindALimitDoesNotCount) {
    const SpecificationInfo info = test::parcel_info();
    Limits limits;
    limits.max_record_bytes = 30;
    const std::string long_text(40, 'x');
    const auto read = [&](const std::string& bytes) { return read_all(info, "<SHIPMENTS>" + bytes, limits); };
    EXPECT_EQ(read("<PARCEL>" + long_text), "malformed_xml@19");
    EXPECT_EQ(read("<PARCEL><HEAD><ID>" + long_text + "]]>"), "malformed_xml@11");
    EXPECT_EQ(read("<PARCEL><HEAD><ID>]]>" + long_text), "malformed_xml@29");
    EXPECT_EQ(read("<PARCEL><HEAD><ID>" + long_text + "</NAME>"), "malformed_xml@11");
    EXPECT_EQ(read("<!--" + long_text + "\x01-->"), "malformed_xml@11");
    EXPECT_EQ(read("<!--\x01" + long_text + "-->"), "malformed_xml@15");
    EXPECT_EQ(read("<![CDATA[" + std::string(40, ' ') + "]]></SHIPMENTS>"), "malformed_xml@11");
    EXPECT_EQ(read(std::string(40, '\n') + "</SHIPMENTS>" + std::string(40, '\n')), "");
    limits = {};
    limits.max_tag_length = 30;
    EXPECT_EQ(read("<PARCEL " + long_text + "></SHIPMENTS>"), "malformed_xml@11");
    EXPECT_EQ(read("<PARCEL a='" + long_text + "' a=''></SHIPMENTS>"), "malformed_xml@11");
    EXPECT_EQ(read("<PARCEL a='<" + long_text + "></SHIPMENTS>"), "malformed_xml@22");
    EXPECT_EQ(read("<PARCEL a='&" + long_text + "></SHIPMENTS>"), "malformed_xml@11");
}

// Wherever a file is cut, it is refused; records that end before the cut are delivered.
TEST(UploadReader, EveryCutRefuses) {
    const SpecificationInfo info = test::parcel_info();
    const std::string file =
        "<?xml version=\"1.0\" encoding=\"Big5\"?>\r\n<SHIPMENTS>\r\n<PARCEL a='b'><HEAD><ID>\xA5\x5D&amp;&#65;</ID>"
        "<KIND/></HEAD></PARCEL><!-- - -->\r\n<PARCEL><BODY><ITEM><WHAT><![CDATA[\xA5\x5D]]></WHAT></ITEM></BODY>"
        "</PARCEL></SHIPMENTS>\r\n";
    const std::size_t first = file.find("</PARCEL>") + 9;
    const std::size_t second = file.rfind("</PARCEL>") + 9;
    const std::size_t end = file.rfind('>') + 1;
    for (std::size_t length = 0; length <= file.size(); ++length) {
        const std::string_view bytes = std::string_view{file}.substr(0, length);
        UploadReader reader(info, bytes);
        Record record(info.layout);
        while (reader.next(record)) {
        }
        EXPECT_EQ(reader.refused(), length < end) << length;
        EXPECT_EQ(reader.records(), (length >= first ? 1U : 0U) + (length >= second ? 1U : 0U)) << length;
        EXPECT_LE(reader.position(), length);
        for (const EnvelopeFault& fault : reader.faults()) EXPECT_LE(fault.offset, length);
    }
}

TEST(UploadReader, SaysWhereAndWhatButNoValues) {
    const SpecificationInfo info = test::parcel_info();
    const std::string_view bytes = "<SHIPMENTS>\n<PARCEL/>\n<PARCEL>\n<HEAD><ID>A123456789</ID></HEAD>\n</SHIPMENTS>\n";
    UploadReader reader(info, bytes);
    Record record(info.layout);
    EXPECT_TRUE(reader.next(record));
    EXPECT_EQ(reader.position(), 21U);
    EXPECT_FALSE(reader.next(record));
    EXPECT_FALSE(reader.next(record)) << "and no fault twice";
    ASSERT_EQ(reader.faults().size(), 1U);
    const EnvelopeFault& fault = reader.faults().front();
    EXPECT_EQ(fault.element, "SHIPMENTS");
    EXPECT_EQ(fault.line, 5U);
    EXPECT_EQ(fault.text, "`SHIPMENTS` ends inside record 2, which begins in line 3");
}

TEST(UploadReader, RecordsOutliveReaderAndInput) {
    const SpecificationInfo info = test::parcel_info();
    Record record(info.layout);
    {
        const std::string bytes =
            "<SHIPMENTS><PARCEL><HEAD><ID>a text of some length, not a short one</ID></HEAD>"
            "</PARCEL></SHIPMENTS>";
        UploadReader reader(info, bytes);
        ASSERT_TRUE(reader.next(record));
    }
    EXPECT_EQ(test::describe(record), "HEAD(ID=a text of some length, not a short one)");
}

// Sizes at which anything quadratic would take minutes; the test's time limit is what would fail.
struct Large {
    std::string_view name;
    std::string_view begin;
    std::string_view piece;
    std::size_t times;
    std::string_view end;
    std::uint64_t records;
};

constexpr Large kLarge[] = {
    {"a value of 20 MB", "<SHIPMENTS><PARCEL><HEAD><ID>", "xxxxxxxxxxxxxxxxxxxx", 1'000'000,
     "</ID></HEAD></PARCEL></SHIPMENTS>", 1},
    {"references", "<SHIPMENTS><PARCEL><HEAD><ID>", "&amp;", 1'000'000, "</ID></HEAD></PARCEL></SHIPMENTS>", 1},
    {"pieces of CDATA", "<SHIPMENTS><PARCEL><HEAD><ID>", "<![CDATA[]]>x", 200'000, "</ID></HEAD></PARCEL></SHIPMENTS>",
     1},
    {"strangers", "<SHIPMENTS><PARCEL>", "<X/>", 200'000, "</PARCEL></SHIPMENTS>", 1},
    {"one field many times", "<SHIPMENTS><PARCEL><HEAD>", "<ID/>", 200'000, "</HEAD></PARCEL></SHIPMENTS>", 1},
    {"tiny records", "<SHIPMENTS>", "<PARCEL/>", 500'000, "</SHIPMENTS>", 500'000},
    {"brackets", "<SHIPMENTS><PARCEL><HEAD><ID>", "]", 2'000'000, "</ID></HEAD></PARCEL></SHIPMENTS>", 1},
    {"open elements", "<SHIPMENTS>", "<PARCEL>", 1'000'000, "", 0},
};

TEST(UploadReader, WorkGrowsWithTheInput) {
    const SpecificationInfo info = test::parcel_info();
    for (const Large& test : kLarge) {
        std::string bytes{test.begin};
        for (std::size_t i = 0; i < test.times; ++i) bytes += test.piece;
        bytes += test.end;
        UploadReader reader(info, bytes);
        Record record(info.layout);
        while (reader.next(record)) {
        }
        EXPECT_EQ(reader.records(), test.records) << test.name;
        EXPECT_EQ(reader.refused(), test.records == 0) << test.name;
    }
}

TEST(UploadReader, ManyAttributesAreComparedInOneTag) {
    std::string tag = "<PARCEL";
    for (int i = 0; tag.size() < 60'000; ++i) tag += " a" + std::to_string(i) + "=''";
    const auto read = [](const std::string& start) {
        return read_all(test::parcel_info(), "<SHIPMENTS>" + start + "/></SHIPMENTS>");
    };
    EXPECT_EQ(read(tag), "[]");
    EXPECT_EQ(read(tag + " a7=''"), "malformed_xml@12");
}

}  // namespace
}  // namespace jianhe
