// The input as UTF-8, and the way back from a place in it to bytes and lines of the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <jianhe/encoding.h>

namespace jianhe::xml {

struct InputPlace {
    std::uint64_t offset = 0;  // bytes of the input
    std::uint64_t line = 1;
};

class InputText {
public:
    // `bytes` must outlive this object.
    InputText(std::string_view bytes, TextEncoding wanted);
    InputText(const InputText&) = delete;
    InputText& operator=(const InputText&) = delete;

    // Everything in front of the first byte that does not fit, without a byte-order mark.
    std::string_view text() const noexcept { return text_; }
    TextEncoding encoding() const noexcept { return encoding_; }
    // UTF-8 came where Big5 was wanted: the first byte that says so.
    std::optional<InputPlace> unwanted_utf8() const noexcept;
    // The byte of the input that ended the text too early.
    std::optional<std::uint64_t> invalid_at() const noexcept { return invalid_at_; }

    // Where `text_offset` stands in the input. Goes forward only, so that a whole file is walked over once.
    InputPlace advance_to(std::size_t text_offset) noexcept;
    InputPlace reached() const noexcept { return reached_; }

private:
    void take(std::string_view valid_bytes);

    std::string_view bytes_;
    TextEncoding encoding_;
    bool unwanted_utf8_ = false;
    std::optional<std::uint64_t> invalid_at_;
    std::string converted_;
    std::string_view text_;
    std::size_t text_offset_ = 0;
    InputPlace reached_;
};

}  // namespace jianhe::xml
