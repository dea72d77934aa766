#pragma once

#include <optional>

#include <jianhe/encoding.h>
#include <jianhe/result.h>

#include "compiler/embed/status.h"

namespace jianhe::embed {

// None: a number that stands for no encoding.
std::optional<TextEncoding> encoding_of(std::int32_t number) noexcept;

// The text in the other encoding. The error names the byte or the character, never the text.
Result<std::string> converted(std::string_view text, TextEncoding from, TextEncoding to);

}  // namespace jianhe::embed
