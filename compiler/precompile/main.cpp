// jianhe_precompile FOLDER FILE: compiles the specification in FOLDER into FILE, in the binary form of the IR.
#include <cstdio>
#include <exception>
#include <string>

#include <jianhe/output.h>

#include "compiler/driver/load_specification.h"
#include "compiler/ir/serialise.h"

namespace {

using namespace jianhe;  // NOLINT(google-build-using-namespace): a program, not a header

Result<void> write(const std::string& path, const std::string& bytes) {
    auto output = open_output_file(path);
    if (!output) return output.error();
    if (auto done = (*output)->write(bytes); !done) return done;
    return (*output)->close();
}

Result<void> precompile(const std::string& folder, const std::string& path) {
    auto source = driver::SpecificationSource::folder(folder);
    if (!source) return source.error();
    const auto loaded = driver::load_specification(std::move(*source));
    if (!loaded) return loaded.error();
    if (!loaded->module) return Error{driver::render_diagnostics(loaded->diagnostics, loaded->sources, false)};
    const std::string bytes = ir::save(*loaded->module);
    // Programs take what they embed as it is.
    if (const auto verified = ir::load(bytes); !verified) return verified.error();
    return write(path, bytes);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: jianhe_precompile FOLDER FILE\n", stderr);
        return 1;
    }
    try {
        const Result<void> done = precompile(argv[1], argv[2]);
        if (!done) std::fprintf(stderr, "%s\n", done.error().text.c_str());
        return done ? 0 : 1;
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "%s\n", fault.what());
        return 1;
    }
}
