#include "tests/windows/record_lines.h"

#include <cstdint>
#include <stdexcept>
#include <utility>

#include "tests/cases/case_report.h"

namespace jianhe::test {
namespace {

// A text without line ends and NUL.
std::string escaped(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= ' ' && byte != '%') {
            out += c;
        } else {
            out.append("%").append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
        }
    }
    return out;
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
        i += 2;
    }
    return out;
}

// Takes the next word off the line.
std::string_view word_of(std::string_view& line) {
    const std::size_t end = line.find(' ');
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    return word;
}

std::int64_t number_of(std::string_view& line) { return std::stoll(std::string(word_of(line))); }

void read_fault(std::string_view line, Record& record) {
    StructureFault fault;
    fault.kind = static_cast<StructureFault::Kind>(number_of(line));
    fault.segment = static_cast<SegmentIndex>(number_of(line));
    fault.row = static_cast<std::uint32_t>(number_of(line));
    fault.name = unescaped(line);
    record.add_fault(std::move(fault));
}

void read_line(std::string_view line, LinedRecord& one) {
    Record& record = one.record;
    const std::string_view kind = word_of(line);
    if (kind == "given") {
        const auto index = static_cast<std::size_t>(number_of(line));
        one.givens.at(index) = number_of(line);
    } else if (kind == "masters") {
        one.with_masters = true;
    } else if (kind == "big5") {
        record.set_encoding(TextEncoding::Big5);
    } else if (kind == "row") {
        record.add_row(record.layout().find_segment(line));
    } else if (kind == "fault") {
        read_fault(line, record);
    } else {
        const FieldIndex field = record.layout().find_field(kind);
        if (field == kNoField) throw std::runtime_error("no such line: " + std::string(kind));
        const SegmentIndex segment = record.layout().fields()[field].segment;
        const bool repeated = record.layout().segments()[segment].repeated;
        record.set(field, repeated ? record.rows(segment) : 0, record.keep(unescaped(line)));
    }
}

}  // namespace

std::string to_lines(const LinedRecord& one) {
    std::string out = "# " + one.title + '\n';
    for (std::size_t i = 0; i < one.givens.size(); ++i) {
        if (one.givens[i]) out += "given " + std::to_string(i) + ' ' + std::to_string(*one.givens[i]) + '\n';
    }
    if (one.with_masters) out += "masters\n";
    if (one.record.encoding() == TextEncoding::Big5) out += "big5\n";
    const RecordLayout& layout = one.record.layout();
    for (SegmentIndex index = 0; index < layout.segments().size(); ++index) {
        const RecordLayout::Segment& segment = layout.segments()[index];
        for (std::uint32_t row = 1; row <= one.record.rows(index); ++row) {
            out += "row " + segment.tag + '\n';
            for (FieldIndex i = 0; i < segment.field_count; ++i) {
                const auto field = static_cast<FieldIndex>(segment.first_field + i);
                const FieldText text = one.record.get(field, segment.repeated ? row : 0);
                if (text.present) out += layout.fields()[field].tag + ' ' + escaped(text.text) + '\n';
            }
        }
    }
    for (const StructureFault& fault : one.record.faults()) {
        out += "fault " + std::to_string(static_cast<int>(fault.kind)) + ' ' + std::to_string(fault.segment) + ' ' +
               std::to_string(fault.row) + ' ' + escaped(fault.name) + '\n';
    }
    return out;
}

std::vector<LinedRecord> read_lines(const RecordLayout& layout, std::size_t given_count, std::string_view lines) {
    std::vector<LinedRecord> records;
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
        if (line.starts_with("# ")) {
            records.push_back({std::string(line.substr(2)), GivenValues(given_count), false, Record(layout)});
        } else if (records.empty()) {
            throw std::runtime_error("a line in front of the first record");
        } else {
            read_line(line, records.back());
        }
    }
    return records;
}

std::string say(const LinedRecord& one, Validator& validator, const UploadWriter& writer) {
    RecordResult result;
    validator.check(one.record, result);
    std::string out = "# " + one.title + '\n' + describe(result);
    std::string upload;
    if (const Result<void> written = writer.record(one.record, upload); !written) {
        return out + "no upload: " + written.error().text + '\n';
    }
    std::uint64_t digest = 0xcbf29ce484222325U;
    for (const char c : upload) digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return out + std::to_string(upload.size()) + " bytes, " + std::to_string(digest) + '\n';
}

}  // namespace jianhe::test
