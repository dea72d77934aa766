#include "compiler/driver/resume_journal.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <jianhe/output.h>

#include "compiler/driver/journal_lines.h"

namespace jianhe::driver {
namespace {

namespace fs = std::filesystem;

constexpr int kClosed = -1;

fs::path journal_path(const std::string& folder) { return fs::path(folder) / ".jianhe-resume.jsonl"; }

Error fault_of(std::string_view what, const std::string& path) {
    return Error{fmt::format("{} {}: {}", what, path, std::error_code(errno, std::generic_category()).message())};
}

// 0 for a file that is not there.
std::uint64_t size_of(const fs::path& path) {
    std::error_code fault;
    const std::uint64_t size = fs::file_size(path, fault);
    return fault ? 0 : size;
}

// The next line that is whole; a killed run may have left the beginning of another behind it.
bool next_line(std::istream& in, std::string& line) { return std::getline(in, line) && !in.eof(); }

// Reads the identity and the inputs; nothing where the journal ends before.
std::optional<RunIdentity> read_identity(std::istream& in, std::uint64_t& read_bytes) {
    std::string line;
    if (!next_line(in, line)) return std::nullopt;
    auto first = parse_identity_line(line);
    if (!first) return std::nullopt;
    read_bytes = line.size() + 1;
    for (std::uint64_t i = 0; i < first->inputs; ++i) {
        if (!next_line(in, line)) return std::nullopt;
        auto input = parse_input_line(line);
        if (!input) return std::nullopt;
        read_bytes += line.size() + 1;
        first->identity.inputs.push_back(std::move(*input));
    }
    return std::move(first->identity);
}

// Differs after each start of the system; empty where that is not known.
std::string system_start() {
    std::string id;
    std::ifstream in("/proc/sys/kernel/random/boot_id");
    std::getline(in, id);
    return id;
}

bool is_left(const FinishedFile& file, const fs::path& folder, std::uint64_t report_size) {
    if (file.report_bytes > report_size) return false;
    return file.result.empty() || size_of(folder / file.result) == file.result_bytes;
}

}  // namespace

bool ResumeJournal::is_there(const std::string& folder) {
    std::error_code ignored;
    return fs::exists(journal_path(folder), ignored);
}

Result<std::optional<UnfinishedRun>> ResumeJournal::find(const std::string& folder, const std::string& report) {
    const fs::path path = journal_path(folder);
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        if (!is_there(folder)) return std::optional<UnfinishedRun>{};
        return fault_of("cannot read", path.string());
    }
    UnfinishedRun run;
    auto identity = read_identity(in, run.journal_bytes);
    if (!identity) return std::optional<UnfinishedRun>{};
    run.identity = std::move(*identity);
    const std::uint64_t report_size = report.empty() ? 0 : size_of(partial_name(report));
    UnfinishedRun synced = run;
    std::set<std::string> accepting;
    std::string written_since;
    std::string line;
    bool is_behind = false;  // what counts
    while (next_line(in, line)) {
        if (auto digest = parse_accepting_line(line)) {
            accepting.insert(std::move(*digest));
            if (!is_behind) run.journal_bytes += line.size() + 1;
            continue;
        }
        if (is_behind) continue;
        if (auto start = parse_synced_line(line)) {
            written_since = std::move(*start);
            run.journal_bytes += line.size() + 1;
            synced = run;
            continue;
        }
        const auto file = parse_finished_line(line);
        if (!file || run.files == run.identity.inputs.size() || !is_left(*file, folder, report_size)) {
            is_behind = true;
            continue;
        }
        ++run.files;
        run.summary.add(file->part);
        run.report_bytes = file->report_bytes;
        run.journal_bytes += line.size() + 1;
    }
    const bool is_same_start = !written_since.empty() && written_since == system_start();
    UnfinishedRun& found = is_same_start ? run : synced;
    found.accepting = std::move(accepting);
    return std::optional{std::move(found)};
}

