#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace jianhe::test {

// Changes an upload as broken programs and careless hands do: wrong bytes, values and tags exchanged or left out, white
// space, comments, CDATA, references, attributes, other line ends, a cut end. `count` changes; the same seed makes the
// same ones.
std::string damaged(std::string upload, std::uint64_t seed, std::size_t count);

}  // namespace jianhe::test
