#pragma once

#include <cstddef>
#include <string_view>

#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe::dsl {

// Three bytes for a text that begins with the UTF-8 byte order mark, which some editors write; it is passed over.
inline std::size_t byte_order_mark_size(std::string_view text) noexcept {
    return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

// All but tab, line feed and carriage return.
inline bool is_control_character(unsigned char byte) noexcept {
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

// Reports bytes that are not UTF-8 and control characters, the first of each kind. False when the file cannot be read
// at all: it is too large, or not UTF-8.
bool check_encoding(const SourceSet& sources, FileId file, Emitter& emitter);

}  // namespace jianhe::dsl
