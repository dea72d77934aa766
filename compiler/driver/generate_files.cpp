#include "compiler/driver/generate_files.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <jianhe/output.h>
#include <jianhe/upload_writer.h>

#include "compiler/interp/evaluate.h"
#include "compiler/interp/interpreter.h"

namespace jianhe::driver {
namespace {

namespace fs = std::filesystem;

generate::Engine interpreter_of(const ir::Module& module) {
    return {[&module](const GivenValues& givens) { return std::make_unique<Interpreter>(module, givens); }, evaluate};
}

// Writes all files; an empty folder name stands for standard output.
Result<void> write_files(generate::Generator& generator, const SpecificationInfo& info, std::uint32_t files,
                         const std::string& folder) {
    const UploadWriter writer(info, info.wire_encoding);
    Record record(info.layout);
    std::unique_ptr<OutputSink> manifest;
    if (!folder.empty()) {
        auto opened = open_output_file((fs::path(folder) / "manifest.jsonl").string());
        if (!opened) return opened.error();
        manifest = std::move(*opened);
    }
    for (std::uint32_t file = 0; file < files; ++file) {
        const std::string name = fmt::format("upload-{:04}.xml", file + 1);
        auto upload = folder.empty() ? Result<std::unique_ptr<OutputSink>>{standard_output()}
                                     : open_output_file((fs::path(folder) / name).string());
        if (!upload) return upload.error();
        auto done = generate::write_file(generator, file, name, writer, record, **upload, manifest.get());
        if (!done) return done;
        if (auto closed = (*upload)->close(); !closed) return closed;
    }
    return manifest == nullptr ? Result<void>{} : manifest->close();
}

}  // namespace

Result<GeneratedFiles> generate_files(const ir::Module& module, const generate::GenerateOptions& options,
                                      const GenerateTarget& target) {
    if (!target.folder.empty()) {
        std::error_code error;
        fs::create_directories(target.folder, error);
        if (error) return Error{fmt::format("cannot create the folder {}: {}", target.folder, error.message())};
    }
    const SpecificationInfo info = ir::make_info(module);
    generate::Generator generator(module, info, interpreter_of(module), options);
    if (auto done = write_files(generator, info, options.files, target.folder); !done) return done.error();
    return GeneratedFiles{options.files, generator.received_at()};
}

}  // namespace jianhe::driver
