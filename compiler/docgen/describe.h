#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/module.h"

// Parts of a specification in words, shared by the pages.
namespace jianhe::docgen {

std::string describe(Disposition disposition);            // "reject record"
std::string describe(const ir::Span& span);               // "from 1120901", "always" for an open one
std::string describe(const ir::DatedDisposition& dated);  // "reject record from 1120901"
// "notice until 1120831; reject record from 1120901"
std::string describe(const std::vector<ir::DatedDisposition>& schedule);
// What a code may be attached to: "any field, IT, the file"; empty where the registry does not say.
std::string describe(const ir::Module& module, const ir::CodePlaces& places);
std::string describe_type(const ir::Module& module, const ir::Field& field);
std::string describe_length(const ir::Field& field);  // "exactly 256", "5.1", "3 x 2"
std::string describe_range(const ir::Field& field);   // "from 1 to 5"; empty without a range
std::string describe(const ir::Segment& segment);     // "IT 明細 in BODY, repeats as item"
std::string describe(const ir::WordRange& range);     // "0001..1500"
std::string describe(MaskKind mask);                  // empty for a field that is shown as it is
// "V", "V when P12 in {2, 3, 4}, else *"
std::string describe_short(const ir::Module& module, const ir::Cell& cell);
std::string describe(const ir::Module& module, const ir::Cell& cell);  // "V when P12 in {2, 3, 4}, else *"
std::string describe(ir::FieldRole role);                              // "missing"
std::string describe(const ir::Location& location);                    // "40-rules.rules:12"
// "western_visit with P12 = 4, P49 absent, given received_at = 1130401090000"
std::string describe_changes(const ir::Module& module, const ir::Example& example);
// "P52:R054, Q05[1]:AF only", or "accepted".
std::string describe_outcome(const ir::Example& example);
std::string label_of(const ir::Module& module, ir::FieldId field);  // "P12 補卡註記"

// Fields that an expression reads, chosen dates followed, in the order of the specification. Adds to `fields`.
void collect_fields(const ir::Module& module, ir::InstId root, std::vector<ir::FieldId>& fields);
// Those that a rule's conditions read.
std::vector<ir::FieldId> fields_read(const ir::Module& module, const ir::Rule& rule);

// Where a check stands: a field's tag, a segment's tag, or the name of a chosen date.
std::string place_of(const ir::Module& module, const ir::Check& check);

// The field a check stands at, or those that its date is chosen among; none for a segment.
std::vector<ir::FieldId> fields_of_place(const ir::Module& module, const ir::Check& check);

// The text with small letters for capitals, ASCII only.
std::string lower_case(std::string_view text);

}  // namespace jianhe::docgen
