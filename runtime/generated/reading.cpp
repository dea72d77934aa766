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

bool has_length(const FieldFacts& field, std::string_view text) noexcept {
    const std::size_t length = length_on_wire(text);
    return field.exact ? length == field.length : length <= field.length;
}

inline bool fits_length(const FieldFacts& field, std::string_view text) noexcept {
    // In UTF-8 no character is shorter than on the wire.
    return (!field.exact && text.size() <= field.length) || has_length(field, text);
}

// Values are written where they stand, part by part as they are read later.
void put(Value& value, std::string_view text, std::int64_t number = 0) noexcept {
    value.state = Value::State::Present;
    value.number = number;
    value.text = text;
}

void put(Value& value, std::int64_t number) noexcept { put(value, {}, number); }

void put(Value& value, Fault fault) noexcept {
    value.state = Value::State::Unknown;
    value.number = static_cast<std::int64_t>(fault);
    value.text = {};
}

Fault fault_of(Lexical lexical) noexcept {
    if (lexical == Lexical::WrongLength) return Fault::WrongLength;
    return lexical == Lexical::OutOfRange ? Fault::OutOfRange : Fault::WrongType;
}

template <class Content>
void put_if_ok(Value& value, Lexical lexical, const Content& content) noexcept {
    lexical == Lexical::Ok ? put(value, content) : put(value, fault_of(lexical));
}

void put_within(Value& value, const FieldFacts& field, Lexical lexical, std::int64_t content) noexcept {
    if (lexical == Lexical::Ok && (content < field.low || content > field.high)) lexical = Lexical::OutOfRange;
    put_if_ok(value, lexical, content);
}

void read_number(const FieldFacts& field, std::string_view text, Value& value) noexcept {
    std::int64_t content = 0;
    const Lexical lexical = parse_number(text, field.length, content);
    put_within(value, field, lexical, content);
}

void read_decimal(const FieldFacts& field, std::string_view text, Value& value) noexcept {
    std::int64_t content = 0;
    const Lexical lexical = parse_decimal(text, field.length, field.scale, content);
    put_within(value, field, lexical, content);
}

void read_date(std::string_view text, Value& value) noexcept {
    Date date;
    const Lexical lexical = parse_roc_date(text, date);
    put_if_ok(value, lexical, std::int64_t{date.days});
}

void read_datetime(std::string_view text, Value& value) noexcept {
    DateTime time;
    const Lexical lexical = parse_roc_datetime(text, time);
    put_if_ok(value, lexical, time.seconds);
}

void read_facility_code(const FieldFacts& field, std::string_view text, Value& value) noexcept {
    Lexical lexical = check_facility_code(text, field.exact);
    if (lexical == Lexical::Ok && text.size() > field.length) lexical = Lexical::WrongLength;
    put_if_ok(value, lexical, text);
}

// The number of its row stays with the code: see FieldSelection.
void read_code(const WordList& codes, std::string_view text, const Date* day, Value& value) noexcept {
    const std::uint32_t row = codes.find(text, day);
    if (row == WordList::kNone && !codes.is_open) return put(value, Fault::NotInSet);
    put(value, text, row);
}

void read_code_list(const FieldFacts& field, std::string_view text, const Date* day, Value& value) noexcept {
    const std::size_t length = length_on_wire(text);
    if (length % field.item_length != 0 || length > field.length) return put(value, Fault::WrongLength);
    for (std::size_t at = 1; at <= length; at += field.item_length) {
        read_code(*field.codes, wire_slice(text, at, at + field.item_length - 1), day, value);
        if (value.state == Value::State::Unknown) return;
    }
    put(value, text);
}

void read_content(const FieldFacts& field, std::string_view text, const Date* day, Value& value) noexcept {
    switch (field.type) {
        case FieldType::Text:
            if (!fits_length(field, text)) return put(value, Fault::WrongLength);
            return put(value, text);
        case FieldType::Number: return read_number(field, text, value);
        case FieldType::Decimal: return read_decimal(field, text, value);
        case FieldType::RocDate: return read_date(text, value);
        case FieldType::RocDateTime: return read_datetime(text, value);
        case FieldType::NationalId: return put_if_ok(value, check_person_id(text), text);
        case FieldType::FacilityCode: return read_facility_code(field, text, value);
        case FieldType::VisitId:
            // Measured before its characters are looked at; one outside ASCII belongs to no identifier.
            if (!fits_length(field, text)) return put(value, Fault::WrongLength);
            if (check_visit_id(text) != Lexical::Ok) return put(value, Fault::WrongType);
            return put(value, text);
        case FieldType::Code:
            if (!fits_length(field, text)) return put(value, Fault::WrongLength);
            return read_code(*field.codes, text, day, value);
        case FieldType::CodeList: return read_code_list(field, text, day, value);
    }
}

bool is_placeholder(const FieldFacts& field, std::string_view text, Value& value) noexcept {
    for (const WordList* placeholder : field.placeholders) {
        if (!placeholder->has(text)) continue;
        put(value, text);
        value.state = Value::State::Placeholder;
        return true;
    }
    for (const WordList* foreign : field.forbidden_placeholders) {
        if (!foreign->has(text)) continue;
        put(value, Fault::WrongType);
        return true;
    }
    return false;
}

}  // namespace

void read_field(const FieldFacts& field, std::string_view text, const Date* day, Value& value) noexcept {
    // Placeholders go before the type: a stand-in need not look like what it stands for.
    if (!is_placeholder(field, text, value)) read_content(field, text, day, value);
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
    // The values of rows that are there are written when they are read.
    if (rows == 0) std::fill_n(segment.values, std::size_t{needed} * segment.field_count, Value{});
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
    const FieldFacts* const fields = &rules_.fields[rules_.segments[id].first_field];
    const bool is_utf8 = record.encoding() == TextEncoding::Utf8;
    for (std::uint32_t row = 0; row < segment.count; ++row) {
        const auto texts = record.fields_of(static_cast<SegmentIndex>(id), row + 1);
        Value* value = segment.values + std::size_t{row} * segment.field_count;
        std::uint64_t* const given = segment.given.data() + std::size_t{row} * segment.words;
        std::uint32_t at = 0;
        for (const FieldText& here : texts) {
            if (here.present && !is_blank(here.text)) {
                given[at / 64] |= std::uint64_t{1} << at % 64;
                read_field(fields[at], is_utf8 ? here.text : utf8(here.text), nullptr, *value);
                if (value->state == Value::State::Unknown) note_malformed(segment, row, at);
            } else {
                *value = Value{};  // all of it: the text of an earlier record may be gone
            }
            ++at;
            ++value;
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
            read_field(field, value.text, code_set_day(), value);
            if (value.state == Value::State::Unknown) note_malformed(segment, row, at);
        }
    }
}

}  // namespace jianhe::generated
