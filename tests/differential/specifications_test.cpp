#include <filesystem>
#include <string>

#include <jianhe/digest.h>
#include <jianhe/upload_writer.h>

#include "compiler/ir/serialise.h"
#include "tests/cases/case_runner.h"
#include "tests/differential/damage.h"
#include "tests/differential/engines.h"

// The specifications and records of tests/cases, as uploads: what the scanner makes of other fields and sets.
namespace jianhe::test {
namespace {

class Specifications : public Engines, public testing::WithParamInterface<std::filesystem::path> {
protected:
    void SetUp() override {
        Engines::SetUp();
        Case loaded = load_case(GetParam());
        ASSERT_TRUE(loaded.problem.empty()) << loaded.problem;
        const UploadWriter writer(*loaded.info, loaded.info->wire_encoding);
        writer.begin(upload_);
        for (const CaseRecord& one : loaded.records) {
            std::string text;
            if (!writer.record(one.record, text)) continue;  // what the encoding has not cannot come over the wire
            upload_ += text;
            ++records_;
        }
        writer.end(upload_);
        supplied_ = std::move(loaded.records.front().supplied);
        loaded.records.clear();  // they know the layout that goes
        module_ = std::move(loaded.module);
        info_ = std::move(loaded.info);
        // Cached code is found by this, which only loading a specification sets.
        const auto digest = make_xxh3_digest();
        digest->add(ir::save(module_));
        module_.digest = digest->finish();
    }

    std::string upload_;
    std::size_t records_ = 0;
};

TEST_P(Specifications, AreScannedAsTheyAreRead) {
    if (records_ == 0) GTEST_SKIP() << "no record of the case can be written";
    expect_same(upload_, "as it is written");
    for (std::uint64_t seed = 1; seed <= 4 && !HasFailure(); ++seed)
        expect_same(damaged(upload_, seed, 3 * seed), "damaged, seed " + std::to_string(seed));
}

std::string name_of(const testing::TestParamInfo<std::filesystem::path>& info) {
    return info.param.parent_path().filename().string() + "_" + info.param.filename().string();
}

const std::filesystem::path kCases = std::filesystem::path(JIANHE_SOURCE_DIR) / "tests" / "cases";

INSTANTIATE_TEST_SUITE_P(Cases, Specifications, testing::ValuesIn(case_folders(kCases)), name_of);

}  // namespace
}  // namespace jianhe::test
