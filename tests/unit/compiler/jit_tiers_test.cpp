#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compiler/jit/tiers.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::jit {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class JitTiers : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "jianhe-tiers-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        root_ = pattern;
        module_ = make_tiny_module();
    }
    void TearDown() override { fs::remove_all(root_); }

    TierSettings settings() const {
        TierSettings settings;
        settings.plugin_folder = JIANHE_PLUGIN_FOLDER;
        settings.cache.emplace((root_ / "objects").string());
        settings.verify = true;
        settings.quick_first = false;
        return settings;
    }
    TierSettings without_plugin() const {
        TierSettings changed = settings();
        changed.plugin_folder = "/nowhere";
        return changed;
    }

    // What the code does is another test's business.
    static void expect_code(const JitProgram* program, Tier tier = Tier::Full) {
        ASSERT_NE(program, nullptr);
        EXPECT_EQ(program->tier(), tier);
        const void* entry = program->find("jianhe_judge");
        ASSERT_NE(entry, nullptr);
        EXPECT_NE(*static_cast<const unsigned char*>(entry), 0);
        EXPECT_NE(program->find("jianhe_scan"), nullptr);
    }

    fs::path root_;
    ir::Module module_;
};

TEST_F(JitTiers, NothingIsCompiledUnasked) {
    Tiers tiers(module_, settings());
    EXPECT_FALSE(tiers.load_cached());
    tiers.wait();
    EXPECT_EQ(tiers.generation(), 0U);
    EXPECT_EQ(tiers.program(), nullptr);
    EXPECT_EQ(tiers.fault().value_or(Error{}).text, "");
}

TEST_F(JitTiers, CompilesInTheBackground) {
    Tiers tiers(module_, settings());
    tiers.start();
    tiers.start();
    tiers.wait();
    EXPECT_EQ(tiers.generation(), 1U);
    EXPECT_EQ(tiers.fault().value_or(Error{}).text, "");
    expect_code(tiers.program().get());
}

TEST_F(JitTiers, CachedCodeNeedsNoPlugin) {
    {
        Tiers tiers(module_, settings());
        tiers.start();
        tiers.wait();
    }
    Tiers tiers(module_, without_plugin());
    EXPECT_TRUE(tiers.load_cached());
    EXPECT_EQ(tiers.generation(), 1U);
    expect_code(tiers.program().get());
    // There is nothing left to do.
    tiers.start();
    tiers.wait();
    EXPECT_EQ(tiers.generation(), 1U);
    EXPECT_EQ(tiers.fault().value_or(Error{}).text, "");
}

TEST_F(JitTiers, AnotherSpecificationHasCodeOfItsOwn) {
    {
        Tiers tiers(module_, settings());
        tiers.start();
        tiers.wait();
    }
    ir::Module other = module_;
    other.digest += "1";
    Tiers tiers(other, without_plugin());
    EXPECT_FALSE(tiers.load_cached());
    TierSettings of_other_machine = without_plugin();
    of_other_machine.cpu = "x86-64";
    Tiers elsewhere(module_, of_other_machine);
    EXPECT_FALSE(elsewhere.load_cached());
}

TEST_F(JitTiers, ACachedObjectThatCannotBeLoadedIsMadeAnew) {
    const TierSettings with = settings();
    ASSERT_TRUE(with.cache->store(object_key(module_, with.cpu), "whole, but no object"));
    {
        Tiers tiers(module_, with);
        EXPECT_FALSE(tiers.load_cached());
        EXPECT_EQ(with.cache->find(object_key(module_, with.cpu)), std::nullopt);
        tiers.start();
        tiers.wait();
        expect_code(tiers.program().get());
    }
    EXPECT_NE(with.cache->find(object_key(module_, with.cpu)), std::nullopt);
}

