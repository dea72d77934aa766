// One upload through the reference reader and through the streaming reader, both with a small validator of parcels, and
// everything they say written down alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/bulk.h>
#include <jianhe/file_memory.h>
#include <jianhe/upload_stream.h>

#include "tests/unit/runtime/parcel.h"

namespace jianhe::test {

// Judges by the letters of KIND: `x` is a finding, `b` blocks a rule, `n` needs what there is not. No two IDs in a file
// may be the same, nor two texts WHAT while STREET stays what it is; every NAME is that of the first record. With `d`,
// an ID that was there before blocks what would be asked behind it.
std::unique_ptr<Validator> make_parcel_validator();

struct Settings {
    Limits limits;
    SourceSettings source;
    bool every_record = false;
    bool through_pipe = false;
};

// All that is reported of records, then what is counted, then the faults with line and text.
std::string read_by_reference(const SpecificationInfo& info, std::string_view bytes, const Settings& settings);
std::string read_as_stream(const SpecificationInfo& info, std::string_view bytes, const Settings& settings);

struct StreamWork {
    std::uint64_t records = 0;
    std::size_t judged_bytes = 0;
    std::size_t judged_again_bytes = 0;  // of these, of stretches that were put together
    std::size_t largest_stretch = 0;
};
StreamWork measure_stream(const SpecificationInfo& info, std::string_view bytes, const SourceSettings& settings);

}  // namespace jianhe::test
