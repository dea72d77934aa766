#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/ast/ast.h"

namespace jianhe::dsl {

// Builds one line of the printed tree; parts that are absent or empty leave no trace.
class LineWriter {
public:
    LineWriter(std::string& out, std::size_t depth, std::string_view head);
    LineWriter(const LineWriter&) = delete;
    LineWriter& operator=(const LineWriter&) = delete;
    ~LineWriter();  // ends the line

    LineWriter& word(const Name& name);
    LineWriter& text(const Name& name);  // in quotes
    LineWriter& flag(std::string_view key, bool set);
    LineWriter& part(std::string_view key, const Name& name);
    LineWriter& part(std::string_view key, const std::optional<Name>& name);
    LineWriter& part(std::string_view key, const std::optional<Expr>& expr);
    LineWriter& quoted(std::string_view key, const std::optional<Name>& name);
    LineWriter& list(std::string_view key, const std::vector<Name>& names);
    LineWriter& raw(std::string_view piece);

private:
    std::string& out_;
};

}  // namespace jianhe::dsl
