#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/encoding.h>

namespace jianhe {

// Indices into RecordLayout. A field's index counts over all segments in declared order.
using SegmentIndex = std::uint16_t;
using FieldIndex = std::uint16_t;
inline constexpr SegmentIndex kNoSegment = 0xffff;
inline constexpr FieldIndex kNoField = 0xffff;

// The shape of a record format: which segments there are, where they stand, and the fields of each.
// Made once from a compiled specification; immutable afterwards, shared between threads.
class RecordLayout {
public:
    struct Segment {
        std::string tag;
        std::string parent;  // the element between the record and the segment; empty: none
        bool repeated = false;
        FieldIndex first_field = 0;  // its fields are first_field … first_field + field_count - 1
        FieldIndex field_count = 0;
    };
    struct Field {
        std::string tag;
        SegmentIndex segment = kNoSegment;
    };

    RecordLayout(std::string root, std::string record);
    SegmentIndex add_segment(std::string tag, std::string parent, bool repeated);
    // Adds to the segment that was added last. A tag stands once in a layout.
    FieldIndex add_field(std::string tag);

    const std::string& root() const noexcept { return root_; }
    const std::string& record() const noexcept { return record_; }
    const std::vector<Segment>& segments() const noexcept { return segments_; }
    const std::vector<Field>& fields() const noexcept { return fields_; }
    SegmentIndex find_segment(std::string_view tag) const noexcept;  // kNoSegment: there is none
    FieldIndex find_field(std::string_view tag) const noexcept;      // kNoField: there is none
    bool is_parent(std::string_view tag) const noexcept;             // an element that holds segments

private:
    std::string root_;
    std::string record_;
    std::vector<Segment> segments_;
    std::vector<Field> fields_;
    std::map<std::string, FieldIndex, std::less<>> field_by_tag_;  // looked up by views, without a copy
};

// What a reader saw of one field. `text` is UTF-8 or wire bytes, as Record::encoding() says.
struct FieldText {
    std::string_view text;
    bool present = false;  // an element stands there, however empty
};

// True for absent fields and for text of nothing but space, tab, CR and LF.
bool is_empty(FieldText text) noexcept;

// Something in a record that stands where the layout has no place for it.
struct StructureFault {
    enum class Kind : std::uint8_t { UnknownTag, RepeatedTag, WrongPlace };
    Kind kind = Kind::UnknownTag;
    SegmentIndex segment = kNoSegment;  // where it was met; kNoSegment: directly in the record or between segments
    std::uint32_t row = 0;              // 1-based row of a repeated segment, else 0
    std::string name;                   // the element's name, cut to 64 bytes
};

// The texts of a record as somebody else keeps them, for Record::show. Methods may be called from several threads as
// long as nobody changes what they speak of.
class RecordTexts {
public:
    RecordTexts() = default;
    RecordTexts(const RecordTexts&) = delete;
    RecordTexts& operator=(const RecordTexts&) = delete;
    virtual ~RecordTexts() = default;

    virtual std::uint32_t rows(SegmentIndex segment) const noexcept = 0;
    // As Record::get.
    virtual FieldText get(FieldIndex field, std::uint32_t row) const noexcept = 0;
};

// One record as it was read or built: for every segment its rows, for every row one text a field.
// Texts are views: into the reader's buffer, which must outlive the record, or into the record's own store (`keep`).
// Not thread-safe; reuse by `clear`, which keeps the memory.
class Record {
public:
    explicit Record(const RecordLayout& layout, TextEncoding encoding = TextEncoding::Utf8);
    // A copy keeps all texts in its own store, so it outlives both the original and the reader's buffer.
    Record(const Record& other);
    Record& operator=(const Record& other);
    Record(Record&&) = default;
    Record& operator=(Record&&) = default;
    ~Record() = default;

    const RecordLayout& layout() const noexcept { return *layout_; }
    TextEncoding encoding() const noexcept { return encoding_; }
    void set_encoding(TextEncoding encoding) noexcept { encoding_ = encoding; }

    // A segment that does not repeat has one row or none.
    std::uint32_t rows(SegmentIndex segment) const noexcept;
    // Until it is cleared the record is what `texts` says, now and whenever it is asked. Such a record is only read,
    // and not by fields_of; its copies are records of their own. `texts` must outlive it.
    void show(const RecordTexts& texts) noexcept;

    // Returns the new row's 1-based position.
    std::uint32_t add_row(SegmentIndex segment);
    void remove_rows(SegmentIndex segment) noexcept;

    // `row` is 1-based; 0 means the only row of a segment that does not repeat. A row that is not there reads as
    // absent.
    FieldText get(FieldIndex field, std::uint32_t row = 0) const noexcept;
    // The row must be there (add_row).
    void set(FieldIndex field, std::uint32_t row, std::string_view text) noexcept;
    void set_absent(FieldIndex field, std::uint32_t row) noexcept;
    // The texts of a row that is there, by declared order. They move when the segment gets another row.
    std::span<FieldText> fields_of(SegmentIndex segment, std::uint32_t row) noexcept;
    std::span<const FieldText> fields_of(SegmentIndex segment, std::uint32_t row) const noexcept;
    // Stores a text as long as the record and returns the view to it.
    std::string_view keep(std::string text);

    const std::vector<StructureFault>& faults() const noexcept { return faults_; }
    void add_fault(StructureFault fault) { faults_.push_back(std::move(fault)); }

    void clear() noexcept;

private:
    const FieldText* find_cell(FieldIndex field, std::uint32_t row) const noexcept;  // null: no such row
    FieldText* cell(FieldIndex field, std::uint32_t row) noexcept;
    void copy_shown(const RecordTexts& texts);

    const RecordLayout* layout_;
    TextEncoding encoding_;
    const RecordTexts* shown_ = nullptr;
    std::vector<std::vector<FieldText>> cells_;  // by segment: rows × fields
    std::vector<std::uint32_t> row_counts_;
    std::vector<StructureFault> faults_;
    std::deque<std::string> store_;  // a deque keeps the addresses of short strings
};

}  // namespace jianhe
