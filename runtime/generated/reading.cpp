// The part of the context that reads a record's texts: which state each field is in, and its content.

#include <algorithm>
#include <cstring>

#include <jianhe/encoding.h>
#include <jianhe/generated/context.h>
#include <jianhe/identifier.h>
#include <jianhe/number.h>

#include "read_field.h"

namespace jianhe::generated {

bool is_ascii(std::string_view text) noexcept {
    std::uint64_t all = 0;
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left >= sizeof all; left -= sizeof all, at += sizeof all) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        all |= word;
    }
    for (; left > 0; --left, ++at) all |= static_cast<unsigned char>(*at);
    return (all & 0x8080808080808080U) == 0;
}

namespace {

std::size_t length_on_wire(std::string_view utf8) noexcept {
    return is_ascii(utf8) ? utf8.size() : wire_length(utf8, TextEncoding::Utf8);
}

bool fits_length(const FieldFacts& field, std::string_view text) noexcept {
    // In UTF-8 no character is shorter than on the wire.
    if (!field.exact && text.size() <= field.length) return true;
    const std::size_t length = length_on_wire(text);
    return field.exact ? length == field.length : length <= field.length;
}

Value malformed(Fault fault) noexcept {
    Value value = Value::unknown();
    value.number = static_cast<std::int64_t>(fault);
    return value;
}

Value read_as(Lexical lexical, const Value& value) noexcept {
    switch (lexical) {
        case Lexical::Ok: return value;
        case Lexical::WrongType: return malformed(Fault::WrongType);
        case Lexical::WrongLength: return malformed(Fault::WrongLength);
        case Lexical::OutOfRange: return malformed(Fault::OutOfRange);
    }
    return malformed(Fault::WrongType);
}

Value within(const FieldFacts& field, Lexical lexical, std::int64_t content) noexcept {
    if (lexical == Lexical::Ok && (content < field.low || content > field.high)) return malformed(Fault::OutOfRange);
    return read_as(lexical, Value::of(content));
}

Value read_number(const FieldFacts& field, std::string_view text) noexcept {
    std::int64_t content = 0;
    const Lexical lexical = parse_number(text, field.length, content);
    return within(field, lexical, content);
}

Value read_decimal(const FieldFacts& field, std::string_view text) noexcept {
    std::int64_t content = 0;
    const Lexical lexical = parse_decimal(text, field.length, field.scale, content);
    return within(field, lexical, content);
}

Value read_date(std::string_view text) noexcept {
    Date date;
    const Lexical lexical = parse_roc_date(text, date);
    return read_as(lexical, Value::of(date.days));
}

Value read_datetime(std::string_view text) noexcept {
    DateTime time;
    const Lexical lexical = parse_roc_datetime(text, time);
    return read_as(lexical, Value::of(time.seconds));
}

bool is_code(const WordList& codes, std::string_view text, std::optional<Date> day) noexcept {
    return codes.is_open || codes.find(text, codes.is_dated ? day : std::nullopt) != WordList::kNone;
}

Value read_code_list(const FieldFacts& field, std::string_view text, std::optional<Date> day) noexcept {
    const std::size_t length = length_on_wire(text);
    if (length % field.item_length != 0 || length > field.length) return malformed(Fault::WrongLength);
    for (std::size_t at = 1; at <= length; at += field.item_length) {
        const std::string_view item = wire_slice(text, at, at + field.item_length - 1);
        if (!is_code(*field.codes, item, day)) return malformed(Fault::NotInSet);
    }
    return Value::of(text);
}

Value read_content(const FieldFacts& field, std::string_view text, std::optional<Date> day) noexcept {
    switch (field.type) {
        case FieldType::Text: return fits_length(field, text) ? Value::of(text) : malformed(Fault::WrongLength);
        case FieldType::Number: return read_number(field, text);
        case FieldType::Decimal: return read_decimal(field, text);
        case FieldType::RocDate: return read_date(text);
        case FieldType::RocDateTime: return read_datetime(text);
        case FieldType::NationalId: return read_as(check_person_id(text), Value::of(text));
        case FieldType::FacilityCode: {
            const Lexical lexical = check_facility_code(text, field.exact);
            if (lexical == Lexical::Ok && text.size() > field.length) return malformed(Fault::WrongLength);
            return read_as(lexical, Value::of(text));
        }
        case FieldType::VisitId:
            // Measured before its characters are looked at; one outside ASCII belongs to no identifier.
            if (!fits_length(field, text)) return malformed(Fault::WrongLength);
            return check_visit_id(text) == Lexical::Ok ? Value::of(text) : malformed(Fault::WrongType);
        case FieldType::Code:
            if (!fits_length(field, text)) return malformed(Fault::WrongLength);
            return is_code(*field.codes, text, day) ? Value::of(text) : malformed(Fault::NotInSet);
        case FieldType::CodeList: return read_code_list(field, text, day);
    }
    return malformed(Fault::WrongType);
}

}  // namespace

