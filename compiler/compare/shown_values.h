#pragma once

#include <string_view>

namespace jianhe::compare {

// Whether a value as a result file shows it can be the record's: `*` and `?` stand for any character, `…` at the end
// for any rest, and a value that is not shown contradicts nothing. Both are UTF-8.
bool may_show(std::string_view shown, std::string_view value);

}  // namespace jianhe::compare
