// The template language of make_template_report (report_writers.h), parsed once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/record.h>
#include <jianhe/result.h>

namespace jianhe::detail {

enum class TemplateName : std::uint8_t {
    ReceivedAt,
    FileSize,
    Records,
    AcceptedRecords,
    AcceptedOrders,
    RejectedRecords,
    Record,
    Tag,
    Field,
    Code
};

struct TemplatePiece {
    std::string text;  // copied before the value
    bool has_value = false;
    TemplateName name = TemplateName::Record;
    FieldIndex field = kNoField;  // of Tag
    std::size_t columns = 0;      // 0: as wide as it is
};

using TemplatePieces = std::vector<TemplatePiece>;

struct ResultTemplate {
    TemplatePieces head;        // before the blocks
    TemplatePieces block_head;  // of each block
    TemplatePieces finding;
    TemplatePieces block_tail;
    TemplatePieces tail;
};

// The error names the line of the template.
Result<ResultTemplate> parse_result_template(std::string_view text, const RecordLayout& layout);

}  // namespace jianhe::detail
