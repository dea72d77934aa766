#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/upload_writer.h>

#include "parcel.h"

namespace jianhe {
namespace {

using namespace std::string_view_literals;

class UploadWriterTest : public testing::Test {
protected:
    // One parcel: an id, two items, the second without anything.
    void fill(std::string_view id, std::string_view what) {
        record_.clear();
        record_.add_row(info_.layout.find_segment("HEAD"));
        record_.set(info_.layout.find_field("ID"), 0, id);
        const SegmentIndex item = info_.layout.find_segment("ITEM");
        record_.add_row(item);
        record_.add_row(item);
        record_.set(info_.layout.find_field("WHAT"), 1, what);
    }

    Result<std::string> write(TextEncoding encoding) const {
        const UploadWriter writer(info_, encoding);
        std::string out;
        writer.begin(out);
        if (Result<void> written = writer.record(record_, out); !written) return written.error();
        writer.end(out);
        return out;
    }

    const SpecificationInfo info_ = test::parcel_info();
    Record record_{info_.layout};
};

TEST_F(UploadWriterTest, WritesOneElementALine) {
    fill("7", "");
    const std::string expected =
        "<?xml version=\"1.0\" encoding=\"Big5\"?>\n<SHIPMENTS>\n<PARCEL>\n<HEAD>\n<ID>7</ID>\n</HEAD>\n<BODY>\n"
        "<ITEM>\n<WHAT></WHAT>\n</ITEM>\n<ITEM>\n</ITEM>\n</BODY>\n</PARCEL>\n</SHIPMENTS>\n";
    EXPECT_EQ(*write(TextEncoding::Big5), expected);
}

TEST_F(UploadWriterTest, WritesNoParentWithoutSegments) {
    EXPECT_THAT(*write(TextEncoding::Utf8), testing::HasSubstr("<PARCEL>\n</PARCEL>"));
}

struct RoundTrip {
    std::string_view name;
    TextEncoding encoding;  // of the text and of the file
    std::string_view text;
};

constexpr RoundTrip kRoundTrips[] = {
    {"markup", TextEncoding::Utf8, "<a b='c'>&amp;]]>\"</a>"},
    {"white space stays", TextEncoding::Utf8, "  a \t\n b  "},
    {"blank stays", TextEncoding::Utf8, " \n "},
    {"carriage return stays", TextEncoding::Utf8, "a\r\nb\rc"},
    {"characters outside the first plane", TextEncoding::Utf8, "\xF0\xA0\xAE\xB7"},
    {"from UTF-8 to Big5", TextEncoding::Big5, "\xE5\x8A\x9F\xE8\x93\x8B\xE8\xA8\xB1"},
};

TEST_F(UploadWriterTest, WhatIsReadIsWhatWasWritten) {
    for (const RoundTrip& test : kRoundTrips) {
        fill("1", test.text);
        const Result<std::string> written = write(test.encoding);
        ASSERT_TRUE(written) << test.name << ": " << written.error().text;
        EXPECT_EQ(test::read_all(test::parcel_info(test.encoding), *written), "[" + test::describe(record_) + "]")
            << test.name;
    }
}

TEST_F(UploadWriterTest, Big5TextStaysByteForByte) {
    record_.set_encoding(TextEncoding::Big5);
    const std::string_view user_defined = "\xFA\x40\xB3\x5C";  // the first has no Unicode form
    fill("1", user_defined);
    EXPECT_THAT(*write(TextEncoding::Big5), testing::HasSubstr("<WHAT>" + std::string{user_defined} + "</WHAT>"));
    fill("1", "\xB3\x5C");
    EXPECT_THAT(*write(TextEncoding::Utf8), testing::HasSubstr("<WHAT>\xE8\xA8\xB1</WHAT>"));
}

struct Refusal {
    TextEncoding from;
    TextEncoding to;
    std::string_view text;
    std::string_view error;
};

constexpr Refusal kRefusals[] = {
    {TextEncoding::Utf8, TextEncoding::Big5, "\xE8\xA8\xB1 \xF0\x9F\x98\x80!", "character 3 has no form in Big5"},
    {TextEncoding::Utf8, TextEncoding::Utf8, "a\0b"sv, "character 2 cannot stand in XML"},
    {TextEncoding::Utf8, TextEncoding::Big5, "\x1B", "character 1 cannot stand in XML"},
    {TextEncoding::Utf8, TextEncoding::Utf8, "\xE8\xA8\xB1\xEF\xBF\xBE", "character 2 cannot stand in XML"},
    {TextEncoding::Utf8, TextEncoding::Utf8, "ab\xFF", "character 3 is not valid"},
    {TextEncoding::Big5, TextEncoding::Utf8, "\xB3\x5C\xFA\x40", "character 2 has no form in UTF-8"},
    {TextEncoding::Big5, TextEncoding::Big5, "\xB3\x5C\xB3", "character 2 is not valid"},
};

TEST_F(UploadWriterTest, RefusesWhatCannotBeWritten) {
    for (const Refusal& test : kRefusals) {
        record_.set_encoding(test.from);
        fill("1", test.text);
        const UploadWriter writer(info_, test.to);
        std::string out = "before";
        const Result<void> written = writer.record(record_, out);
        ASSERT_FALSE(written) << test.error;
        EXPECT_EQ(written.error().text, "cannot write field `WHAT[1]`: " + std::string{test.error});
        EXPECT_EQ(out, "before");
    }
    fill("\x01", "");
    EXPECT_THAT(write(TextEncoding::Utf8).error().text, testing::HasSubstr("field `ID`:"));
}

}  // namespace
}  // namespace jianhe
