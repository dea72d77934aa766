#include <filesystem>
#include <string>
#include <string_view>

#include <gmock/gmock.h>

#include "dsl/diag/diagnostics.h"
#include "tests/golden/golden_runner.h"

// Every diagnostic has a page docs/errors/<CODE>.md, whose first ```rules block must still give that diagnostic.
namespace jianhe::test {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(JIANHE_SOURCE_DIR) / "docs" / "errors";

std::string first_sample(std::string_view page) {
    constexpr std::string_view kFence = "```rules\n";
    const std::size_t begin = page.find(kFence);
    if (begin == std::string_view::npos) {
        return {};
    }
    const std::size_t content = begin + kFence.size();
    return std::string(page.substr(content, page.find("```", content) - content));
}

std::string_view phase_of(std::string_view code) {
    if (code.starts_with('P')) return "parse";
    return code.starts_with('L') ? "lint" : "check";
}

class ErrorPage : public testing::TestWithParam<dsl::DiagnosticInfo> {};

TEST_P(ErrorPage, SampleGivesTheDiagnostic) {
    const std::string code(GetParam().code);
    const std::filesystem::path path = kFolder / (code + ".md");
    ASSERT_TRUE(std::filesystem::exists(path)) << path;
    const std::string page = read_text(path);
    EXPECT_TRUE(page.starts_with("# " + code)) << "the page's title begins with its code";
    const std::string sample = first_sample(page);
    ASSERT_NE(sample, "") << "no ```rules block";
    const GoldenOutcome outcome = run_golden(sample, phase_of(code));
    ASSERT_EQ(outcome.problem, "");
    EXPECT_THAT(outcome.codes, testing::Contains(code));
}

std::string test_name(const testing::TestParamInfo<dsl::DiagnosticInfo>& info) { return std::string(info.param.code); }

INSTANTIATE_TEST_SUITE_P(Pages, ErrorPage, testing::ValuesIn(dsl::kAllDiagnostics), test_name);

}  // namespace
}  // namespace jianhe::test
