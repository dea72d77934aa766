// Reads arbitrary bytes as an upload, in stretches and by the reference reader, which must say the same of records,
// faults and counts. The first two bytes choose the wire encoding, where the input is cut, and the limits.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/unit/runtime/stream_sample.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using jianhe::TextEncoding;
    if (size < 2) return 0;
    static const jianhe::SpecificationInfo kBig5 = jianhe::test::parcel_info(TextEncoding::Big5);
    static const jianhe::SpecificationInfo kUtf8 = jianhe::test::parcel_info(TextEncoding::Utf8);
    const jianhe::SpecificationInfo& info = data[0] % 2 == 0 ? kBig5 : kUtf8;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);

    jianhe::test::Settings settings;
    settings.every_record = data[0] / 2 % 2 == 0;
    settings.source.chunk_bytes = 1 + data[0] / 4;
    settings.source.most_bytes = settings.source.chunk_bytes * (1 + data[1] % 4);
    if (data[1] / 4 % 4 == 1) settings.limits.max_record_bytes = 1 + data[1] / 16 * 10;
    if (data[1] / 4 % 4 == 2) settings.limits.max_tag_length = 1 + data[1] / 16 * 2;
    if (data[1] / 4 % 4 == 3) settings.limits.max_rows_per_record = data[1] / 16;

    const std::string expected = jianhe::test::read_by_reference(info, bytes, settings);
    const std::string found = jianhe::test::read_as_stream(info, bytes, settings);
    if (found == expected) return 0;
    std::fprintf(stderr, "reference:\n%s\nstream:\n%s\n", expected.c_str(), found.c_str());
    std::abort();
}
