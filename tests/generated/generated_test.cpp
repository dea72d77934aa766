// Generated C++ says what the interpreter says, of every example of the built-in specification and of uploads that are
// realistic or broken. The cases are in tests/cases.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <unistd.h>

#include <jianhe/file_memory.h>
#include <jianhe/upload_reader.h>

#include "compiler/driver/generate_files.h"
#include "compiler/driver/given_values.h"
#include "compiler/interp/evaluate.h"
#include "compiler/interp/interpreter.h"
#include "compiler/interp/supplies.h"
#include "compiler/ir/serialise.h"
#include "default_specification_ir.h"
#include "tests/cases/case_report.h"
#include "tests/cases/case_runner.h"
#include "tests/differential/damage.h"
#include "tests/generated/generated_engines.h"
#include "tests/generated/word_mutations.h"

namespace jianhe::test {
namespace {

namespace fs = std::filesystem;

TEST(GeneratedEngines, ThereIsOneOfEveryCase) {
    for (const fs::path& folder : case_folders(fs::path(JIANHE_SOURCE_DIR) / "tests" / "cases")) {
        const Case loaded = load_case(folder);
        ASSERT_TRUE(loaded.problem.empty()) << loaded.problem;
        EXPECT_NE(make_generated(loaded.module, {}), nullptr) << folder;
    }
}

class Generated : public testing::Test {
protected:
    void SetUp() override {
        auto loaded = ir::load(default_specification_ir(), ir::Parts::All);
        ASSERT_TRUE(loaded);
        module_ = std::move(*loaded);
        info_ = std::make_unique<SpecificationInfo>(ir::make_info(module_));
    }

    // What both engines say of one record, in the files that they have been given.
    void expect_same(Validator& interpreter, Validator& generated, const Record& record, const std::string& what) {
        RecordResult wanted;
        RecordResult said;
        interpreter.check(record, wanted);
        generated.check(record, said);
        ASSERT_EQ(describe(said), describe(wanted)) << what;
    }

    std::string upload(std::uint64_t seed, double invalid, std::uint64_t records, DateTime received_at) {
        const fs::path folder = fs::temp_directory_path() / ("jianhe-generated-" + std::to_string(::getpid()));
        generate::GenerateOptions options;
        options.records = records;
        options.invalid = invalid;
        options.seed = seed;
        options.received_at = received_at;
        EXPECT_TRUE(driver::generate_files(module_, options, {folder.string()}));
        std::ostringstream text;
        text << std::ifstream(folder / "upload-0001.xml", std::ios::binary).rdbuf();
        fs::remove_all(folder);
        return std::move(text).str();
    }

    std::size_t compare_upload(const std::string& bytes, const Supplied& supplied, const std::string& what) {
        Interpreter interpreter(module_, supplied);
        const auto generated = make_generated(module_, supplied);
        FileMemory file_of_interpreter({}, {});
        FileMemory file_of_generated({}, {});
        interpreter.set_file(&file_of_interpreter);
        generated->set_file(&file_of_generated);
        UploadReader reader(*info_, bytes);
        Record record(info_->layout);
        std::size_t count = 0;
        while (reader.next(record)) {
            expect_same(interpreter, *generated, record, what + ", record " + std::to_string(++count));
            if (HasFatalFailure()) break;
        }
        return count;
    }

    ir::Module module_;
    std::unique_ptr<SpecificationInfo> info_;
};

TEST_F(Generated, SaysTheSameOfEveryExample) {
    const ExampleSupplies supplies(module_);
    const GeneratedEngine* engine = find_generated(module_);
    ASSERT_NE(engine, nullptr);
    Record record(info_->layout);
    RecordResult ignored;
    for (const ir::Example& example : module_.examples) {
        fill_record(example.values, record);
        const Supplied supplied = supplies.supplied(example_givens(module_, example, record), &example);
        Interpreter interpreter(module_, supplied);
        const auto generated = engine->make(supplied);
        FileMemory file_of_interpreter({}, {});
        FileMemory file_of_generated({}, {});
        interpreter.set_file(&file_of_interpreter);
        generated->set_file(&file_of_generated);
        for (const ir::RecordValues& earlier : example.after) {
            Record before(info_->layout);
            fill_record(earlier, before);
            interpreter.check(before, ignored);
            generated->check(before, ignored);
        }
        expect_same(interpreter, *generated, record,
                    example.location.file + ":" + std::to_string(example.location.line));
        if (HasFatalFailure()) return;
    }
    EXPECT_GT(module_.examples.size(), 900U);
}

TEST_F(Generated, SaysTheSameOfRealisticAndOfDamagedUploads) {
    DateTime received_at;
    ASSERT_EQ(parse_roc_datetime("1141015200000", received_at), Lexical::Ok);
    Supplied supplied = driver::parse_given_values(module_, received_at, {}).value();
    supplied.providers = built_in_providers(module_);
    Supplied with_masters = supplied;
    with_masters.masters = sample_masters(module_);
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const std::string whole = upload(seed, seed % 2 == 0 ? 1 : 0.2, 120, received_at);
        const std::string name = "seed " + std::to_string(seed);
        compared += compare_upload(whole, supplied, name);
        compared += compare_upload(damaged(whole, seed, 30), with_masters, name + ", damaged");
        if (HasFatalFailure()) return;
    }
    EXPECT_GT(compared, 700U);
}

// Most of these records are well formed, so that checks are selected by what fields say.
TEST_F(Generated, SaysTheSameOfExamplesWithOtherWords) {
    DateTime received_at;
    ASSERT_EQ(parse_roc_datetime("1141015200000", received_at), Lexical::Ok);
    Supplied whole = driver::parse_given_values(module_, received_at, {}).value();
    whole.masters = sample_masters(module_);
    whole.providers = built_in_providers(module_);
    const Supplied nothing_given = whole_supply(module_);
    WordMutations mutations(module_, 7);
    Record record(info_->layout);
    for (const Supplied* supplied : std::initializer_list<const Supplied*>{&whole, &nothing_given}) {
        Interpreter interpreter(module_, *supplied);
        const auto generated = make_generated(module_, *supplied);
        for (std::size_t i = 0; i < 6000; ++i) {
            const ir::RecordValues values = mutations.next();
            fill_record(values, record);
            expect_same(interpreter, *generated, record, "record " + std::to_string(i));
            if (HasFatalFailure()) return;
        }
    }
}

// The rules are constants and what is supplied is only read, so that threads share both.
TEST_F(Generated, SaysTheSameOnEightThreads) {
    constexpr std::size_t kThreads = 8;
    const GeneratedEngine* engine = find_generated(module_);
    ASSERT_NE(engine, nullptr);
    const Supplied supplied = whole_supply(module_);
    std::vector<std::vector<std::string>> said(kThreads);
    std::vector<std::thread> threads;
    for (std::vector<std::string>& mine : said) {
        threads.emplace_back([&] {
            const auto validator = engine->make(supplied);
            Record record(info_->layout);
            RecordResult result;
            for (const ir::Example& example : module_.examples) {
                fill_record(example.values, record);
                validator->check(record, result);
                mine.push_back(describe(result));
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    Interpreter interpreter(module_, supplied);
    Record record(info_->layout);
    RecordResult wanted;
    for (std::size_t i = 0; i < module_.examples.size(); ++i) {
        fill_record(module_.examples[i].values, record);
        interpreter.check(record, wanted);
        for (const std::vector<std::string>& mine : said) ASSERT_EQ(mine[i], describe(wanted)) << "example " << i;
    }
}

}  // namespace
}  // namespace jianhe::test
