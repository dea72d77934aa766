// emit_generated FOLDER: generates C++ of every case and of the built-in specification into FOLDER, and what finds it.
// A program of the test build.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "compiler/cppgen/cppgen.h"
#include "compiler/driver/load_specification.h"
#include "compiler/driver/specification_source.h"
#include "compiler/ir/serialise.h"
#include "default_specification_ir.h"
#include "tests/cases/case_runner.h"
#include "tests/generated/generated_engines.h"

namespace {

namespace fs = std::filesystem;
using namespace jianhe;  // NOLINT(google-build-using-namespace): a program, not a header

struct Generated {
    std::string name_space;
    std::uint64_t fingerprint;
    bool builds;
};

// The sources of cases are compiled in so many pieces.
constexpr std::size_t kPieces = 2;

void write(const fs::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

Generated generate(const ir::Module& module, const std::string& name_space, const fs::path& folder) {
    for (const cppgen::CppFile& file : cppgen::emit_cpp(module, {name_space}))
        if (file.name != "CMakeLists.txt") write(folder / file.name, file.text);
    return {name_space, test::fingerprint(module), !module.constructions.empty()};
}

// The specification of tests/unit/compiler/construct_test.cpp.
ir::Module load_parcel() {
    const fs::path folder = fs::path(JIANHE_SOURCE_DIR) / "tests" / "unit" / "compiler" / "parcel";
    auto loaded = driver::load_specification(driver::SpecificationSource::folder(folder.string()).value());
    return std::move(loaded.value().module).value();
}

void generate_all(const fs::path& out) {
    fs::create_directories(out);
    std::vector<Generated> all;
    std::vector<std::string> pieces(kPieces);
    const fs::path cases = fs::path(JIANHE_SOURCE_DIR) / "tests" / "cases";
    for (const fs::path& folder : test::case_folders(cases)) {
        const test::Case loaded = test::load_case(folder);
        if (!loaded.problem.empty()) throw std::runtime_error(loaded.problem);
        const std::string name = "case_" + folder.parent_path().filename().string() + "_" + folder.filename().string();
        pieces[all.size() % kPieces] += "#include \"" + name + "_all.cpp\"\n";
        all.push_back(generate(loaded.module, name, out));
    }
    pieces[all.size() % kPieces] += "#include \"parcel_all.cpp\"\n";
    all.push_back(generate(load_parcel(), "parcel", out));
    for (std::size_t i = 0; i < kPieces; ++i) write(out / ("cases_" + std::to_string(i + 1) + ".cpp"), pieces[i]);
    const auto built_in = ir::load(default_specification_ir(), ir::Parts::All);
    if (!built_in) throw std::runtime_error(built_in.error().text);
    all.push_back(generate(*built_in, built_in->name, out));

    std::string registry = "#include \"tests/generated/generated_engines.h\"\n";
    for (const Generated& one : all)
        registry += "#include \"" + one.name_space + (one.builds ? "_builder.h" : "_validator.h") + "\"\n";
    registry += "namespace jianhe::test {\nstd::span<const GeneratedEngine> generated_engines() {\n";
    registry += "    static constexpr GeneratedEngine all[] = {\n";
    for (const Generated& one : all) {
        registry += "        {\"" + one.name_space + "\", " + std::to_string(one.fingerprint) + "U, &" +
                    one.name_space + "::make_validator, " +
                    (one.builds ? "&" + one.name_space + "::make_builder" : "nullptr") + "},\n";
    }
    write(out / "registry.cpp", registry + "    };\n    return all;\n}\n}  // namespace jianhe::test\n");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: emit_generated FOLDER\n", stderr);
        return 1;
    }
    try {
        generate_all(argv[1]);
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "%s\n", fault.what());
        return 1;
    }
    return 0;
}
