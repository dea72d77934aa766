#include <jianhe/upload_writer.h>

#include "field_encoder.h"
#include "joined.h"

namespace jianhe {
namespace {

std::string_view encoding_name(TextEncoding encoding) noexcept {
    return encoding == TextEncoding::Big5 ? "Big5" : "UTF-8";
}

void open(std::string& out, std::string_view tag) { out.append("<").append(tag).append(">"); }
void close(std::string& out, std::string_view tag) { out.append("</").append(tag).append(">\n"); }

// In Big5 no trail byte is `<`, `>` or `&`, so both encodings may be escaped byte by byte.
void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '\r': out += "&#13;"; break;
            default: out += c;
        }
    }
}

class RecordWriter {
public:
    RecordWriter(const Record& record, TextEncoding to) : record_(record), encoder_(record.encoding(), to) {}

    Result<void> write() {
        const RecordLayout& layout = record_.layout();
        open_line(layout.record());
        for (std::size_t i = 0; i < layout.segments().size(); ++i) {
            const std::string& parent = layout.segments()[i].parent;
            if (!is_first_of_parent(i)) continue;
            Result<void> written = parent.empty() ? write_segment(i) : write_parent(parent);
            if (!written) return written;
        }
        close(out_, layout.record());
        return {};
    }

    const std::string& out() const noexcept { return out_; }

private:
    // Segments of one parent stand together, at the place of the first.
    bool is_first_of_parent(std::size_t index) const noexcept {
        const std::vector<RecordLayout::Segment>& segments = record_.layout().segments();
        for (std::size_t i = 0; i < index && !segments[index].parent.empty(); ++i) {
            if (segments[i].parent == segments[index].parent) return false;
        }
        return true;
    }

    Result<void> write_parent(const std::string& parent) {
        const std::vector<RecordLayout::Segment>& segments = record_.layout().segments();
        const std::size_t before = out_.size();
        open_line(parent);
        const std::size_t inside = out_.size();
        for (std::size_t i = 0; i < segments.size(); ++i) {
            if (segments[i].parent != parent) continue;
            if (Result<void> written = write_segment(i); !written) return written;
        }
        if (out_.size() == inside) {
            out_.resize(before);
        } else {
            close(out_, parent);
        }
        return {};
    }

    Result<void> write_segment(std::size_t index) {
        const RecordLayout::Segment& segment = record_.layout().segments()[index];
        for (std::uint32_t row = 1; row <= record_.rows(static_cast<SegmentIndex>(index)); ++row) {
            open_line(segment.tag);
            for (FieldIndex i = 0; i < segment.field_count; ++i) {
                const auto field = static_cast<FieldIndex>(segment.first_field + i);
                if (Result<void> written = write_field(field, row, segment.repeated); !written) return written;
            }
            close(out_, segment.tag);
        }
        return {};
    }

    Result<void> write_field(FieldIndex field, std::uint32_t row, bool repeated) {
        const FieldText value = record_.get(field, row);
        if (!value.present) return {};
        const std::string& tag = record_.layout().fields()[field].tag;
        if (!encoder_.encode(value.text, encoded_)) {
            const std::string place = repeated ? xml::joined(tag, "[", row, "]") : tag;
            return Error{xml::joined("cannot write field `", place, "`: ", encoder_.problem())};
        }
        open(out_, tag);
        append_escaped(out_, encoded_);
        close(out_, tag);
        return {};
    }

    void open_line(std::string_view tag) {
        open(out_, tag);
        out_ += '\n';
    }

    const Record& record_;
    xml::FieldEncoder encoder_;
    std::string encoded_;
    std::string out_;
};

}  // namespace

UploadWriter::UploadWriter(const SpecificationInfo& info, TextEncoding encoding) noexcept
    : info_(&info), encoding_(encoding) {}

void UploadWriter::begin(std::string& out) const {
    out += xml::joined("<?xml version=\"1.0\" encoding=\"", encoding_name(encoding_), "\"?>\n<", info_->layout.root(),
                       ">\n");
}

void UploadWriter::end(std::string& out) const { close(out, info_->layout.root()); }

Result<void> UploadWriter::record(const Record& record, std::string& out) const {
    RecordWriter writer(record, encoding_);
    if (Result<void> written = writer.write(); !written) return written;
    out += writer.out();
    return {};
}

}  // namespace jianhe
