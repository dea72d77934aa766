#include <algorithm>
#include <span>
#include <string>

#include <jianhe/report_writers.h>

#include "runtime/report/json_text.h"
#include "runtime/report/printable.h"

namespace jianhe {
namespace {

using detail::JsonObject;

class JsonReport final : public ReportWriter {
public:
    JsonReport(const SpecificationInfo& info, const ReportOptions& options, OutputSink& output)
        : info_(info), options_(options), output_(output) {}

    Result<void> begin_file(std::string_view path) override {
        path_ = path;
        return {};
    }

    Result<void> record(std::uint64_t number, const Record& record, const RecordResult& result) override {
        if (result.findings.empty() && !options_.all_records) return {};
        const bool truncated = options_.max_findings != 0 && result.findings.size() > options_.max_findings;
        JsonObject line = begin_line();
        line.text("file", path_).number("record", number);
        append_key(line.member("key"), record);
        line.text("verdict", to_string(result.verdict));
        append_findings(line.member("findings"), shown(result.findings));
        append_blocked(line.member("blocked"), result.blocked);
        if (truncated) line.yes("truncated");
        return end_line(line);
    }

    Result<void> end_file(const FileResult& file) override {
        JsonObject line = begin_line();
        line.text("file", file.path).null("record").text("verdict", to_string(file.verdict));
        line.number("records", file.records).number("rejected", file.rejected).number("orders", file.orders);
        if (file.digest.empty())
            line.null("digest");
        else
            line.text("digest", file.digest);
        append_findings(line.member("findings"), file.findings);
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

    std::span<const Finding> shown(const std::vector<Finding>& findings) const {
        const std::span<const Finding> all{findings};
        return options_.max_findings == 0 ? all : all.first(std::min<std::size_t>(all.size(), options_.max_findings));
    }

    void append_key(std::string& out, const Record& record) const {
        JsonObject key{out};
        for (const FieldIndex field : info_.key) {
            const std::string& tag = info_.layout.fields()[field].tag;
            if (record.get(field).present) {
                key.text(tag, detail::printable_value(info_, record, field, options_.show_ids));
            } else {
                key.null(tag);
            }
        }
        key.end();
    }

    void append_findings(std::string& out, std::span<const Finding> findings) const {
        out.push_back('[');
        for (const Finding& finding : findings) {
            if (out.back() != '[') out.push_back(',');
            JsonObject object{out};
            object.text("field", finding.field);
            if (finding.place.row == 0)
                object.null("order");
            else
                object.number("order", finding.place.row);
            object.text("code", finding.code).text("disposition", to_string(finding.disposition));
            object.text("message", info_.message(finding.code));
            object.end();
        }
        out.push_back(']');
    }

    static void append_blocked(std::string& out, const std::vector<Blocked>& blocked) {
        out.push_back('[');
        for (const Blocked& entry : blocked) {
            if (out.back() != '[') out.push_back(',');
            JsonObject{out}.text("code", entry.code).text("by", entry.by).end();
        }
        out.push_back(']');
    }

    void append_summary(std::string& out, const Summary& summary) const {
        JsonObject object{out};
        object.number("files", summary.files).number("refused_files", summary.refused_files);
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
        specification.text("name", info_.name).text("version", info_.version).text("digest", info_.digest).end();
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
    std::string path_;
    std::string line_;  // kept from line to line for its memory
};

}  // namespace

std::unique_ptr<ReportWriter> make_json_report(const SpecificationInfo& info, const ReportOptions& options,
                                               OutputSink& output) {
    return std::make_unique<JsonReport>(info, options, output);
}

}  // namespace jianhe
