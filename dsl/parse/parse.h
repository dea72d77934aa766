#pragma once

#include <cstddef>
#include <span>

#include "dsl/ast/ast.h"
#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe::dsl {

// Bounds on what one specification may ask of the compiler, so that no text, however made, exhausts memory or the
// stack.
struct ParseLimits {
    // A specification of the size of the national one has a few hundred kilobytes; ten megabytes parse in seconds.
    static constexpr std::size_t kFileBytes = 10U << 20U;
    // Brackets and prefixes inside each other. Every later step walks the tree by recursion.
    static constexpr std::size_t kNesting = 64;
    // Operands of one expression, which also bounds the depth of its tree.
    static constexpr std::size_t kTerms = 256;
    static constexpr std::size_t kCellChoices = 16;
    static constexpr std::size_t kLoopVariables = 8;
};

// Reads the files as one specification, in the order given. Never fails: what could not be understood is reported and
// left out of the tree, so the tree is whole only if the emitter has no errors afterwards. Nothing is resolved.
// Usage:
//   Emitter emitter;
//   const Specification specification = parse(sources, files, emitter);
Specification parse(const SourceSet& sources, std::span<const FileId> files, Emitter& emitter);

}  // namespace jianhe::dsl
