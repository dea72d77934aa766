#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <jianhe/finding.h>
#include <jianhe/record.h>

namespace jianhe {

// Values that the caller supplies for one run, by the index of the specification's `given` declarations: a day number,
// a second number (date.h) or a plain number, as declared. Empty: not supplied.
using GivenValues = std::vector<std::optional<std::int64_t>>;

// One engine's checker. A compiled rule set is immutable and shared; a Validator belongs to one thread.
class Validator {
public:
    virtual ~Validator() = default;
    // Judges one record. `result` is cleared first; its findings come in reporting order.
    virtual void check(const Record& record, RecordResult& result) = 0;
};

}  // namespace jianhe
