#include "xml_tag_scanner.h"

#include <algorithm>
#include <vector>

namespace jianhe::xml {
namespace {

struct Attribute {
    std::string_view name;
    std::string_view value;  // as written, references unread
};

bool scan_value(XmlCursor& cursor, std::string_view& value) {
    if (cursor.at_end()) return cursor.cut();
    const char quote = cursor.rest().front();
    if (quote != '"' && quote != '\'') return cursor.malformed(cursor.position(), "an attribute's value has no quotes");
    cursor.advance(1);
    const std::size_t begin = cursor.position();
    const char stops[] = {quote, '<', '&'};
    for (;;) {
        const std::size_t stop = cursor.text().find_first_of({stops, sizeof stops}, cursor.position());
        if (stop == std::string_view::npos) return cursor.take_characters(cursor.text().size()) && cursor.cut();
        if (!cursor.take_characters(stop)) return false;
        const char found = cursor.text()[stop];
        if (found == '<') return cursor.malformed(stop, "`<` in the value of an attribute");
        if (found == quote) break;
        if (!cursor.take_reference()) return false;
    }
    value = cursor.text().substr(begin, cursor.position() - begin);
    cursor.advance(1);
    return true;
}

bool scan_attribute(XmlCursor& cursor, Attribute& attribute) {
    if (!cursor.take_name(attribute.name)) return false;
    cursor.skip_white_space();
    if (!cursor.take("=", "an attribute has no value")) return false;
    cursor.skip_white_space();
    return scan_value(cursor, attribute.value);
}

// Sorted, because a hostile tag may have thousands.
bool names_differ(std::vector<std::string_view>& names) {
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) == names.end();
}

bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_version(std::string_view value) noexcept {
    return value.size() > 2 && value.starts_with("1.") && std::all_of(value.begin() + 2, value.end(), is_digit);
}

bool is_encoding_name(std::string_view value) noexcept {
    return !value.empty() && is_letter(value.front()) && std::all_of(value.begin(), value.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-';
    });
}

bool is_yes_or_no(std::string_view value) noexcept { return value == "yes" || value == "no"; }

// version, then encoding if given, then standalone if given.
bool is_declaration(const std::vector<Attribute>& attributes) noexcept {
    auto next = attributes.begin();
    if (next == attributes.end() || next->name != "version" || !is_version(next->value)) return false;
    ++next;
    if (next != attributes.end() && next->name == "encoding" && is_encoding_name(next->value)) ++next;
    if (next != attributes.end() && next->name == "standalone" && is_yes_or_no(next->value)) ++next;
    return next == attributes.end();
}

}  // namespace

bool scan_start_tag(XmlCursor& cursor, std::string_view& name, bool& self_closing) {
    const std::size_t begin = cursor.position();
    if (!cursor.take_name(name)) return false;
    std::vector<std::string_view> attribute_names;
    for (;;) {
        const bool separated = cursor.skip_white_space();
        if (cursor.at_end()) return cursor.cut();
        const char c = cursor.rest().front();
        if (c == '>' || c == '/') break;
        if (!separated) return cursor.malformed(cursor.position(), "a start tag that is not closed by `>`");
        Attribute attribute;
        if (!scan_attribute(cursor, attribute)) return false;
        attribute_names.push_back(attribute.name);
    }
    self_closing = cursor.rest().starts_with('/');
    if (!cursor.take(self_closing ? "/>" : ">", "`/` in a tag is not followed by `>`")) return false;
    return names_differ(attribute_names) || cursor.malformed(begin, "an attribute stands twice in one tag");
}

bool scan_end_tag(XmlCursor& cursor, std::string_view& name) {
    if (!cursor.take_name(name)) return false;
    cursor.skip_white_space();
    return cursor.take(">", "an end tag that is not closed by `>`");
}

bool scan_declaration(XmlCursor& cursor) {
    const std::size_t begin = cursor.position();
    std::vector<Attribute> attributes;
    for (;;) {
        const bool separated = cursor.skip_white_space();
        if (cursor.at_end()) return cursor.cut();
        if (cursor.rest().front() == '?') break;
        if (!separated) return cursor.malformed(cursor.position(), "an XML declaration that is not closed by `?>`");
        Attribute attribute;
        if (!scan_attribute(cursor, attribute)) return false;
        attributes.push_back(attribute);
    }
    if (!cursor.take("?>", "`?` in the XML declaration is not followed by `>`")) return false;
    return is_declaration(attributes) || cursor.malformed(begin, "the XML declaration is not well-formed");
}

}  // namespace jianhe::xml
