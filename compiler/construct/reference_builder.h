#pragma once

#include <jianhe/record_builder.h>

#include "compiler/interp/evaluator.h"
#include "compiler/interp/interpreter.h"
#include "compiler/ir/module.h"

namespace jianhe {

// The record builder of the reference engine: walks the clauses of a construction and judges what comes of them by the
// interpreter. The module must outlive it and may be shared; a builder belongs to one thread.
class ReferenceBuilder final : public RecordBuilder {
public:
    // `supplied`: given values, masters and providers of every record, as for the interpreter.
    ReferenceBuilder(const ir::Module& module, Supplied supplied);

    const RecordLayout& layout() const noexcept override { return layout_; }
    const BuilderDescription& description() const noexcept override { return description_; }
    void build(const BuildRequest& request, BuildOutcome& outcome) override;

private:
    const ir::Module& module_;
    RecordLayout layout_;
    BuilderDescription description_;
    GivenValues givens_;
    Supplied supplied_;
    Evaluator evaluator_;
    Interpreter interpreter_;
};

// What constructions and buffers a specification has.
BuilderDescription describe_builder(const ir::Module& module);

}  // namespace jianhe
