#include "input_text.h"

#include <algorithm>

namespace jianhe::xml {
namespace {

bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }

// Of a file that fits no encoding to its end: the one that its beginning fits.
TextEncoding encoding_of_beginning(std::string_view beginning, std::size_t bom_bytes, TextEncoding wanted) noexcept {
    if (bom_bytes != 0) return TextEncoding::Utf8;
    return find_invalid(beginning, wanted) ? TextEncoding::Utf8 : wanted;
}

}  // namespace

InputText::InputText(std::string_view bytes, TextEncoding wanted) : bytes_(bytes), encoding_(wanted) {
    const EncodingDecision decision = decide_encoding(bytes, true, wanted);
    reached_.offset = decision.bom_bytes;
    unwanted_utf8_ = decision.verdict == EncodingVerdict::Utf8InsteadOfBig5;
    if (decision.verdict == EncodingVerdict::NotEncoded) {
        invalid_at_ = decision.offset;
        const std::size_t begin = std::min(decision.bom_bytes, decision.offset);
        const std::string_view beginning = bytes.substr(begin, decision.offset - begin);
        encoding_ = encoding_of_beginning(beginning, decision.bom_bytes, wanted);
        take(beginning);
        return;
    }
    encoding_ = decision.verdict == EncodingVerdict::Big5 ? TextEncoding::Big5 : TextEncoding::Utf8;
    const std::string_view content = bytes.substr(decision.bom_bytes);
    const std::optional<std::size_t> invalid = find_invalid(content, encoding_);
    if (invalid) invalid_at_ = decision.bom_bytes + *invalid;
    take(content.substr(0, invalid.value_or(content.size())));
}

void InputText::take(std::string_view valid_bytes) {
    text_ = valid_bytes;
    if (encoding_ == TextEncoding::Utf8 || std::all_of(valid_bytes.begin(), valid_bytes.end(), is_ascii)) return;
    converted_ = big5_to_utf8(valid_bytes);
    text_ = converted_;
}

std::optional<InputPlace> InputText::unwanted_utf8() const noexcept {
    if (!unwanted_utf8_) return std::nullopt;
    const auto found = std::find_if_not(bytes_.begin(), bytes_.end(), is_ascii);
    if (found == bytes_.end()) return InputPlace{};
    return InputPlace{static_cast<std::uint64_t>(found - bytes_.begin()),
                      1 + static_cast<std::uint64_t>(std::count(bytes_.begin(), found, '\n'))};
}

InputPlace InputText::advance_to(std::size_t text_offset) noexcept {
    const std::string_view passed = text_.substr(text_offset_, text_offset - text_offset_);
    // Every character outside ASCII was two bytes of Big5, the unmapped ones too.
    reached_.offset += encoding_ == TextEncoding::Utf8 ? passed.size() : wire_length(passed, TextEncoding::Utf8);
    reached_.line += static_cast<std::uint64_t>(std::count(passed.begin(), passed.end(), '\n'));
    text_offset_ = text_offset;
    return reached_;
}

}  // namespace jianhe::xml
