#include <algorithm>

#include <jianhe/encoding.h>

#include "utf8.h"

namespace jianhe {
namespace {

// One way to read the window: does it fit, and if not, from where on not.
struct Reading {
    bool fits = false;
    std::size_t fault = 0;
};

Reading read_as(TextEncoding encoding, const EncodingWindow& window) noexcept {
    const std::string_view bytes = window.bytes.substr(0, kEncodingWindow);
    const bool input_ends_here = window.ends_input && bytes.size() == window.bytes.size();
    const EncodingScan scan = scan_encoding(bytes, encoding);
    const bool whole = scan.valid_bytes == bytes.size();
    return {whole || (scan.cut_at_end && !input_ends_here), window.offset + scan.valid_bytes};
}

EncodingDecision not_encoded(const EncodingMarks& marks, std::size_t offset) noexcept {
    return {EncodingVerdict::NotEncoded, marks.bom_bytes, offset};
}

EncodingDecision decide_for_big5(const EncodingMarks& marks, const EncodingWindow& window) noexcept {
    const bool has_mark = marks.bom_bytes != 0;
    const EncodingDecision as_big5{EncodingVerdict::Big5, marks.bom_bytes, 0};
    const EncodingDecision as_utf8{EncodingVerdict::Utf8InsteadOfBig5, marks.bom_bytes, 0};
    if (window.bytes.empty()) return has_mark ? as_utf8 : as_big5;
    const Reading utf8 = read_as(TextEncoding::Utf8, window);
    if (utf8.fits && (has_mark || marks.declared == DeclaredEncoding::Utf8)) return as_utf8;
    if (has_mark) return not_encoded(marks, utf8.fault);
    const Reading big5 = read_as(TextEncoding::Big5, window);
    if (big5.fits) return as_big5;
    if (utf8.fits) return as_utf8;
    // The reading that gets further is the more likely intention, and all before its fault fits something.
    return not_encoded(marks, std::max(big5.fault, utf8.fault));
}

}  // namespace

EncodingDecision decide_encoding(const EncodingMarks& marks, const EncodingWindow& window,
                                 TextEncoding wanted) noexcept {
    if (marks.utf16_or_utf32) return not_encoded(marks, 0);
    const bool foreign_name = marks.declared == DeclaredEncoding::Other && marks.bom_bytes == 0;
    if (foreign_name && !window.bytes.empty()) return not_encoded(marks, window.offset);
    if (wanted == TextEncoding::Big5) return decide_for_big5(marks, window);
    const Reading utf8 = read_as(TextEncoding::Utf8, window);
    return utf8.fits ? EncodingDecision{EncodingVerdict::Utf8, marks.bom_bytes, 0} : not_encoded(marks, utf8.fault);
}

EncodingDecision decide_encoding(std::string_view head, bool head_is_whole_input, TextEncoding wanted) noexcept {
    const EncodingMarks marks = read_encoding_marks(head);
    const std::size_t first = detail::skip_ascii(head, marks.bom_bytes);
    return decide_encoding(marks, {head.substr(first), first, head_is_whole_input}, wanted);
}

std::size_t bytes_needed_for_decision(std::string_view head) noexcept {
    const std::size_t first = detail::skip_ascii(head, read_encoding_marks(head).bom_bytes);
    return first == head.size() ? std::string_view::npos : first + kEncodingWindow;
}

}  // namespace jianhe
