#include "dsl/ast/line_writer.h"

#include "dsl/ast/ast_printer.h"

namespace jianhe::dsl {

LineWriter::LineWriter(std::string& out, std::size_t depth, std::string_view head) : out_(out) {
    out_.append(2 * depth, ' ');
    out_ += head;
}

LineWriter::~LineWriter() { out_ += '\n'; }

LineWriter& LineWriter::raw(std::string_view piece) {
    out_ += ' ';
    out_ += piece;
    return *this;
}

LineWriter& LineWriter::word(const Name& name) { return name.empty() ? *this : raw(name.text); }

LineWriter& LineWriter::text(const Name& name) { return raw('"' + name.text + '"'); }

LineWriter& LineWriter::flag(std::string_view key, bool set) { return set ? raw(key) : *this; }

LineWriter& LineWriter::part(std::string_view key, const Name& name) {
    return name.empty() ? *this : raw(key).raw(name.text);
}

LineWriter& LineWriter::part(std::string_view key, const std::optional<Name>& name) {
    return name ? part(key, *name) : *this;
}

LineWriter& LineWriter::part(std::string_view key, const std::optional<Expr>& expr) {
    return expr ? raw(key).raw(print(*expr)) : *this;
}

LineWriter& LineWriter::quoted(std::string_view key, const std::optional<Name>& name) {
    return name ? raw(key).text(*name) : *this;
}

LineWriter& LineWriter::list(std::string_view key, const std::vector<Name>& names) {
    if (names.empty()) {
        return *this;
    }
    std::string joined = "[";
    for (const Name& name : names) {
        joined += joined.size() > 1 ? " " : "";
        joined += name.text;
    }
    return raw(key).raw(joined + "]");
}

}  // namespace jianhe::dsl
