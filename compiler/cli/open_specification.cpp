#include "compiler/cli/open_specification.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "compiler/bundle/bundle.h"
#include "compiler/cli/key_files.h"
#include "compiler/cli/terminal.h"
#include "compiler/driver/load_specification.h"
#include "compiler/driver/read_file.h"
#include "default_specification_ir.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

OpenedSpecification without_module(const Error& error, ExitStatus status) {
    say(error.text);
    return {std::nullopt, status, 0, {}};
}

OpenedSpecification open_built_in(ir::Parts parts) {
    auto module = ir::load_embedded(default_specification_ir(), parts);
    if (!module) return without_module(module.error(), ExitStatus::Machine);
    return {std::move(*module), ExitStatus::Ok, 0, {}};
}

OpenedSpecification open_bundle(const std::string& path, ir::Parts parts, const BundleOptions& options) {
    const PublicKeys trusted = read_public_keys(options.trusted_keys);
    if (trusted.status != ExitStatus::Ok) return {std::nullopt, trusted.status, 0, {}};
    const auto file = driver::read_file(path);
    if (!file) return without_module(file.error(), ExitStatus::Machine);
    auto opened = bundle::open(file->bytes, {trusted.keys, options.at_least, options.on}, parts);
    if (const auto* refusal = std::get_if<bundle::Refusal>(&opened)) {
        return without_module({fmt::format("{}: {}", path, refusal->text)}, ExitStatus::Specification);
    }
    auto& found = std::get<bundle::OpenedBundle>(opened);
    return {std::move(found.module), ExitStatus::Ok, 0, std::move(found.info.digest)};
}

bool is_file(const std::string& path) {
    std::error_code error;
    return std::filesystem::is_regular_file(path, error);
}

}  // namespace

void add_bundle_options(CLI::App& command, BundleOptions& options) {
    command
        .add_option("--trusted-key", options.trusted_keys,
                    "Where the specification is a bundle: a public key (PEM, Ed25519) that may have signed it; without "
                    "this option a signature is not looked at")
        ->type_name("FILE");
    command
        .add_option("--spec-at-least", options.at_least,
                    "Where the specification is a bundle: the lowest version that is taken")
        ->type_name("VERSION");
}

OpenedSpecification open_specification(const std::string& path, Warnings warnings, ir::Parts parts,
                                       const BundleOptions& options) {
    if (is_file(path)) return open_bundle(path, parts, options);
    if (!options.trusted_keys.empty() || !options.at_least.empty()) {
        return without_module({fmt::format("--trusted-key and --spec-at-least ask for a bundle, and {} is none",
                                           path.empty() ? "the built-in specification" : path)},
                              ExitStatus::Usage);
    }
    if (path.empty() && warnings == Warnings::Hidden) return open_built_in(parts);
    auto source = path.empty() ? Result<driver::SpecificationSource>{driver::SpecificationSource::embedded()}
                               : driver::SpecificationSource::folder(path);
    if (!source) return without_module(source.error(), ExitStatus::Machine);
    if (source->rule_files().empty()) {
        return without_module({fmt::format("{} holds no .rules file, so it is no specification", path)},
                              ExitStatus::Specification);
    }
    auto loaded = driver::load_specification(std::move(*source),
                                             warnings == Warnings::Shown ? driver::Lints::On : driver::Lints::Off);
    if (!loaded) return without_module(loaded.error(), ExitStatus::Machine);
    if (!loaded->module || warnings == Warnings::Shown) {
        print_error(driver::render_diagnostics(loaded->diagnostics, loaded->sources, colours_for_errors()));
    }
    const ExitStatus status = loaded->module ? ExitStatus::Ok : ExitStatus::Specification;
    return {std::move(loaded->module), status, loaded->warning_count, {}};
}

}  // namespace jianhe::cli
