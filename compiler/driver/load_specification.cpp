#include "compiler/driver/load_specification.h"

#include <utility>

#include "compiler/check/check.h"
#include "compiler/lint/lint.h"
#include "dsl/diag/emitter.h"
#include "dsl/diag/render.h"
#include "dsl/parse/parse.h"

namespace jianhe::driver {
namespace {

// While compiling, paths are relative to the folder, so that a module does not depend on where its folder lies.
dsl::SourceSet with_prefix(const dsl::SourceSet& sources, const std::string& prefix) {
    dsl::SourceSet shown;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const dsl::SourceFile& file = sources.file(static_cast<dsl::FileId>(i));
        shown.add(prefix + file.path(), std::string(file.text()));
    }
    return shown;
}

}  // namespace

Result<LoadedSpecification> load_specification(SpecificationSource source, Lints lints) {
    dsl::SourceSet sources;
    std::vector<dsl::FileId> files;
    for (const std::string& path : source.rule_files()) {
        auto text = source.read(path);
        if (!text) return text.error();
        files.push_back(sources.add(path, std::move(*text)));
    }

    dsl::Emitter emitter;
    const dsl::Specification tree = dsl::parse(sources, files, emitter);
    LoadedSpecification loaded;
    // A tree with holes would only give messages that follow from the first ones.
    if (!emitter.has_errors()) {
        loaded.module = check_specification(
            tree, sources, [&source](std::string_view path) { return source.read(path); }, emitter);
    }
    if (loaded.module && lints == Lints::On) lint::lint(*loaded.module, tree, sources, emitter);
    if (loaded.module) loaded.module->digest = source.digest();
    loaded.error_count = emitter.error_count();
    loaded.warning_count = emitter.warning_count();
    loaded.diagnostics = emitter.take_sorted();
    if (!loaded.diagnostics.empty()) loaded.sources = with_prefix(sources, source.shown_prefix());
    return loaded;
}

std::string render_diagnostics(std::span<const dsl::Diagnostic> diagnostics, const dsl::SourceSet& sources,
                               bool color) {
    std::string text;
    for (const dsl::Diagnostic& diagnostic : diagnostics) text += dsl::render_text(diagnostic, sources, color);
    return text;
}

}  // namespace jianhe::driver
