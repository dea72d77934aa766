#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include <jianhe/report.h>
#include <jianhe/result.h>

#include "compiler/driver/run_identity.h"

namespace jianhe::driver {

// What a finished file left behind.
struct FinishedFile {
    Summary part;                    // of this file alone
    std::uint64_t report_bytes = 0;  // of the report in one document, up to and with this file
    std::string result;              // its own document below the output folder; empty: it has none
    std::uint64_t result_bytes = 0;
};

// What an unfinished run left behind, as far as it can be built upon.
struct UnfinishedRun {
    RunIdentity identity;
    std::size_t files = 0;           // finished, from the first on
    Summary summary;                 // of these
    std::uint64_t report_bytes = 0;  // of these
    std::uint64_t journal_bytes = 0;
    std::set<std::string> accepting;  // digests of files that it may have let a history accept
};

// The journal of a run that writes its report into a folder: JSON Lines in a file that is removed when the run is
// complete. First the identity of the run, then a line for each input, then one for each finished file. A process may
// be killed at any moment: a line counts once it ends, and what it tells of was handed to the system before it. A power
// cut may take what the system had not yet written, in any order; so from time to time a line says that all before it
// is on the disk, and after another start of the system only such files count.
class ResumeJournal {
public:
    // `report`: the document of the whole run, or empty where each input has its own. Nothing where no run was left
    // unfinished here, or it had not begun with its files. Files count up to the first whose results are not there as
    // they were left.
    static Result<std::optional<UnfinishedRun>> find(const std::string& folder, const std::string& report);
    static bool is_there(const std::string& folder);

    // The folder must be there. The error may be that another run is writing into it.
    static Result<ResumeJournal> begin(const std::string& folder, const RunIdentity& identity);
    static Result<ResumeJournal> go_on(const std::string& folder, const UnfinishedRun& run);

    ResumeJournal(ResumeJournal&& other) noexcept;
    ResumeJournal& operator=(ResumeJournal&& other) noexcept;
    ~ResumeJournal();

    Result<void> add(const FinishedFile& file);
    // On the disk before it returns: a history is about to accept the file with this digest. It is known then that a
    // file that the history has already is this run's own.
    Result<void> add_accepting(const std::string& digest);
    // What the files before left behind is on the disk.
    Result<void> add_synced();
    // The run is complete.
    Result<void> remove();

private:
    ResumeJournal(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
    static Result<ResumeJournal> open(const std::string& folder);
    Result<void> replace(const std::string& contents);
    Result<void> write(const std::string& lines);
    Result<void> write_to_disk(const std::string& lines);
    void close() noexcept;

    int descriptor_;
    int replaced_ = -1;  // what was there before, which others may be waiting at
    std::string path_;
};

}  // namespace jianhe::driver
