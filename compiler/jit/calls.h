#pragma once

#include <cstdint>

#include "compiler/jit/context.h"

// Functions that compiled code calls. Truths are bits: kTrue, kFalse, kUnknown; none of them: no answer. Texts are
// UTF-8 without an end mark. None of them throws.
namespace jianhe::jit {

inline constexpr std::uint32_t kTrue = 1;
inline constexpr std::uint32_t kFalse = 2;
inline constexpr std::uint32_t kUnknown = 4;

// What kind of answer a part of a provider is (jh_provider).
inline constexpr std::uint32_t kNoArguments = 0;
inline constexpr std::uint32_t kArgumentsUnknown = 1;
inline constexpr std::uint32_t kPartAbsent = 2;
inline constexpr std::uint32_t kNotDecodable = 3;
inline constexpr std::uint32_t kPartPresent = 4;

// What numbers and dates return that are none.
inline constexpr std::int64_t kNotRead = INT64_MIN;

}  // namespace jianhe::jit

extern "C" {

using jianhe::jit::Context;
using jianhe::jit::Operand;

// A record begins: forgets what was kept of the one before.
void jh_begin(Context* context);
// The first byte that is not white space.
const char* jh_skip_white(const char* at);
// A value that is no plain ASCII: finds its end, checks it, converts it to UTF-8 (odd_text, odd_length). Null: unusual.
// `stop`: its first byte that is `<`, `>`, `&` or a control character.
const char* jh_odd_value(Context* context, const char* begin, const char* stop);
// The same, but that it need not be converted: it may be left where it lies (Bits::AsItLies).
const char* jh_value_as_it_lies(Context* context, const char* begin, const char* stop);
// Converts the text of a slot that may lie as it is.
void jh_convert(Context* context, std::uint32_t field, char* row);
// Reads any value slowly, sets the row's bits. `wire_length`: in bytes of the wire encoding.
void jh_read_odd(Context* context, std::uint32_t field, char* row, const char* text, std::uint64_t length,
                 std::uint64_t wire_length);
// Makes room for one more row of a segment.
void jh_grow(Context* context, std::uint32_t segment);

std::int64_t jh_number(const char* text, std::uint64_t length);
std::int64_t jh_decimal(const char* text, std::uint64_t length, std::uint32_t digits, std::uint32_t scale);
// Whether a code of a dated set is not valid on the day that decides; makes it malformed then.
void jh_not_valid(Context* context, std::uint32_t field, char* row);

std::uint32_t jh_in_set(Context* context, std::uint32_t set, const char* text, std::uint64_t length);
std::uint32_t jh_in_code_set(Context* context, std::uint32_t set, const char* text, std::uint64_t length);
std::uint32_t jh_in_table(Context* context, std::uint32_t table, const char* left, std::uint64_t left_length,
                          const char* right, std::uint64_t right_length);
std::uint32_t jh_matches(Context* context, std::uint32_t pattern, const char* text, std::uint64_t length);
std::uint32_t jh_has_any(Context* context, std::uint32_t set, const char* text, std::uint64_t length);
std::uint32_t jh_has_only(Context* context, std::uint32_t set, const char* text, std::uint64_t length);
// A truth; `person`: of a person's number, else of a facility's code.
std::uint32_t jh_check_digit(Context* context, const char* text, std::uint64_t length, std::uint32_t person);
// The wire bytes from … to; the length is returned, the beginning written.
std::uint64_t jh_slice(const char* text, std::uint64_t length, std::uint32_t from, std::uint32_t to,
                       const char** begin);
// Below, at or above 0.
std::int32_t jh_compare(const char* left, std::uint64_t left_length, const char* right, std::uint64_t right_length);

std::int64_t jh_first_of_month(std::int64_t day);
std::int64_t jh_add_months(std::int64_t day, std::int64_t months);
std::int64_t jh_add_days(std::int64_t day, std::int64_t days);
// The column of the row of a code (present), into `answer`.
void jh_attribute(Context* context, std::uint32_t inst, const char* text, std::uint64_t length, Operand* answer);
std::uint32_t jh_unique(Context* context, std::uint32_t inst, std::uint32_t row);

// The operands of the context hold the key, `count` of them. The master is supplied. `row` of the truth true.
std::uint32_t jh_master(Context* context, std::uint32_t inst, std::uint32_t count, std::uint32_t* row);
void jh_master_column(Context* context, std::uint32_t inst, std::uint32_t row, Operand* answer);
// The operands are the arguments; the part is offered. `answer` has the part; state tests want to know what kind of
// answer it is.
std::uint32_t jh_provider(Context* context, std::uint32_t inst, std::uint32_t row, std::uint32_t count,
                          Operand* answer);

// The same for all parts, into `answers`, with the kind in Operand::unused; of arguments outside of rows.
void jh_provider_once(Context* context, std::uint32_t memo, std::uint32_t count, Operand* answers);

// The digest of a key, into Context::digests where it is whole; a truth as Evaluator::key_digest gives it.
std::uint32_t jh_digest(Context* context, std::uint32_t key, std::uint32_t row);
// The key of the check's question, and its group, are whole and digested.
std::uint32_t jh_ask(Context* context, std::uint32_t check);
void jh_tell(Context* context, std::uint32_t check, std::uint32_t state);
// The disposition of a check whose rule is switched by a date of the record; 255: silent.
std::uint32_t jh_disposition(std::uint32_t has_day, std::int64_t day, Context* context, std::uint32_t check);

// Events for the bits of Context::bits: first those that are required and missing, then those that are not allowed;
// and for malformed fields of that row.
void jh_fields(Context* context, std::uint32_t segment, std::uint32_t row, const char* row_data);
void jh_event(Context* context, std::uint32_t kind, std::uint32_t subject, std::uint32_t row, std::uint32_t field,
              std::uint32_t detail);
// Rules that block fields have fired: from now on jh_is_blocked says which. 0: only the interpreter can judge the
// record.
std::uint32_t jh_block(Context* context);
std::uint32_t jh_is_blocked(Context* context, std::uint32_t field, std::uint32_t row);
}
