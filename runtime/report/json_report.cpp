#include <algorithm>
#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/mask.h>
#include <jianhe/report_writers.h>

#include "runtime/report/json_findings.h"
#include "runtime/report/json_text.h"
#include "runtime/report/numbered_text.h"
#include "runtime/report/piece_buffer.h"
#include "runtime/report/printable.h"

namespace jianhe {
namespace {

using detail::JsonObject;
using detail::PieceBuffer;

class JsonReport final : public ReportWriter {
public:
    using ReportWriter::record;

    JsonReport(const SpecificationInfo& info, const ReportOptions& options, OutputSink& output)
        : info_(info), options_(options), output_(output) {
        for (const FieldIndex field : info.key) {
            std::string& name = key_names_.emplace_back(key_names_.empty() ? "" : ",");
            detail::append_json_string(name, info.layout.fields()[field].tag);
            name.push_back(':');
        }
    }
    JsonReport(const JsonReport&) = delete;
    JsonReport& operator=(const JsonReport&) = delete;
    ~JsonReport() override { delete findings_.load(std::memory_order_acquire); }

    void render(std::string_view path, const Record& record, const RecordResult& result,
                RecordText& text) const override {
        text.bytes.clear();
        text.numbers.clear();
        if (result.findings.empty() && !options_.all_records) return;
        PieceBuffer out(text.bytes);
        out.put("{\"file\":");
        detail::put_json_string(out, path);
        out.put(",\"record\":");
        text.numbers.push_back({out.size()});
        out.put(",\"key\":");
        put_key(out, record);
        out.put(",\"verdict\":\"");
        out.put(to_string(result.verdict));
        out.put("\",\"findings\":");
        const std::span<const Finding> findings = shown(result.findings);
        put_findings(out, findings);
        out.put(",\"blocked\":");
        put_blocked(out, result.blocked);
        if (findings.size() < result.findings.size()) out.put(",\"truncated\":true");
        out.put("}\n");
        out.finish();
    }

    Result<void> record(std::uint64_t number, const RecordText& text) override {
        return detail::write_numbered(output_, number, text);
    }

    Result<void> end_file(const FileResult& file) override {
        JsonObject line = begin_line();
        line.text("file", file.path).null("record").text("verdict", to_string(file.verdict));
        line.number("records", file.records).number("rejected", file.rejected).number("orders", file.orders);
        if (file.digest.empty())
            line.null("digest");
        else
            line.text("digest", file.digest);
        put_findings(line.member("findings"), file.findings);
        if (file.received_before) {
            JsonObject receipt{line.member("received_before")};
            receipt.text("file", file.received_before->name).text("at", format_iso_datetime(file.received_before->at));
            receipt.end();
        }
        return end_line(line);
    }

    Result<void> end_run(const Summary& summary) override {
        JsonObject line = begin_line();
        append_summary(line.member("summary"), summary);
        return end_line(line);
    }

private:
    JsonObject begin_line() {
        line_.clear();
        return JsonObject{line_};
    }

    Result<void> end_line(JsonObject& line) {
        line.end();
        line_.push_back('\n');
        return output_.write(line_);
    }

    void put_findings(std::string& out, const std::vector<Finding>& findings) const {
        PieceBuffer pieces(out);
        put_findings(pieces, findings);
        pieces.finish();
    }

    void put_findings(PieceBuffer& out, std::span<const Finding> findings) const {
        if (findings.empty()) return out.put("[]");
        pieces_of_findings().put(out, findings);
    }

    // Made when something is found first, because many runs find nothing. Where several threads make them at once, the
    // first ones stay; the others are the same.
    const detail::JsonFindings& pieces_of_findings() const {
        const detail::JsonFindings* known = findings_.load(std::memory_order_acquire);
        if (known != nullptr) return *known;
        auto made = std::make_unique<const detail::JsonFindings>(info_);
        if (findings_.compare_exchange_strong(known, made.get(), std::memory_order_acq_rel)) return *made.release();
        return *known;
    }

