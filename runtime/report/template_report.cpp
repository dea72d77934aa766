#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <jianhe/date.h>
#include <jianhe/encoding.h>
#include <jianhe/report_writers.h>

#include "runtime/report/finding_text.h"
#include "runtime/report/long_text.h"
#include "runtime/report/numbered_text.h"
#include "runtime/report/printable.h"
#include "runtime/report/result_template.h"
#include "runtime/report/text_style.h"

namespace jianhe {
namespace {

using detail::TemplateName;
using detail::TemplatePiece;

// What the names of a template stand for at one point; null where there is none.
struct Scope {
    const FileResult* file = nullptr;
    const Record* record = nullptr;
    const Finding* finding = nullptr;
};

class TemplateReport final : public ReportWriter {
public:
    using ReportWriter::record;

    TemplateReport(const SpecificationInfo& info, const ReportOptions& options, DateTime received_at,
                   detail::ResultTemplate shape, OutputFactory open_output)
        : info_(info),
          options_(options),
          received_at_(received_at),
          shape_(std::move(shape)),
          open_output_(std::move(open_output)) {}

    Result<void> begin_file(std::string_view path) override {
        blocks_.clear();
        return ReportWriter::begin_file(path);
    }

    void render(std::string_view /*path*/, const Record& record, const RecordResult& result,
                RecordText& text) const override {
        make_block(Scope{nullptr, &record, nullptr}, result.findings, text);
    }

    Result<void> record(std::uint64_t number, const RecordText& text) override {
        block_.clear();
        detail::append_numbered(block_, number, text);
        return blocks_.append(block_);
    }

    Result<void> end_file(const FileResult& file) override {
        const Scope scope{&file, nullptr, nullptr};
        RecordText own;
        make_block(scope, file.findings, own);
        if (own.bytes.empty() && blocks_.empty()) return {};

        std::string head;
        append(head, shape_.head, scope);
        head = encoded(head);
        detail::append_numbered(head, 0, own);
        std::string tail;
        append(tail, shape_.tail, scope);
        auto output = open_output_(file.path);
        if (!output) return output.error();
        if (auto done = (*output)->write(head); !done) return done;
        if (auto done = blocks_.write_to(**output); !done) return done;
        if (auto done = (*output)->write(encoded(tail)); !done) return done;
        return (*output)->close();
    }

    Result<void> end_run(const Summary& /*summary*/) override { return {}; }

private:
    void make_block(Scope scope, const std::vector<Finding>& findings, RecordText& text) const {
        text.bytes.clear();
        text.numbers.clear();
        if (std::none_of(findings.begin(), findings.end(), [this](const Finding& f) { return is_official(f); })) return;
        append(text, shape_.block_head, scope);
        const auto append_those = [&](auto&& wanted) {
            for (const Finding& finding : findings) {
                if (!is_official(finding) || !wanted(finding)) continue;
                scope.finding = &finding;
                append(text, shape_.finding, scope);
            }
        };
        append_those([](const Finding& finding) { return finding.disposition != Disposition::Notice; });
        append_those([](const Finding& finding) { return finding.disposition == Disposition::Notice; });
        scope.finding = nullptr;
        append(text, shape_.block_tail, scope);
    }

    bool is_official(const Finding& finding) const {
        const auto code = info_.codes.find(finding.code);
        return code == info_.codes.end() || code->second.official;
    }

    // Of a block, in the wire's encoding.
    void append(RecordText& text, const detail::TemplatePieces& pieces, const Scope& scope) const {
        std::string utf8;
        for (const TemplatePiece& piece : pieces) {
            utf8.append(piece.text);
            if (!piece.has_value) continue;
            if (piece.name != TemplateName::Record) {
                utf8.append(detail::padded(value_of(piece, scope), piece.columns));
                continue;
            }
            text.bytes.append(encoded(utf8));
            utf8.clear();
            text.numbers.push_back({text.bytes.size(), piece.columns});
        }
        text.bytes.append(encoded(utf8));
    }

    void append(std::string& out, const detail::TemplatePieces& pieces, const Scope& scope) const {
        for (const TemplatePiece& piece : pieces) {
            out.append(piece.text);
            if (piece.has_value) out.append(detail::padded(value_of(piece, scope), piece.columns));
        }
    }

    std::string value_of(const TemplatePiece& piece, const Scope& scope) const {
        switch (piece.name) {
            case TemplateName::ReceivedAt: return format_roc_datetime(received_at_);
            case TemplateName::FileSize: return std::to_string(scope.file->bytes);
            case TemplateName::Records: return std::to_string(scope.file->records);
            case TemplateName::AcceptedRecords: return std::to_string(official_accepted_records(*scope.file));
            case TemplateName::AcceptedOrders: return std::to_string(official_accepted_orders(*scope.file));
            case TemplateName::RejectedRecords:
                return std::to_string(scope.file->records - official_accepted_records(*scope.file));
            case TemplateName::Record: return {};  // NumberPlace
            case TemplateName::Tag: return tag_value(piece.field, scope);
            case TemplateName::Field: return detail::field_with_row(*scope.finding);
            case TemplateName::Code: return scope.finding->code;
        }
        return {};
    }

    std::string tag_value(FieldIndex field, const Scope& scope) const {
        if (scope.record == nullptr) return {};
        return detail::printable_value(info_, *scope.record, field, options_.show_ids);
    }

    std::string encoded(const std::string& text) const {
        return info_.wire_encoding == TextEncoding::Big5 ? utf8_to_big5_lossy(text) : text;
    }

    const SpecificationInfo& info_;
    ReportOptions options_;
    DateTime received_at_;
    detail::ResultTemplate shape_;
    OutputFactory open_output_;
    detail::LongText blocks_;
    std::string block_;  // kept from record to record for its memory
};

}  // namespace

Result<std::unique_ptr<ReportWriter>> make_template_report(const SpecificationInfo& info, const ReportOptions& options,
                                                           DateTime received_at, std::string_view template_text,
                                                           OutputFactory open_output) {
    auto shape = detail::parse_result_template(template_text, info.layout);
    if (!shape) return shape.error();
    return std::unique_ptr<ReportWriter>{
        std::make_unique<TemplateReport>(info, options, received_at, std::move(*shape), std::move(open_output))};
}

}  // namespace jianhe
