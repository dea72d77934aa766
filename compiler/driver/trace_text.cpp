#include "compiler/driver/trace_text.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include <fmt/format.h>

#include <jianhe/specification_info.h>

namespace jianhe::driver {
namespace {

constexpr std::size_t kLongestValue = 40;
constexpr std::size_t kMostReads = 24;

// Control characters of a hostile record never reach the terminal; a long text is cut between characters.
std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
    if (text.size() <= kLongestValue) return text;
    std::size_t end = kLongestValue;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
}

// A clause may be written over several lines.
std::string folded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!blank)
            out.push_back(c);
        else if (!out.empty() && out.back() != ' ')
            out.push_back(' ');
    }
    return out;
}

class TraceText {
public:
    TraceText(const ir::Module& module, const SpecificationInfo& info, const Record& record, bool show_ids)
        : module_(module), info_(info), record_(record), show_ids_(show_ids) {}

    void append(const TraceEntry& entry) {
        const ir::Check& check = module_.checks[ir::index_of(entry.check)];
        fmt::format_to(std::back_inserter(text_), "{:<16}{} at {}", to_string(entry.outcome),
                       module_.code(check.code).code, place(check, entry.row));
        for (std::size_t i = 0; i < entry.causes.size(); ++i) {
            const Cause& cause = entry.causes[i];
            text_.append(i == 0 ? ", by " : " and ").append(cause.name);
            if (cause.not_supplied) text_.append(" (not supplied)");
        }
        if (!check.expect_text.empty()) text_.append("  ").append(folded(check.expect_text));
        fmt::format_to(std::back_inserter(text_), "  ({}:{})\n", check.location.file, check.location.line);
        append_reads(entry);
    }

    std::string take() { return std::move(text_); }

private:
    std::string place(const ir::Check& check, std::uint32_t row) const {
        if (ir::is_some(check.field)) return with_row(module_.field(check.field).tag, row);
        if (ir::is_some(check.segment)) return with_row(module_.segment(check.segment).tag, row);
        if (ir::is_some(check.chosen)) return module_.chosen_dates[ir::index_of(check.chosen)].name;
        return module_.record;
    }

    static std::string with_row(const std::string& tag, std::uint32_t row) {
        return row == 0 ? tag : fmt::format("{}[{}]", tag, row);
    }

    void append_reads(const TraceEntry& entry) {
        if (entry.reads.empty()) return;
        text_.append(16, ' ').append("read");
        const std::size_t shown = std::min(kMostReads, entry.reads.size());
        for (std::size_t i = 0; i < shown; ++i) {
            const auto& [field, row] = entry.reads[i];
            text_.append("  ").append(with_row(module_.field(field).tag, row)).append(value(field, row));
        }
        if (shown < entry.reads.size())
            fmt::format_to(std::back_inserter(text_), "  and {} more", entry.reads.size() - shown);
        text_.push_back('\n');
    }

    std::string value(ir::FieldId field, std::uint32_t row) const {
        const auto index = static_cast<FieldIndex>(ir::index_of(field));
        const FieldText content = record_.get(index, row);
        if (!content.present) return " (absent)";
        if (is_empty(content)) return " (blank)";
        return "=" + one_line(shown_value(info_, record_, index, show_ids_, row));
    }

    const ir::Module& module_;
    const SpecificationInfo& info_;
    const Record& record_;
    bool show_ids_;
    std::string text_;
};

}  // namespace

std::string trace_text(const ir::Module& module, const SpecificationInfo& info, const Record& record,
                       const std::vector<TraceEntry>& entries, bool show_ids) {
    TraceText text(module, info, record, show_ids);
    for (const TraceEntry& entry : entries) text.append(entry);
    return text.take();
}

}  // namespace jianhe::driver
