// An invented format for tests of readers and writers, and ways to write down what was read.
#pragma once

#include <string>
#include <string_view>

#include <jianhe/specification_info.h>
#include <jianhe/upload_reader.h>

namespace jianhe::test {

// SHIPMENTS / PARCEL / { HEAD { ID KIND }  BODY / { ADDRESS { NAME STREET }  ITEM* { WHAT COUNT } } }
inline RecordLayout parcel_layout() {
    RecordLayout layout("SHIPMENTS", "PARCEL");
    layout.add_segment("HEAD", "", false);
    layout.add_field("ID");
    layout.add_field("KIND");
    layout.add_segment("ADDRESS", "BODY", false);
    layout.add_field("NAME");
    layout.add_field("STREET");
    layout.add_segment("ITEM", "BODY", true);
    layout.add_field("WHAT");
    layout.add_field("COUNT");
    return layout;
}

inline SpecificationInfo parcel_info(TextEncoding wire_encoding = TextEncoding::Big5) {
    SpecificationInfo info(parcel_layout());
    info.wire_encoding = wire_encoding;
    return info;
}

inline std::string_view name_of(EnvelopeRole role) {
    constexpr std::string_view kNames[] = {"not_encoded",   "no_end_of_record", "no_end_of_file", "several_roots",
                                           "unknown_field", "wrong_place",      "malformed_xml"};
    return kNames[static_cast<std::size_t>(role)];
}

inline std::string_view name_of(StructureFault::Kind kind) {
    constexpr std::string_view kNames[] = {"unknown", "repeated", "misplaced"};
    return kNames[static_cast<std::size_t>(kind)];
}

// `HEAD(ID=1) ITEM(WHAT=ink) ITEM() unknown:ZIP@ADDRESS misplaced:ID@ITEM.2`; an absent field does not show, an empty
// one does.
inline std::string describe(const Record& record) {
    const RecordLayout& layout = record.layout();
    std::string out;
    for (SegmentIndex i = 0; i < layout.segments().size(); ++i) {
        const RecordLayout::Segment& segment = layout.segments()[i];
        for (std::uint32_t row = 1; row <= record.rows(i); ++row) {
            out += (out.empty() ? "" : " ") + segment.tag + "(";
            bool first = true;
            for (FieldIndex f = segment.first_field; f < segment.first_field + segment.field_count; ++f) {
                const FieldText value = record.get(f, row);
                if (!value.present) continue;
                out += (first ? "" : " ") + layout.fields()[f].tag + "=" + std::string{value.text};
                first = false;
            }
            out += ")";
        }
    }
    for (const StructureFault& fault : record.faults()) {
        out += (out.empty() ? "" : " ") + std::string{name_of(fault.kind)} + ":" + fault.name;
        if (fault.segment != kNoSegment) out += "@" + layout.segments()[fault.segment].tag;
        if (fault.row != 0) out += "." + std::to_string(fault.row);
    }
    return out;
}

// Everything a reader says, `[record] [record] malformed_xml@17`; a fault that does not refuse has a `?` behind it.
inline std::string describe_faults(const UploadReader& reader) {
    std::string out;
    for (const EnvelopeFault& fault : reader.faults()) {
        out += (out.empty() ? "" : " ") + std::string{name_of(fault.role)} + (fault.refuses ? "" : "?");
        out += "@" + std::to_string(fault.offset);
    }
    return out;
}

inline std::string read_all(const SpecificationInfo& info, std::string_view bytes, const Limits& limits = {}) {
    UploadReader reader(info, bytes, limits);
    Record record(info.layout);
    std::string out;
    while (reader.next(record)) out += (out.empty() ? "[" : " [") + describe(record) + "]";
    const std::string faults = describe_faults(reader);
    return out + (out.empty() || faults.empty() ? "" : " ") + faults;
}

}  // namespace jianhe::test
