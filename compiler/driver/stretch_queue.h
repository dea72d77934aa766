#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <jianhe/limits.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>
#include <jianhe/upload_stream.h>

#include "compiler/driver/input_digest.h"
#include "compiler/driver/inputs.h"
#include "compiler/driver/stretch_history.h"
#include "compiler/driver/stretch_report.h"

namespace jianhe::driver {

// One input while it is read and reported. Its stretches are taken under `reading`; everything else belongs to whoever
// merges, one thread at a time.
struct OpenFile {
    OpenFile(const Input& file_input, DigestKind kind) : input(file_input), digest(kind) {}

    const Input& input;
    std::mutex reading;
    InputDigester digest;
    std::string known_digest;             // before it was read, where that is wanted
    std::uint64_t known_bytes = 0;        // likewise
    std::optional<UploadSource> source;   // none: it could not be opened
    std::atomic<bool> abandoned = false;  // nothing more of it is wanted
};

// A stretch on its way from the file into the report.
struct StretchTask {
    std::shared_ptr<OpenFile> file;
    std::uint64_t sequence = 0;  // over all files
    bool is_first = false;       // of its file
    bool is_last = false;
    std::optional<Error> fault;  // the file could not be read on from here; then there is no stretch
    Stretch stretch;
    StretchOutcome outcome;
    StretchReport report;
    bool has_history = false;
    StretchHistory history;  // what is to be asked of it, where there is one

    // What is said of the stretch goes here.
    RecordSink& sink() noexcept { return has_history ? static_cast<RecordSink&>(history) : report; }
    // Nothing was said of it yet. `forecast` is the calling thread's; see StretchHistory.
    void begin_report(const ReportWriter& writer, HistoryForecast* forecast);
    // As StretchReport says.
    void begin_rest(HistoryForecast* forecast);
};

// Whether the digest of a file is to be known before anything of it is judged, as a history asks for.
enum class DigestFirst : std::uint8_t { No, Yes };

// Cuts the inputs into stretches, one after the other. Called by one thread at a time.
class StretchQueue {
public:
    StretchQueue(const std::vector<Input>& inputs, std::size_t first_input, const SpecificationInfo& info,
                 std::size_t stretch_bytes, DigestKind digest, DigestFirst digest_first);

    // Fills the task but for its outcome. False: there is nothing left.
    bool next(StretchTask& task);

private:
    void open_next();
    Result<UploadSource> open(const Input& input, const SourceSettings& settings);
    bool fill(StretchTask& task);

    const std::vector<Input>& inputs_;
    const SpecificationInfo& info_;
    std::size_t stretch_bytes_;
    DigestKind digest_;
    DigestFirst digest_first_;
    std::size_t next_input_;
    std::uint64_t next_sequence_ = 0;
    std::shared_ptr<OpenFile> file_;  // null: the next one is to be opened
    std::optional<Error> fault_;      // of opening it
    bool is_first_ = false;
};

}  // namespace jianhe::driver
