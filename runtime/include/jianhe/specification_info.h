#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/finding.h>
#include <jianhe/mask.h>
#include <jianhe/record.h>

namespace jianhe {

// The roles of docs/language.md §12: what can be wrong around and between records.
enum class EnvelopeRole : std::uint8_t {
    NotEncoded,
    NoEndOfRecord,
    NoEndOfFile,
    SeveralRoots,
    UnknownField,
    WrongPlace,
    MalformedXml
};
inline constexpr std::size_t kEnvelopeRoleCount = 7;

// What readers and report writers must know of a specification, whichever engine checks the records.
// Immutable once filled; shared between threads.
struct SpecificationInfo {
    struct Code {
        std::string message;
        Disposition disposition = Disposition::RejectRecord;
        bool official = true;  // false: advice of our own, never part of the official result layout
    };

    explicit SpecificationInfo(RecordLayout record_layout) : layout(std::move(record_layout)) {}

    std::string name;
    std::string label;
    std::string version;
    std::string digest;  // "sha256:…" of the specification's files
    std::string bundle;  // "sha256:…" of the bundle that it came from; empty: from none
    TextEncoding wire_encoding = TextEncoding::Big5;
    RecordLayout layout;
    std::vector<FieldIndex> key;                           // shown in reports
    std::vector<MaskKind> masks;                           // by field
    std::array<std::string, kEnvelopeRoleCount> envelope;  // code by role
    std::map<std::string, Code, std::less<>> codes;        // ordered, so that listings are too; numbered by findings
    std::map<std::string, std::string, std::less<>> report_templates;
    // Whether a rule that asks the file blocks others: then what could not be checked of a record depends on what other
    // records say.
    bool file_blocks = true;
    // Codes of the registry that need more than any rule asks, and what: said in every summary, so that nobody takes
    // "accepted" for more than it is.
    std::vector<NotChecked> unchecked;

    const std::string& envelope_code(EnvelopeRole role) const noexcept {
        return envelope[static_cast<std::size_t>(role)];
    }
    MaskKind mask_of(FieldIndex field) const noexcept { return field < masks.size() ? masks[field] : MaskKind::None; }
    // The registry's text of a code; empty for one it does not hold.
    std::string_view message(std::string_view code) const noexcept;
    Disposition disposition(std::string_view code) const noexcept;
};

// How a private value may be shown, in UTF-8: masked by its field's kind unless `show_ids`. `row` as for Record::get.
std::string shown_value(const SpecificationInfo& info, const Record& record, FieldIndex field, bool show_ids,
                        std::uint32_t row = 0);

}  // namespace jianhe
