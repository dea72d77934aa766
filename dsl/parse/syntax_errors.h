#pragma once

#include <cstddef>
#include <string>
#include <unordered_set>

#include <antlr4-runtime.h>

#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe::dsl {

// Reports what does not fit the grammar in the user's words, and goes on at the next line of a list, the next clause of
// a rule or the next declaration, so that each fault is reported once. Never inserts or drops single tokens: a tree
// node that is not whole always carries an exception.
class SyntaxErrors final : public antlr4::DefaultErrorStrategy {
public:
    SyntaxErrors(const SourceSet& sources, FileId file, const std::unordered_set<std::size_t>& broken_lines,
                 Emitter& emitter)
        : sources_(sources), file_(file), broken_lines_(broken_lines), emitter_(emitter) {}

    void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;
    void recover(antlr4::Parser* parser, std::exception_ptr error) override;
    antlr4::Token* recoverInline(antlr4::Parser* parser) override;
    void sync(antlr4::Parser* parser) override;

private:
    void report(antlr4::Parser& parser, const antlr4::Token& found, const antlr4::misc::IntervalSet& expected);
    void go_on(antlr4::Parser& parser);

    const SourceSet& sources_;
    FileId file_;
    const std::unordered_set<std::size_t>& broken_lines_;
    Emitter& emitter_;
};

}  // namespace jianhe::dsl
