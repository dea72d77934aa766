// A piece of the input as UTF-8, and the way back from a place in it to bytes of the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <jianhe/encoding.h>

namespace jianhe::xml {

// Whole characters of the input, but for the last one.
struct InputWindow {
    std::string_view bytes;
    std::uint64_t offset = 0;  // of the first byte, in the input
    TextEncoding encoding = TextEncoding::Big5;
    bool ends_input = true;                   // nothing follows that could be read
    std::optional<std::uint64_t> invalid_at;  // because this byte behind the window fits no allowed encoding
};

// Of a file that fits no encoding to its end: the one that its beginning, from the first byte outside ASCII on, fits.
TextEncoding encoding_of_beginning(std::string_view beginning, std::size_t bom_bytes, TextEncoding wanted) noexcept;

// The whole of an input as one window, without a byte-order mark.
struct WholeInput {
    InputWindow window;
    // UTF-8 came where Big5 was wanted: the first byte that says so.
    std::optional<std::uint64_t> unwanted_utf8_at;
};
WholeInput whole_input(std::string_view bytes, TextEncoding wanted) noexcept;

class InputText {
public:
    // The bytes must outlive this object.
    explicit InputText(const InputWindow& window);
    InputText(const InputText&) = delete;
    InputText& operator=(const InputText&) = delete;

    // Everything in front of the first byte that does not fit, or of a character that the window's end cuts.
    std::string_view text() const noexcept { return text_; }
    TextEncoding encoding() const noexcept { return encoding_; }
    // True: the text goes no further, whatever follows the window.
    bool ends_input() const noexcept { return ends_input_; }
    // The byte of the input that ended the text too early.
    std::optional<std::uint64_t> invalid_at() const noexcept { return invalid_at_; }

    // Where `text_offset` stands in the input. Goes forward only, so that a whole file is walked over once.
    std::uint64_t advance_to(std::size_t text_offset) noexcept;
    std::uint64_t reached() const noexcept { return reached_; }

private:
    TextEncoding encoding_;
    bool ends_input_;
    std::optional<std::uint64_t> invalid_at_;
    std::string converted_;
    std::string_view text_;
    std::size_t text_offset_ = 0;
    std::uint64_t reached_;
};

}  // namespace jianhe::xml
