// Text from hostile input made fit to be shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <jianhe/record.h>
#include <jianhe/specification_info.h>

namespace jianhe::detail {

// Each byte that is not UTF-8 becomes U+FFFD.
std::string valid_utf8(std::string_view bytes);

// Valid UTF-8 in which control characters and those that turn the direction of writing are U+FFFD, so that a name
// can neither start a line, nor colour a terminal, nor hide its end.
std::string printable(std::string_view bytes);

// Cuts after that many characters and says so with `…`.
std::string shortened(std::string utf8, std::size_t characters);

// In characters.
inline constexpr std::size_t kLongestShownValue = 100;

// A key or result value of a record: masked as declared, one line, and no longer than fits one.
std::string printable_value(const SpecificationInfo& info, const Record& record, FieldIndex field, bool show_ids);

}  // namespace jianhe::detail
