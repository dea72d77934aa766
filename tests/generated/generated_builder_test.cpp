// The generated builder makes of every request what the reference builder makes of it, text for text.
#include <filesystem>
#include <map>
#include <thread>

#include <gmock/gmock.h>

#include "compiler/construct/build_examples.h"
#include "compiler/construct/reference_builder.h"
#include "compiler/driver/load_specification.h"
#include "compiler/interp/evaluate.h"
#include "compiler/interp/supplies.h"
#include "compiler/ir/serialise.h"
#include "default_specification_ir.h"
#include "tests/generated/build_report.h"
#include "tests/generated/generated_engines.h"
#include "tests/generated/random_requests.h"

namespace jianhe::test {
namespace {

const ir::Module& built_in() {
    static const ir::Module module = ir::load(default_specification_ir(), ir::Parts::All).value();
    return module;
}

const ir::Module& parcel() {
    static const ir::Module module = [] {
        const auto folder = std::filesystem::path(JIANHE_SOURCE_DIR) / "tests" / "unit" / "compiler" / "parcel";
        auto loaded = driver::load_specification(driver::SpecificationSource::folder(folder.string()).value());
        return std::move(loaded.value().module).value();
    }();
    return module;
}

// Both builders of a specification, used for one request after the other.
class Pair {
public:
    Pair(const ir::Module& module, const Supplied& supplied)
        : module_(module),
          reference_(module, supplied),
          generated_(find_generated(module)->make_builder(supplied)),
          wanted_(reference_.layout()),
          said_(generated_->layout()) {}

    void expect_same(const BuildRequest& request) {
        reference_.build(request, wanted_);
        generated_->build(request, said_);
        ++seen_[wanted_.status];
        remarks_ += wanted_.remarks.size();
        ASSERT_EQ(describe(said_), describe(wanted_)) << "of " << describe(request);
    }
    // With the given values that an example takes from its record.
    void expect_same(const ir::BuildExample& example) {
        BuildRequest request = request_of(module_, example);
        expect_same(request);
        for (std::size_t i = 0; i < module_.givens.size(); ++i) {
            if (request.givens[i] || !ir::is_some(module_.givens[i].example)) continue;
            request.givens[i] = evaluate(module_, module_.givens[i].example, wanted_.record);
        }
        expect_same(request);
    }

    const BuildOutcome& said() const { return said_; }
    const BuilderDescription& described() const { return generated_->description(); }
    const BuilderDescription& description() const { return reference_.description(); }
    // How many requests came to each end.
    std::map<BuildStatus, std::size_t> seen_;
    std::size_t remarks_ = 0;

private:
    const ir::Module& module_;
    ReferenceBuilder reference_;
    std::unique_ptr<RecordBuilder> generated_;
    BuildOutcome wanted_;
    BuildOutcome said_;
};

Supplied without_givens(const ir::Module& module) {
    return ExampleSupplies(module).supplied(GivenValues(module.givens.size()), nullptr);
}

class GeneratedBuilder : public testing::TestWithParam<const ir::Module* (*)()> {
protected:
    const ir::Module& module_ = *GetParam()();
};

TEST_P(GeneratedBuilder, BuildsEveryExampleLikeTheReference) {
    Pair both(module_, without_givens(module_));
    for (const ir::BuildExample& example : module_.build_examples) {
        both.expect_same(example);
        if (HasFatalFailure()) return;
        EXPECT_THAT(problems_of(module_, example, both.said()), testing::IsEmpty())
            << example.location.file << ":" << example.location.line;
    }
}

TEST_P(GeneratedBuilder, DescribesTheSameConstructions) {
    const Pair both(module_, without_givens(module_));
    EXPECT_EQ(describe(both.described()), describe(both.description()));
}

TEST_P(GeneratedBuilder, MakesTheSameOfRandomRequests) {
    Supplied supplied = without_givens(module_);
    supplied.masters = sample_masters(module_);
    Pair both(module_, supplied);
    const std::size_t examples = module_.build_examples.size();
    const std::size_t requests = 3000;
    RandomRequests random(module_, 1);
    for (std::size_t i = 0; i < requests; ++i) {
        both.expect_same(random.next(i % examples));
        if (HasFatalFailure()) return;
    }
    // All ends are compared, not only refusals.
    for (const BuildStatus status :
         {BuildStatus::Built, BuildStatus::Kept, BuildStatus::NeedsMore, BuildStatus::Refused}) {
        EXPECT_GT(both.seen_[status], requests / 1000) << to_string(status);
    }
    EXPECT_GT(both.remarks_, requests / 100);
}

INSTANTIATE_TEST_SUITE_P(, GeneratedBuilder, testing::Values([] { return &built_in(); }, [] { return &parcel(); }),
                         [](const auto& named) { return named.index == 0 ? "BuiltIn" : "Parcel"; });

// Tables are constant and what is supplied is only read, so that threads share both.
TEST(GeneratedBuilders, SayTheSameOnEightThreads) {
    constexpr std::size_t kThreads = 8;
    const ir::Module& module = built_in();
    const GeneratedEngine* engine = find_generated(module);
    ASSERT_NE(engine, nullptr);
    const Supplied supplied = without_givens(module);
    std::vector<std::vector<std::string>> said(kThreads);
    std::vector<std::thread> threads;
    for (std::vector<std::string>& mine : said) {
        threads.emplace_back([&] {
            const auto builder = engine->make_builder(supplied);
            BuildOutcome outcome(builder->layout());
            for (const ir::BuildExample& example : module.build_examples) {
                builder->build(request_of(module, example), outcome);
                mine.push_back(describe(outcome));
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 1; i < kThreads; ++i) EXPECT_EQ(said[i], said[0]);
    EXPECT_GT(said[0].size(), 100U);
}

}  // namespace
}  // namespace jianhe::test
