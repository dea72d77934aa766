#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <jianhe/output.h>

namespace jianhe {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class FileOutput : public testing::Test {
protected:
    FileOutput() : folder_(fs::path(testing::TempDir()) / ("jianhe_output_" + std::to_string(::getpid()))) {
        fs::create_directories(folder_);
    }
    ~FileOutput() override { fs::remove_all(folder_); }

    std::string path(const char* name) const { return (folder_ / name).string(); }
    static std::string content(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    fs::path folder_;
};

TEST_F(FileOutput, AppearsWhenItIsClosed) {
    auto output = open_output_file(path("a"));
    ASSERT_TRUE(output);
    ASSERT_TRUE((*output)->write("one "));
    ASSERT_TRUE((*output)->write(std::string(200000, 'x')));
    EXPECT_FALSE(fs::exists(path("a")));
    ASSERT_TRUE((*output)->close());
    EXPECT_EQ(content(path("a")), "one " + std::string(200000, 'x'));
    EXPECT_FALSE(fs::exists(path("a.partial")));
}

TEST_F(FileOutput, LeavesNothingWhenItIsNotClosed) {
    {
        auto output = open_output_file(path("a"));
        ASSERT_TRUE(output);
        ASSERT_TRUE((*output)->write("lost"));
        ASSERT_TRUE(fs::exists(path("a.partial")));
    }
    EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(FileOutput, KeepsTheOldFileUntilTheNewOneIsWhole) {
    std::ofstream(path("a")) << "old";
    {
        auto output = open_output_file(path("a"));
        ASSERT_TRUE(output);
        ASSERT_TRUE((*output)->write("new"));
    }
    EXPECT_EQ(content(path("a")), "old");
}

TEST_F(FileOutput, SaysThatTheFolderIsMissing) {
    const auto output = open_output_file(path("nowhere/a"));
    ASSERT_FALSE(output);
    EXPECT_THAT(output.error().text, AllOf(HasSubstr("cannot create"), HasSubstr("nowhere/a.partial: No such file")));
}

TEST_F(FileOutput, SaysThatTheDiskIsFull) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
    fs::create_symlink("/dev/full", path("a.partial"));
    auto output = open_output_file(path("a"));
    ASSERT_TRUE(output);
    ASSERT_TRUE((*output)->write("gathered"));
    const auto closed = (*output)->close();
    ASSERT_FALSE(closed);
    EXPECT_THAT(closed.error().text, AllOf(HasSubstr("cannot write"), HasSubstr("No space left on device")));
    EXPECT_FALSE(fs::exists(path("a")));
}

}  // namespace
}  // namespace jianhe
