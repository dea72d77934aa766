#include "tests/generated/build_report.h"

#include <fmt/format.h>

#include "tests/cases/case_report.h"

namespace jianhe::test {
namespace {

std::string place(const std::string& field, std::uint32_t row) {
    return row == 0 ? field : fmt::format("{}[{}]", field, row);
}

std::string cells(const Record& record) {
    std::string text;
    for (std::size_t f = 0; f < record.layout().fields().size(); ++f) {
        const RecordLayout::Field& field = record.layout().fields()[f];
        const bool repeated = record.layout().segments()[field.segment].repeated;
        for (std::uint32_t row = 1; row <= record.rows(field.segment); ++row) {
            const FieldText cell = record.get(static_cast<FieldIndex>(f), row);
            if (cell.present) text += fmt::format("  {} = {}\n", place(field.tag, repeated ? row : 0), cell.text);
        }
    }
    return text;
}

std::string origin(const BuildOrigin& origin) {
    return fmt::format("{} {} {}:{}", to_string(origin.kind), origin.buffer, origin.file, origin.line);
}

}  // namespace

std::string describe(const BuildOutcome& outcome) {
    std::string text = fmt::format("{}\n{}", to_string(outcome.status), cells(outcome.record));
    for (const BuildNeed& need : outcome.needs) {
        text += fmt::format("needs {} | {} | {} | {} | {}:{} | {}\n  {}\n", place(need.field, need.row), need.label,
                            need.reason, need.code, need.file, need.line, need.index, need.text);
    }
    for (const BuildRefusal& refusal : outcome.refusals) {
        text += fmt::format("refused {} | {} | {} | {}:{}\n  {}\n", place(refusal.field, refusal.row), refusal.code,
                            refusal.message, refusal.file, refusal.line, refusal.text);
        for (const BuildRefusal::Part& part : refusal.parts) {
            text += fmt::format("  {} = {} of {}\n", place(part.field, part.row), part.shown, origin(part.origin));
        }
    }
    for (const BuildRemark& remark : outcome.remarks) {
        text += fmt::format("remark {} | {}\n", place(remark.field, remark.row), remark.text);
    }
    if (!outcome.kept_for.empty()) text += fmt::format("kept for {}\n", outcome.kept_for);
    for (const KeptValue& kept : outcome.kept) {
        text += fmt::format("kept {} = {}\n", place(kept.field, kept.row), kept.text);
    }
    for (const BuiltField& filled : outcome.filled) {
        text += fmt::format("filled {}[{}] by {}\n", filled.field, filled.row, origin(filled.origin));
    }
    return text + describe(outcome.result);
}

std::string describe(const BuildRequest& request) {
    std::string text = fmt::format("{}{}\n", request.construction, request.show_ids ? ", showing ids" : "");
    for (const BuildRows& rows : request.rows) text += fmt::format("  {} rows of {}\n", rows.count, rows.name);
    for (const BuildValue& value : request.values) {
        text += fmt::format("  {} = {}\n", place(value.field, value.row), value.text);
    }
    for (const BuildBuffer& buffer : request.buffers) {
        text += fmt::format("  {} of {} bytes: {}\n", buffer.name, buffer.bytes.size(), buffer.bytes);
    }
    for (const auto& given : request.givens) text += given ? fmt::format("  given {}\n", *given) : "  not given\n";
    return text;
}

std::string describe(const BuilderDescription& description) {
    std::string text;
    for (const BufferDescription& buffer : description.buffers) {
        text += fmt::format("buffer {} {} {}\n", buffer.name, buffer.label, buffer.size);
        for (const BufferDescription::Part& part : buffer.parts) {
            text += fmt::format("  {} {} {}..{}\n", part.name, part.field, part.first, part.last);
        }
    }
    for (const ConstructionDescription& one : description.constructions) {
        text += fmt::format("build {} {} in {} for {}\n", one.name, one.label, one.scenario, one.kept_for);
        for (const std::uint32_t buffer : one.buffers) text += fmt::format("  from {}\n", buffer);
        for (const ClauseDescription& clause : one.clauses) {
            text += fmt::format("  {} {} {} | {} | {} | {}:{}\n", static_cast<int>(clause.kind), clause.field,
                                clause.row_name, clause.value, clause.condition, clause.file, clause.line);
        }
    }
    return text;
}

}  // namespace jianhe::test
