#pragma once

#include <cstdint>

#include "compiler/generate/draft.h"
#include "compiler/generate/random.h"

namespace jianhe::generate {

// What the values that all records of one file share are drawn from. One institution is one file.
struct FileSeed {
    std::uint64_t seed = 0;
    std::uint32_t file = 0;
};

// Varies the record line by line, as `generate` says (docs/language.md §14). What a record says about itself stays:
// where two fields of one type hold the same person or visit they do so afterwards, and `same as` is followed where the
// declared values were the same. A person or visit that a frozen field names as well is left alone.
void vary(Draft& draft, FileSeed file, Random& random);

}  // namespace jianhe::generate
