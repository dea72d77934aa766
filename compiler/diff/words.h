#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/module.h"

// Parts of a specification in the words of `jianhe diff`.
namespace jianhe::diff {

std::string words_of(Date day);              // "114-01-01 (1140101)"
std::string words_of(const ir::Span& span);  // "from 114-01-01 (1140101) until …"; empty for an open one
std::string words_of(Disposition disposition);
std::string words_of(const std::vector<ir::DatedDisposition>& dispositions);  // "notice until …, reject record from …"
std::string words_of(const ir::WordRange& range);                             // "01..09"
std::string words_of(const ir::Module& module, const ir::Cell& cell);         // "V when P12 = 4, else *"
std::string words_of(const ir::Module& module, const ir::Field& field);       // the type as it is written
std::string words_of(const ir::Module& module, const ir::DateSource& source);
// An expression that may be absent.
std::string expression(const ir::Module& module, ir::InstId id);

// `text` with every word `tag` (as in `P52[1..2]`, but not in `P521`) put as `it`.
std::string with_it(std::string_view text, std::string_view tag);

std::string joined(const std::vector<std::string>& words);

}  // namespace jianhe::diff
