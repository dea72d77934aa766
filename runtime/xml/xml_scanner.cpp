#include "xml_scanner.h"

#include <algorithm>

#include "input_bytes.h"
#include "xml_tag_scanner.h"

namespace jianhe::xml {
namespace {

constexpr std::string_view kCDataOpen = "<![CDATA[";

bool equals_xml_in_any_case(std::string_view name) noexcept {
    return name.size() == 3 && (name[0] | 0x20) == 'x' && (name[1] | 0x20) == 'm' && (name[2] | 0x20) == 'l';
}

std::size_t find_ink(std::string_view text, std::size_t begin, std::size_t end) noexcept {
    const std::size_t found = text.substr(begin, end - begin).find_first_not_of(kWhiteSpace);
    return found == std::string_view::npos ? found : begin + found;
}

}  // namespace

XmlToken XmlScanner::next() {
    XmlToken token;
    token.begin = cursor_.position();
    if (cursor_.at_end()) {
        token.end = token.begin;
        return token;
    }
    if (!scan(token)) {
        const XmlStop& stop = cursor_.stop();
        token.kind = stop.kind == XmlStop::Kind::Cut ? XmlTokenKind::Cut : XmlTokenKind::Malformed;
        token.fault = stop.at;
        token.problem = stop.problem;
    }
    token.end = cursor_.position();
    return token;
}

bool XmlScanner::scan(XmlToken& token) {
    const std::string_view rest = cursor_.rest();
    if (!rest.starts_with('<')) return scan_text(token);
    if (rest.size() == 1) return cursor_.cut();
    if (rest[1] == '?') return scan_question(token);
    if (rest[1] == '!') return scan_exclamation(token);
    return scan_tag(token);
}

// A tag is judged by as much of it as it may have, so that a reader that streams need not see the rest.
bool XmlScanner::scan_tag(XmlToken& token) {
    const std::string_view text = cursor_.text();
    const bool whole = scan_tag_of_any_length(token);
    // UTF-8 is never shorter than the input was.
    if ((whole ? cursor_.position() : text.size()) - token.begin <= max_tag_length_) return whole;
    const std::size_t bound = end_of_input_bytes(text, token.begin, max_tag_length_, input_encoding_);
    if (whole ? cursor_.position() <= bound : text.size() == bound) return whole;
    cursor_ = XmlCursor(text.substr(0, bound));
    cursor_.advance(token.begin);
    scan_tag_of_any_length(token);
    if (cursor_.stop().kind == XmlStop::Kind::Malformed) return false;
    return cursor_.malformed(token.begin, "a tag is too long");
}

bool XmlScanner::scan_tag_of_any_length(XmlToken& token) {
    const bool is_end = cursor_.rest().starts_with("</");
    token.kind = is_end ? XmlTokenKind::EndTag : XmlTokenKind::StartTag;
    cursor_.advance(is_end ? 2 : 1);
    return is_end ? scan_end_tag(cursor_, token.name) : scan_start_tag(cursor_, token.name, token.self_closing);
}

bool XmlScanner::scan_question(XmlToken& token) {
    cursor_.advance(2);
    std::string_view target;
    if (!cursor_.take_name(target)) return false;
    if (target == "xml") {
        token.kind = XmlTokenKind::Declaration;
        return scan_declaration(cursor_);
    }
    token.kind = XmlTokenKind::Instruction;
    if (equals_xml_in_any_case(target)) return cursor_.malformed(token.begin, "a processing instruction named `xml`");
    if (!cursor_.skip_white_space()) return cursor_.take("?>", "a processing instruction without a name of its own");
    return cursor_.take_until("?>");
}

bool XmlScanner::scan_exclamation(XmlToken& token) {
    const std::string_view rest = cursor_.rest();
    if (rest.starts_with("<!--")) {
        token.kind = XmlTokenKind::Comment;
        return scan_comment();
    }
    if (rest.starts_with(kCDataOpen)) return scan_cdata(token);
    if (rest.starts_with("<!DOCTYPE")) return cursor_.malformed(token.begin, "a DOCTYPE is not accepted");
    for (const std::string_view known : {std::string_view{"<!--"}, kCDataOpen, std::string_view{"<!DOCTYPE"}}) {
        if (known.starts_with(rest)) return cursor_.cut();
    }
    return cursor_.malformed(token.begin, "`<!` that begins neither a comment nor CDATA");
}

bool XmlScanner::scan_comment() {
    cursor_.advance(4);
    return cursor_.take_until("--") && cursor_.take(">", "`--` inside a comment");
}

bool XmlScanner::scan_cdata(XmlToken& token) {
    token.kind = XmlTokenKind::CData;
    cursor_.advance(kCDataOpen.size());
    const std::size_t begin = cursor_.position();
    if (!cursor_.take_until("]]>")) return false;
    token.first_ink = find_ink(cursor_.text(), begin, cursor_.position() - 3);
    return true;
}

bool XmlScanner::scan_text(XmlToken& token) {
    token.kind = XmlTokenKind::Text;
    const std::string_view text = cursor_.text();
    while (!cursor_.at_end()) {
        const std::size_t stop = std::min(text.find_first_of("<&]", cursor_.position()), text.size());
        if (!cursor_.take_characters(stop)) return false;
        if (cursor_.at_end() || text[stop] == '<') break;
        if (cursor_.rest().starts_with("]]>")) return cursor_.malformed(stop, "`]]>` outside of CDATA");
        if (text[stop] == ']') {
            cursor_.advance(1);
        } else if (read_reference(cursor_.rest()).status == ReferenceStatus::Cut && stop != token.begin) {
            break;  // What stands before is whole; the next call finds the cut.
        } else if (!cursor_.take_reference()) {
            return false;
        }
    }
    token.first_ink = find_ink(text, token.begin, cursor_.position());
    return true;
}

}  // namespace jianhe::xml
