#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <jianhe/finding.h>
#include <jianhe/generated/checker.h>
#include <jianhe/record.h>
#include <jianhe/record_builder.h>

// What a generated builder says of one record: the same as jianhe::BuildOutcome, in views. They are views into
// constants of the program and into memory of the builder, and stay until its next build. Texts are UTF-8; private
// values in them are masked unless the request says `show_ids`. Rows are counted from 1; 0: the segment does not
// repeat.
namespace jianhe::generated {

// Where a field's text has come from.
struct Origin {
    using Kind = BuildOrigin::Kind;
    Kind kind = Kind::Caller;
    std::string_view buffer;  // of Buffer: its name
    std::string_view file;    // of Set, Default and Derive: the clause
    std::uint32_t line = 0;
};

// A value that is missing, or a row where `field` is a segment's tag.
struct Need {
    std::string_view field;
    std::uint32_t row = 0;
    std::string_view label;
    std::string_view reason;  // "P12 = 2", the true parts of what asks for it; may be empty
    std::string_view code;    // what a validator would report; empty: the construction itself asks
    std::string_view text;    // all of it: "P49: 實際就醫日期時間 is needed because P12 = 2"
    std::string_view file;    // of the rule or clause that asks; empty: the presence table
    std::uint32_t line = 0;
    Place place;
};

// What cannot be made valid by giving more.
struct Refusal {
    // A field that the rule reads, what it holds and where that has come from.
    struct Part {
        std::string_view field;
        std::uint32_t row = 0;
        std::string_view shown;          // cut and masked; empty: the field is empty
        std::optional<Origin> origin{};  // likewise none
    };
    std::string_view field;  // empty: the request as a whole
    std::uint32_t row = 0;
    std::string_view code;  // of the finding; empty: the request or a clause of the construction refuses
    std::string_view message;
    std::string_view file;  // the rule or clause that stands in the way; empty: a built-in check
    std::uint32_t line = 0;
    std::string_view text;  // all of it in one line
    std::span<const Part> parts;
};

// A value that stayed although another would have followed, or one of a buffer that was not taken.
struct Remark {
    std::string_view field;
    std::uint32_t row = 0;
    std::string_view text;
};

// A value to be kept for a later construction.
struct Kept {
    FieldIndex field = kNoField;
    std::uint32_t row = 0;
    std::string_view text;  // never masked
};

// What became of a request.
struct BuildAnswer {
    BuildStatus status = BuildStatus::Refused;
    std::span<const Need> needs;
    std::span<const Refusal> refusals;
    std::span<const Remark> remarks;
    std::span<const Kept> kept;
    std::string_view kept_for;               // the construction that `kept` is for
    std::span<const CheckFinding> findings;  // what the validator says of the record; notices where it is built

    bool is_built() const noexcept { return status == BuildStatus::Built; }
    bool is_kept() const noexcept { return status == BuildStatus::Kept; }
    bool needs_more() const noexcept { return status == BuildStatus::NeedsMore; }
    bool is_refused() const noexcept { return status == BuildStatus::Refused; }
};

}  // namespace jianhe::generated
