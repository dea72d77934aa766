// Plain records (bulk.h) out of a stretch, for any layout. Values are not copied, but for those that are not UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/limits.h>
#include <jianhe/record.h>

#include "runtime/scan/tag_table.h"

namespace jianhe {

class PlainScanner {
public:
    PlainScanner(const RecordLayout& layout, const Limits& limits);

    void set_encoding(TextEncoding encoding) noexcept { encoding_ = encoding; }
    // Fills `record`, which is clear, with the record that begins at `at`, and moves `at` behind it. False: it is not
    // plain, or cut; `record` is meaningless then. A zero byte stands behind the stretch.
    bool scan(std::string_view stretch, std::size_t& at, Record& record);

private:
    using Kind = TagTable::Kind;

    // These move at_ over what they take. False: it is something else.
    bool take(std::string_view expected) noexcept;
    bool take_end_tag(std::string_view tag) noexcept;
    bool take_start_tag(const TagTable::Entry*& entry, bool& is_closed) noexcept;
    bool take_record();
    bool take_segments(std::uint16_t parent);
    bool take_segment(const TagTable::Entry& entry, std::uint16_t parent, bool is_closed);
    bool take_fields(SegmentIndex segment, std::uint32_t row);
    bool take_value(FieldIndex field, std::uint32_t row);
    bool keep_value(FieldIndex field, std::uint32_t row, std::string_view bytes);
    void skip_white_space() noexcept;
    bool is_end_tag() const noexcept { return at_[0] == '<' && at_[1] == '/'; }

    const RecordLayout& layout_;
    const Limits& limits_;
    TagTable tags_;
    bool is_usable_;
    std::string start_tag_;
    TextEncoding encoding_ = TextEncoding::Big5;

    const char* at_ = nullptr;
    Record* record_ = nullptr;
    std::uint32_t rows_ = 0;
    std::vector<bool> parents_seen_;
};

}  // namespace jianhe
