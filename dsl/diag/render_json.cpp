#include <string_view>

#include <fmt/format.h>

#include "dsl/diag/render.h"
#include "dsl/source/display_width.h"

namespace jianhe::dsl {
namespace {

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const Character character = character_at(text, i);
        if (!character.valid) {
            out += "\\ufffd";
        } else if (character.code_point == U'"' || character.code_point == U'\\') {
            out += '\\';
            out += text[i];
        } else if (character.code_point < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(character.code_point));
        } else {
            out += text.substr(i, character.size);
        }
        i += character.size;
    }
    out += '"';
}

void append_text(std::string& out, std::string_view key, std::string_view value) {
    if (!value.empty()) {
        out += fmt::format(",\"{}\":", key);
        append_quoted(out, value);
    }
}

void append_range(std::string& out, SourceRange range, const SourceSet& sources) {
    if (range.empty()) {
        return;
    }
    const SourceFile& file = sources.file(range.file);
    const LineColumn begin = file.line_column(range.begin);
    const LineColumn end = file.line_column(range.end);
    append_text(out, "file", file.path());
    out += fmt::format(R"(,"line":{},"column":{},"end_line":{},"end_column":{})", begin.line, begin.column, end.line,
                       end.column);
}

void append_notes(std::string& out, const Diagnostic& diagnostic, const SourceSet& sources) {
    if (diagnostic.notes.empty()) {
        return;
    }
    out += ",\"notes\":[";
    std::string_view separator;
    for (const Diagnostic::Note& note : diagnostic.notes) {
        out += separator;
        out += "{\"message\":";
        append_quoted(out, note.message);
        append_range(out, note.range, sources);
        out += '}';
        separator = ",";
    }
    out += ']';
}

}  // namespace

std::string render_json(std::span<const Diagnostic> diagnostics, const SourceSet& sources) {
    std::string out = "[";
    std::string_view separator = "\n";
    for (const Diagnostic& diagnostic : diagnostics) {
        out += separator;
        out += fmt::format(R"({{"code":"{}","level":"{}","message":)", diagnostic.code,
                           diagnostic.level == Level::Error ? "error" : "warning");
        append_quoted(out, diagnostic.message);
        append_range(out, diagnostic.range, sources);
        append_text(out, "label", diagnostic.label);
        append_notes(out, diagnostic, sources);
        append_text(out, "hint", diagnostic.hint);
        out += '}';
        separator = ",\n";
    }
    out += diagnostics.empty() ? "]\n" : "\n]\n";
    return out;
}

}  // namespace jianhe::dsl
