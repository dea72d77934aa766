#include "dsl/parse/parse.h"

#include <memory>
#include <utility>
#include <vector>

#include <antlr4-runtime.h>

#include "JianheLexer.h"
#include "JianheParser.h"
#include "dsl/parse/byte_stream.h"
#include "dsl/parse/encoding.h"
#include "dsl/parse/split_declarations.h"
#include "dsl/parse/syntax_errors.h"
#include "dsl/parse/token_list.h"
#include "dsl/parse/tree_reader.h"

namespace jianhe::dsl {
namespace {

using antlr4::atn::ParserATNSimulator;
using antlr4::atn::PredictionMode;
using grammar::JianheLexer;

using TokenPointers = std::vector<std::unique_ptr<antlr4::Token>>;

// The fast way, which suits the texts that are right: short lookahead, and giving up at the first error.
bool parse_quickly(JianheParser& parser, TreeReader& reader, Specification& into) {
    parser.removeErrorListeners();
    parser.getInterpreter<ParserATNSimulator>()->setPredictionMode(PredictionMode::SLL);
    parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
    try {
        reader.read(*parser.file(), into);
        return true;
    } catch (const antlr4::ParseCancellationException&) {
        return false;
    }
}

// The exact way, which reports.
void parse_exactly(TokenPointers tokens, std::shared_ptr<SyntaxErrors> syntax_errors, TreeReader& reader,
                   Specification& into) {
    antlr4::ListTokenSource source(std::move(tokens));
    antlr4::CommonTokenStream stream(&source);
    JianheParser parser(&stream);
    parser.removeErrorListeners();
    parser.getInterpreter<ParserATNSimulator>()->setPredictionMode(PredictionMode::LL);
    parser.setErrorHandler(std::move(syntax_errors));
    reader.read(*parser.file(), into);
}

void parse_file(const SourceSet& sources, FileId file, Emitter& emitter, Specification& into) {
    if (!check_encoding(sources, file, emitter)) {
        return;
    }
    ByteStream bytes(sources.file(file).text());
    JianheLexer lexer(&bytes);
    lexer.removeErrorListeners();
    TokenList list = read_tokens(lexer, sources, file, emitter);
    if (list.too_deep) {
        return;
    }
    TreeReader reader(sources, file, emitter);
    antlr4::ListTokenSource source(std::move(list.tokens));
    antlr4::CommonTokenStream tokens(&source);
    JianheParser parser(&tokens);
    if (parse_quickly(parser, reader, into)) {
        return;
    }
    tokens.fill();
    const auto syntax_errors = std::make_shared<SyntaxErrors>(sources, file, list.broken_lines, emitter);
    for (TokenPointers& declaration : split_declarations(tokens.getTokens())) {
        parse_exactly(std::move(declaration), syntax_errors, reader, into);
    }
}

}  // namespace

Specification parse(const SourceSet& sources, std::span<const FileId> files, Emitter& emitter) {
    Specification result;
    for (const FileId file : files) {
        parse_file(sources, file, emitter, result);
    }
    return result;
}

}  // namespace jianhe::dsl