    std::span<const Finding> shown(const std::vector<Finding>& findings) const {
        const std::span<const Finding> all{findings};
        return options_.max_findings == 0 ? all : all.first(std::min<std::size_t>(all.size(), options_.max_findings));
    }

    void put_key(PieceBuffer& out, const Record& record) const {
        out.put('{');
        for (std::size_t i = 0; i < info_.key.size(); ++i) {
            out.put(key_names_[i]);
            put_value(out, record, info_.key[i]);
        }
        out.put('}');
    }

    void put_value(PieceBuffer& out, const Record& record, FieldIndex field) const {
        const FieldText raw = record.get(field);
        if (!raw.present) {
            out.put("null");
        } else if (raw.text.size() <= detail::kLongestShownValue && detail::is_plain_json(raw.text)) {
            out.put('"');
            mask_ascii(out.take(raw.text), options_.show_ids ? MaskKind::None : info_.mask_of(field));
            out.put('"');
        } else {
            detail::put_json_string(out, detail::printable_value(info_, record, field, options_.show_ids));
        }
    }

    static void put_blocked(PieceBuffer& out, const std::vector<Blocked>& blocked) {
        if (blocked.empty()) return out.put("[]");
        out.put('[');
        for (const Blocked& entry : blocked) {
            if (&entry != blocked.data()) out.put(',');
            out.put("{\"code\":");
            detail::put_json_string(out, entry.code);
            out.put(",\"by\":");
            detail::put_json_string(out, entry.by);
            out.put('}');
        }
        out.put(']');
    }

    void append_summary(std::string& out, const Summary& summary) const {
        JsonObject object{out};
        object.number("files", summary.files).number("refused_files", summary.refused_files);
        if (summary.already_received_files != 0) {
            object.number("already_received_files", summary.already_received_files);
        }
        object.number("records", summary.records).number("accepted", summary.accepted);
        object.number("accepted_with_notices", summary.accepted_with_notices);
        object.number("accepted_in_part", summary.accepted_in_part).number("rejected", summary.rejected);
        object.number("refused_records", summary.refused_records).number("orders", summary.orders);
        append_counts(object.member("findings"), summary);
        append_not_checked(object.member("not_checked"), summary);
        append_names(object, "masters", summary.masters);
        append_names(object, "raised", summary.raised);
        object.text("received_at", format_iso_datetime(summary.received_at));
        JsonObject specification{object.member("specification")};
        specification.text("name", info_.name).text("version", info_.version).text("digest", info_.digest);
        if (!info_.bundle.empty()) specification.text("bundle", info_.bundle);
        specification.end();
        object.end();
    }

    static void append_counts(std::string& out, const Summary& summary) {
        JsonObject counts{out};
        for (const auto& [finding, count] : summary.findings) counts.number(finding, count);
        counts.end();
    }

    // Only where there are some: most runs have none.
    static void append_names(JsonObject& object, std::string_view name, const std::vector<std::string>& names) {
        if (names.empty()) return;
        std::string& out = object.member(name);
        out.push_back('[');
        for (const std::string& one : names) {
            if (out.back() != '[') out.push_back(',');
            detail::append_json_string(out, one);
        }
        out.push_back(']');
    }

    static void append_not_checked(std::string& out, const Summary& summary) {
        out.push_back('[');
        for (const auto& [rule, records] : summary.not_checked) {
            if (out.back() != '[') out.push_back(',');
            JsonObject entry{out};
            entry.text("code", rule.code).text("needs", rule.needs);
            if (!rule.missing.empty()) entry.text("missing", rule.missing);
            entry.number("records", records).end();
        }
        out.push_back(']');
    }

    const SpecificationInfo& info_;
    ReportOptions options_;
    OutputSink& output_;
    mutable std::atomic<const detail::JsonFindings*> findings_ = nullptr;
    std::vector<std::string> key_names_;  // "P01": and ,"P02":
    std::string line_;                    // kept from line to line for its memory
};

}  // namespace

std::unique_ptr<ReportWriter> make_json_report(const SpecificationInfo& info, const ReportOptions& options,
                                               OutputSink& output) {
    return std::make_unique<JsonReport>(info, options, output);
}

}  // namespace jianhe
