// Walks over an upload, finds where each record begins and ends, and judges everything around the records. Over a whole
// one, or over windows of one: then a window begins where an earlier one got to.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/envelope_state.h>
#include <jianhe/limits.h>
#include <jianhe/record.h>
#include <jianhe/upload_reader.h>

#include "input_text.h"
#include "xml_scanner.h"

namespace jianhe::xml {

// Of the notice that UTF-8 came where Big5 was wanted.
inline constexpr std::string_view kReadAsUtf8 = "the file is UTF-8 and was read as such";

// What all windows of one upload share. All of it must outlive the walker.
struct EnvelopeContext {
    const RecordLayout& layout;
    const Limits& limits;
    // The line a byte of the input stands in. Asked for faults only, since counting lines costs.
    std::function<std::uint64_t(std::uint64_t offset)> line_of;
    std::vector<EnvelopeFault>& faults;
};

class EnvelopeWalker {
public:
    // `records`: how many there were in front of the window.
    EnvelopeWalker(const EnvelopeContext& context, InputText& input, const EnvelopeState& state = {},
                   std::uint64_t records = 0);

    enum class Step : std::uint8_t {
        Record,        // one is complete
        BeforeRecord,  // only where it was asked for
        NeedsMore,     // the window ends, and what follows it decides
        Done           // the end, or a fault that refuses
    };
    Step next();
    // Stops in front of the first record that does not stand where the walker begins.
    Step next_place();

    // The element of the record.
    std::string_view element() const noexcept { return element_; }
    std::uint64_t element_offset() const noexcept { return record_offset_; }  // in the input
    // A fault of the record that was returned last.
    void refuse_record(EnvelopeRole role, std::string_view problem);

    // The last place between tokens and outside of records.
    const EnvelopeState& state() const noexcept { return safe_state_; }
    std::uint64_t offset() const noexcept { return safe_offset_; }

private:
    using Part = EnvelopeState::Part;

    bool is_in_record() const noexcept { return open_.size() > 1; }
    Part part() const noexcept;  // a record is in the root
    Step walk(bool stop_before_record);
    void note_safe_place();

    bool pass_white_space();  // false: refused
    bool begins_record() const noexcept;
    XmlToken next_token();  // no larger than it may be
    bool is_open_ended(const XmlToken& token) const noexcept;

    // These return true when the token ends a record.
    bool handle(const XmlToken& token);
    bool handle_start_tag(const XmlToken& token);
    bool handle_end_tag(const XmlToken& token);
    bool close_innermost();

    bool is_out_of_place(const XmlToken& text) const noexcept;
    void handle_text(const XmlToken& token);
    void handle_declaration(const XmlToken& token);
    void handle_end(const XmlToken& token);
    void refuse_second_root(const XmlToken& token);
    void refuse_stranger(const XmlToken& token, std::string_view where);
    void refuse_large(const XmlToken& token);
    void refuse(EnvelopeRole role, std::uint64_t offset, std::string text);
    void refuse_token(EnvelopeRole role, const XmlToken& token, std::string text);
    std::string where_record_begins() const;

    const RecordLayout& layout_;
    const Limits& limits_;
    const EnvelopeContext& context_;
    InputText& input_;
    XmlScanner scanner_;

    std::vector<std::string_view> open_;  // names of the elements not yet ended, at most Limits::max_depth
    bool root_ended_ = false;
    bool at_beginning_ = true;
    bool done_ = false;
    std::optional<std::uint64_t> late_declaration_;
    EnvelopeState safe_state_;
    std::uint64_t safe_offset_ = 0;

    std::size_t record_begin_ = 0;            // in the text
    std::optional<std::size_t> record_most_;  // where it would be too large, in the text; measured when needed
    std::uint64_t record_offset_ = 0;         // in the input
    std::uint64_t record_number_ = 0;
    std::string_view element_;
};

}  // namespace jianhe::xml
