#include "input_text.h"

#include <algorithm>

namespace jianhe::xml {
namespace {

bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

TextEncoding encoding_of_beginning(std::string_view beginning, std::size_t bom_bytes, TextEncoding wanted) noexcept {
    if (bom_bytes != 0) return TextEncoding::Utf8;
    return find_invalid(beginning, wanted) ? TextEncoding::Utf8 : wanted;
}

WholeInput whole_input(std::string_view bytes, TextEncoding wanted) noexcept {
    const EncodingDecision decision = decide_encoding(bytes, true, wanted);
    WholeInput whole;
    InputWindow& window = whole.window;
    window.bytes = bytes.substr(decision.bom_bytes);
    window.offset = decision.bom_bytes;
    switch (decision.verdict) {
        case EncodingVerdict::Big5: window.encoding = TextEncoding::Big5; break;
        case EncodingVerdict::Utf8: window.encoding = TextEncoding::Utf8; break;
        case EncodingVerdict::Utf8InsteadOfBig5:
            window.encoding = TextEncoding::Utf8;
            whole.unwanted_utf8_at =
                static_cast<std::uint64_t>(std::find_if_not(bytes.begin(), bytes.end(), is_ascii) - bytes.begin());
            break;
        case EncodingVerdict::NotEncoded:
            window.invalid_at = decision.offset;
            window.bytes = bytes.substr(0, decision.offset);
            window.bytes.remove_prefix(std::min(decision.bom_bytes, decision.offset));
            window.encoding = encoding_of_beginning(window.bytes, decision.bom_bytes, wanted);
            break;
    }
    return whole;
}

InputText::InputText(const InputWindow& window)
    : encoding_(window.encoding),
      ends_input_(window.ends_input),
      invalid_at_(window.invalid_at),
      reached_(window.offset) {
    const EncodingScan scan = scan_encoding(window.bytes, encoding_);
    text_ = window.bytes.substr(0, scan.valid_bytes);
    // A character that is cut may be whole in a longer window.
    if (scan.valid_bytes != window.bytes.size() && (ends_input_ || !scan.cut_at_end)) {
        ends_input_ = true;
        invalid_at_ = window.offset + scan.valid_bytes;
    }
    if (encoding_ == TextEncoding::Utf8 || std::all_of(text_.begin(), text_.end(), is_ascii)) return;
    converted_ = big5_to_utf8(text_);
    text_ = converted_;
}

std::uint64_t InputText::advance_to(std::size_t text_offset) noexcept {
    const std::string_view passed = text_.substr(text_offset_, text_offset - text_offset_);
    // Every character outside ASCII was two bytes of Big5, the unmapped ones too.
    reached_ += encoding_ == TextEncoding::Utf8 ? passed.size() : wire_length(passed, TextEncoding::Utf8);
    text_offset_ = text_offset;
    return reached_;
}

}  // namespace jianhe::xml
