// The receiving authority's own result file, read by the same template of the specification that writes our results in
// its layout (report_writers.h): the template read backwards.
//
//     auto file = read_result_file(info, info.report_templates.at("slip"), bytes);
//     if (!file) say(file.error().text);
//     for (const ResultBlock& block : file->blocks) …
//
// Big5 or UTF-8, any line ends. Blanks count for nothing outside of values and inside lists of findings, a value loses
// the blanks around it, and a ruler (ten or more of one character that a ruler of the template is made of) may have any
// length of at least ten. Between the values of a block other text may stand. The header is read by its `[…]`: by the
// text before each where the template has the same, else by position where the template has as many.
//
// A file that is not whole is never taken for one without findings: an empty one, an archive, another layout, one that
// ends inside a block, and one with fewer blocks than its header counts rejected records are errors that say so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>

namespace jianhe {

// One `R05[1]:AF;`. The texts come from the file: escape them before they are shown.
struct ResultItem {
    std::string field;  // without the row
    std::uint32_t row = 0;
    std::string code;

    auto operator<=>(const ResultItem&) const = default;
};

// What the file says of one record; record 0 is the file itself.
struct ResultBlock {
    std::uint64_t record = 0;
    std::uint64_t line = 0;                                  // of the file, where the block begins
    std::vector<std::pair<FieldIndex, std::string>> values;  // of the record as shown: masked, cut, or empty
    std::vector<ResultItem> items;                           // in the file's order
};

struct ResultFile {
    // Of the header, where the template names them and they can be read.
    std::optional<DateTime> received_at;
    std::optional<std::uint64_t> file_size;
    std::optional<std::uint64_t> records;
    std::optional<std::uint64_t> accepted_records;
    std::optional<std::uint64_t> accepted_orders;
    std::optional<std::uint64_t> rejected_records;
    // What else stands in brackets in the header and is not empty: the text before the bracket, and the text in it.
    std::vector<std::pair<std::string, std::string>> others;
    std::vector<ResultBlock> blocks;    // in the file's order
    std::vector<std::string> warnings;  // what was read, but looks wrong
};

// Whether a template can be read backwards; the error is its author's. The values of the header must stand in `[…]`, a
// finding must be `{{field}}`, a text, `{{code}}`, a text; and the header must hold a text to know the layout by.
Result<void> check_readable(const SpecificationInfo& info, std::string_view template_text);

// The template was found readable. Returned texts are UTF-8. Pure; may be called from any thread.
Result<ResultFile> read_result_file(const SpecificationInfo& info, std::string_view template_text,
                                    std::string_view bytes);

}  // namespace jianhe
