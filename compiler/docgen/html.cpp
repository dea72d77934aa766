#include "compiler/docgen/html.h"

#include <fmt/format.h>

namespace jianhe::docgen {
namespace {

constexpr std::size_t kIndent = 1;

void escape(std::string_view text, std::string& out) {
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

}  // namespace

Html::Scope::~Scope() {
    if (layout_ == Layout::Line) {
        --html_.lines_;
    } else {
        --html_.depth_;
        html_.indent();
    }
    html_.out_ += "</";
    html_.out_ += tag_;
    html_.out_ += '>';
    html_.end_line();
}

Html::Scope Html::block(std::string_view tag, Attributes attributes) {
    start(tag, attributes);
    end_line();
    ++depth_;
    return {*this, tag, Scope::Layout::Block};
}

Html::Scope Html::line(std::string_view tag, Attributes attributes) {
    start(tag, attributes);
    ++lines_;
    return {*this, tag, Scope::Layout::Line};
}

void Html::element(std::string_view tag, std::string_view content, Attributes attributes) {
    const Scope scope = line(tag, attributes);
    text(content);
}

void Html::lone(std::string_view tag, Attributes attributes) {
    start(tag, attributes);
    end_line();
}

void Html::text(std::string_view text) { escape(text, out_); }

void Html::start(std::string_view tag, Attributes attributes) {
    indent();
    out_ += '<';
    out_ += tag;
    for (const auto& [name, value] : attributes) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"";
        escape(value, out_);
        out_ += '"';
    }
    out_ += '>';
}

void Html::indent() {
    if (lines_ == 0) out_.append(depth_ * kIndent, ' ');
}

void Html::end_line() {
    if (lines_ == 0) out_ += '\n';
}

std::string anchor(std::string_view prefix, std::string_view name) {
    std::string out(prefix);
    out += '-';
    for (const char c : name) {
        if (is_plain(c)) {
            out += c;
        } else {
            out += fmt::format(".{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

}  // namespace jianhe::docgen
