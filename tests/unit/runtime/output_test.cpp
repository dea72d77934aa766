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

TEST_F(FileOutput, AContinuedOneIsLeftForTheNextToGoOnWith) {
    {
        auto output = open_continued_output(path("a"), 0);
        ASSERT_TRUE(output);
        ASSERT_TRUE((*output)->write("one "));
        EXPECT_EQ((*output)->flush().value(), 4U);
        ASSERT_TRUE((*output)->write("unfinished"));
        EXPECT_EQ((*output)->flush().value(), 14U);
    }
    EXPECT_FALSE(fs::exists(path("a")));
    EXPECT_EQ(content(partial_name(path("a"))), "one unfinished");
    auto output = open_continued_output(path("a"), 4);
    ASSERT_TRUE(output);
    ASSERT_TRUE((*output)->write("two"));
    EXPECT_EQ((*output)->flush().value(), 7U);
    ASSERT_TRUE((*output)->close());
    EXPECT_EQ(content(path("a")), "one two");
    EXPECT_FALSE(fs::exists(partial_name(path("a"))));
}

TEST_F(FileOutput, AContinuedOneMustHaveWhatIsToBeKept) {
    std::ofstream(partial_name(path("a"))) << "abc";
    const auto output = open_continued_output(path("a"), 4);
    ASSERT_FALSE(output);
    EXPECT_THAT(output.error().text, HasSubstr("a.partial: it is shorter than it was left"));
}

TEST_F(FileOutput, AContinuedOneBegunAnewForgetsWhatWasLeft) {
    std::ofstream(partial_name(path("a"))) << "abc";
    auto output = open_continued_output(path("a"), 0);
    ASSERT_TRUE(output);
    ASSERT_TRUE((*output)->close());
    EXPECT_EQ(content(path("a")), "");
}

}  // namespace
}  // namespace jianhe
