#include "compiler/check/context.h"

#include <algorithm>

#include <jianhe/date.h>
#include <jianhe/number.h>

#include "dsl/diag/closest.h"

namespace jianhe {

void Context::report_unknown(const dsl::Name& name, std::string_view what,
                             std::span<const std::string_view> candidates) {
    auto report = emitter.report(dsl::diag::UnknownName, name.range, what, name.text);
    for (const ir::Field& field : module.fields) {
        if (what.starts_with("field") && field.name == name.text) {
            report.hint("fields are written by their tags: `" + field.tag + "`");
            return;
        }
    }
    if (const auto near = dsl::closest(name.text, candidates)) report.hint("did you mean `" + *near + "`?");
}

void Context::report_twice(const dsl::Name& name, std::string_view what, dsl::SourceRange first) {
    emitter.report(dsl::diag::DeclaredTwice, name.range, what, name.text).note(first, "first declared here");
}

const ir::SegmentId* Context::resolve_rows(const dsl::Name& name) {
    const auto* segment = segments.find(name.text);
    const bool by_tag =
        row_names.find(name.text) == nullptr && segment != nullptr && module.segment(segment->id).repeated();
    if (!by_tag) return resolve(row_names, name, "kind of rows");
    emitter.report(dsl::diag::UnknownName, name.range, "kind of rows", name.text)
        .hint("the rows of this segment are called `" + module.segment(segment->id).row_name + "`");
    return nullptr;
}

std::string without_comments(std::string_view text) {
    std::string kept;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!quoted && text.substr(i, 2) == "//") {
            i = std::min(text.find('\n', i), text.size() - 1);
            kept.push_back(' ');
            continue;
        }
        if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
        kept.push_back(text[i]);
    }
    return kept;
}

dsl::SourceRange join(dsl::SourceRange first, dsl::SourceRange last) {
    if (first.empty() || first.file != last.file || last.end < first.begin) return first;
    return {first.file, first.begin, last.end};
}

ir::Location Context::location(dsl::SourceRange range) const {
    if (range.empty()) return {};
    const dsl::SourceFile& file = sources.file(range.file);
    return {file.path(), file.line_column(range.begin).line};
}

std::optional<std::uint32_t> Context::number(const dsl::Name& name, std::uint32_t least, std::uint32_t greatest) {
    std::int64_t value = 0;
    const bool fits = parse_number(name.text, 9, value) == Lexical::Ok && value >= least && value <= greatest;
    if (fits) return static_cast<std::uint32_t>(value);
    emitter.report(dsl::diag::NotANumber, name.range, name.text, least, greatest);
    return std::nullopt;
}

std::optional<Date> Context::date(const dsl::Name& name) {
    Date date{};
    if (parse_roc_date(name.text, date) == Lexical::Ok) return date;
    emitter.report(dsl::diag::NotADate, name.range, name.text);
    return std::nullopt;
}

}  // namespace jianhe
