#include <cctype>
#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>

#include "tests/cases/case_runner.h"

// Every folder tests/cases/<feature>/<name> is a test. With JIANHE_UPDATE_CASES=1 in the environment expected.txt is
// written anew by the first engine instead, for a person to read the difference.
namespace jianhe::test {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(JIANHE_SOURCE_DIR) / "tests" / "cases";

class Cases : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Cases, EveryEngineReportsWhatIsExpected) {
    const Case loaded = load_case(GetParam());
    ASSERT_TRUE(loaded.problem.empty()) << loaded.problem;
    const std::filesystem::path expected = GetParam() / "expected.txt";
    if (std::getenv("JIANHE_UPDATE_CASES") != nullptr) {
        std::ofstream(expected, std::ios::binary) << run_case(loaded, all_engines().front(), false).value_or("");
        return;
    }
    for (const Engine& engine : all_engines()) {
        for (const bool as_wire : {false, true}) {
            const std::optional<std::string> actual = run_case(loaded, engine, as_wire);
            if (!actual) continue;
            EXPECT_EQ(*actual, read_text(expected)) << engine.name << (as_wire ? " on Big5" : " on UTF-8");
        }
    }
}

std::string test_name(const testing::TestParamInfo<std::filesystem::path>& info) {
    std::string name = info.param.lexically_relative(kFolder).string();
    for (char& letter : name) {
        letter = std::isalnum(static_cast<unsigned char>(letter)) != 0 ? letter : '_';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(Folders, Cases, testing::ValuesIn(case_folders(kFolder)), test_name);

}  // namespace
}  // namespace jianhe::test
