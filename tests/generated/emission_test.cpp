// What is emitted: the same bytes each time, and headers that a person has read.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>

#include "compiler/cppgen/cppgen.h"
#include "compiler/driver/load_specification.h"
#include "compiler/driver/specification_source.h"
#include "compiler/ir/serialise.h"
#include "default_specification_ir.h"
#include "tests/cases/case_runner.h"

namespace jianhe::test {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = JIANHE_SOURCE_DIR;

TEST(Emission, GivesTheSameBytesAgain) {
    // Loaded twice, so that nothing of one module in memory can decide on an order.
    const auto first = ir::load(default_specification_ir(), ir::Parts::All);
    const auto second = ir::load(default_specification_ir(), ir::Parts::All);
    ASSERT_TRUE(first && second);
    const std::vector<cppgen::CppFile> once = cppgen::emit_cpp(*first);
    const std::vector<cppgen::CppFile> again = cppgen::emit_cpp(*second);
    ASSERT_EQ(once.size(), again.size());
    EXPECT_GT(once.size(), 10U);
    for (std::size_t i = 0; i < once.size(); ++i) {
        EXPECT_EQ(once[i].name, again[i].name);
        EXPECT_TRUE(once[i].text == again[i].text) << once[i].name;
    }
}

// With JIANHE_UPDATE_GOLDEN=1 in the environment the file is written anew instead, for a person to read the difference.
void expect_golden(const std::string& name, const std::string& text) {
    const fs::path golden = kSource / "tests" / "generated" / name;
    if (std::getenv("JIANHE_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(golden, std::ios::binary) << text;
        return;
    }
    std::ostringstream expected;
    expected << std::ifstream(golden, std::ios::binary).rdbuf();
    EXPECT_EQ(text, expected.str());
}

TEST(Emission, WritesTheHeadersOfATinySpecification) {
    const Case tiny = load_case(kSource / "tests" / "cases" / "dated" / "code_sets");
    ASSERT_EQ(tiny.problem, "");
    std::string headers;
    for (const cppgen::CppFile& file : cppgen::emit_cpp(tiny.module, {"tiny"})) {
        if (file.name.ends_with(".h")) headers += "==== " + file.name + "\n" + file.text;
    }
    expect_golden("tiny_headers.txt", headers);
}

TEST(Emission, WritesTheBuilderOfASmallSpecification) {
    const fs::path folder = kSource / "tests" / "unit" / "compiler" / "parcel";
    auto loaded = driver::load_specification(driver::SpecificationSource::folder(folder.string()).value());
    ASSERT_TRUE(loaded && loaded->module);
    std::string builder;
    for (const cppgen::CppFile& file : cppgen::emit_cpp(*loaded->module)) {
        for (const char* part : {"_builder.h", "_builder.cpp", "_building.h", "_constructions.cpp"}) {
            if (file.name == "parcel" + std::string(part)) builder += "==== " + file.name + "\n" + file.text;
        }
    }
    expect_golden("parcel_builder.txt", builder);
}

}  // namespace
}  // namespace jianhe::test
