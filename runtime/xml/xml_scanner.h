// A strict pull tokenizer for XML 1.0 without DOCTYPE. It knows no nesting: who asks for tokens compares the names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jianhe/encoding.h>

#include "xml_cursor.h"

namespace jianhe::xml {

enum class XmlTokenKind : std::uint8_t {
    StartTag,
    EndTag,
    Text,  // characters and references up to the next `<`
    CData,
    Comment,
    Instruction,
    Declaration,  // `<?xml …?>`, wherever it stands
    End,          // the text ended behind the token before
    Cut,          // the text ended inside this token
    Malformed
};

struct XmlToken {
    XmlTokenKind kind = XmlTokenKind::End;
    std::size_t begin = 0;  // bytes of the text
    std::size_t end = 0;
    std::string_view name;  // of a tag
    bool self_closing = false;
    // Text and CData: the first character that is not white space; npos when there is none. A reference is none.
    std::size_t first_ink = std::string_view::npos;
    std::size_t fault = 0;     // Malformed: where
    std::string_view problem;  // Malformed: what, a literal
};

class XmlScanner {
public:
    // `text` is valid UTF-8 and must outlive the scanner and its tokens. `max_tag_length` is in bytes of the input that
    // `text` was made from. What stands in front of `begin` is passed over.
    XmlScanner(std::string_view text, TextEncoding input_encoding, std::size_t max_tag_length,
               std::size_t begin = 0) noexcept
        : cursor_(text), input_encoding_(input_encoding), max_tag_length_(max_tag_length) {
        cursor_.advance(begin);
    }

    // After End, Cut and Malformed there is nothing more to ask for. A token other than Cut, End and Text that reaches
    // the end of the text would be the same in a longer text.
    XmlToken next();

    bool skip_white_space() noexcept { return cursor_.skip_white_space(); }
    std::size_t position() const noexcept { return cursor_.position(); }
    std::string_view rest() const noexcept { return cursor_.rest(); }

private:
    bool scan(XmlToken& token);
    bool scan_tag(XmlToken& token);
    bool scan_tag_of_any_length(XmlToken& token);
    bool scan_question(XmlToken& token);
    bool scan_exclamation(XmlToken& token);
    bool scan_comment();
    bool scan_cdata(XmlToken& token);
    bool scan_text(XmlToken& token);

    XmlCursor cursor_;
    TextEncoding input_encoding_;
    std::size_t max_tag_length_;
};

}  // namespace jianhe::xml
