#include <string_view>

#include <gtest/gtest.h>

#include "compiler/driver/load_specification.h"
#include "compiler/ir/serialise.h"
#include "default_specification_ir.h"

namespace jianhe {
namespace {

// The program holds the specification twice: as written, and compiled while building. They must be one.
TEST(DefaultSpecification, IsCompiledFromTheTextThatIsEmbedded) {
    const auto compiled = driver::load_specification(driver::SpecificationSource::embedded());
    ASSERT_TRUE(compiled && compiled->module);
    EXPECT_TRUE(ir::save(*compiled->module) == default_specification_ir());
}

TEST(DefaultSpecification, IsLoadedAsItWasCompiled) {
    const auto all = ir::load(default_specification_ir());
    ASSERT_TRUE(all) << all.error().text;
    EXPECT_TRUE(ir::save(*all) == default_specification_ir());
    EXPECT_FALSE(all->examples.empty());

    const auto judging = ir::load(default_specification_ir(), ir::Parts::Judging);
    ASSERT_TRUE(judging) << judging.error().text;
    EXPECT_EQ(judging->digest, all->digest);
    EXPECT_EQ(judging->checks.size(), all->checks.size());
    EXPECT_TRUE(judging->examples.empty());

    // Programs load it without verifying it anew.
    const auto embedded = ir::load_embedded(default_specification_ir(), ir::Parts::Judging);
    ASSERT_TRUE(embedded) << embedded.error().text;
    EXPECT_TRUE(ir::save(*embedded) == ir::save(*judging));
}

}  // namespace
}  // namespace jianhe
