#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/driver/digest.h"
#include "compiler/driver/inputs.h"
#include "compiler/driver/read_file.h"
#include "tests/unit/compiler/driver_test.h"

namespace jianhe::driver {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> shown(const Result<Inputs>& inputs) {
    std::vector<std::string> names;
    for (const Input& input : inputs.value().files) names.push_back(input.shown);
    return names;
}

class CollectInputs : public testing::Test {
protected:
    TestFolder folder_;
};

TEST_F(CollectInputs, SortsPathsBytewiseAndTakesXmlInAnyCase) {
    for (const char* name : {"b/2.xml", "b/10.XML", "a.xml", "b.xml", "notes.txt", "b/c/deep.Xml"})
        folder_.write(name, "");
    EXPECT_THAT(shown(collect_inputs({folder_.path()})),
                ElementsAre("a.xml", "b.xml", "b/10.XML", "b/2.xml", "b/c/deep.Xml"));
}

TEST_F(CollectInputs, ShowsTheFolderWhereThereAreSeveralArguments) {
    folder_.write("in/a.xml", "");
    const std::string folder = folder_.path("in");
    EXPECT_THAT(shown(collect_inputs({folder, "b.xml"})), ElementsAre(folder + "/a.xml", "b.xml"));
}

TEST_F(CollectInputs, FollowsNoLinkToAFolder) {
    folder_.write("a.xml", "");
    std::filesystem::create_directory_symlink("..", folder_.path("up"));
    std::filesystem::create_directory_symlink("..", folder_.path("up.xml"));
    EXPECT_THAT(shown(collect_inputs({folder_.path()})), ElementsAre("a.xml"));
}

TEST_F(CollectInputs, NamesFoldersWithoutFiles) {
    const auto inputs = collect_inputs({folder_.path()});
    EXPECT_THAT(inputs.value().files, IsEmpty());
    EXPECT_THAT(inputs.value().empty_folders, ElementsAre(folder_.path()));
}

TEST_F(CollectInputs, ReadsStandardInputOnce) {
    EXPECT_TRUE(collect_inputs({"-"}));
    EXPECT_FALSE(collect_inputs({"-", "a.xml", "-"}));
}

TEST(Sha256, IsTheKnownOne) {
    Sha256 digest;
    digest.add("a");
    digest.add("bc");
    EXPECT_EQ(digest.finish(), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(ReadFile, GivesBytesSizeAndDigest) {
    const TestFolder folder;
    const auto file = read_file(folder.write("a", "abc"));
    ASSERT_TRUE(file);
    EXPECT_EQ(file->bytes, "abc");
    EXPECT_EQ(file->size, 3U);
    EXPECT_EQ(file->digest, "xxh3:06b05ab6733a618578af5f94892f3950");
}

TEST(ReadFile, KeepsNoMoreThanAskedButHashesAll) {
    const TestFolder folder;
    const auto file = read_file(folder.write("a", "abc"), 2, DigestKind::Sha256);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->bytes, "ab");
    EXPECT_EQ(file->size, 3U);
    EXPECT_EQ(file->digest, "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(ReadFile, SaysWhyItCannot) {
    const TestFolder folder;
    EXPECT_THAT(read_file(folder.path("none")).error().text, HasSubstr("none: No such file or directory"));
    EXPECT_THAT(read_file(folder.path()).error().text, HasSubstr("Is a directory"));
}

}  // namespace
}  // namespace jianhe::driver
