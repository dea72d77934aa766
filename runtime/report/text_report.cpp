#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/encoding.h>
#include <jianhe/report_writers.h>

#include "runtime/report/finding_text.h"
#include "runtime/report/numbered_text.h"
#include "runtime/report/printable.h"
#include "runtime/report/text_style.h"
#include "runtime/report/text_summary.h"

namespace jianhe {
namespace {

using detail::Ink;

constexpr std::size_t kWidestColumn = 28;

std::string_view words_of(Disposition disposition) noexcept {
    switch (disposition) {
        case Disposition::Notice: return "notice";
        case Disposition::RejectOrder: return "reject order";
        case Disposition::RejectRecord: return "reject";
        case Disposition::RejectFile: return "reject file";
    }
    return {};
}

std::string_view words_of(RecordVerdict verdict) noexcept {
    switch (verdict) {
        case RecordVerdict::Accepted: return "accepted";
        case RecordVerdict::AcceptedWithNotices: return "accepted, with notices";
        case RecordVerdict::AcceptedInPart: return "accepted in part";
        case RecordVerdict::Rejected: return "rejected";
    }
    return {};
}

std::string_view words_of(FileVerdict verdict) noexcept {
    switch (verdict) {
        case FileVerdict::Accepted: return "accepted";
        case FileVerdict::AcceptedInPart: return "accepted in part";
        case FileVerdict::Rejected: return "rejected";
        case FileVerdict::Refused: return "refused";
        case FileVerdict::AlreadyReceived: return "already received";
    }
    return {};
}

Ink ink_of(RecordVerdict verdict) noexcept {
    if (verdict == RecordVerdict::Rejected) return Ink::Bad;
    return verdict == RecordVerdict::Accepted ? Ink::Good : Ink::Doubtful;
}

Ink ink_of(FileVerdict verdict) noexcept {
    if (verdict == FileVerdict::Accepted) return Ink::Good;
    return verdict == FileVerdict::AcceptedInPart || verdict == FileVerdict::AlreadyReceived ? Ink::Doubtful : Ink::Bad;
}

class TextReport final : public ReportWriter {
public:
    using ReportWriter::record;

    TextReport(const SpecificationInfo& info, const ReportOptions& options, Colours colours, OutputSink& output)
        : info_(info), options_(options), colours_(colours), output_(output) {}

    void render(std::string_view path, const Record& record, const RecordResult& result,
                RecordText& text) const override {
        std::string& out = text.bytes;
        out.clear();
        text.numbers.clear();
        if (result.findings.empty() && !options_.all_records) return;
        out.append(detail::ink_begin(colours_, Ink::Heading)).append(detail::printable(path)).append(" record ");
        text.numbers.push_back({out.size()});
        out.append(detail::ink_end(colours_));
        for (const FieldIndex field : info_.key) {
            out.append("  ").append(info_.layout.fields()[field].tag).append("=");
            out.append(detail::printable_value(info_, record, field, options_.show_ids));
        }
        out.append("  ").append(detail::inked(colours_, ink_of(result.verdict), words_of(result.verdict))).append("\n");
        append_findings(out, result.findings, options_.max_findings);
        append_blocked(out, result.blocked);
    }

    Result<void> record(std::uint64_t number, const RecordText& text) override {
        lines_.clear();
        detail::append_numbered(lines_, number, text);
        return output_.write(lines_);
    }

    Result<void> end_file(const FileResult& file) override {
        using detail::counted;
        std::string out = detail::inked(colours_, Ink::Heading, detail::printable(file.path)).append(": ");
        out.append(detail::inked(colours_, ink_of(file.verdict), words_of(file.verdict)));
        if (file.received_before) {
            out.append(" on ").append(format_iso_datetime(file.received_before->at)).append(", as ");
            out.append(detail::printable(file.received_before->name)).append("; not judged again\n");
            return output_.write(out);
        }
        if (file.digest.empty()) {
            out.append(", could not be read\n");
            return output_.write(out);
        }
        out.append("; ").append(counted(file.records, "record")).append(", ");
        out.append(std::to_string(file.rejected)).append(" rejected, ").append(counted(file.orders, "order"));
        out.append("\n");
        append_findings(out, file.findings, 0);
        return output_.write(out);
    }

    Result<void> end_run(const Summary& summary) override {
        return output_.write(detail::summary_text(info_, summary, colours_));
    }

private:
    void append_findings(std::string& out, std::span<const Finding> findings, std::uint64_t limit) const {
        const std::size_t all = findings.size();
        if (limit != 0 && all > limit) findings = findings.first(static_cast<std::size_t>(limit));
        std::vector<std::string> places;
        places.reserve(findings.size());
        std::size_t place_width = 0;
        std::size_t word_width = 0;
        for (const Finding& finding : findings) {
            place_width = std::max(place_width, display_width(places.emplace_back(place_of(finding))));
            word_width = std::max(word_width, words_of(finding.disposition).size());
        }
        place_width = std::min(place_width, kWidestColumn);
        for (std::size_t i = 0; i < findings.size(); ++i) {
            const Finding& finding = findings[i];
            const Ink ink = finding.disposition == Disposition::Notice ? Ink::Doubtful : Ink::Bad;
            out.append("  ").append(detail::padded(places[i], place_width)).append("  ");
            out.append(detail::inked(colours_, ink, detail::padded(words_of(finding.disposition), word_width)));
            out.append("  ").append(info_.message(finding.code)).append("\n");
        }
        if (findings.size() < all) {
            out.append("  ").append(detail::counted(all - findings.size(), "further finding")).append("\n");
        }
    }

    void append_blocked(std::string& out, const std::vector<Blocked>& blocked) const {
        for (const Blocked& entry : blocked) {
            const std::string what = entry.code == "*" ? "everything else" : detail::printable(entry.code);
            const std::string line = "  not judged: " + what + ", because of " + detail::printable(entry.by);
            out.append(detail::inked(colours_, Ink::Quiet, line)).append("\n");
        }
    }

    static std::string place_of(const Finding& finding) {
        return detail::field_with_row(finding).append(":").append(finding.code);
    }

    const SpecificationInfo& info_;
    ReportOptions options_;
    Colours colours_;
    OutputSink& output_;
    std::string lines_;  // kept from record to record for its memory
};

}  // namespace

std::unique_ptr<ReportWriter> make_text_report(const SpecificationInfo& info, const ReportOptions& options,
                                               Colours colours, OutputSink& output) {
    return std::make_unique<TextReport>(info, options, colours, output);
}

}  // namespace jianhe