Result<ResumeJournal> ResumeJournal::open(const std::string& folder) {
    const std::string path = journal_path(folder).string();
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor == kClosed) return fault_of("cannot create", path);
    ResumeJournal journal(descriptor, path);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return Error{fmt::format("another run is writing its report into {}", folder)};
        return fault_of("cannot lock", path);
    }
    return journal;
}

Result<ResumeJournal> ResumeJournal::begin(const std::string& folder, const RunIdentity& identity) {
    auto journal = open(folder);
    if (!journal) return journal;
    if (::ftruncate(journal->descriptor_, 0) != 0) return fault_of("cannot write", journal->path_);
    std::string lines = identity_line(identity);
    for (const auto& input : identity.inputs) lines += input_line(input);
    lines += synced_line(system_start());
    if (auto done = journal->write(lines); !done) return done.error();
    return journal;
}

Result<ResumeJournal> ResumeJournal::go_on(const std::string& folder, const UnfinishedRun& run) {
    auto journal = open(folder);
    if (!journal) return journal;
    std::string contents(run.journal_bytes, '\0');
    const ssize_t count = ::pread(journal->descriptor_, contents.data(), contents.size(), 0);
    if (count < 0 || static_cast<std::uint64_t>(count) != run.journal_bytes) {
        return fault_of("cannot read", journal->path_);
    }
    // What counts was found on the disk just now.
    contents += synced_line(system_start());
    for (const std::string& digest : run.accepting) contents += accepting_line(digest);
    if (auto done = journal->replace(contents); !done) return done.error();
    return journal;
}

// At once, so that no moment is without the lines that still count.
Result<void> ResumeJournal::replace(const std::string& contents) {
    const std::string path = path_ + ".new";
    replaced_ = std::exchange(descriptor_, ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (descriptor_ == kClosed) return fault_of("cannot create", path);
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) return fault_of("cannot lock", path);
    if (auto done = write_to_disk(contents); !done) return done;
    if (::rename(path.c_str(), path_.c_str()) != 0) return fault_of("cannot replace", path_);
    return {};
}

ResumeJournal::ResumeJournal(ResumeJournal&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, kClosed)),
      replaced_(std::exchange(other.replaced_, kClosed)),
      path_(std::move(other.path_)) {}

ResumeJournal& ResumeJournal::operator=(ResumeJournal&& other) noexcept {
    if (this == &other) return *this;
    close();
    descriptor_ = std::exchange(other.descriptor_, kClosed);
    replaced_ = std::exchange(other.replaced_, kClosed);
    path_ = std::move(other.path_);
    return *this;
}

ResumeJournal::~ResumeJournal() { close(); }

void ResumeJournal::close() noexcept {
    for (int* const descriptor : {&descriptor_, &replaced_}) {
        if (*descriptor != kClosed) ::close(std::exchange(*descriptor, kClosed));
    }
}

Result<void> ResumeJournal::write(const std::string& lines) {
    for (std::string_view left = lines; !left.empty();) {
        const ssize_t written = ::write(descriptor_, left.data(), left.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return fault_of("cannot write", path_);
        left.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> ResumeJournal::add(const FinishedFile& file) { return write(finished_line(file)); }

Result<void> ResumeJournal::add_synced() { return write_to_disk(synced_line(system_start())); }

Result<void> ResumeJournal::add_accepting(const std::string& digest) { return write_to_disk(accepting_line(digest)); }

Result<void> ResumeJournal::write_to_disk(const std::string& lines) {
    if (auto done = write(lines); !done) return done;
    if (::fdatasync(descriptor_) != 0) return fault_of("cannot write", path_);
    return {};
}

Result<void> ResumeJournal::remove() {
    if (::unlink(path_.c_str()) != 0) return fault_of("cannot remove", path_);
    close();
    return {};
}

}  // namespace jianhe::driver
