#include "dsl/format/lines.h"

#include <algorithm>
#include <array>

namespace jianhe::dsl {
namespace {

constexpr std::size_t kStep = 4;

constexpr std::array<std::string_view, 21> kDeclarations{
    "specification", "field_codes", "envelope", "open",   "codeset",  "set",      "segment",
    "cell",          "presence",    "table",    "master", "provider", "scenario", "rule",
    "record",        "example",     "generate", "buffer", "build",    "relation", "on",
};
// Lines that begin so go on with the line above.
constexpr std::array<std::string_view, 8> kContinuing{"or", "and", "in", "not", "else", "is", "has", "mod"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

class Layout {
public:
    explicit Layout(std::string_view text) : text_(text) {}

    void place(Line& line) {
        if (line.tokens.empty()) {
            line.role = line.comment.empty() ? LineRole::Blank : LineRole::Comment;
            return;
        }
        const std::string_view first = word(line.tokens.front());
        // A line that begins by closing brackets stands where the line that opened them does.
        std::size_t closing = 0;
        while (closing < line.tokens.size() && line.tokens[closing].kind == TextToken::Kind::Close) {
            ++closing;
        }
        const std::size_t level = depth_ - std::min(closing, depth_);
        const bool begins = depth_ == 0 && is_one_of(first, kDeclarations);
        if (begins) {
            declaration_ = first;
            is_open_ = true;
            decides_ = false;
        }
        line.role = begins ? LineRole::First : LineRole::Continued;
        line.indent = kStep * (level + extra_steps(line, level));
        const std::size_t depth_before = depth_;
        take_brackets(line);
        // An entry of a table in braces stands on one line, or is left alone.
        if (!begins && closing == 0 && level == 1 && depth_ == 1) {
            line.role = role_in_braces(line);
        }
        line.breaks_table = decides_ && breaks_table(line, depth_before);
        last_was_field_ = line.role == LineRole::Field || line.role == LineRole::FieldTail;
        if (line.role == LineRole::FieldTail || line.role == LineRole::DecisionRow) {
            line.indent = kStep;
        }
        last_is_entry_ = !begins;
    }

private:
    std::string_view word(const TextToken& token) const { return text_.substr(token.begin, token.end - token.begin); }

    // Lines of a rule or an example stand behind its first line, also inside brackets; in other declarations only what
    // stands outside of the brackets, and a line that goes on with the one above.
    std::size_t extra_steps(const Line& line, std::size_t level) const {
        const bool begins = depth_ == 0 && is_one_of(word(line.tokens.front()), kDeclarations);
        if (begins || !is_open_) {
            return 0;
        }
        const bool closes = line.tokens.front().kind == TextToken::Kind::Close;
        const bool goes_on = !closes && last_is_entry_ && is_one_of(word(line.tokens.front()), kContinuing);
        const bool is_behind = declaration_ == "rule" || (level == 0 && !closes);
        return (goes_on ? 1U : 0U) + (is_behind ? 1U : 0U);
    }

    void take_brackets(const Line& line) {
        for (std::size_t i = 0; i < line.tokens.size(); ++i) {
            const TextToken& token = line.tokens[i];
            if (token.kind == TextToken::Kind::Open) {
                const bool follows = i > 0 && word(line.tokens[i - 1]) == "decides";
                decides_ = decides_ || (depth_ == 0 && declaration_ == "table" && follows);
                ++depth_;
            } else if (token.kind == TextToken::Kind::Close && depth_ > 0) {
                --depth_;
            }
        }
    }

    // Inside of a decision table stand whole rows only; the bracket that opens it ends its line, the one that closes it
    // begins one.
    bool breaks_table(const Line& line, std::size_t depth_before) const {
        if (line.role == LineRole::DecisionRow) {
            return false;
        }
        if (depth_before > 0) {
            return line.tokens.front().kind != TextToken::Kind::Close || depth_ != 0;
        }
        return depth_ > 0 && line.tokens.back().kind != TextToken::Kind::Open;
    }

    // Cells, `:` and the result, the brackets of the cells closed.
    bool is_decision_row(const Line& line) const {
        std::size_t colons = 0;
        std::size_t open = 0;
        for (const TextToken& token : line.tokens) {
            open += token.kind == TextToken::Kind::Open ? 1U : 0U;
            open -= token.kind == TextToken::Kind::Close ? 1U : 0U;
            colons += open == 0 && word(token) == ":" ? 1U : 0U;
        }
        return colons == 1 && word(line.tokens.front()) != ":" && word(line.tokens.back()) != ":";
    }

    LineRole role_in_braces(const Line& line) const {
        const std::vector<TextToken>& tokens = line.tokens;
        if (decides_ && is_decision_row(line)) {
            return LineRole::DecisionRow;
        }
        if (declaration_ == "presence") {
            return LineRole::PresenceRow;
        }
        const bool is_field = declaration_ == "segment" && tokens.size() > 3 &&
                              tokens[0].kind == TextToken::Kind::Word && tokens[1].kind == TextToken::Kind::Word &&
                              tokens[2].kind == TextToken::Kind::String;
        if (is_field) {
            return LineRole::Field;
        }
        const bool is_tail = declaration_ == "segment" && last_was_field_ && is_one_of(word(tokens[0]), kContinuing);
        return is_tail ? LineRole::FieldTail : LineRole::Continued;
    }

    std::string_view text_;
    std::string_view declaration_;  // keyword of the declaration the line belongs to
    bool is_open_ = false;          // some declaration has begun
    bool decides_ = false;          // it is a decision table whose rows have begun
    bool last_is_entry_ = false;    // the line above is no first line
    bool last_was_field_ = false;   // nor anything but a field
    std::size_t depth_ = 0;         // open brackets
};

// A comment stands where the next line of code does; before a closing bracket, where the line above does.
void place_comments(std::vector<Line>& lines) {
    std::size_t next = 0;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (line->role == LineRole::Comment) {
            line->indent = next;
        } else if (line->role != LineRole::Blank) {
            const bool closes = line->tokens.front().kind == TextToken::Kind::Close;
            next = line->indent + (closes ? kStep : 0);
        }
    }
}

}  // namespace

std::vector<Line> lay_out(std::string_view text, const std::vector<TextToken>& tokens) {
    std::vector<Line> lines(1);
    std::size_t position = 0;
    for (const TextToken& token : tokens) {
        const auto breaks = std::count(text.begin() + static_cast<std::ptrdiff_t>(position),
                                       text.begin() + static_cast<std::ptrdiff_t>(token.begin), '\n');
        lines.resize(lines.size() + static_cast<std::size_t>(breaks));
        (token.kind == TextToken::Kind::Comment ? lines.back().comment : lines.back().tokens).push_back(token);
        position = token.end;
    }
    Layout layout(text);
    for (Line& line : lines) {
        layout.place(line);
    }
    place_comments(lines);
    return lines;
}

}  // namespace jianhe::dsl
