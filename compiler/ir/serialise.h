#pragma once

#include <string>
#include <string_view>

#include <jianhe/result.h>

#include "compiler/ir/module.h"

// The binary form of a module: small, the same bytes for the same module on every machine, made to be embedded in a
// program or kept in a file. It is not an interchange format: another version of Jianhe refuses it.
//
//     magic "JHIR" · version · checksum (FNV-1a, 64 bits) of all that follows · the module, member by member
//
// Numbers are base-128 varints, signed ones zigzag; a text that stood before is a reference to it.
namespace jianhe::ir {

std::string save(const Module& module);

// `bytes` may come from anywhere: lengths, enumerators and references are checked, memory stays in proportion to
// `bytes`, and what was read is verified (verifier.h). The error says what is wrong.
Result<Module> load(std::string_view bytes);

}  // namespace jianhe::ir
