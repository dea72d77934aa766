#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/record.h>

namespace jianhe {

// What follows from a finding, weakest first.
enum class Disposition : std::uint8_t { Notice, RejectOrder, RejectRecord, RejectFile };
std::string_view to_string(Disposition disposition) noexcept;  // notice, reject_order, …

// Where a finding stands, in the order in which findings are reported: the record itself, then segments; in a segment
// row by row (0: the segment as a whole, or one that does not repeat); in a row the segment itself, its fields in
// declared order, then elements the layout has no place for.
struct Place {
    static constexpr std::int32_t kItself = -1;
    static constexpr std::int32_t kStranger = 0x7fffffff;

    std::int32_t segment = -1;  // -1: the record itself
    std::uint32_t row = 0;
    std::int32_t field = kItself;  // FieldIndex, or one of the constants above

    auto operator<=>(const Place&) const = default;
};

// One fault of a record or a file. `code` and `field` are the pair that the receiving authority would return.
// Messages are not stored: a report may hold thousands, and they are only looked up when printed.
struct Finding {
    static constexpr std::uint32_t kNotNumbered = 0xffffffff;

    Place place;
    std::string field;  // tag of a field or segment, or a stranger's name; without the row index
    std::string code;
    Disposition disposition = Disposition::RejectRecord;
    // The code's position in SpecificationInfo::codes, from engines that know it: then `place` is one of the layout,
    // and nobody need look for the texts to put the finding into words or to count it.
    std::uint32_t code_number = kNotNumbered;
};

// Sorts into reporting order (docs/language.md §11): place, then a stranger's name, then code bytewise.
void sort_findings(std::vector<Finding>& findings);

// A rule that could not be judged, and the malformed field (or `*` rule's field) that stood in its way.
struct Blocked {
    std::string code;
    std::string by;
    auto operator<=>(const Blocked&) const = default;
};

// A rule that could not be judged because something was not supplied: `needs` names a given value, or says what the
// registry says the code needs (`master`, `crypto`, …); of a master table or provider `missing` is the name.
struct NotChecked {
    std::string code;
    std::string needs;
    std::string missing{};
    auto operator<=>(const NotChecked&) const = default;
};

enum class RecordVerdict : std::uint8_t { Accepted, AcceptedWithNotices, AcceptedInPart, Rejected };
std::string_view to_string(RecordVerdict verdict) noexcept;  // accepted, accepted_with_notices, …
RecordVerdict verdict_of(const std::vector<Finding>& findings) noexcept;

// All that is known of one record after checking. Owned by the caller and reused from record to record.
struct RecordResult {
    std::vector<Finding> findings;        // in reporting order
    std::vector<Blocked> blocked;         // sorted, one entry a code and cause
    std::vector<NotChecked> not_checked;  // sorted, one entry a code and need
    std::uint32_t orders = 0;             // rows of all repeated segments
    RecordVerdict verdict = RecordVerdict::Accepted;

    void clear() noexcept;
};

}  // namespace jianhe
