#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <jianhe/upload_stream.h>

#include "parcel.h"

namespace jianhe {
namespace {

using testing::HasSubstr;

class Everything final : public InputDigest {
public:
    void add(std::string_view bytes) override { seen += bytes; }
    std::string seen;
};

class UploadSourceTest : public testing::Test {
protected:
    UploadSourceTest()
        : path_((std::filesystem::temp_directory_path() / ("upload_source." + std::to_string(::getpid()))).string()) {}
    ~UploadSourceTest() override { std::filesystem::remove(path_); }

    void write(std::string_view bytes) const {
        std::ofstream(path_, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }

    std::string path_;
    SpecificationInfo info_ = test::parcel_info();
};

std::string some_records(std::size_t count) {
    std::string bytes = "\xEF\xBB\xBF<SHIPMENTS>\n";
    for (std::size_t i = 0; i < count; ++i)
        bytes += "<PARCEL><HEAD><ID>" + std::to_string(i) + "</ID></HEAD></PARCEL>\n";
    return bytes + "</SHIPMENTS>";
}

TEST_F(UploadSourceTest, StretchesAreTheFileButForItsMark) {
    const std::string bytes = some_records(50);
    write(bytes);
    for (const std::size_t chunk : {1U, 10U, 100U, 1000U, 100'000U}) {
        Everything everything;
        Result<UploadSource> source = UploadSource::open(path_, info_, {chunk, 300, &everything});
        ASSERT_TRUE(source) << source.error().text;
        Stretch stretch;
        std::string given;
        bool was_last = false;
        while (true) {
            const Result<bool> more = source->next(stretch);
            ASSERT_TRUE(more);
            if (!*more) break;
            EXPECT_FALSE(was_last);
            EXPECT_EQ(stretch.offset, 3 + given.size());
            EXPECT_EQ(stretch.encoding, TextEncoding::Utf8);
            EXPECT_EQ(stretch.start, given.empty() ? EnvelopeState{} : kBetweenRecords);
            EXPECT_EQ(std::string_view(stretch.data() + stretch.bytes().size(), kStretchPadding),
                      std::string(kStretchPadding, '\0'));
            was_last = stretch.is_last;
            given += stretch.bytes();
            EXPECT_TRUE(was_last || chunk < 10 || stretch.bytes().ends_with("</PARCEL>")) << chunk;
        }
        EXPECT_TRUE(was_last);
        EXPECT_EQ(given, bytes.substr(3));
        ASSERT_TRUE(source->finish());
        EXPECT_EQ(everything.seen, bytes);
        EXPECT_EQ(source->bytes(), bytes.size());
        EXPECT_EQ(source->unwanted_utf8_at(), 0U);
    }
}

TEST_F(UploadSourceTest, FinishReadsWhatIsLeft) {
    const std::string bytes = some_records(5000) + "<!-- \xE8\xA8\xB1 -->";
    write(bytes.substr(3));
    Everything everything;
    Result<UploadSource> source = UploadSource::open(path_, info_, {100, 100, &everything});
    ASSERT_TRUE(source);
    ASSERT_TRUE(source->finish());
    EXPECT_EQ(everything.seen, bytes.substr(3));
    EXPECT_EQ(source->unwanted_utf8_at(), bytes.rfind('\xE8') - 3);
    EXPECT_EQ(*source->lines_before(bytes.size() - 3), 5001U);
    EXPECT_EQ(*source->lines_before(12), 1U);
    EXPECT_FALSE(source->lines_before(bytes.size())) << "there is no such byte";
}

TEST_F(UploadSourceTest, AnEmptyFileHasOneEmptyStretch) {
    write("");
    Result<UploadSource> source = UploadSource::open(path_, info_);
    ASSERT_TRUE(source);
    Stretch stretch;
    EXPECT_TRUE(*source->next(stretch));
    EXPECT_TRUE(stretch.is_last);
    EXPECT_EQ(stretch.bytes(), "");
    EXPECT_FALSE(*source->next(stretch));
    EXPECT_TRUE(source->finish());
}

TEST_F(UploadSourceTest, AFileThatShrinksOrChangesIsAnError) {
    const std::string bytes = some_records(20'000);
    const auto error_after = [&](auto change) {
        write(bytes);
        Result<UploadSource> source = UploadSource::open(path_, info_, {1000, 1000});
        Stretch stretch;
        EXPECT_TRUE(*source->next(stretch));
        change();
        const Result<void> done = source->finish();
        return done ? std::string{} : done.error().text;
    };
    EXPECT_EQ(error_after([] {}), "");
    EXPECT_THAT(error_after([&] { std::filesystem::resize_file(path_, 100'000); }), HasSubstr("it changed while"));
    EXPECT_THAT(error_after([&] { std::ofstream(path_, std::ios::app) << "x"; }), HasSubstr("it changed while"));
    EXPECT_THAT(error_after([&] { std::filesystem::last_write_time(path_, {}); }), HasSubstr("it changed while"));
}

TEST_F(UploadSourceTest, WhatCannotBeReadIsAnErrorThatNamesIt) {
    const Result<UploadSource> missing = UploadSource::open(path_, info_);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().text, "cannot read " + path_ + ": No such file or directory");

    Result<UploadSource> folder = UploadSource::open("/tmp", info_);
    ASSERT_TRUE(folder) << "a folder can be opened";
    Stretch stretch;
    const Result<bool> more = folder->next(stretch);
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().text, "cannot read /tmp: Is a directory");
    EXPECT_FALSE(folder->finish());
}

}  // namespace
}  // namespace jianhe
