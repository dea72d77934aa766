#include <cctype>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include <gmock/gmock.h>

#include "dsl/diag/diagnostics.h"
#include "tests/golden/golden_runner.h"

// Every file tests/golden/<phase>/**/*.rules is a test. With JIANHE_UPDATE_GOLDEN=1 in the environment the EXPECT
// comments are written anew instead, for a person to read the difference.
namespace jianhe::test {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(JIANHE_SOURCE_DIR) / "tests" / "golden";

class Golden : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Golden, ReportsWhatItExpects) {
    const std::string text = read_text(GetParam());
    if (std::getenv("JIANHE_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(GetParam(), std::ios::binary) << updated_golden(text);
        return;
    }
    const GoldenOutcome outcome = run_golden(text, {});
    ASSERT_EQ(outcome.problem, "");
    EXPECT_EQ(outcome.actual, outcome.expected);
    EXPECT_EQ(GetParam().filename().string().starts_with("fail_"), outcome.has_errors)
        << "the file's name says whether it fails";
}

std::string test_name(const testing::TestParamInfo<std::filesystem::path>& info) {
    std::string name = info.param.lexically_relative(kFolder).replace_extension().string();
    for (char& letter : name) {
        letter = std::isalnum(static_cast<unsigned char>(letter)) != 0 ? letter : '_';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(Files, Golden, testing::ValuesIn(golden_files(kFolder)), test_name);

TEST(GoldenCoverage, EveryDiagnosticIsEmittedBySomeFile) {
    std::set<std::string> emitted;
    for (const std::filesystem::path& path : golden_files(kFolder)) {
        emitted.merge(run_golden(read_text(path), {}).codes);
    }
    for (const dsl::DiagnosticInfo& kind : dsl::kAllDiagnostics) {
        EXPECT_TRUE(emitted.contains(std::string(kind.code))) << kind.code << " " << kind.name;
    }
}

TEST(GoldenCoverage, NoCodeIsUsedTwice) {
    std::set<std::string_view> codes;
    for (const dsl::DiagnosticInfo& kind : dsl::kAllDiagnostics) {
        EXPECT_TRUE(codes.insert(kind.code).second) << kind.code << " " << kind.name;
    }
}

}  // namespace
}  // namespace jianhe::test
