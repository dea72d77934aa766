// Walks over a whole upload, finds where each record begins and ends, and judges everything around the records.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/limits.h>
#include <jianhe/record.h>
#include <jianhe/upload_reader.h>

#include "input_text.h"
#include "xml_scanner.h"

namespace jianhe::xml {

class EnvelopeWalker {
public:
    // All of these must outlive the walker.
    EnvelopeWalker(const RecordLayout& layout, const Limits& limits, InputText& input,
                   std::vector<EnvelopeFault>& faults);

    // The element of the next complete record; none at the end and after the first fault that refuses.
    std::optional<std::string_view> next_record();

    // A fault of the record that was returned last.
    void refuse_record(EnvelopeRole role, std::string_view problem);

private:
    enum class Part : std::uint8_t { BeforeRoot, InRoot, InRecord, BehindRoot };

    Part part() const noexcept;
    // These return true when the token ends a record.
    bool handle(const XmlToken& token);
    bool handle_start_tag(const XmlToken& token);
    bool handle_end_tag(const XmlToken& token);
    bool close_innermost();

    void handle_text(const XmlToken& token);
    void handle_declaration(const XmlToken& token);
    void handle_end(const XmlToken& token);
    void refuse_second_root(const XmlToken& token);
    void refuse_stranger(const XmlToken& token, std::string_view where);
    void refuse(EnvelopeRole role, InputPlace place, std::string text);
    void refuse_token(EnvelopeRole role, const XmlToken& token, std::string text);
    bool refuse_large_record();  // measured up to where the input has been walked

    const RecordLayout& layout_;
    const Limits& limits_;
    InputText& input_;
    std::vector<EnvelopeFault>& faults_;
    XmlScanner scanner_;

    std::vector<std::string_view> open_;  // names of the elements not yet ended, at most Limits::max_depth
    bool root_ended_ = false;
    bool done_ = false;
    std::optional<InputPlace> late_declaration_;
    std::size_t record_begin_ = 0;  // in the text
    InputPlace record_place_;
    std::uint64_t record_number_ = 0;
};

}  // namespace jianhe::xml
