#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <jianhe/result.h>

#include "compiler/ir/module.h"

// The binary form of a module: small, the same bytes for the same module on every machine, made to be embedded in a
// program or kept in a file. It is not an interchange format: another version of Jianhe refuses it.
//
//     magic "JHIR" · version · size of the first part · checksum (FNV-1a, 64 bits) of each part
//     first part: what judging needs, member by member · second part: declared records, examples, `generate`
//
// Numbers are base-128 varints, signed ones zigzag; a text that stood before is a reference to it.
namespace jianhe::ir {

std::string save(const Module& module);

// `bytes` may come from anywhere: lengths, enumerators and references are checked, memory stays in proportion to
// `bytes`, and what was read is verified (verifier.h). The error says what is wrong.
// Of a module for judging alone, the second part is neither read nor looked at.
enum class Parts : std::uint8_t { All, Judging };
Result<Module> load(std::string_view bytes, Parts parts = Parts::All);
// Of what the build has put into the program itself: faster, because it is not verified anew at every start. Damage to
// it is damage to the program; the build verifies it.
Result<Module> load_embedded(std::string_view bytes, Parts parts);

}  // namespace jianhe::ir
