#include "runtime/xml/xml_scanner.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace jianhe::xml {
namespace {

using namespace std::string_view_literals;

// `<a` start, `<a/` self-closing, `</a` end, `"text` and `"` for white text, `[` CDATA, `-` comment, `?` instruction,
// `?xml` declaration, `...` cut, `!17` malformed at byte 17.
std::string scan(std::string_view text, std::size_t max_tag_length = 1000) {
    XmlScanner scanner(text, TextEncoding::Utf8, max_tag_length);
    std::string out;
    for (;;) {
        const XmlToken token = scanner.next();
        if (token.kind == XmlTokenKind::End) return out;
        if (!out.empty()) out += ' ';
        const std::string_view ink =
            token.first_ink == std::string_view::npos ? ""sv : text.substr(token.begin, token.end - token.begin);
        switch (token.kind) {
            case XmlTokenKind::StartTag:
                out.append("<").append(token.name).append(token.self_closing ? "/" : "");
                break;
            case XmlTokenKind::EndTag: out.append("</").append(token.name); break;
            case XmlTokenKind::Text: out.append("\"").append(ink); break;
            case XmlTokenKind::CData: out.append("[").append(ink.empty() ? "" : "ink"); break;
            case XmlTokenKind::Comment: out += "-"; break;
            case XmlTokenKind::Instruction: out += "?"; break;
            case XmlTokenKind::Declaration: out += "?xml"; break;
            case XmlTokenKind::Cut: return out + "...";
            case XmlTokenKind::Malformed: return out + "!" + std::to_string(token.fault);
            case XmlTokenKind::End: break;
        }
    }
}

struct Case {
    std::string_view text;
    std::string_view tokens;
};

constexpr Case kWellFormed[] = {
    {"", ""},
    {" \t\r\n", "\""},
    {"<a>b</a>", "<a \"b </a"},
    {"<a/>", "<a/"},
    {"<a />", "<a/"},
    {"<a\n>", "<a"},
    {"</a \r\n>", "</a"},
    {"<a b='1' c=\"2\">", "<a"},
    {"<a b = '>'>", "<a"},
    {"<a b='\"' c=\"'\" d='&lt;&#10;'/>", "<a/"},
    {"<a:b xmlns:a='urn:x'/>", "<a:b/"},
    {"<_-.9/>", "<_-.9/"},
    {"<\xE5\xA7\x93\xE5\x90\x8D/>", "<\xE5\xA7\x93\xE5\x90\x8D/"},
    {"&lt;&gt;&amp;&quot;&apos;", "\"&lt;&gt;&amp;&quot;&apos;"},
    {"&#9;&#xA;&#x10FFFF;&#xD7FF;&#xe000;&#000000000065;", "\"&#9;&#xA;&#x10FFFF;&#xD7FF;&#xe000;&#000000000065;"},
    {"]] >", "\"]] >"},
    {"a\x7F", "\"a\x7F"},
    {"\xEF\xBF\xBD\xF4\x8F\xBF\xBF", "\"\xEF\xBF\xBD\xF4\x8F\xBF\xBF"},
    {"<![CDATA[]]>", "["},
    {"<![CDATA[ <x>&y; ]] ]]>", "[ink"},
    {"<![CDATA[ ]]>x", "[ \"x"},
    {"<!---->", "-"},
    {"<!-- - <a> &x; ]]> -->", "-"},
    {"<?p?>", "?"},
    {"<?p q ? > r?>", "?"},
    {"<?xml-stylesheet a?>", "?"},
    {"<?xml version='1.0'?>", "?xml"},
    {"<?xml version = \"1.1\" encoding='Big5' standalone='no' ?>", "?xml"},
};

TEST(XmlScanner, TakesWhatIsWellFormed) {
    for (const Case& test : kWellFormed) EXPECT_EQ(scan(test.text), test.tokens) << test.text;
}

constexpr Case kMalformed[] = {
    {"<!DOCTYPE a>", "!0"},
    {"<!ELEMENT a>", "!0"},
    {"<![cdata[", "!0"},
    {"< a>", "!1"},
    {"<>", "!1"},
    {"<1>", "!1"},
    {"</>", "!2"},
    {"<a/ >", "!2"},
    {"<a<", "!2"},
    {"<a\0>"sv, "!2"},
    {"<a b>", "!4"},
    {"<a b=c>", "!5"},
    {"<a b='1'c='2'>", "!8"},
    {"<a b='<'>", "!6"},
    {"<a b='&c;'>", "!6"},
    {"<a b='\1'>"sv, "!6"},
    {"<a b='1' b='2'>", "!1"},
    {"</a b='1'>", "!4"},
    {"<a\xE3\x80\x80>", "!2"},
    {"&", "..."},
    {"& ", "!0"},
    {"a&b", "\"a ..."},
    {"a&b c", "!1"},
    {"&;", "!0"},
    {"&lol;", "!0"},
    {"&LT;", "!0"},
    {"&#;", "!0"},
    {"&#x;", "!0"},
    {"&#X41;", "!0"},
    {"&#1a;", "!0"},
    {"&#0;", "!0"},
    {"&#8;", "!0"},
    {"&#xD800;", "!0"},
    {"&#xDFFF;", "!0"},
    {"&#xFFFE;", "!0"},
    {"&#x110000;", "!0"},
    {"&#x100000000000000041;", "!0"},
    {"ab\0"sv, "!2"},
    {"ab\x1F", "!2"},
    {"a\xEF\xBF\xBE", "!1"},
    {"a\xEF\xBF\xBF", "!1"},
    {"a]]>", "!1"},
    {"<![CDATA[a\0]]>"sv, "!10"},
    {"<!-- \1 -->", "!5"},
    {"<!-- a -- b -->", "!9"},
    {"<!-- a --->", "!9"},
    {"<?+?>", "!2"},
    {"<?p+?>", "!3"},
    {"<?p \1?>", "!4"},
    {"<?XML version='1.0'?>", "!0"},
    {"<?xml?>", "!5"},
    {"<?xml encoding='Big5'?>", "!5"},
    {"<?xml version='2.0'?>", "!5"},
    {"<?xml version='1.0' standalone='no' encoding='Big5'?>", "!5"},
    {"<?xml version='1.0' encoding=''?>", "!5"},
    {"<?xml version='1.0' x='y'?>", "!5"},
    {"<?xml version='1.0'>", "!19"},
};

TEST(XmlScanner, RefusesWhatIsNot) {
    for (const Case& test : kMalformed) EXPECT_EQ(scan(test.text), test.tokens) << test.text;
}

TEST(XmlScanner, WhatTheEndCutsIsCut) {
    for (const std::string_view whole :
         {"<abc def='g&amp;h'/>", "</abc >", "<!-- x -->", "<![CDATA[x]]>", "<?pq r?>", "<?xml version='1.0'?>"}) {
        for (std::size_t length = 1; length < whole.size(); ++length) {
            EXPECT_EQ(scan(whole.substr(0, length)), "...") << whole.substr(0, length);
        }
    }
}

TEST(XmlScanner, MeasuresTags) {
    EXPECT_EQ(scan("<abcd/>", 7), "<abcd/");
    EXPECT_EQ(scan("<abcd/>", 6), "!0");
    EXPECT_EQ(scan("x</abc>", 5), "\"x !1");
    EXPECT_EQ(scan("<a b='12345", 8), "!0") << "too long already, wherever it would end";
}

TEST(XmlScanner, MeasuresTagsInBytesOfTheInput) {
    const std::string_view tag = "<a b='\xE5\xA7\x93'/>";  // 12 bytes; 11 in Big5
    XmlScanner big5(tag, TextEncoding::Big5, 11);
    EXPECT_EQ(big5.next().kind, XmlTokenKind::StartTag);
    XmlScanner utf8(tag, TextEncoding::Utf8, 11);
    EXPECT_EQ(utf8.next().kind, XmlTokenKind::Malformed);
}

}  // namespace
}  // namespace jianhe::xml
