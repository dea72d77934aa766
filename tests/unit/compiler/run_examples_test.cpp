#include "compiler/driver/run_examples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/compiler/driver_test.h"

namespace jianhe::driver {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class RunExamples : public testing::Test {
protected:
    ir::Example& example(std::string_view code) {
        for (ir::Example& example : module_.examples) {
            if (!example.finds.empty() && example.finds.front().code == code) return example;
        }
        throw std::invalid_argument("there is no such example");
    }

    std::vector<std::string> problems() const {
        std::vector<std::string> all;
        for (const ExampleFailure& failure : run_examples(module_).failures) {
            all.insert(all.end(), failure.problems.begin(), failure.problems.end());
        }
        return all;
    }

    ir::Module module_ = sample_module();
};

TEST_F(RunExamples, AllHold) {
    const ExampleRun run = run_examples(module_);
    EXPECT_EQ(run.count, 4U);
    EXPECT_THAT(problems(), IsEmpty());
    EXPECT_THAT(run.coverage.text(),
                AllOf(HasSubstr("fire   3 of 3"), HasSubstr("pass   3 of 3"), Not(HasSubstr("never"))));
}

TEST_F(RunExamples, SayWhatWasNotFound) {
    example("R001").finds.front().code = "AA";
    EXPECT_THAT(problems(),
                ElementsAre("P02:AA was not found", "P02:R001 was found, with the disposition reject_record"));
}

TEST_F(RunExamples, CompareTheRowWhereOneIsNamed) {
    example("R002").finds.front().row = 2;
    EXPECT_THAT(problems(), ElementsAre("I01[2]:R002 was not found", HasSubstr("I01[1]:R002 was found")));
    example("R002").finds.front().row = 0;
    EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(RunExamples, AcceptedAllowsNoticesOnly) {
    ir::Example& noticed = example("R003");
    noticed.finds.clear();
    noticed.accepted = true;
    EXPECT_THAT(problems(), IsEmpty());
    ir::Example& rejected = example("R001");
    rejected.finds.clear();
    rejected.only = false;
    rejected.accepted = true;
    EXPECT_THAT(problems(), ElementsAre("P02:R001 was found, with the disposition reject_record"));
}

TEST_F(RunExamples, CoverageListsWhatIsMissing) {
    std::erase_if(module_.examples, [](const ir::Example& entry) { return !entry.finds.empty(); });
    EXPECT_THAT(run_examples(module_).coverage.text(),
                AllOf(HasSubstr("rules seen to fire   0 of 3"), HasSubstr("never seen to fire: R001 (sample.rules:"),
                      Not(HasSubstr("never seen in force"))));
    module_.examples.clear();
    EXPECT_THAT(run_examples(module_).coverage.text(),
                AllOf(HasSubstr("never seen to fire or pass: R002"),
                      HasSubstr("never seen in force: P01 required when P02 = A")));
}

}  // namespace
}  // namespace jianhe::driver
