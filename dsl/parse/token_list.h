#pragma once

#include <memory>
#include <unordered_set>
#include <vector>

#include <antlr4-runtime.h>

#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe::dsl {

// The tokens of one file, repaired so that one fault of the text gives one diagnostic: characters that cannot stand
// where they stand are dropped or replaced, missing brackets are filled in. The last token is EOF. Belongs to one
// thread, and must not outlive `stream` and `lexer` that the tokens point to.
struct TokenList {
    std::vector<std::unique_ptr<antlr4::Token>> tokens;
    // Lines of which something was dropped: what the parser says about them follows from that.
    std::unordered_set<std::size_t> broken_lines;
    // The text is nested too deep to be parsed by recursion.
    bool too_deep = false;
};

TokenList read_tokens(antlr4::Lexer& lexer, const SourceSet& sources, FileId file, Emitter& emitter);

SourceRange token_range(const antlr4::Token& token, FileId file);
// From the node's first token to its last.
SourceRange node_range(const antlr4::ParserRuleContext& node, FileId file);

// Reports words and characters that are no tokens of the language (repair_characters), then brackets (repair_brackets).
void repair_characters(TokenList& list, const SourceSet& sources, FileId file, Emitter& emitter);
void repair_brackets(TokenList& list, FileId file, Emitter& emitter);
// Sets too_deep and reports the place.
void check_nesting(TokenList& list, FileId file, Emitter& emitter);

// Whether a token of this type begins a declaration, or a line of `specification { … }`.
bool is_declaration_keyword(std::size_t type) noexcept;
bool is_header_keyword(std::size_t type) noexcept;
// Of a construction.
bool is_clause_keyword(std::size_t type) noexcept;
// Whether it may be a name or code.
bool is_word(std::size_t type) noexcept;

}  // namespace jianhe::dsl
