#include "compiler/cli/open_specification.h"

#include <utility>

#include <fmt/format.h>

#include "compiler/cli/terminal.h"
#include "compiler/driver/load_specification.h"
#include "default_specification_ir.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

OpenedSpecification without_module(const Error& error, ExitStatus status) {
    say(error.text);
    return {std::nullopt, status, 0};
}

OpenedSpecification open_built_in(ir::Parts parts) {
    auto module = ir::load(default_specification_ir(), parts);
    if (!module) return without_module(module.error(), ExitStatus::Machine);
    return {std::move(*module), ExitStatus::Ok, 0};
}

}  // namespace

OpenedSpecification open_specification(const std::string& folder, Warnings warnings, ir::Parts parts) {
    if (folder.empty() && warnings == Warnings::Hidden) return open_built_in(parts);
    auto source = folder.empty() ? Result<driver::SpecificationSource>{driver::SpecificationSource::embedded()}
                                 : driver::SpecificationSource::folder(folder);
    if (!source) return without_module(source.error(), ExitStatus::Machine);
    if (source->rule_files().empty()) {
        return without_module({fmt::format("{} holds no .rules file, so it is no specification", folder)},
                              ExitStatus::Specification);
    }
    auto loaded = driver::load_specification(std::move(*source),
                                             warnings == Warnings::Shown ? driver::Lints::On : driver::Lints::Off);
    if (!loaded) return without_module(loaded.error(), ExitStatus::Machine);
    if (!loaded->module || warnings == Warnings::Shown) {
        print_error(driver::render_diagnostics(loaded->diagnostics, loaded->sources, colours_for_errors()));
    }
    const ExitStatus status = loaded->module ? ExitStatus::Ok : ExitStatus::Specification;
    return {std::move(loaded->module), status, loaded->warning_count};
}

}  // namespace jianhe::cli
