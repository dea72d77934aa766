#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "compiler/generate/random.h"

// Invented values of the named types. Pure but for the random numbers they take.
namespace jianhe::generate {

// A person's number with the kind and sex of `like` and a right check digit, never `like` itself. Empty where `like` is
// no number with a check digit. The letters I and O are not drawn: visit identifiers cannot hold them.
std::string random_person_id(std::string_view like, Random& random);

// Six characters that stand for a facility in visit identifiers.
std::string random_visit_prefix(Random& random);

// Characters as a signature in Base64 has them.
std::string random_text(std::size_t length, Random& random);

}  // namespace jianhe::generate
