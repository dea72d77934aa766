#include "record_parser.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include <pugixml.hpp>

#include "layout_names.h"

namespace jianhe::xml {
namespace {

// All text, the white one too, and all CDATA; references resolved; line ends as LF; comments and instructions dropped.
constexpr unsigned kParseOptions = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata;

// Fills a record from its element. Structure is judged here, in document order; contents never.
class RecordFiller {
public:
    RecordFiller(const RecordLayout& layout, const Limits& limits, Record& record)
        : layout_(layout), limits_(limits), record_(record) {}

    bool too_many_rows() const noexcept { return rows_ > limits_.max_rows_per_record; }

    void fill(const pugi::xml_node& element) {
        std::vector<std::string_view> parents_seen;
        for (const pugi::xml_node& child : element) {
            if (child.type() != pugi::node_element) continue;
            const std::string_view name = child.name();
            if (!layout_.is_parent(name)) {
                fill_segment_of({}, child);
            } else if (std::find(parents_seen.begin(), parents_seen.end(), name) != parents_seen.end()) {
                misplaced(name);
            } else {
                parents_seen.push_back(name);
                fill_parent(child);
            }
        }
    }

private:
    struct Row {
        SegmentIndex segment = kNoSegment;
        std::uint32_t number = 0;  // 0: the segment does not repeat
    };

    void fill_parent(const pugi::xml_node& element) {
        for (const pugi::xml_node& child : element) {
            if (child.type() == pugi::node_element) fill_segment_of(element.name(), child);
        }
    }

    // `parent` is the element that `element` stands in; empty: the record.
    void fill_segment_of(std::string_view parent, const pugi::xml_node& element) {
        const SegmentIndex index = layout_.find_segment(element.name());
        if (index == kNoSegment || layout_.segments()[index].parent != parent) return stranger(element.name(), {});
        const bool repeated = layout_.segments()[index].repeated;
        if (!repeated && record_.rows(index) > 0) return misplaced(element.name());
        if (++rows_ > limits_.max_rows_per_record) return;
        const std::uint32_t number = record_.add_row(index);
        fill_row({index, repeated ? number : 0}, element);
    }

    void fill_row(Row row, const pugi::xml_node& element) {
        for (const pugi::xml_node& child : element) {
            if (child.type() != pugi::node_element) continue;
            const FieldIndex field = layout_.find_field(child.name());
            if (field == kNoField || layout_.fields()[field].segment != row.segment) {
                stranger(child.name(), row);
            } else if (record_.get(field, row.number).present) {
                add_fault(StructureFault::Kind::RepeatedTag, child.name(), row);
            } else {
                record_.set(field, row.number, record_.keep(text_of(child, row)));
            }
        }
    }

    // Elements inside a field are strangers there, and their text is not the field's.
    std::string text_of(const pugi::xml_node& field, Row row) {
        std::string text;
        for (const pugi::xml_node& child : field) {
            if (child.type() == pugi::node_element) {
                stranger(child.name(), row);
            } else {
                text += child.value();
            }
        }
        return text;
    }

    void stranger(std::string_view name, Row row) {
        using Kind = StructureFault::Kind;
        add_fault(is_known(layout_, name) ? Kind::WrongPlace : Kind::UnknownTag, name, row);
    }

    void misplaced(std::string_view name) { add_fault(StructureFault::Kind::WrongPlace, name, {}); }

    void add_fault(StructureFault::Kind kind, std::string_view name, Row row) {
        if (record_.faults().size() >= limits_.max_faults_per_record) return;
        record_.add_fault({kind, row.segment, row.number, shown_name(name)});
    }

    const RecordLayout& layout_;
    const Limits& limits_;
    Record& record_;
    std::uint64_t rows_ = 0;
};

}  // namespace

class RecordParser::Document : public pugi::xml_document {};

RecordParser::RecordParser(const RecordLayout& layout, const Limits& limits)
    : layout_(layout), limits_(limits), document_(std::make_unique<Document>()) {}

RecordParser::~RecordParser() = default;

std::string_view RecordParser::parse(std::string_view element, Record& record) {
    record.set_encoding(TextEncoding::Utf8);
    buffer_.assign(element);
    const pugi::xml_parse_result parsed =
        document_->load_buffer_inplace(buffer_.data(), buffer_.size(), kParseOptions, pugi::encoding_utf8);
    if (parsed.status == pugi::status_out_of_memory) return "out of memory";
    const pugi::xml_node root = document_->document_element();
    const bool agreed = parsed.status == pugi::status_ok && layout_.record() == root.name();
    assert(agreed && "the scanner took a record that pugixml does not");
    if (!agreed) return "a record cannot be parsed";

    RecordFiller filler(layout_, limits_, record);
    filler.fill(root);
    return filler.too_many_rows() ? std::string_view{"a record has too many rows"} : std::string_view{};
}

}  // namespace jianhe::xml
