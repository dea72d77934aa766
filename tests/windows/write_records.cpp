// write_records FOLDER: records of the built-in specification with the samples of its masters, and what the interpreter
// says of each, for judge_records. The examples are there, and uploads that are realistic or broken.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <jianhe/upload_reader.h>

#include "compiler/driver/generate_files.h"
#include "compiler/interp/evaluate.h"
#include "compiler/interp/interpreter.h"
#include "compiler/interp/supplies.h"
#include "compiler/ir/serialise.h"
#include "default_specification_ir.h"
#include "tests/differential/damage.h"
#include "tests/windows/record_lines.h"

namespace {

namespace fs = std::filesystem;
using namespace jianhe;  // NOLINT(google-build-using-namespace): a program, not a header

constexpr std::uint64_t kUploads = 6;

class Writer {
public:
    Writer(const ir::Module& module, fs::path folder)
        : module_(module),
          folder_(std::move(folder)),
          info_(ir::make_info(module)),
          upload_writer_(info_, info_.wire_encoding) {
        supplied_.providers = built_in_providers(module);
    }

    void write() {
        fs::create_directories(folder_);
        for (const ir::Master& master : module_.masters) {
            if (!master.sample.empty()) write_file(master.shape.name + ".csv", master.sample);
        }
        add_examples();
        for (std::uint64_t seed = 1; seed <= kUploads; ++seed) add_upload(seed);
        write_file("records.txt", records_);
        write_file("expected.txt", expected_);
    }

private:
    void write_file(const std::string& name, const std::string& text) const {
        std::ofstream file(folder_ / name, std::ios::binary);
        file << text;
        if (!file.flush()) throw std::runtime_error("cannot write " + (folder_ / name).string());
    }

    void add(test::LinedRecord one) {
        supplied_.givens = one.givens;
        supplied_.masters = one.with_masters ? sample_masters(module_) : Masters(module_.masters.size());
        Interpreter interpreter(module_, supplied_);
        records_ += test::to_lines(one);
        expected_ += test::say(one, interpreter, upload_writer_);
    }

    void add_examples() {
        for (const ir::Example& example : module_.examples) {
            Record record(info_.layout);
            fill_record(example.values, record);
            GivenValues givens = example_givens(module_, example, record);
            add({example.location.file + ':' + std::to_string(example.location.line), std::move(givens), true,
                 std::move(record)});
        }
    }

    // Half of the uploads with faults in records, each as it is and broken.
    void add_upload(std::uint64_t seed) {
        generate::GenerateOptions options;
        options.records = 60;
        options.invalid = seed % 2 == 0 ? 1 : 0.2;
        options.seed = seed;
        DateTime received_at;
        if (parse_roc_datetime("1141015200000", received_at) != Lexical::Ok) throw std::logic_error("a date");
        options.received_at = received_at;
        if (!driver::generate_files(module_, options, {(folder_ / "uploads").string()}))
            throw std::runtime_error("cannot write uploads");
        std::ostringstream text;
        text << std::ifstream(folder_ / "uploads" / "upload-0001.xml", std::ios::binary).rdbuf();
        fs::remove_all(folder_ / "uploads");
        for (const std::string& bytes : {text.str(), test::damaged(text.str(), seed, 20)}) {
            UploadReader reader(info_, bytes);
            Record record(info_.layout);
            for (int number = 1; reader.next(record); ++number) {
                GivenValues givens(module_.givens.size());
                givens.front() = received_at.seconds;
                add({"upload " + std::to_string(seed) + ", record " + std::to_string(number), std::move(givens), false,
                     record});
            }
        }
    }

    const ir::Module& module_;
    fs::path folder_;
    SpecificationInfo info_;
    UploadWriter upload_writer_;
    Supplied supplied_;
    std::string records_;
    std::string expected_;
};

void write(const fs::path& folder) {
    const auto module = ir::load(default_specification_ir(), ir::Parts::All);
    if (!module) throw std::runtime_error(module.error().text);
    Writer(*module, folder).write();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: write_records FOLDER\n", stderr);
        return 1;
    }
    try {
        write(argv[1]);
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "%s\n", fault.what());
        return 1;
    }
    return 0;
}
