#include "compiler/jit/calls.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>

#include <jianhe/date.h>
#include <jianhe/identifier.h>
#include <jianhe/number.h>
#include <jianhe/words.h>

#include "compiler/interp/reading.h"
#include "compiler/ir/word_range.h"
#include "compiler/jit/host.h"

namespace jianhe::jit {
namespace {

Host& host_of(const Context* context) { return *static_cast<Host*>(context->host); }

std::uint32_t truth_bits(bool value) { return value ? kTrue : kFalse; }

// XML knows neither U+FFFE nor U+FFFF; the text is valid UTF-8 otherwise.
bool has_noncharacter(std::string_view utf8) {
    for (std::size_t at = utf8.find('\xEF'); at != std::string_view::npos; at = utf8.find('\xEF', at + 1)) {
        if (utf8.size() - at >= 3 && utf8[at + 1] == '\xBF' && static_cast<unsigned char>(utf8[at + 2]) >= 0xBE)
            return true;
    }
    return false;
}

constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kHighBits = kOnes << 7;

// The highest bit of each byte that is 0; perhaps also of such above the first one.
constexpr std::uint64_t zeros_of(std::uint64_t word) { return (word - kOnes) & ~word & kHighBits; }

// The first byte that is `<`, `>`, `&` or a control character, which no whole character of either encoding has in it.
// Eight bytes may be read anywhere.
const char* skip_plain(const char* at) {
    while (true) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        const std::uint64_t control = (word - kOnes * 0x20) & ~word & kHighBits;
        const std::uint64_t angle = zeros_of((word & kOnes * 0xFD) ^ kOnes * '<');
        const std::uint64_t stops = control | angle | zeros_of(word ^ kOnes * '&');
        if (stops != 0) return at + __builtin_ctzll(stops) / 8;
        at += sizeof word;
    }
}

bool is_ascii(std::string_view text) {
    std::size_t at = 0;
    std::uint64_t all = 0;
    for (; at + sizeof all <= text.size(); at += sizeof all) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        all |= word;
    }
    for (; at < text.size(); ++at) all |= static_cast<unsigned char>(text[at]);
    return (all & kHighBits) == 0;
}

using Bytes16 = signed char __attribute__((vector_size(16)));

// Ones for as many bytes as are asked for at most, then zeros: 16 bytes from its middle, less so many.
constexpr auto kUpTo = [] {
    std::array<signed char, 32> ones{};
    std::fill(ones.begin(), ones.begin() + 16, static_cast<signed char>(-1));
    return ones;
}();

// Whether a text is nothing but characters of two bytes in Big5, eight of which are looked at side by side. False: it
// may still be Big5. Sixteen bytes may be read anywhere.
bool are_pairs(std::string_view text) {
    constexpr signed char kDelete = 0x7F, kFirst = -128, kLast = -1, kUpperTrails = static_cast<signed char>(0xA0);
    constexpr Bytes16 kTrails = {0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1};
    if (text.size() % 2 != 0) return false;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        Bytes16 bytes, behind;
        std::memcpy(&bytes, at, sizeof bytes);
        const auto left = std::min(static_cast<std::size_t>(end - at), sizeof bytes);
        std::memcpy(&behind, kUpTo.data() + 16 - left, sizeof behind);
        // The bytes above 127 are the negative ones: 0x80 is the least, 0xFF is -1.
        const Bytes16 high = bytes < kLast;
        const Bytes16 leads = high & (bytes > kFirst);
        const Bytes16 trails = (high & (bytes > kUpperTrails)) | ((bytes > '@' - 1) & (bytes < kDelete));
        const auto wrong =
            std::bit_cast<std::array<std::uint64_t, 2>>(~((trails & kTrails) | (leads & ~kTrails)) & behind);
        if ((wrong[0] | wrong[1]) != 0) return false;
        at += sizeof bytes;
    }
    return true;
}

}  // namespace
}  // namespace jianhe::jit

using namespace jianhe;       // NOLINT(google-build-using-namespace): the functions below have C names
using namespace jianhe::jit;  // NOLINT(google-build-using-namespace)

void jh_begin(Context* context) { host_of(context).begin_record(); }

