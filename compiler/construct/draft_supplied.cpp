// The first stage of a draft: the caller's values and what the devices returned.

#include <algorithm>

#include <fmt/format.h>

#include <jianhe/encoding.h>

#include "compiler/construct/draft.h"

namespace jianhe::construct {
namespace {

// More rows than any upload may have; a mistaken number does not fill the memory.
constexpr std::uint32_t kMostRows = 10'000;

bool is_control(unsigned char byte) {
    return (byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n') || byte == 0x7F;
}

// What keeps a text from standing in a record; empty: nothing.
std::string fault_of(std::string_view text, TextEncoding wire) {
    if (find_invalid(text, TextEncoding::Utf8)) return "the text is not UTF-8";
    if (std::any_of(text.begin(), text.end(), [](char c) { return is_control(static_cast<unsigned char>(c)); })) {
        return "the text has a control character";
    }
    if (wire == TextEncoding::Big5) {
        // The error names the character only.
        if (const Result<std::string> converted = utf8_to_big5(text); !converted) return converted.error().text;
    }
    return {};
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

bool Draft::add_rows(SegmentIndex segment, std::uint32_t count) {
    if (count > kMostRows) return false;
    while (outcome_.record.rows(segment) < count) outcome_.record.add_row(segment);
    return true;
}

void Draft::take_rows() {
    for (const BuildRows& rows : request_.rows) {
        const auto found = std::find_if(module_.segments.begin(), module_.segments.end(), [&](const ir::Segment& one) {
            return one.repeated() && (one.row_name == rows.name || one.tag == rows.name);
        });
        if (found == module_.segments.end()) {
            refuse("", 0, fmt::format("there are no rows named {}", rows.name));
        } else if (!add_rows(static_cast<SegmentIndex>(found - module_.segments.begin()), rows.count)) {
            refuse("", 0, fmt::format("{} rows of {} are more than {}", rows.count, rows.name, kMostRows));
        }
    }
}

void Draft::take_value(const BuildValue& value) {
    if (is_blank(value.text)) return;
    const FieldIndex found = outcome_.record.layout().find_field(value.field);
    if (found == kNoField) return refuse(value.field, value.row, "there is no such field");
    const Cell cell{static_cast<ir::FieldId>(found), value.row};
    const ir::SegmentId segment = module_.field(cell.field).segment;
    if (module_.segment(segment).repeated() != (value.row > 0)) {
        return refuse(value.field, value.row,
                      value.row > 0 ? "the field does not stand in rows"
                                    : fmt::format("the field stands in rows of {}, counted from 1",
                                                  module_.segment(segment).row_name));
    }
    if (value.row > 0 && !add_rows(static_cast<SegmentIndex>(ir::index_of(segment)), value.row)) {
        return refuse(value.field, value.row, fmt::format("more than {} rows", kMostRows));
    }
    if (!is_empty(cell)) return refuse(value.field, value.row, "the caller gives it twice");
    if (const std::string fault = fault_of(value.text, module_.encoding); !fault.empty()) {
        return refuse(value.field, value.row, fault);
    }
    put(cell, value.text, {BuildOrigin::Kind::Caller, {}, {}, 0});
}

void Draft::take_buffers() {
    std::vector<const BuildBuffer*> given(module_.buffers.size(), nullptr);
    for (const BuildBuffer& buffer : request_.buffers) {
        const auto found = std::find_if(module_.buffers.begin(), module_.buffers.end(),
                                        [&](const ir::Buffer& one) { return one.name == buffer.name; });
        if (found == module_.buffers.end()) {
            refuse("", 0, fmt::format("there is no buffer named {}", buffer.name));
            continue;
        }
        const auto id = static_cast<ir::BufferId>(found - module_.buffers.begin());
        const auto& taken = construction_.buffers;
        if (std::find(taken.begin(), taken.end(), id) == taken.end()) {
            refuse("", 0, fmt::format("{} takes no buffer {}", construction_.name, buffer.name),
                   &construction_.location);
        } else if (buffer.bytes.size() != found->size) {
            refuse("", 0,
                   fmt::format("buffer {} has {} bytes, and {} are expected", buffer.name, buffer.bytes.size(),
                               found->size),
                   &found->location);
        } else if (!given_buffers_.insert(id).second) {
            refuse("", 0, fmt::format("buffer {} is given twice", buffer.name));
        } else {
            given[ir::index_of(id)] = &buffer;
        }
    }
    for (const ir::BufferId id : construction_.buffers) {
        if (given[ir::index_of(id)] == nullptr) continue;
        for (const ir::Buffer::Part& part : module_.buffer(id).parts) {
            take_part(module_.buffer(id), part, given[ir::index_of(id)]->bytes);
        }
    }
}

// Devices fill up with blanks and NUL: what is nothing but these is absent.
void Draft::take_part(const ir::Buffer& buffer, const ir::Buffer::Part& part, std::string_view bytes) {
    bytes = bytes.substr(part.first, part.last - part.first + 1);
    bytes = bytes.substr(0, bytes.find_last_not_of(std::string_view(" \0", 2)) + 1);
    if (bytes.empty() || is_blank(bytes)) return;
    const bool is_field = ir::is_some(part.field);
    const std::string& part_name =
        is_field ? module_.field(part.field).tag : module_.buffer_parts[ir::index_of(part.name)];
    std::string text;
    bool fits = !find_invalid(bytes, module_.encoding).has_value();
    if (fits) {
        text = module_.encoding == TextEncoding::Big5 ? big5_to_utf8(bytes) : std::string(bytes);
        fits = fault_of(text, module_.encoding).empty();
    }
    if (!fits) {
        return refuse(is_field ? part_name : "", 0,
                      fmt::format("bytes {} to {} of buffer {} are no text", part.first, part.last, buffer.name));
    }
    if (!is_field) {
        std::optional<std::string>& own = parts_[ir::index_of(part.name)];
        if (!own) own = std::move(text);
        return;
    }
    const Cell cell{part.field, 0};
    if (is_empty(cell)) return put(cell, std::move(text), {BuildOrigin::Kind::Buffer, buffer.name, {}, 0});
    if (is_same(cell, text)) return;
    remark(cell, fmt::format("{} of {} stays; buffer {} has {}", shown(cell.field, this->text(cell)),
                             describe(*origin(cell)), buffer.name, shown(cell.field, text)));
}

}  // namespace jianhe::construct
