// The report formats. What a writer is given (`info`, `output`) must outlive it. Every text that comes from the input
// is escaped: names and values in an upload are chosen by whoever made it.
//
//     auto output = standard_output();
//     auto report = make_json_report(info, {}, *output);
//     report->begin_file("a.xml"); report->record(1, record, result); report->end_file(file); report->end_run(summary);
//     output->close();
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include <jianhe/date.h>
#include <jianhe/output.h>
#include <jianhe/report.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>

namespace jianhe {

// JSON Lines, an interface that programs read and that must not drift: a line for each record with a finding (or each
// record), a line for each file, then the summary. A file without a digest could not be read to its end.
std::unique_ptr<ReportWriter> make_json_report(const SpecificationInfo& info, const ReportOptions& options,
                                               OutputSink& output);

// For people. Colours are terminal escape sequences.
enum class Colours : std::uint8_t { Off, On };
std::unique_ptr<ReportWriter> make_text_report(const SpecificationInfo& info, const ReportOptions& options,
                                               Colours colours, OutputSink& output);

// The layout in which the receiving authority returns its results, from a template of the specification. One document
// for each input with an official finding, in the specification's wire encoding; `?` stands for what it lacks.
//
// Lines of a template are copied. `{{name}}` inserts a value, `{{name:12}}` the value padded with blanks to 12 columns.
// A line `{{#records}}` and a line `{{/records}}` enclose what is written for each record with an official finding;
// `{{#findings}}` and `{{/findings}}` inside it what is written for each of them, rejecting ones first. Names:
//     around records   received_at (13 ROC digits), file_size, records, accepted_records, accepted_orders,
//                      rejected_records
//     in records       record (1-based; 0 for the findings of the file itself), every tag of a segment that does not
//                      repeat, masked if private
//     in findings      field (with its row: `R05[1]`), code
// The blocks of one input wait for its end, because the counts stand before them: some megabytes in memory, more in a
// temporary file without a name.
using OutputFactory = std::function<Result<std::unique_ptr<OutputSink>>(std::string_view input_path)>;
Result<std::unique_ptr<ReportWriter>> make_template_report(const SpecificationInfo& info, const ReportOptions& options,
                                                           DateTime received_at, std::string_view template_text,
                                                           OutputFactory open_output);

}  // namespace jianhe
