#include "runtime/report/result_shape.h"

#include <algorithm>

#include "runtime/report/result_text.h"

namespace jianhe::detail {
namespace {

Error unreadable(std::string why) { return Error{"the template cannot be read backwards: " + std::move(why)}; }

class ShapeMaker {
public:
    explicit ShapeMaker(const ResultTemplate& source) : source_(source) {}

    Result<ResultShape> make() {
        if (auto done = make_header(); !done) return done.error();
        if (auto done = make_block(); !done) return done.error();
        if (auto done = make_finding(); !done) return done.error();
        shape_.block_end = words_of(source_.block_tail.empty() ? std::string{} : source_.block_tail.front().text);
        if (has_value(source_.block_tail) || has_value(source_.tail)) {
            return unreadable("a value stands behind the findings or behind the blocks");
        }
        shape_.tail = words_of(source_.tail.empty() ? std::string{} : source_.tail.front().text);
        return std::move(shape_);
    }

private:
    static bool has_value(const TemplatePieces& pieces) {
        return std::any_of(pieces.begin(), pieces.end(), [](const TemplatePiece& piece) { return piece.has_value; });
    }

    ResultWords words_of(std::string_view text) {
        ResultWords words;
        const std::string narrow = narrowed(text);
        for (std::string_view rest = trimmed(narrow); !rest.empty(); rest = trimmed(rest)) {
            const auto end = std::find_if(rest.begin(), rest.end(), is_blank);
            const auto word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
            rest.remove_prefix(word.size());
            if (ruler_length(word) != word.size()) {
                words.push_back({std::string{word}});
                continue;
            }
            words.push_back({});
            if (shape_.rulers.find(word.front()) == std::string::npos) shape_.rulers.push_back(word.front());
        }
        return words;
    }

    // The header is cut at its brackets; a value stands alone between two of them.
    Result<void> make_header() {
        for (const TemplatePiece& piece : source_.head) {
            take_header_text(narrowed(piece.text));
            if (!piece.has_value) continue;
            if (!in_bracket_) return unreadable("a value of the header stands outside of `[…]`");
            shape_.brackets.back().name = piece.name;
        }
        end_header_line();
        if (in_bracket_) return unreadable("a `[` of the header is not closed");
        const bool has_label = std::any_of(shape_.brackets.begin(), shape_.brackets.end(),
                                           [](const auto& bracket) { return bracket.name && !bracket.label.empty(); });
        if (shape_.marks_before.empty() && shape_.marks_after.empty() && !has_label) {
            return unreadable("its header holds no text by which a result is known");
        }
        return {};
    }

    void take_header_text(std::string_view text) {
        for (const char c : text) {
            if (in_bracket_) {
                in_bracket_ = c != ']';
            } else if (c == '[') {
                shape_.brackets.push_back({label_form(line_), std::nullopt});
                in_bracket_ = true;
                line_.clear();
                line_has_bracket_ = true;
            } else if (c == '\n') {
                end_header_line();
            } else {
                line_.push_back(c);
            }
        }
    }

    void end_header_line() {
        const ResultWords words = words_of(std::exchange(line_, {}));
        if (std::exchange(line_has_bracket_, false)) {
            shape_.marks_after.clear();
            return;
        }
        std::string mark;
        for (const ResultWord& word : words) mark += word.text;
        if (mark.empty()) return;
        (shape_.brackets.empty() ? shape_.marks_before : shape_.marks_after).push_back(std::move(mark));
    }

    Result<void> make_block() {
        for (const TemplatePiece& piece : source_.block_head) {
            if (!shape_.steps.empty() && !piece.text.empty()) shape_.steps.back().stop = narrowed(piece.text).front();
            ResultWords words = words_of(piece.text);
            if (piece.has_value) {
                if (!shape_.steps.empty() && piece.text.empty()) return unreadable("two values stand side by side");
                shape_.steps.push_back({std::move(words), piece.name, piece.field, '\n'});
            } else {
                shape_.before_findings = std::move(words);
            }
        }
        const auto numbers = std::count_if(shape_.steps.begin(), shape_.steps.end(), [](const ResultShape::Step& step) {
            return step.name == TemplateName::Record;
        });
        if (numbers != 1) return unreadable("a block must hold `{{record}}` once");
        return {};
    }

    Result<void> make_finding() {
        const TemplatePieces& pieces = source_.finding;
        const auto is = [&](std::size_t at, TemplateName name) {
            return pieces[at].has_value && pieces[at].name == name;
        };
        const bool in_order = pieces.size() == 3 && trimmed(pieces[0].text).empty() && !pieces[2].has_value &&
                              ((is(0, TemplateName::Field) && is(1, TemplateName::Code)) ||
                               (is(0, TemplateName::Code) && is(1, TemplateName::Field)));
        if (in_order) {
            shape_.code_first = is(0, TemplateName::Code);
            shape_.separator = without_blanks(narrowed(pieces[1].text));
            shape_.terminator = without_blanks(narrowed(pieces[2].text));
        }
        if (shape_.separator.empty() || shape_.terminator.empty()) {
            return unreadable("a finding must be `{{field}}`, a text, `{{code}}`, a text");
        }
        return {};
    }

    const ResultTemplate& source_;
    ResultShape shape_;
    std::string line_;  // of the header, since its last bracket
    bool line_has_bracket_ = false;
    bool in_bracket_ = false;
};

}  // namespace

std::string label_form(std::string_view text) {
    std::string label = without_blanks(text);
    while (!label.empty() && (label.back() == ':' || label.back() == '=')) label.pop_back();
    return label;
}

Result<ResultShape> make_result_shape(const ResultTemplate& source) { return ShapeMaker{source}.make(); }

}  // namespace jianhe::detail
