// judge_records FOLDER: judges the records of FOLDER/records.txt by the generated validator of the built-in
// specification and writes what it says to FOLDER/said.txt. Cross-built; windows_test.sh compares.
#include <cstdio>
#include <exception>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

#include "nhi_upload.h"
#include "tests/windows/record_lines.h"

namespace {

using namespace jianhe;  // NOLINT(google-build-using-namespace): a program, not a header

std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return std::move(text).str();
}

Masters masters_in(const std::string& folder) {
    Masters masters;
    for (const MasterShape& shape : nhi_upload::master_shapes()) {
        masters.emplace_back();
        const std::string name = shape.name + ".csv";
        const std::string text = read(folder + "/" + name);
        if (text.empty()) continue;
        auto table = parse_master_csv(text, name, shape);
        if (!table) throw std::runtime_error(table.error().text);
        masters.back() = *table;
    }
    return masters;
}

void judge(const std::string& folder) {
    const UploadWriter writer(nhi_upload::specification(), nhi_upload::specification().wire_encoding);
    const Supplied alone = nhi_upload::Supplies().supplied();
    const Masters masters = masters_in(folder);
    std::ofstream said(folder + "/said.txt", std::ios::binary);
    for (const test::LinedRecord& one :
         test::read_lines(nhi_upload::Record::layout(), alone.givens.size(), read(folder + "/records.txt"))) {
        Supplied supplied = alone;
        supplied.givens = one.givens;
        if (one.with_masters) supplied.masters = masters;
        said << test::say(one, *nhi_upload::make_validator(supplied), writer);
    }
    if (!said.flush()) throw std::runtime_error("cannot write " + folder + "/said.txt");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: judge_records FOLDER\n", stderr);
        return 1;
    }
    try {
        judge(argv[1]);
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "%s\n", fault.what());
        return 1;
    }
    return 0;
}
