// Plain records (bulk.h) out of a stretch, for any layout. Values are not copied, but for those that are not UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/limits.h>
#include <jianhe/record.h>

#include "runtime/scan/byte_words.h"
#include "runtime/scan/tag_table.h"

namespace jianhe {

class PlainScanner {
public:
    // Both must outlive the scanner.
    PlainScanner(const RecordLayout& layout, const Limits& limits);
    PlainScanner(const PlainScanner&) = delete;
    PlainScanner& operator=(const PlainScanner&) = delete;

    void set_encoding(TextEncoding encoding) noexcept { encoding_ = encoding; }
    // Fills `record`, which is clear, with the record that begins at `at`, and moves `at` behind it. False: it is not
    // plain, or cut; `record` is meaningless then. The padding stands behind the stretch.
    bool scan(std::string_view stretch, std::size_t& at, Record& record);

private:
    using Kind = TagTable::Kind;

    // `<TAG>` and `</TAG>`.
    struct Tags {
        explicit Tags(const std::string& tag) : start("<" + tag + ">"), end("</" + tag + ">") {}

        words::Expected start;
        words::Expected end;
    };
    struct StartTag {
        const char* end = nullptr;  // null: there is none that is plain and known
        TagTable::Entry entry;
        bool is_closed = false;  // `<TAG/>`
    };

    // These return the place behind what they take; null: something else stands there.
    const char* take_record(const char* at);
    const char* take_segments(const char* at, std::uint16_t parent);
    const char* take_segment(const char* at, SegmentIndex segment, std::uint16_t parent, bool is_closed);
    const char* take_fields(const char* at, SegmentIndex segment, std::uint32_t row);
    const char* take_value(const char* at, FieldText& value);
    StartTag read_start_tag(const char* at) const noexcept;
    bool keep_value(std::string_view bytes, FieldText& value);

    const RecordLayout& layout_;
    const Limits& limits_;
    TagTable table_;
    bool is_usable_;
    Tags record_tags_;
    std::vector<Tags> segment_tags_;
    std::vector<Tags> parent_tags_;
    std::vector<Tags> field_tags_;
    TextEncoding encoding_ = TextEncoding::Big5;

    Record* record_ = nullptr;
    std::uint32_t rows_ = 0;
    std::vector<bool> parents_seen_;
};

}  // namespace jianhe
