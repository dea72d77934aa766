#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace jianhe::dsl {

// The candidate that was probably meant by a misspelt word, for "did you mean" hints; the first one where several are
// equally near. Nothing when none is near: a third of the letters may differ, one at least; a word of one letter may
// differ in its case only. Letters that differ in case count a quarter.
std::optional<std::string> closest(std::string_view misspelt, std::span<const std::string_view> candidates);

}  // namespace jianhe::dsl
