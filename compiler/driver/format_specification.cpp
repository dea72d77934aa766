#include "compiler/driver/format_specification.h"

#include <array>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <jianhe/output.h>

#include "compiler/driver/read_file.h"
#include "compiler/driver/specification_source.h"
#include "dsl/diag/emitter.h"
#include "dsl/format/format.h"
#include "dsl/parse/parse.h"

namespace jianhe::driver {
namespace {

namespace fs = std::filesystem;

Result<std::vector<std::string>> files_at(const std::string& path) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) return std::vector<std::string>{path};
    auto source = SpecificationSource::folder(path);
    if (!source) return source.error();
    std::vector<std::string> files;
    for (const std::string& file : source->rule_files()) files.push_back(source->shown_prefix() + file);
    return files;
}

// Replaces what a link points to, not the link, and keeps the file's permissions.
Result<void> replace(const std::string& path, std::string_view text) {
    std::error_code error;
    const fs::path file = fs::canonical(path, error);
    if (error) return Error{fmt::format("cannot write {}: {}", path, error.message())};
    const fs::perms permissions = fs::status(file, error).permissions();
    auto output = open_output_file(file.string());
    if (!output) return output.error();
    if (auto done = (*output)->write(text); !done) return done;
    if (auto done = (*output)->close(); !done) return done;
    fs::permissions(file, permissions, error);
    if (error) return Error{fmt::format("cannot set the permissions of {}: {}", path, error.message())};
    return {};
}

// The parser says better than the formatter why a text has no tokens.
void explain_fault(FormatOutcome& outcome, const std::string& path, std::string text) {
    const std::array file{outcome.sources.add(path, std::move(text))};
    dsl::Emitter emitter;
    dsl::parse(outcome.sources, file, emitter);
    for (dsl::Diagnostic& diagnostic : emitter.take_sorted()) outcome.diagnostics.push_back(std::move(diagnostic));
}

}  // namespace

Result<FormatOutcome> format_specification(const std::string& path, FormatMode mode) {
    const auto files = files_at(path);
    if (!files) return files.error();
    FormatOutcome outcome;
    for (const std::string& file : *files) {
        auto read = read_file(file);
        if (!read) return read.error();
        ++outcome.file_count;
        const std::optional<std::string> formatted = dsl::format(read->bytes);
        if (!formatted) {
            explain_fault(outcome, file, std::move(read->bytes));
            continue;
        }
        if (*formatted == read->bytes) continue;
        outcome.changed.push_back(file);
        if (mode == FormatMode::Check) continue;
        if (auto done = replace(file, *formatted); !done) return done.error();
    }
    return outcome;
}

}  // namespace jianhe::driver
