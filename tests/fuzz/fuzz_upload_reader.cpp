// Reads arbitrary bytes as an upload. Besides crashes and sanitizer reports it looks for
//   - a file taken as good that pugixml, which is laxer, does not parse, or in which it counts other records;
//   - a record that does not come back from its own XML;
//   - a fault that stands outside of the input.
// The first byte chooses the wire encoding.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include <jianhe/upload_reader.h>
#include <jianhe/upload_writer.h>

#include "tests/unit/runtime/parcel.h"

namespace {

using jianhe::Record;
using jianhe::SpecificationInfo;
using jianhe::TextEncoding;
using jianhe::UploadReader;

void require(bool holds) {
    if (!holds) std::abort();
}

void check_round_trip(const SpecificationInfo& info, const Record& record) {
    const jianhe::UploadWriter writer(info, TextEncoding::Utf8);
    std::string written;
    writer.begin(written);
    require(writer.record(record, written).has_value());
    writer.end(written);
    UploadReader reader(info, written);
    Record again(info.layout);
    require(reader.next(again));
    require(again.faults().empty());
    for (const jianhe::StructureFault& fault : record.faults()) again.add_fault(fault);
    require(jianhe::test::describe(again) == jianhe::test::describe(record));
    require(!reader.next(again) && !reader.refused());
}

void check_by_pugixml(const SpecificationInfo& info, std::string_view bytes, const UploadReader& reader) {
    const std::string utf8 =
        reader.input_encoding() == TextEncoding::Big5 ? jianhe::big5_to_utf8(bytes) : std::string{bytes};
    pugi::xml_document document;
    require(bool{document.load_buffer(utf8.data(), utf8.size(), pugi::parse_default, pugi::encoding_utf8)});
    std::uint64_t records = 0;
    for (const pugi::xml_node& child : document.document_element()) {
        if (child.type() == pugi::node_element) ++records;
    }
    require(info.layout.root() == document.document_element().name());
    require(records == reader.records());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static const SpecificationInfo kBig5 = jianhe::test::parcel_info(TextEncoding::Big5);
    static const SpecificationInfo kUtf8 = jianhe::test::parcel_info(TextEncoding::Utf8);
    const SpecificationInfo& info = data[0] % 2 == 0 ? kBig5 : kUtf8;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);

    UploadReader reader(info, bytes);
    Record record(info.layout);
    while (reader.next(record)) {
        require(reader.position() <= bytes.size());
        check_round_trip(kUtf8, record);
    }
    require(!reader.next(record) && jianhe::test::describe(record).empty());
    for (const jianhe::EnvelopeFault& fault : reader.faults()) require(fault.offset <= bytes.size() && fault.line > 0);
    if (!reader.refused()) check_by_pugixml(info, bytes, reader);
    return 0;
}
