#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace jianhe::cppgen {

// One file as it grows. Lines are indented by the scopes that are open; a scope closes where its guard ends:
//
//     const auto scope = out.scope("void f() {{", "}}");
//     out.line("return {};", value);
class Writer {
public:
    class Scope {
    public:
        Scope(Writer& out, std::string_view end, bool indents) : out_(&out), end_(end), indents_(indents) {
            if (indents_) ++out_->depth_;
        }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;
        ~Scope() {
            if (indents_) --out_->depth_;
            out_->text_line(end_);
        }

    private:
        Writer* out_;
        std::string end_;
        bool indents_;
    };

    template <class... Arguments>
    void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        text_line(fmt::format(format, std::forward<Arguments>(arguments)...));
    }
    // As it is, with the indentation before it.
    void text_line(std::string_view text);
    // `public:` and the like, which stand further out.
    void label(std::string_view text);
    // One empty line; not at the beginning, and not two.
    void blank();
    // A comment of one line; wider than a page it goes on below.
    void note(std::string_view text);

    [[nodiscard]] Scope scope(std::string_view begin, std::string_view end = "}") {
        text_line(begin);
        return {*this, end, true};
    }
    // Namespaces do not indent.
    [[nodiscard]] Scope name_space(std::string_view name);

    const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
    int depth_ = 0;
};

}  // namespace jianhe::cppgen
