#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "dsl/diag/excerpt.h"
#include "dsl/diag/render.h"

namespace jianhe::dsl {
namespace {

struct Palette {
    std::string_view error;
    std::string_view warning;
    std::string_view strong;
    std::string_view quiet;
    std::string_view end;
};
constexpr Palette kColors{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1m", "\x1b[36m", "\x1b[0m"};
constexpr Palette kPlain{};

struct Printer {
    const SourceSet& sources;
    const Palette& palette;
    std::string out;

    void location(SourceRange range) {
        if (range.empty()) {
            return;
        }
        const SourceFile& file = sources.file(range.file);
        const LineColumn at = file.line_column(range.begin);
        out += fmt::format("{}{}:{}:{}:{} ", palette.strong, file.path(), at.line, at.column, palette.end);
    }

    void underlined(SourceRange range, char mark, std::string_view color, std::string_view label) {
        if (range.empty()) {
            return;
        }
        const SourceFile& file = sources.file(range.file);
        const Excerpt shown = excerpt(file, range);
        const std::string number = fmt::format("{:>3}", file.line_column(range.begin).line);
        out += fmt::format("{}{} |{} {}\n", palette.quiet, number, palette.end, shown.line);
        out += fmt::format("{}{:{}} |{} {:{}}{}{}{}{}{}\n", palette.quiet, "", number.size(), palette.end, "",
                           shown.indent, color, std::string(shown.width, mark), label.empty() ? "" : " ", label,
                           palette.end);
    }
};

}  // namespace

std::string render_text(const Diagnostic& diagnostic, const SourceSet& sources, bool color) {
    Printer printer{sources, color ? kColors : kPlain, {}};
    const bool is_error = diagnostic.level == Level::Error;
    const std::string_view level_color = is_error ? printer.palette.error : printer.palette.warning;
    printer.location(diagnostic.range);
    printer.out += fmt::format("{}{}[{}]:{} {}\n", level_color, is_error ? "error" : "warning", diagnostic.code,
                               printer.palette.end, diagnostic.message);
    printer.underlined(diagnostic.range, '^', level_color, diagnostic.label);
    for (const Diagnostic::Note& note : diagnostic.notes) {
        printer.location(note.range);
        printer.out += fmt::format("note: {}\n", note.message);
        printer.underlined(note.range, '-', printer.palette.quiet, {});
    }
    if (!diagnostic.hint.empty()) {
        printer.out += fmt::format("hint: {}\n", diagnostic.hint);
    }
    return std::move(printer.out);
}

}  // namespace jianhe::dsl
