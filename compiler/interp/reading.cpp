#include "compiler/interp/reading.h"

#include <algorithm>

#include <jianhe/encoding.h>
#include <jianhe/identifier.h>
#include <jianhe/number.h>
#include <jianhe/words.h>

#include "compiler/ir/word_range.h"

namespace jianhe {
namespace {

using ir::FieldRole;
using ir::FieldType;

// What reading one content yields: a number where the type has one, or the check that it fails.
struct Outcome {
    std::optional<FieldRole> fault;
    std::int64_t number = 0;
};

Outcome fault(FieldRole role) { return {role, 0}; }

Outcome from_lexical(Lexical lexical, std::int64_t number) {
    switch (lexical) {
        case Lexical::Ok: return {std::nullopt, number};
        case Lexical::WrongType: return fault(FieldRole::WrongType);
        case Lexical::WrongLength: return fault(FieldRole::WrongLength);
        case Lexical::OutOfRange: return fault(FieldRole::OutOfRange);
    }
    return fault(FieldRole::WrongType);
}

bool fits_length(const ir::Field& field, std::string_view text) {
    const std::size_t length = wire_length(text, TextEncoding::Utf8);
    return field.exact ? length == field.length : length <= field.length;
}

Outcome within(const ir::Field& field, Outcome outcome) {
    if (outcome.fault) return outcome;
    if ((field.low && outcome.number < *field.low) || (field.high && outcome.number > *field.high)) {
        return fault(FieldRole::OutOfRange);
    }
    return outcome;
}

Outcome read_number(const ir::Field& field, std::string_view text) {
    std::int64_t number = 0;
    const Lexical lexical = field.type == FieldType::Number ? parse_number(text, field.length, number)
                                                            : parse_decimal(text, field.length, field.scale, number);
    return within(field, from_lexical(lexical, number));
}

Outcome read_date(FieldType type, std::string_view text) {
    if (type == FieldType::RocDate) {
        Date date{};
        const Lexical lexical = parse_roc_date(text, date);
        return from_lexical(lexical, date.days);
    }
    DateTime time{};
    const Lexical lexical = parse_roc_datetime(text, time);
    return from_lexical(lexical, time.seconds);
}

// Words looked for as they are defined, one by one.
struct PlainWords {
    const ir::Module& module;

    const ir::CodeSet& code_set(ir::CodeSetId set) const { return module.code_sets[ir::index_of(set)]; }
    bool in_set(std::string_view word, ir::SetId set) const { return ir::in_set(word, module.sets[ir::index_of(set)]); }
    const ir::CodeSet::Row* code_row(ir::CodeSetId set, std::string_view code, std::optional<Date> day) const {
        return find_code_row(code_set(set), code, day);
    }
};

template <class Words>
Outcome read_code(Words& words, ir::CodeSetId set, std::string_view text, std::optional<Date> day) {
    if (words.code_set(set).is_open || words.code_row(set, text, day) != nullptr) return {};
    return fault(FieldRole::NotInSet);
}

template <class Words>
Outcome read_code_list(Words& words, const ir::Field& field, std::string_view text, std::optional<Date> day) {
    const std::size_t length = wire_length(text, TextEncoding::Utf8);
    if (length % field.item_length != 0 || length > field.length) return fault(FieldRole::WrongLength);
    for (std::size_t at = 1; at <= length; at += field.item_length) {
        const Outcome item = read_code(words, field.code_set, wire_slice(text, at, at + field.item_length - 1), day);
        if (item.fault) return item;
    }
    return {};
}

// Measured on the wire before its characters are looked at; one outside ASCII belongs to no identifier.
Outcome read_visit_id(const ir::Field& field, std::string_view text) {
    if (!fits_length(field, text)) return fault(FieldRole::WrongLength);
    return check_visit_id(text) == Lexical::Ok ? Outcome{} : fault(FieldRole::WrongType);
}

Outcome read_facility_code(const ir::Field& field, std::string_view text) {
    const Lexical lexical = check_facility_code(text, field.exact);
    if (lexical == Lexical::Ok && text.size() > field.length) return fault(FieldRole::WrongLength);
    return from_lexical(lexical, 0);
}

template <class Words>
Outcome read_content(Words& words, const ir::Field& field, std::string_view text, std::optional<Date> day) {
    switch (field.type) {
        case FieldType::Text: return fits_length(field, text) ? Outcome{} : fault(FieldRole::WrongLength);
        case FieldType::Number:
        case FieldType::Decimal: return read_number(field, text);
        case FieldType::RocDate:
        case FieldType::RocDateTime: return read_date(field.type, text);
        case FieldType::NationalId: return from_lexical(check_person_id(text), 0);
        case FieldType::FacilityCode: return read_facility_code(field, text);
        case FieldType::VisitId: return read_visit_id(field, text);
        case FieldType::Code:
            if (!fits_length(field, text)) return fault(FieldRole::WrongLength);
            return read_code(words, field.code_set, text, day);
        case FieldType::CodeList: return read_code_list(words, field, text, day);
    }
    return fault(FieldRole::WrongType);
}

template <class Words>
Reading read_with(Words& words, const ir::Field& field, FieldText text, std::optional<Date> code_set_date) {
    Reading reading;
    reading.text = text.text;
    if (is_empty(text)) {
        reading.state = text.present ? Reading::State::Blank : Reading::State::Absent;
        return reading;
    }
    // Placeholders go before the type: a stand-in need not look like what it stands for.
    for (const ir::Placeholder& placeholder : field.placeholders) {
        if (words.in_set(text.text, placeholder.members)) {
            reading.state = Reading::State::Placeholder;
            return reading;
        }
    }
    reading.state = Reading::State::Malformed;
    for (const ir::SetId set : field.forbidden_placeholders) {
        if (words.in_set(text.text, set)) {
            reading.fault = FieldRole::WrongType;
            return reading;
        }
    }
    const Outcome outcome = read_content(words, field, text.text, code_set_date);
    if (outcome.fault) {
        reading.fault = *outcome.fault;
        return reading;
    }
    reading.state = Reading::State::Value;
    reading.number = outcome.number;
    return reading;
}

}  // namespace

bool is_text(ir::FieldType type) noexcept {
    switch (type) {
        case FieldType::Number:
        case FieldType::Decimal:
        case FieldType::RocDate:
        case FieldType::RocDateTime: return false;
        case FieldType::Text:
        case FieldType::Code:
        case FieldType::CodeList:
        case FieldType::NationalId:
        case FieldType::FacilityCode:
        case FieldType::VisitId: return true;
    }
    return true;
}

const ir::CodeSet::Row* find_code_row(const ir::CodeSet& set, std::string_view code, std::optional<Date> day) noexcept {
    for (const ir::CodeSet::Row& row : set.rows) {
        if (day && !row.valid.holds(*day)) continue;
        if (ir::in_word_range(code, row.code)) return &row;
    }
    return nullptr;
}

Reading read_field(const ir::Module& module, const ir::Field& field, FieldText text,
                   std::optional<Date> code_set_date) {
    const PlainWords words{module};
    return read_with(words, field, text, code_set_date);
}

Reading read_field(ModuleWords& words, const ir::Field& field, FieldText text, std::optional<Date> code_set_date) {
    return read_with(words, field, text, code_set_date);
}

}  // namespace jianhe
