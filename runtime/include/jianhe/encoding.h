// Text encodings of the wire: Big5 (the code page CP950) and UTF-8. Everything shown or compared is UTF-8 inside.
//
// The CP950 table is committed source, made by runtime/text/make_big5_table.sh from iconv's CP950, so that no platform
// needs a conversion library. Valid Big5 is shape only: a lead byte 81-FE followed by 40-7E or A1-FE. Unmapped
// characters, the user-defined ones among them, are valid and decode to U+FFFD (domain RESOLUTIONS 22).
//
// Every function is pure and may be called from any thread. Offsets and lengths are bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <jianhe/result.h>

namespace jianhe {

enum class TextEncoding : std::uint8_t { Big5, Utf8 };

// How far a text is well-formed. UTF-8 is strict: no overlong forms, no surrogates, nothing above 10FFFF.
struct EncodingScan {
    std::size_t valid_bytes = 0;  // whole characters from the start; the size of the text when all is well
    bool cut_at_end = false;      // what follows them is the beginning of a character that the end of the text cuts
};
EncodingScan scan_encoding(std::string_view bytes, TextEncoding encoding) noexcept;

// Where the first character begins that does not fit; a character cut by the end of the text does not fit either.
std::optional<std::size_t> find_invalid(std::string_view bytes, TextEncoding encoding) noexcept;

// A byte that fits no character becomes one U+FFFD.
std::string big5_to_utf8(std::string_view big5);
// Writes UTF-8 into memory of the caller's, who has room for three bytes for each two of `big5` and for four more; the
// end is returned. Null: a byte fits no character.
char* write_big5_as_utf8(std::string_view big5, char* utf8) noexcept;
// The error names the character and its byte offset.
Result<std::string> utf8_to_big5(std::string_view utf8);
// `?` for each character that Big5 does not have and each byte that is not UTF-8.
std::string utf8_to_big5_lossy(std::string_view utf8);

// The length a text has in Big5, in bytes, whether it arrived as Big5 or as UTF-8 (there each character outside ASCII
// counts two). The text has been found valid before.
std::size_t wire_length(std::string_view text, TextEncoding of_text) noexcept;

// Columns of a terminal: two for East Asian wide characters, none for combining marks, one for all others.
std::size_t display_width(std::string_view utf8) noexcept;

// --- Which encoding is a file in? (domain RESOLUTIONS 22) -----------------------------------------------------------
//
// Decided once a file, before any cutting, from three things at its beginning: a byte-order mark, the encoding name of
// the XML declaration, and a window of 64 KiB that starts at the first byte outside ASCII after the mark. Later bytes
// that do not fit the decision are the reader's to refuse. ASCII reads the same either way, so a streaming reader may
// pass it on before the decision:
//
//     const EncodingMarks marks = read_encoding_marks(first_bytes);               // at least kDeclarationWindow
//     … pass ASCII on until `offset`, the first byte outside it; gather kEncodingWindow bytes from there …
//     const EncodingDecision decision = decide_encoding(marks, {window, offset, window_ends_input}, wanted);
//
// `decide_encoding(head, …)` does the same for a reader that has the beginning in one piece.

inline constexpr std::size_t kEncodingWindow = 65536;
// A declaration that does not end within these first bytes (after the mark) counts as none.
inline constexpr std::size_t kDeclarationWindow = 1024;

enum class EncodingVerdict : std::uint8_t { Big5, Utf8, Utf8InsteadOfBig5, NotEncoded };

struct EncodingDecision {
    EncodingVerdict verdict = EncodingVerdict::NotEncoded;
    std::size_t bom_bytes = 0;  // to be skipped: 3 for a UTF-8 mark, else 0
    std::size_t offset = 0;     // NotEncoded: the first byte of the file that fits nothing allowed; else 0

    bool operator==(const EncodingDecision&) const = default;
};

// None, Big5 and Utf8 cover the names big5, cp950, ms950, big5-eten, x-windows-950, utf-8 and utf8 in any case.
enum class DeclaredEncoding : std::uint8_t { None, Big5, Utf8, Other };

struct EncodingMarks {
    std::size_t bom_bytes = 0;  // of a UTF-8 mark
    bool utf16_or_utf32 = false;
    DeclaredEncoding declared = DeclaredEncoding::None;
};
// `head`: at least the first kDeclarationWindow + 3 bytes of the file, or all of it.
EncodingMarks read_encoding_marks(std::string_view head) noexcept;

struct EncodingWindow {
    std::string_view bytes;  // from the first byte outside ASCII; longer than kEncodingWindow is cut; empty: all ASCII
    std::size_t offset = 0;  // of `bytes` in the file
    bool ends_input = false;
};
// Wanted Big5: UTF-8 announced by mark or name goes first where the bytes are UTF-8 (Utf8InsteadOfBig5); then Big5;
// then UTF-8 that nobody announced (a known client sends it). Wanted Utf8: UTF-8 or nothing. ASCII alone without a mark
// is what was wanted. A UTF-16 or UTF-32 mark, and a foreign encoding name with bytes outside ASCII, is NotEncoded.
EncodingDecision decide_encoding(const EncodingMarks& marks, const EncodingWindow& window,
                                 TextEncoding wanted) noexcept;

// `head` holds at least bytes_needed_for_decision(head) bytes, or all of the input.
EncodingDecision decide_encoding(std::string_view head, bool head_is_whole_input, TextEncoding wanted) noexcept;

// How many first bytes of the file decide; std::string_view::npos while `head` holds no byte outside ASCII.
std::size_t bytes_needed_for_decision(std::string_view head) noexcept;

}  // namespace jianhe
