// A result template prepared for reading. Private to the reader of result files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/record.h>
#include <jianhe/result.h>

#include "runtime/report/result_template.h"

namespace jianhe::detail {

// A text of the template between two blanks or values. A ruler stands for one of any length.
struct ResultWord {
    std::string text;  // narrowed, without blanks; empty: a ruler
    bool is_ruler() const noexcept { return text.empty(); }
};
using ResultWords = std::vector<ResultWord>;

struct ResultShape {
    struct Bracket {
        std::string label;                 // the text before it, without blanks and without a colon at its end
        std::optional<TemplateName> name;  // what it holds; none: it is only there
    };
    // Words, then a value that ends before `stop`.
    struct Step {
        ResultWords words;
        TemplateName name = TemplateName::Record;
        FieldIndex field = kNoField;  // of Tag
        char stop = '\n';
    };

    std::string rulers;  // the characters that rulers are made of
    // The header: lines without a bracket before and behind those that have one.
    std::vector<std::string> marks_before;
    std::vector<Bracket> brackets;
    std::vector<std::string> marks_after;
    // A block: its values, what stands before its findings, the findings, its end.
    std::vector<Step> steps;
    ResultWords before_findings;
    bool code_first = false;
    std::string separator;   // between field and code
    std::string terminator;  // behind them
    ResultWords block_end;
    ResultWords tail;

    bool block_ends_with_ruler() const noexcept { return !block_end.empty() && block_end.back().is_ruler(); }
};

// The error says why the template cannot be read backwards.
Result<ResultShape> make_result_shape(const ResultTemplate& source);

// The text before a bracket as labels are compared.
std::string label_form(std::string_view text);

}  // namespace jianhe::detail
