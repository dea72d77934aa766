#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace jianhe::docgen {

// Writes HTML: elements close when their scope ends, everything that is given as text is escaped.
//
//     auto table = html.block("table", {{"class", "codes"}});
//     auto row = html.block("tr");
//     html.element("td", "A < B");                    // <td>A &lt; B</td>
//     auto cell = html.line("td");
//     html.link("codes.html#c-R054", "R054");
class Html {
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    // An element that is open; closed by its destructor, so in the order in which elements must be closed.
    class [[nodiscard]] Scope {
    public:
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;
        ~Scope();

    private:
        friend class Html;
        enum class Layout : bool { Block, Line };
        Scope(Html& html, std::string_view tag, Layout layout) : html_(html), tag_(tag), layout_(layout) {}

        Html& html_;
        std::string_view tag_;
        Layout layout_;
    };

    // What is inside stands on lines of its own. `tag` must outlive the scope: it is a literal.
    Scope block(std::string_view tag, Attributes attributes = {});
    // What is inside stands on one line without spaces between.
    Scope line(std::string_view tag, Attributes attributes = {});
    void element(std::string_view tag, std::string_view content, Attributes attributes = {});
    // An element that has no content and no end tag.
    void lone(std::string_view tag, Attributes attributes = {});
    void link(std::string_view address, std::string_view text) { element("a", text, {{"href", address}}); }
    void text(std::string_view text);
    // Not escaped: the text of our own style sheet and script.
    void raw(std::string_view text) { out_ += text; }

    std::string take() && { return std::move(out_); }

private:
    void start(std::string_view tag, Attributes attributes);
    void indent();
    void end_line();

    std::string out_;
    std::size_t depth_ = 0;
    std::size_t lines_ = 0;  // open elements that are written on one line
};

// A name as an id or the fragment of an address: letters, digits, `_` and `-` stay.
std::string anchor(std::string_view prefix, std::string_view name);

}  // namespace jianhe::docgen
