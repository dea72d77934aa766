#include "compiler/cppgen/writer.h"

#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {

void Writer::text_line(std::string_view text) {
    if (!text.empty()) text_.append(static_cast<std::size_t>(depth_) * 4, ' ');
    text_.append(text).push_back('\n');
}

void Writer::label(std::string_view text) {
    --depth_;
    text_line(text);
    ++depth_;
}

void Writer::blank() {
    if (!text_.empty() && !text_.ends_with("\n\n")) text_.push_back('\n');
}

void Writer::note(std::string_view text) {
    constexpr std::size_t kWidth = 116;
    std::string rest = comment(text);
    while (rest.size() > kWidth) {
        const std::size_t cut = rest.rfind(' ', kWidth);
        if (cut == std::string::npos || rest.find_first_not_of(' ') > cut) break;
        text_line("// " + rest.substr(0, cut));
        rest = "  " + rest.substr(cut + 1);
    }
    text_line("// " + rest);
}

Writer::Scope Writer::name_space(std::string_view name) {
    text_line(name.empty() ? "namespace {" : fmt::format("namespace {} {{", name));
    blank();
    return {*this, name.empty() ? "}  // namespace" : fmt::format("}}  // namespace {}", name), false};
}

}  // namespace jianhe::cppgen