const char* jh_skip_white(const char* at) {
    while (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n') ++at;
    return at;
}

const char* jh_odd_value(Context* context, const char* begin, const char* stop) {
    Host& host = host_of(context);
    const char* end = stop;
    // A tab or a line end may stand in it. A CR is read as LF, which is not for us; what stands behind the stretch is
    // zero.
    while (*end != '<') {
        if (*end != '\t' && *end != '\n') return nullptr;
        end = skip_plain(end + 1);
    }
    std::string_view text(begin, static_cast<std::size_t>(end - begin));
    context->odd_wire_length = text.size();
    if (host.encoding == TextEncoding::Big5) {
        const std::optional<std::string_view> converted = host.from_big5(text);
        if (!converted) return nullptr;
        text = *converted;
    } else if (!is_ascii(text)) {
        if (find_invalid(text, host.encoding) || has_noncharacter(text)) return nullptr;
        context->odd_wire_length = wire_length(text, TextEncoding::Utf8);
    }
    context->odd_text = text.data();
    context->odd_length = text.size();
    return end;
}

const char* jh_value_as_it_lies(Context* context, const char* begin, const char* stop) {
    if (host_of(context).encoding != TextEncoding::Big5 || *stop != '<') return jh_odd_value(context, begin, stop);
    const std::string_view text(begin, static_cast<std::size_t>(stop - begin));
    if (!are_pairs(text) && find_invalid(text, TextEncoding::Big5)) return nullptr;
    context->odd_text = begin;
    context->odd_length = context->odd_wire_length = text.size();
    return stop;
}

void jh_convert(Context* context, std::uint32_t field, char* row) {
    Host& host = host_of(context);
    const FieldPlan& plan = host.plan.fields[field];
    Slot& slot = *reinterpret_cast<Slot*>(row + plan.slot);
    const std::string_view converted = host.converted(*context, {slot.text, slot.length});
    slot.text = converted.data();
    slot.length = static_cast<std::uint32_t>(converted.size());
    host.bits(row, Bits::AsItLies)[plan.word] &= ~(std::uint64_t{1} << plan.bit);
}

namespace {

// A text that nothing stands in for has but a length.
bool is_plain_text(const ir::Field& field) {
    return field.type == ir::FieldType::Text && field.placeholders.empty() && field.forbidden_placeholders.empty();
}

Reading read_plain_text(const ir::Field& field, std::string_view text, std::uint64_t wire_length) {
    Reading read;
    read.text = text;
    if (is_empty({text, true})) {
        read.state = Reading::State::Blank;
    } else if (field.exact ? wire_length == field.length : wire_length <= field.length) {
        read.state = Reading::State::Value;
    } else {
        read.state = Reading::State::Malformed;
        read.fault = ir::FieldRole::WrongLength;
    }
    return read;
}

}  // namespace

void jh_read_odd(Context* context, std::uint32_t id, char* row, const char* text, std::uint64_t length,
                 std::uint64_t wire_length) {
    Host& host = host_of(context);
    const FieldPlan& plan = host.plan.fields[id];
    const ir::Field& field = host.module.fields[id];
    if (plan.may_lie_as_is) {
        const std::string_view converted = host.converted(*context, {text, length});
        text = converted.data();
        length = converted.size();
    }
    Slot& slot = *reinterpret_cast<Slot*>(row + plan.slot);
    const std::uint64_t bit = std::uint64_t{1} << plan.bit;
    const auto set = [&](Bits which) { host.bits(row, which)[plan.word] |= bit; };
    const std::string_view content(text, length);
    const Reading read = is_plain_text(field) ? read_plain_text(field, content, wire_length)
                                              : read_field(host.module, field, {content, true}, std::nullopt);
    slot.text = text;
    slot.length = static_cast<std::uint32_t>(length);
    slot.number = read.number;
    slot.atoms = 0;
    slot.info = 0;
    set(Bits::Present);
    if (read.state == Reading::State::Blank) return;
    set(Bits::Given);
    if (read.state == Reading::State::Malformed) {
        set(Bits::Malformed);
        context->rows[plan.segment].any_malformed[plan.word] |= bit;
        slot.info = static_cast<std::uint32_t>(read.fault);
        context->malformed = 1;
        return;
    }
    if (read.state == Reading::State::Placeholder) set(Bits::Placeholder);
    const std::vector<Word>& words = host.words_of(id);
    slot.info = static_cast<std::uint32_t>(words.size());
    const auto word = std::lower_bound(words.begin(), words.end(), content,
                                       [](const Word& a, std::string_view b) { return a.text < b; });
    if (word == words.end() || word->text != content) return;
    slot.atoms = word->atoms;
    context->any_atoms[id] |= word->atoms;
    slot.info = static_cast<std::uint32_t>(word - words.begin());
}

void jh_grow(Context* context, std::uint32_t segment) {
    Rows& rows = context->rows[segment];
    const std::uint32_t capacity = rows.capacity == 0 ? 4 : rows.capacity * 2;
    const std::size_t size = host_of(context).plan.row_size[segment];
    auto* grown = static_cast<char*>(std::realloc(rows.data, capacity * size));
    if (grown == nullptr) std::abort();
    rows.data = grown;
    rows.capacity = capacity;
}

std::int64_t jh_number(const char* text, std::uint64_t length) {
    std::int64_t value = 0;
    const bool read = parse_number({text, length}, static_cast<unsigned>(length), value) == Lexical::Ok;
    return read ? value : kNotRead;
}

std::int64_t jh_decimal(const char* text, std::uint64_t length, std::uint32_t digits, std::uint32_t scale) {
    std::int64_t value = 0;
    return parse_decimal({text, length}, digits, scale, value) == Lexical::Ok ? value : kNotRead;
}

void jh_not_valid(Context* context, std::uint32_t field, char* row) {
    Host& host = host_of(context);
    const FieldPlan& plan = host.plan.fields[field];
    Slot& slot = *reinterpret_cast<Slot*>(row + plan.slot);
    const Date day{static_cast<std::int32_t>(context->day)};
    const std::vector<ir::Span>& valid = host.words_of(field)[slot.info].valid;
    if (context->has_day == 0 ||
        std::any_of(valid.begin(), valid.end(), [&](const ir::Span& span) { return span.holds(day); }))
        return;
    host.bits(row, Bits::Malformed)[plan.word] |= std::uint64_t{1} << plan.bit;
    context->rows[plan.segment].any_malformed[plan.word] |= std::uint64_t{1} << plan.bit;
    slot.info = static_cast<std::uint32_t>(ir::FieldRole::NotInSet);
    context->malformed = 1;
}

std::uint32_t jh_in_set(Context* context, std::uint32_t set, const char* text, std::uint64_t length) {
    const Host& host = host_of(context);
    const Host::Characters& characters = host.characters[set];
    if (length == 1 && static_cast<unsigned char>(*text) < 0x80)
        return characters.has[static_cast<unsigned char>(*text)] ? 1 : 0;
    if (characters.are_all) return 0;
    const std::string_view word(text, length);
    return characters.may_have(word) && ir::in_set(word, host.module.sets[set]) ? 1 : 0;
}

std::uint32_t jh_in_code_set(Context* context, std::uint32_t set, const char* text, std::uint64_t length) {
    const ir::CodeSet& codes = host_of(context).module.code_sets[set];
    std::optional<Date> day;
    if (codes.is_dated && context->has_day != 0) day = Date{static_cast<std::int32_t>(context->day)};
    return find_code_row(codes, {text, length}, day) != nullptr ? 1 : 0;
}

std::uint32_t jh_in_table(Context* context, std::uint32_t id, const char* left, std::uint64_t left_length,
                          const char* right, std::uint64_t right_length) {
    const ir::Table& table = host_of(context).module.tables[id];
    const std::string_view first(left, left_length);
    const std::string_view second(right, right_length);
    auto row = std::lower_bound(table.rows.begin(), table.rows.end(), first,
                                [](const auto& a, std::string_view b) { return a.first < b; });
    const bool first_known = row != table.rows.end() && row->first == first;
    for (; row != table.rows.end() && row->first == first; ++row) {
        if (row->second == second) return 1;
    }
    return !first_known && table.others_unchecked ? 1 : 0;
}

std::uint32_t jh_matches(Context* context, std::uint32_t pattern, const char* text, std::uint64_t length) {
    return matches_pattern({text, length}, host_of(context).module.patterns[pattern]) ? 1 : 0;
}

namespace {

// Where the set has more than single bytes: of the characters that are not. Apart, so that the others stay short.
[[gnu::noinline]] std::uint32_t has_any_long(const ir::Set& set, std::string_view whole) {
    for (std::size_t at = 0; at < whole.size();) {
        const std::size_t size = character_size(whole, at);
        if (size != 1 && ir::in_set(whole.substr(at, size), set)) return 1;
        at += size;
    }
    return 0;
}

}  // namespace

std::uint32_t jh_has_any(Context* context, std::uint32_t id, const char* text, std::uint64_t length) {
    const std::string_view whole(text, length);
    const Host::Characters& characters = host_of(context).characters[id];
    bool has_one = false;
    for (const char c : whole) has_one |= characters.has[static_cast<unsigned char>(c)];
    if (has_one || characters.are_all) return has_one ? 1 : 0;
    return has_any_long(host_of(context).module.sets[id], whole);
}

std::uint32_t jh_has_only(Context* context, std::uint32_t id, const char* text, std::uint64_t length) {
    const ir::Set& set = host_of(context).module.sets[id];
    const std::string_view whole(text, length);
    for (std::size_t at = 0; at < whole.size();) {
        const std::size_t size = character_size(whole, at);
        if (!ir::in_set(whole.substr(at, size), set)) return 0;
        at += size;
    }
    return whole.empty() ? 0 : 1;
}

namespace {

[[gnu::noinline]] std::uint32_t check_digit_of_another(Host& host, std::string_view tested, bool person) {
    if (person) {
        if (classify_person_id(tested) == PersonIdKind::Other) return 0;
        return truth_bits(person_id_checksum_ok(tested));
    }
    const std::optional<bool> fits = facility_check_digit_ok(tested);
    const std::uint32_t truth = fits ? truth_bits(*fits) : 0;
    Host::LastFacility& last = host.last_facility;
    if (tested.size() == last.code.size()) {
        std::memcpy(last.code.data(), tested.data(), last.code.size());
        last.fits = truth;
    }
    return truth;
}

}  // namespace

std::uint32_t jh_check_digit(Context* context, const char* text, std::uint64_t length, std::uint32_t person) {
    // An upload is one facility's.
    Host& host = host_of(context);
    const Host::LastFacility& last = host.last_facility;
    const bool is_last =
        person == 0 && length == last.code.size() && std::memcmp(text, last.code.data(), last.code.size()) == 0;
    return is_last ? last.fits : check_digit_of_another(host, {text, length}, person != 0);
}

std::uint64_t jh_slice(const char* text, std::uint64_t length, std::uint32_t from, std::uint32_t to,
                       const char** begin) {
    // Where all bytes so far are characters of their own, no counting is needed.
    const std::uint64_t last = std::min<std::uint64_t>(to, length);
    bool ascii = true;
    for (std::uint64_t i = 0; i < last; ++i) ascii = ascii && static_cast<unsigned char>(text[i]) < 0x80;
    if (ascii && from >= 1) {
        *begin = text + (from <= last ? from - 1 : 0);
        return from <= last ? last - from + 1 : 0;
    }
    const std::string_view slice = wire_slice({text, length}, from, to);
    *begin = slice.data();
    return slice.size();
}

std::int32_t jh_compare(const char* left, std::uint64_t left_length, const char* right, std::uint64_t right_length) {
    return std::string_view(left, left_length).compare(std::string_view(right, right_length));
}

std::int64_t jh_first_of_month(std::int64_t day) { return first_of_month(Date{static_cast<std::int32_t>(day)}).days; }
std::int64_t jh_add_months(std::int64_t day, std::int64_t months) {
    return add_months(Date{static_cast<std::int32_t>(day)}, static_cast<std::int32_t>(months)).days;
}
std::int64_t jh_add_days(std::int64_t day, std::int64_t days) {
    return add_days(Date{static_cast<std::int32_t>(day)}, static_cast<std::int32_t>(days)).days;
}

std::uint32_t jh_disposition(std::uint32_t has_day, std::int64_t day, Context* context, std::uint32_t check) {
    std::optional<Date> known;
    if (has_day != 0) known = Date{static_cast<std::int32_t>(day)};
    const std::optional<Disposition> disposition = host_of(context).disposition(check, known);
    return disposition ? static_cast<std::uint32_t>(*disposition) : 255U;
}

void jh_event(Context* context, std::uint32_t kind, std::uint32_t subject, std::uint32_t row, std::uint32_t field,
              std::uint32_t detail) {
    const auto what = static_cast<Event::Kind>(kind);
    if (what != Event::Kind::Blocked) ++context->fired_count;
    host_of(context).events.push_back({what, subject, row, field, detail});
    ++context->event_count;
}

std::uint32_t jh_block(Context* context) {
    Host& host = host_of(context);
    return host.blocking.find_places(host.events, host.blocked) ? 1 : 0;
}

std::uint32_t jh_is_blocked(Context* context, std::uint32_t field, std::uint32_t row) {
    return host_of(context).blocked.find(static_cast<ir::FieldId>(field), row) != nullptr ? 1 : 0;
}

void jh_fields(Context* context, std::uint32_t segment, std::uint32_t row, const char* data) {
    const Host& host = host_of(context);
    const ir::Segment& declared = host.module.segments[segment];
    const std::uint32_t words = host.plan.words;
    const std::uint64_t* missing = context->bits;
    const std::uint64_t* refused = context->bits + words;
    const std::uint64_t* malformed = host.bits(const_cast<char*>(data), Bits::Malformed);
    for (std::uint32_t word = 0; word < words; ++word) {
        for (std::uint64_t left = missing[word] | refused[word] | malformed[word]; left != 0; left &= left - 1) {
            const auto bit = static_cast<std::uint32_t>(__builtin_ctzll(left));
            const std::uint32_t field = ir::index_of(declared.first_field) + word * 64 + bit;
            if (jh_is_blocked(context, field, row) != 0) continue;
            auto role = ir::FieldRole::Missing;
            if ((missing[word] >> bit & 1U) == 0) {
                const std::uint32_t slot = host.plan.fields[field].slot;
                role = (refused[word] >> bit & 1U) != 0
                           ? ir::FieldRole::NotAllowed
                           : static_cast<ir::FieldRole>(reinterpret_cast<const Slot*>(data + slot)->info);
            }
            jh_event(context, static_cast<std::uint32_t>(Event::Kind::BuiltIn), field, row, field,
                     static_cast<std::uint32_t>(role));
        }
    }
}