TEST_F(JitTiers, WithoutACacheNothingIsKept) {
    TierSettings with = settings();
    with.cache.reset();
    Tiers tiers(module_, with);
    EXPECT_FALSE(tiers.load_cached());
    tiers.start();
    tiers.wait();
    expect_code(tiers.program().get());
    EXPECT_FALSE(fs::exists(root_ / "objects"));
}

TEST_F(JitTiers, TheQuickTierComesFirst) {
    TierSettings with = settings();
    with.quick_first = true;
    Tiers tiers(module_, with);
    tiers.start();
    tiers.wait();
    EXPECT_EQ(tiers.generation(), 2U);
    expect_code(tiers.program().get());
}

TEST_F(JitTiers, LlvmLinksWhereObjectsCannotBeLoaded) {
    TierSettings with = settings();
    with.link_by_llvm = true;
    Tiers tiers(module_, with);
    tiers.start();
    tiers.wait();
    EXPECT_EQ(tiers.fault().value_or(Error{}).text, "");
    expect_code(tiers.program().get());
}

TEST_F(JitTiers, AMissingPluginIsAFaultThatCanBeAskedFor) {
    EXPECT_TRUE(Tiers(module_, settings()).open_compiler());
    Tiers tiers(module_, without_plugin());
    EXPECT_FALSE(tiers.open_compiler());
    tiers.start();
    tiers.wait();
    EXPECT_EQ(tiers.generation(), 0U);
    ASSERT_TRUE(tiers.fault());
    EXPECT_THAT(tiers.fault()->text, HasSubstr("/nowhere/libjianhe_jit.so"));
}

TEST_F(JitTiers, CodeForAnotherMachineIsNotRun) {
    TierSettings with = settings();
    with.cpu = "x86-64-v9";
    Tiers tiers(module_, with);
    tiers.start();
    tiers.wait();
    ASSERT_TRUE(tiers.fault());
    EXPECT_THAT(tiers.fault()->text, HasSubstr("cannot run code for x86-64-v9"));
}

// Linux 6.3 and later can forbid memory that was writable to become executable; other systems forbid it by themselves.
TEST_F(JitTiers, WhereOwnCodeIsForbiddenNothingIsCompiledAndTheCacheStays) {
    constexpr int kRefuseExecutable = 65;  // PR_SET_MDWE, which older headers do not have
    enum Status : int { Right, Compiled, NoFault, NotForbidden };
    {
        Tiers tiers(module_, settings());
        tiers.start();
        tiers.wait();
    }
    const pid_t pid = ::fork();
    ASSERT_NE(pid, -1);
    if (pid == 0) {
        if (::prctl(kRefuseExecutable, 1UL, 0UL, 0UL, 0UL) != 0) std::_Exit(NotForbidden);
        Tiers tiers(module_, without_plugin());
        if (tiers.load_cached()) std::_Exit(Compiled);
        tiers.start();
        tiers.wait();
        const auto fault = tiers.fault();
        if (!fault || fault->text.find("cannot make executable") == std::string::npos) std::_Exit(NoFault);
        std::_Exit(Right);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(pid, &status, 0), pid);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == NotForbidden) GTEST_SKIP() << "this system does not know how to forbid it";
    EXPECT_EQ(WEXITSTATUS(status), Right);
    EXPECT_TRUE(Tiers(module_, without_plugin()).load_cached());
}

TEST_F(JitTiers, WorkMayBeLeftAtTheEnd) {
    TierSettings with = settings();
    with.join_at_end = false;
    with.quick_first = true;
    for (int i = 0; i < 20; ++i) {
        Tiers tiers(module_, with);
        tiers.start();
    }
    // Each thread has what it needs for as long as it runs.
    while (is_work_left()) std::this_thread::yield();
}

TEST_F(JitTiers, ProgramsOutliveTheirTiers) {
    std::shared_ptr<const JitProgram> program;
    {
        Tiers tiers(module_, settings());
        tiers.start();
        tiers.wait();
        program = tiers.program();
    }
    expect_code(program.get());
}

}  // namespace
}  // namespace jianhe::jit
