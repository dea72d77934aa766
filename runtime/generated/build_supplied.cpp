// The first stage of building: the caller's values and what the devices returned.

#include <algorithm>

#include <jianhe/encoding.h>
#include <jianhe/generated/build_engine.h>

#include "build_texts.h"
#include "read_field.h"
#include "runtime/text/big5_fit.h"

namespace jianhe::generated {
namespace {

bool is_control(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n') || byte == 0x7F;
}

// What keeps a text from standing in a record; empty: nothing.
std::string fault_of(std::string_view text, TextEncoding wire) {
    if (find_invalid(text, TextEncoding::Utf8)) return "the text is not UTF-8";
    if (std::any_of(text.begin(), text.end(), is_control)) return "the text has a control character";
    // The error names the character only.
    if (wire == TextEncoding::Big5 && !fits_big5(text)) return utf8_to_big5(text).error().text;
    return {};
}

}  // namespace

bool BuildEngine::add_rows(std::uint32_t segment, std::uint32_t count) noexcept {
    if (count > kMostRows) return false;
    while (rows(segment) < count) record_->add_row(static_cast<SegmentIndex>(segment));
    make_room(segment);
    return true;
}

void BuildEngine::give(std::uint32_t id, std::uint32_t row, std::string_view text) noexcept {
    if (is_blank(text)) return;
    const Cell cell{id, row};
    const std::string_view tag = field(id).tag;
    const std::uint32_t segment = field(id).segment;
    if (is_in_rows(id) != (row > 0)) {
        if (row > 0) return add_refusal(tag, row, "the field does not stand in rows", nullptr);
        std::string& message = new_text();
        message.append("the field stands in rows of ").append(building_.segments[segment].row_name);
        message.append(", counted from 1");
        return add_refusal(tag, row, keep_text(message), nullptr);
    }
    if (row > rows(segment) && row > 0 && !add_rows(segment, row)) {
        std::string& message = new_text();
        message.append("more than ");
        append_number(message, kMostRows);
        message.append(" rows");
        return add_refusal(tag, row, keep_text(message), nullptr);
    }
    if (!is_empty(cell)) return add_refusal(tag, row, "the caller gives it twice", nullptr);
    if (const std::string fault = fault_of(text, building_.wire); !fault.empty()) {
        return add_refusal(tag, row, keep_text(fault), nullptr);
    }
    put(cell, keep_text(text), Trail::From::Caller, 0);
}

void BuildEngine::give_buffer(std::uint32_t id, std::string_view bytes) noexcept {
    const BufferFacts& buffer = building_.buffers[id];
    const auto& taken = construction().buffers;
    if (std::find(taken.begin(), taken.end(), id) == taken.end()) {
        std::string& message = new_text();
        message.append(construction().name).append(" takes no buffer ").append(buffer.name);
        return add_refusal({}, 0, keep_text(message), &construction().source);
    }
    if (bytes.size() != buffer.size) {
        std::string& message = new_text();
        message.append("buffer ").append(buffer.name).append(" has ");
        append_number(message, bytes.size());
        message.append(" bytes, and ");
        append_number(message, buffer.size);
        message.append(" are expected");
        return add_refusal({}, 0, keep_text(message), &buffer.source);
    }
    if (was_given(id)) {
        std::string& message = new_text();
        message.append("buffer ").append(buffer.name).append(" is given twice");
        return add_refusal({}, 0, keep_text(message), nullptr);
    }
    given_buffers_[id] = bytes;
}

void BuildEngine::take_buffers() noexcept {
    for (const std::uint32_t id : construction().buffers) {
        if (!was_given(id)) continue;
        for (const BufferFacts::Part& part : building_.buffers[id].parts) take_part(id, part, given_buffers_[id]);
    }
}

// Devices fill up with blanks and NUL: what is nothing but these is absent.
void BuildEngine::take_part(std::uint32_t buffer, const BufferFacts::Part& part, std::string_view bytes) noexcept {
    bytes = bytes.substr(part.first, part.last - part.first + 1);
    bytes = bytes.substr(0, bytes.find_last_not_of(std::string_view(" \0", 2)) + 1);
    if (bytes.empty() || is_blank(bytes)) return;
    const bool is_field = part.field != kNone;
    const std::string_view name = building_.buffers[buffer].name;
    std::string_view text;
    bool fits = !find_invalid(bytes, building_.wire).has_value();
    if (fits && building_.wire == TextEncoding::Big5) {
        // See write_big5_as_utf8 for the room it wants.
        char* const begin = texts_.room(2 * bytes.size() + 4);
        text = texts_.keep(begin, write_big5_as_utf8(bytes, begin));
        fits = fault_of(text, building_.wire).empty();
    } else if (fits) {
        text = keep_text(bytes);
        fits = fault_of(text, building_.wire).empty();
    }
    if (!fits) {
        std::string& message = new_text();
        message.append("bytes ");
        append_number(message, part.first);
        message.append(" to ");
        append_number(message, part.last);
        message.append(" of buffer ").append(name).append(" are no text");
        const std::string_view tag = is_field ? field(part.field).tag : std::string_view();
        return add_refusal(tag, 0, keep_text(message), nullptr);
    }
    if (!is_field) {
        Value& own = parts_[part.name];
        if (own.state == Value::State::Empty) own = Value::of(text);
        return;
    }
    const Cell cell{part.field, 0};
    if (is_empty(cell)) return put(cell, text, Trail::From::Buffer, buffer);
    if (is_same(cell, text)) return;
    std::string& said = new_text();
    append_shown(said, cell.field, this->text(cell));
    said.append(" of ");
    append_origin(said, cell);
    said.append(" stays; buffer ").append(name).append(" has ");
    append_shown(said, cell.field, text);
    remark(cell, keep_text(said));
}

}  // namespace jianhe::generated
