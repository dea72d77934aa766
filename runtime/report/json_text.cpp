#include "runtime/report/json_text.h"

#include <algorithm>

#include "runtime/report/printable.h"

namespace jianhe::detail {
namespace {

bool needs_escape(char c) noexcept {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7F;
}

void append_escaped(std::string& out, char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
        case '"': out.append("\\\""); return;
        case '\\': out.append("\\\\"); return;
        case '\n': out.append("\\n"); return;
        case '\r': out.append("\\r"); return;
        case '\t': out.append("\\t"); return;
        default: break;
    }
    out.append("\\u00").push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 0xFU]);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    const std::string valid = valid_utf8(text);
    out.push_back('"');
    for (auto from = valid.begin(); from != valid.end();) {
        const auto stop = std::find_if(from, valid.end(), needs_escape);
        out.append(from, stop);
        from = stop;
        if (from != valid.end()) append_escaped(out, *from++);
    }
    out.push_back('"');
}

JsonObject& JsonObject::text(std::string_view name, std::string_view value) {
    append_json_string(member(name), value);
    return *this;
}

JsonObject& JsonObject::number(std::string_view name, std::uint64_t value) {
    member(name).append(std::to_string(value));
    return *this;
}

JsonObject& JsonObject::null(std::string_view name) {
    member(name).append("null");
    return *this;
}

JsonObject& JsonObject::yes(std::string_view name) {
    member(name).append("true");
    return *this;
}

std::string& JsonObject::member(std::string_view name) {
    if (!first_) out_.push_back(',');
    first_ = false;
    append_json_string(out_, name);
    out_.push_back(':');
    return out_;
}

}  // namespace jianhe::detail
