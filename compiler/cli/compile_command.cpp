#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "compiler/bundle/bundle.h"
#include "compiler/cli/commands.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/terminal.h"
#include "compiler/cppgen/cppgen.h"
#include "compiler/csharpgen/typed_record.h"
#include "compiler/driver/emitted_files.h"
#include "compiler/driver/given_values.h"
#include "compiler/ir/printer.h"

namespace jianhe::cli {
namespace {

using driver::EmittedFile;
using driver::ExitStatus;

struct Options {
    std::string specification;
    BundleOptions bundle;
    std::string form;
    std::string folder;  // of a bundle: the file
    std::string effective_from;
};

std::vector<EmittedFile> emit_ir(const ir::Module& module) { return {{module.name + ".ir", ir::print(module)}}; }

std::vector<EmittedFile> emit_csharp(const ir::Module& module) {
    return {{csharpgen::file_name(module), csharpgen::typed_record(module)}};
}

std::vector<EmittedFile> emit_cpp(const ir::Module& module) {
    std::vector<EmittedFile> files;
    for (cppgen::CppFile& file : cppgen::emit_cpp(module))
        files.push_back({std::move(file.name), std::move(file.text)});
    return files;
}

// One line for each form: its name, what it is, and who makes its files.
struct Emitter {
    std::string_view form;
    std::string_view help;
    std::vector<EmittedFile> (*emit)(const ir::Module& module);
};
constexpr std::array kEmitters{
    Emitter{"cpp", "a typed record, a validator and a builder as C++20 that includes the runtime's headers only", emit_cpp},
    Emitter{"ir", "the typed intermediate representation as text", emit_ir},
    Emitter{"csharp", "a typed record for the C# wrapper of libjianhe", emit_csharp},
};

ExitStatus compile(const Options& options, const Emitter& emitter) {
    if (!options.effective_from.empty()) return wrong_usage({"--effective goes with --emit bundle"}, "compile");
    const OpenedSpecification opened =
        open_specification(options.specification, Warnings::Hidden, ir::Parts::All, options.bundle);
    if (!opened.module) return opened.status;
    const std::vector<EmittedFile> files = emitter.emit(*opened.module);
    if (auto written = driver::write_emitted(files, options.folder); !written) {
        return failed(written.error(), ExitStatus::Machine);
    }
    say(fmt::format("{} file{} in {}", files.size(), files.size() == 1 ? "" : "s", options.folder));
    return ExitStatus::Ok;
}

// The one form that is a single file, which is handed on and signed.
constexpr std::string_view kBundle = "bundle";

ExitStatus compile_bundle(const Options& options) {
    std::optional<Date> effective_from;
    if (!options.effective_from.empty()) {
        const auto day = driver::parse_date(options.effective_from);
        if (!day) return wrong_usage({fmt::format("--effective: {}", day.error().text)}, "compile");
        effective_from = *day;
    }
    const std::filesystem::path path(options.folder);
    if (path.filename().empty() || std::filesystem::is_directory(path)) {
        return wrong_usage({fmt::format("-o names the file of the bundle, and {} is a folder", options.folder)},
                           "compile");
    }
    const OpenedSpecification opened =
        open_specification(options.specification, Warnings::Hidden, ir::Parts::All, options.bundle);
    if (!opened.module) return opened.status;
    const std::array files{EmittedFile{path.filename().string(), bundle::pack(*opened.module, effective_from)}};
    const std::string folder = path.has_parent_path() ? path.parent_path().string() : ".";
    if (auto written = driver::write_emitted(files, folder); !written) {
        return failed(written.error(), ExitStatus::Machine);
    }
    say(fmt::format("{} holds {} {}; `jianhe sign` signs it", options.folder, opened.module->name,
                    opened.module->version));
    return ExitStatus::Ok;
}

}  // namespace

void add_compile(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("compile", "Turn a specification into files for other programs");
    std::vector<std::string> names;
    std::string forms = fmt::format("\n  {:<8} one file with all of it, to be signed and handed on", kBundle);
    for (const Emitter& emitter : kEmitters) {
        names.emplace_back(emitter.form);
        forms += fmt::format("\n  {:<8} {}", emitter.form, emitter.help);
    }
    names.emplace_back(kBundle);
    command.footer("Forms:" + forms +
                   "\n\nExample:\n  jianhe compile specs/nhi-upload-2.0 --emit cpp -o generated\n"
                   "  jianhe compile specs/nhi-upload-2.0 --emit bundle -o nhi.bundle --effective 2026-01-01\n\n"
                   "The same specification always gives the same files. Files of an earlier run are replaced.\n"
                   "Exit status: 0 written, 2 the specification is wrong, 3 a file could not be read or written.");
    auto options = std::make_shared<Options>();
    command
        .add_option("spec", options->specification, "Folder or bundle of the specification; default: the built-in one")
        ->type_name("SPEC");
    add_bundle_options(command, options->bundle);
    command.add_option("--emit", options->form, "What is made")
        ->type_name("FORM")
        ->check(CLI::IsMember(names))
        ->required();
    command
        .add_option("-o,--out", options->folder,
                    "Folder of the files, created where it is missing; of a bundle the file")
        ->type_name("DIR|FILE")
        ->required();
    command
        .add_option("--effective", options->effective_from,
                    "Of a bundle: the first day on which it may be used; default: any day")
        ->type_name("DATE");
    command.callback([options, &action] {
        if (options->form == kBundle) action = [options] { return compile_bundle(*options); };
        for (const Emitter& emitter : kEmitters) {
            if (emitter.form == options->form) action = [options, &emitter] { return compile(*options, emitter); };
        }
    });
}

}  // namespace jianhe::cli
