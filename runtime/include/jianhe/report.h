#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/finding.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>

namespace jianhe {

enum class FileVerdict : std::uint8_t {
    Accepted,
    AcceptedInPart,
    Rejected,
    Refused,
    AlreadyReceived  // the history has this very file from before; nothing of it was judged
};
std::string_view to_string(FileVerdict verdict) noexcept;  // accepted, accepted_in_part, …

// One input file after checking. Counts are of complete records that were read.
struct FileResult {
    std::string path;  // as shown in reports: relative where a folder was given
    std::uint64_t bytes = 0;
    std::string digest;             // of the file's bytes (digest.h)
    std::vector<Finding> findings;  // the file's own
    std::uint64_t records = 0;
    std::uint64_t accepted = 0;
    std::uint64_t accepted_with_notices = 0;
    std::uint64_t accepted_in_part = 0;
    std::uint64_t rejected = 0;
    std::uint64_t orders = 0;
    std::uint64_t rejected_orders = 0;  // orders with a reject_order finding of their own
    FileVerdict verdict = FileVerdict::Accepted;
    // Of AlreadyReceived: under which name it was received, and when.
    struct Receipt {
        std::string name;
        DateTime at;
    };
    std::optional<Receipt> received_before;
};

// The figures of the receiving authority's result file. Nothing of a refused file is accepted. Orders of a rejected
// record count as accepted unless they have a rejecting finding of their own: the reading that published result lists
// support.
std::uint64_t official_accepted_records(const FileResult& file) noexcept;
std::uint64_t official_accepted_orders(const FileResult& file) noexcept;

// The whole run. A refused file's records count as refused, never as accepted or rejected.
struct Summary {
    std::uint64_t files = 0;
    std::uint64_t refused_files = 0;
    std::uint64_t already_received_files = 0;
    std::uint64_t unreadable_files = 0;  // could not be read: exit status 3
    std::uint64_t records = 0;
    std::uint64_t accepted = 0;
    std::uint64_t accepted_with_notices = 0;
    std::uint64_t accepted_in_part = 0;
    std::uint64_t rejected = 0;
    std::uint64_t refused_records = 0;
    std::uint64_t orders = 0;
    std::uint64_t notices = 0;                        // findings that are notices
    std::map<std::string, std::uint64_t> findings;    // "P52:R054" → how many
    std::map<NotChecked, std::uint64_t> not_checked;  // → records
    DateTime received_at;
    std::vector<std::string> masters;  // tables that were given
    std::vector<std::string> raised;   // codes whose notices counted as rejections

    void add(const RecordResult& result);
    void add(const FileResult& file);
    // The counts of other files of the same run.
    void add(const Summary& part);
    // What was checked for no record at all; called once, when all files are added.
    void add_unchecked(const SpecificationInfo& info);
};

struct ReportOptions {
    bool show_ids = false;
    bool all_records = false;        // a line for every record, not only for those with findings
    std::uint64_t max_findings = 0;  // per record; 0: all. Verdicts and counts stay exact
};

// Receives a run in input order. Methods return machine faults (full disk), which end the run. One thread.
class RunListener {
public:
    RunListener() = default;
    RunListener(const RunListener&) = delete;
    RunListener& operator=(const RunListener&) = delete;
    virtual ~RunListener() = default;
    virtual Result<void> begin_file(std::string_view path) = 0;
    // `number` is the record's 1-based position in the file. Findings handed over are complete.
    virtual Result<void> record(std::uint64_t number, const Record& record, const RecordResult& result) = 0;
    virtual Result<void> end_file(const FileResult& file) = 0;
    virtual Result<void> end_run(const Summary& summary) = 0;
};

// Where a record's number belongs in its text, and how wide it is to be.
struct NumberPlace {
    std::size_t at = 0;
    std::size_t columns = 0;  // blanks follow a shorter number
};

// What a report says of one record, but for the record's number, which nobody knows while the records before it are
// still being read. Reused from record to record.
struct RecordText {
    std::string bytes;                 // empty: nothing
    std::vector<NumberPlace> numbers;  // in rising order
};

// Writes one of the report formats: cuts, masks and looks up messages.
class ReportWriter : public RunListener {
public:
    // Makes the text of one record anew. May be called at any time, from several threads at once.
    virtual void render(std::string_view path, const Record& record, const RecordResult& result,
                        RecordText& text) const = 0;
    // Records of which there is nothing to say need not be handed over.
    virtual Result<void> record(std::uint64_t number, const RecordText& text) = 0;
    // Both at once.
    Result<void> record(std::uint64_t number, const Record& record, const RecordResult& result) final;
    Result<void> begin_file(std::string_view path) override;

private:
    std::string path_;
    RecordText text_;
};

}  // namespace jianhe