Value read_field(const FieldFacts& field, std::string_view text, std::optional<Date> day) noexcept {
    // Placeholders go before the type: a stand-in need not look like what it stands for.
    for (const WordList* placeholder : field.placeholders) {
        if (placeholder->has(text)) return {Value::State::Placeholder, 0, text};
    }
    for (const WordList* foreign : field.forbidden_placeholders) {
        if (foreign->has(text)) return malformed(Fault::WrongType);
    }
    return read_content(field, text, day);
}

namespace {

// Like big5_to_utf8: a byte that fits no character becomes one U+FFFD.
char* write_replacing(std::string_view big5, char* utf8) noexcept {
    constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
    for (std::size_t at = 0; at < big5.size();) {
        const std::string_view one = big5.substr(at, static_cast<unsigned char>(big5[at]) < 0x80 ? 1 : 2);
        if (char* end = write_big5_as_utf8(one, utf8)) {
            utf8 = end;
            at += one.size();
        } else {
            utf8 = std::copy(kReplacement.begin(), kReplacement.end(), utf8);
            ++at;
        }
    }
    return utf8;
}

void set_bit(std::vector<std::uint64_t>& bits, std::size_t row_begins, std::uint32_t bit) noexcept {
    bits[row_begins + bit / 64] |= std::uint64_t{1} << bit % 64;
}

}  // namespace

// Constants are UTF-8, so texts in Big5 must be, too. ASCII is the same in both encodings.
std::string_view Context::utf8(std::string_view big5) noexcept {
    if (is_ascii(big5)) return big5;
    // Three bytes are the most that one becomes, where each is replaced; see write_big5_as_utf8 for the four.
    char* const begin = converted_.room(3 * big5.size() + 4);
    const char* end = write_big5_as_utf8(big5, begin);
    if (end == nullptr) end = write_replacing(big5, begin);
    return converted_.keep(begin, end);
}

void Context::make_room(std::uint32_t id, std::uint32_t rows) noexcept {
    SegmentRows& segment = segments_[id];
    segment.count = rows;
    segment.has_malformed = false;
    const SegmentFacts& facts = rules_.segments[id];
    // A segment that stands once keeps its place in values_ also where it is missing.
    const std::uint32_t needed = facts.repeated ? rows : 1;
    if (needed > segment.capacity) {
        segment.capacity = std::max(needed, 2 * segment.capacity);
        segment.given.resize(std::size_t{segment.capacity} * segment.words);
        segment.malformed.resize(segment.given.size());
        if (facts.repeated) {
            segment.store.resize(std::size_t{segment.capacity} * segment.field_count);
            segment.values = segment.store.data();
        }
    }
    std::fill_n(segment.values, std::size_t{needed} * segment.field_count, Value{});
    std::fill_n(segment.given.begin(), std::size_t{needed} * segment.words, 0);
    std::fill_n(segment.malformed.begin(), std::size_t{needed} * segment.words, 0);
}

void Context::read(const Record& record) noexcept {
    converted_.reset();
    code_set_day_.reset();
    for (std::uint32_t i = 0; i < segments_.size(); ++i) {
        make_room(i, record.rows(static_cast<SegmentIndex>(i)));
        read_segment(record, i);
    }
    code_set_day_ = day(rules_.code_sets_by);
    if (code_set_day_) read_dated_fields();
    choose_columns(record);
}

void Context::read_segment(const Record& record, std::uint32_t id) noexcept {
    SegmentRows& segment = segments_[id];
    const FieldFacts* fields = &rules_.fields[rules_.segments[id].first_field];
    const bool is_utf8 = record.encoding() == TextEncoding::Utf8;
    for (std::uint32_t row = 0; row < segment.count; ++row) {
        const auto texts = record.fields_of(static_cast<SegmentIndex>(id), row + 1);
        Value* values = segment.values + std::size_t{row} * segment.field_count;
        for (std::uint32_t i = 0; i < segment.field_count; ++i) {
            if (!texts[i].present || is_blank(texts[i].text)) continue;
            set_bit(segment.given, std::size_t{row} * segment.words, i);
            const std::string_view text = is_utf8 ? texts[i].text : utf8(texts[i].text);
            values[i] = read_field(fields[i], text, std::nullopt);
            if (values[i].state == Value::State::Unknown) note_malformed(segment, row, i);
        }
    }
}

void Context::note_malformed(SegmentRows& segment, std::uint32_t row, std::uint32_t field) noexcept {
    segment.has_malformed = true;
    set_bit(segment.malformed, std::size_t{row} * segment.words, field);
}

// Codes of dated sets were read as if every row of their set held; now the day is known. What decides on the day are
// no such fields.
void Context::read_dated_fields() noexcept {
    for (const std::uint32_t id : dated_fields_) {
        const FieldFacts& field = rules_.fields[id];
        SegmentRows& segment = segments_[field.segment];
        const std::uint32_t at = id - rules_.segments[field.segment].first_field;
        for (std::uint32_t row = 0; row < segment.count; ++row) {
            Value& value = segment.values[std::size_t{row} * segment.field_count + at];
            if (value.state != Value::State::Present) continue;
            value = read_field(field, value.text, code_set_day_);
            if (value.state == Value::State::Unknown) note_malformed(segment, row, at);
        }
    }
}

}  // namespace jianhe::generated
