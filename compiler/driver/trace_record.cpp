#include "compiler/driver/trace_record.h"

#include <memory>
#include <vector>

#include <jianhe/file_memory.h>
#include <jianhe/report_writers.h>
#include <jianhe/upload_reader.h>

#include "compiler/driver/read_file.h"
#include "compiler/driver/trace_text.h"
#include "compiler/interp/interpreter.h"

namespace jianhe::driver {
namespace {

class TextSink final : public OutputSink {
public:
    explicit TextSink(std::string& text) : text_(text) {}
    Result<void> write(std::string_view bytes) override {
        text_.append(bytes);
        return {};
    }
    Result<void> close() override { return {}; }

private:
    std::string& text_;
};

// The record as the report for people shows it.
Result<std::string> findings_text(const SpecificationInfo& info, const std::string& path, const TraceOptions& options,
                                  const Record& record, const RecordResult& result) {
    std::string text;
    TextSink sink(text);
    const ReportOptions shown{.show_ids = options.show_ids, .all_records = true};
    const std::unique_ptr<ReportWriter> report = make_text_report(info, shown, Colours::Off, sink);
    if (auto done = report->begin_file(path); !done) return done.error();
    if (auto done = report->record(options.number, record, result); !done) return done.error();
    return text;
}

}  // namespace

Result<RecordTrace> trace_record(const ir::Module& module, const Supplied& supplied, const std::string& path,
                                 const TraceOptions& options) {
    const SpecificationInfo info = ir::make_info(module);
    auto file = read_file(path);
    if (!file) return file.error();

    UploadReader reader(info, file->bytes);
    Record record(info.layout);
    RecordTrace trace;
    const Result<KeySeed> seed = random_key_seed();
    if (!seed) return seed.error();
    FileMemory memory(*seed, {});
    Interpreter interpreter(module, supplied);
    interpreter.set_file(&memory);
    while (trace.records < options.number && reader.next(record)) {
        ++trace.records;
        // What a question to the file answers depends on the records before this one.
        if (trace.records < options.number) interpreter.check(record, trace.result);
    }
    if (memory.error()) return *memory.error();
    if (trace.records < options.number) return trace;

    trace.is_found = true;
    std::vector<TraceEntry> entries;
    interpreter.check_traced(record, trace.result, entries);
    auto text = findings_text(info, path, options, record, trace.result);
    if (!text) return text.error();
    trace.text = std::move(*text) + "\n" + trace_text(module, info, record, entries, options.show_ids);
    return trace;
}

}  // namespace jianhe::driver
