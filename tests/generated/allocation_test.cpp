// Judging and building by generated C++ allocate nothing: neither the first record of a new validator or builder, as
// long as it is of a usual size, nor any record that they have the memory for. This program counts its allocations.
#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <unistd.h>

#include <jianhe/generated/build_engine.h>
#include <jianhe/generated/checker.h>
#include <jianhe/upload_reader.h>

#include "compiler/construct/build_examples.h"
#include "compiler/driver/generate_files.h"
#include "compiler/interp/evaluate.h"
#include "compiler/interp/supplies.h"
#include "compiler/ir/serialise.h"
#include "default_specification_ir.h"
#include "nhi_upload.h"
#include "tests/cases/case_runner.h"
#include "tests/differential/damage.h"

namespace {

std::atomic<std::size_t> allocations = 0;

void* counted(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}

}  // namespace

// The forms for arrays and those that do not throw call these.
void* operator new(std::size_t size) { return counted(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    ++allocations;
    const auto step = static_cast<std::size_t>(alignment);
    if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace jianhe::test {
namespace {

// A new validator has room for so many rows of each segment; see runtime/generated/context.cpp.
constexpr std::uint32_t kUsualRows = 32;

bool is_usual(const Record& record) {
    for (std::size_t i = 0; i < record.layout().segments().size(); ++i) {
        if (record.rows(static_cast<SegmentIndex>(i)) > kUsualRows) return false;
    }
    return true;
}

class Allocation : public testing::Test {
protected:
    void SetUp() override {
        auto loaded = ir::load(default_specification_ir(), ir::Parts::All);
        ASSERT_TRUE(loaded);
        module_ = std::move(*loaded);
        supplies_.emplace(module_);
        for (const ir::DeclaredRecord& declared : module_.records) add(declared.values, "record " + declared.name);
        for (const ir::Example& example : module_.examples) {
            add(example.values, example.location.file + ":" + std::to_string(example.location.line));
        }
        ASSERT_GT(records_.size(), 900U);
        ASSERT_EQ(parse_roc_datetime("1141015200000", received_at_), Lexical::Ok);
    }

    void add(const ir::RecordValues& values, std::string name) {
        Record record(nhi_upload::Record::layout());
        fill_record(values, record);
        records_.push_back({std::move(record), std::move(name)});
    }

    Supplied everything() const {
        Supplied supplied = whole_supply(module_);
        supplied.givens.assign(module_.givens.size(), std::nullopt);
        supplied.givens.front() = received_at_.seconds;
        return supplied;
    }

    // How many allocations it takes to judge, and to say what could not be judged and why.
    static std::size_t needed(generated::Checker& checker, const Record& record) {
        std::array<generated::CheckFinding, 16> findings;
        const std::size_t before = allocations;
        const generated::CheckSummary summary = checker.check(record, findings);
        if (summary.has_unjudged) (void)checker.unjudged();
        return allocations - before;
    }

    struct Named {
        Record record;
        std::string name;
    };
    ir::Module module_;
    std::optional<ExampleSupplies> supplies_;
    std::vector<Named> records_;
    DateTime received_at_;
};

TEST_F(Allocation, IsCounted) {
    const std::size_t before = allocations;
    const auto one = std::make_unique<int>(1);
    const std::vector<std::string> two{std::string(100, 'x')};
    EXPECT_GT(allocations - before, 2U) << *one << two.size();
}

TEST_F(Allocation, NoneForTheFirstRecordOfAValidator) {
    const Supplied supplied = everything();
    const Supplied nothing;
    for (const Named& one : records_) {
        if (!is_usual(one.record)) continue;
        generated::Checker with_all(nhi_upload::rules(), supplied);
        EXPECT_EQ(needed(with_all, one.record), 0U) << one.name;
        generated::Checker without(nhi_upload::rules(), nothing);
        EXPECT_EQ(needed(without, one.record), 0U) << one.name << ", nothing supplied";
    }
}

TEST_F(Allocation, NoneInTheSecondPassOfOneValidator) {
    const Supplied supplied = everything();
    generated::Checker checker(nhi_upload::rules(), supplied);
    for (const Named& one : records_) (void)needed(checker, one.record);
    for (const Named& one : records_) EXPECT_EQ(needed(checker, one.record), 0U) << one.name;
}

// Records as they are read from a file: Big5, some of them broken.
TEST_F(Allocation, NoneInTheSecondPassOfAnUpload) {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("jianhe-allocation-" + std::to_string(::getpid()));
    generate::GenerateOptions options;
    options.records = 200;
    options.invalid = 0.5;
    options.seed = 1;
    options.received_at = received_at_;
    ASSERT_TRUE(driver::generate_files(module_, options, {folder.string()}));
    std::ostringstream text;
    text << std::ifstream(folder / "upload-0001.xml", std::ios::binary).rdbuf();
    std::filesystem::remove_all(folder);
    for (const std::string& bytes : {text.str(), damaged(text.str(), 1, 4), damaged(text.str(), 2, 4)}) {
        std::vector<Record> read;
        UploadReader reader(nhi_upload::specification(), bytes);
        for (Record record(nhi_upload::Record::layout()); reader.next(record);) {
            read.push_back(std::move(record));
            record = Record(nhi_upload::Record::layout());
        }
        ASSERT_GT(read.size(), 20U);
        const Supplied supplied = everything();
        generated::Checker checker(nhi_upload::rules(), supplied);
        for (const Record& record : read) (void)needed(checker, record);
        for (std::size_t i = 0; i < read.size(); ++i) EXPECT_EQ(needed(checker, read[i]), 0U) << "record " << i + 1;
    }
}

// Requests of examples, with what each refers to looked up before anything is counted.
class BuildAllocation : public Allocation {
protected:
    struct Request {
        std::string name;
        bool is_built;
        std::uint32_t construction;
        std::vector<BuildValue> values;
        std::vector<FieldIndex> fields;  // by value
        std::vector<std::pair<std::uint32_t, std::string>> buffers;
        GivenValues givens;
    };

    void SetUp() override {
        Allocation::SetUp();
        for (const ir::BuildExample& example : module_.build_examples) {
            const BuildRequest request = request_of(module_, example);
            Request& made = requests_.emplace_back();
            made.name = example.location.file + ":" + std::to_string(example.location.line);
            made.is_built = example.result == ir::BuildExample::Result::Built;
            made.construction = ir::index_of(example.construction);
            made.values = request.values;
            for (const BuildValue& value : request.values) {
                made.fields.push_back(nhi_upload::Record::layout().find_field(value.field));
            }
            for (std::size_t i = 0; i < request.buffers.size(); ++i) {
                made.buffers.emplace_back(ir::index_of(example.buffers[i].buffer), request.buffers[i].bytes);
            }
            BuildOutcome outcome(nhi_upload::Record::layout());
            build_example(module_, example, outcome);
            for (const ir::Given& given : module_.givens) {
                made.givens.emplace_back();
                if (ir::is_some(given.example)) made.givens.back() = evaluate(module_, given.example, outcome.record);
            }
        }
        ASSERT_GT(requests_.size(), 100U);
    }

    static std::size_t needed(generated::BuildEngine& engine, jianhe::Record& record, const Request& request) {
        const std::size_t before = allocations;
        engine.begin(request.construction, record, false, &request.givens);
        for (std::size_t i = 0; i < request.values.size(); ++i) {
            engine.give(request.fields[i], request.values[i].row, request.values[i].text);
        }
        for (const auto& [buffer, bytes] : request.buffers) engine.give_buffer(buffer, bytes);
        const generated::BuildAnswer answer = engine.finish();
        const std::size_t counted = allocations - before;
        EXPECT_TRUE(!request.is_built || answer.is_built()) << request.name;
        return counted;
    }

    std::vector<Request> requests_;
};

TEST_F(BuildAllocation, NoneForTheFirstRecordThatIsBuilt) {
    for (const Request& request : requests_) {
        if (!request.is_built) continue;
        nhi_upload::Record record;
        generated::BuildEngine engine(nhi_upload::building(), supplies_->supplied({}, nullptr));
        engine.prepare(record.record());
        EXPECT_EQ(needed(engine, record.record(), request), 0U) << request.name;
    }
}

TEST_F(BuildAllocation, NoneInTheSecondPassOfOneBuilder) {
    nhi_upload::Record record;
    generated::BuildEngine engine(nhi_upload::building(), supplies_->supplied({}, nullptr));
    for (const Request& request : requests_) (void)needed(engine, record.record(), request);
    for (const Request& request : requests_) EXPECT_EQ(needed(engine, record.record(), request), 0U) << request.name;
}

}  // namespace
}  // namespace jianhe::test
