// Text of one field -> the encoding to be written, or where and why it cannot be.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <jianhe/encoding.h>

namespace jianhe::xml {

class FieldEncoder {
public:
    FieldEncoder(TextEncoding from, TextEncoding to) noexcept : from_(from), to_(to) {}

    // False: `problem` says which character and why, and shows nothing of the text. Escapes are the caller's.
    bool encode(std::string_view text, std::string& encoded);
    const std::string& problem() const noexcept { return problem_; }

private:
    std::string as_utf8(std::string_view text) const;
    bool encode_big5(std::string_view utf8, std::string& encoded);
    bool decode_big5(std::string_view utf8, std::string& encoded);
    bool fail(std::size_t offset, std::string_view utf8, std::string_view why);

    TextEncoding from_;
    TextEncoding to_;
    std::string problem_;
};

}  // namespace jianhe::xml
