#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/ir/ids.h"

// What the registry says of a result code beside its text and disposition.
namespace jianhe::ir {

enum class CodeStatus : std::uint8_t {
    Unstated,       // nothing is demanded of the code
    Checked,        // a rule reports it
    BuiltIn,        // a role or a field's `else` names it; rules may too
    NeedsProvider,  // to judge it takes what Code::needs says; a rule may exist
    NotPart,        // not part of this specification
    Unknown,        // nobody outside knows when it is reported
    Retired         // was part once
};
inline constexpr std::size_t kCodeStatusCount = 7;

// The words of the registry: "checked", "built_in" …; empty for Unstated.
std::string_view to_string(CodeStatus status) noexcept;

// Codes that nothing may report.
constexpr bool is_out_of_use(CodeStatus status) noexcept {
    return status == CodeStatus::NotPart || status == CodeStatus::Unknown || status == CodeStatus::Retired;
}

// Where a code may be reported. Nothing is known while `is_stated` is false.
struct CodePlaces {
    bool is_stated = false;
    bool any_field = false;
    bool record = false;  // the root of a record
    bool file = false;    // the root of a file
    std::vector<SegmentId> segments;
    std::vector<FieldId> fields;
};

}  // namespace jianhe::ir
