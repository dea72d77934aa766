#include "compiler/driver/validate_run.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <jianhe/file_memory.h>
#include <jianhe/upload_reader.h>

#include "compiler/driver/read_file.h"

namespace jianhe::driver {
namespace {

constexpr std::uint64_t kRecordsBetweenProgress = 64;

// Orders that a finding of their own rejects. Findings come in reporting order, so those of one row stand together.
std::uint64_t rejected_rows(const std::vector<Finding>& findings) {
    std::uint64_t count = 0;
    std::pair<std::int32_t, std::uint32_t> last{-1, 0};
    for (const Finding& finding : findings) {
        const std::pair place{finding.place.segment, finding.place.row};
        if (finding.disposition != Disposition::RejectOrder || place.second == 0 || place == last) continue;
        last = place;
        ++count;
    }
    return count;
}

void count_record(FileResult& file, const RecordResult& result) {
    ++file.records;
    file.orders += result.orders;
    file.rejected_orders += rejected_rows(result.findings);
    switch (result.verdict) {
        case RecordVerdict::Accepted: ++file.accepted; return;
        case RecordVerdict::AcceptedWithNotices: ++file.accepted_with_notices; return;
        case RecordVerdict::AcceptedInPart: ++file.accepted_in_part; return;
        case RecordVerdict::Rejected: ++file.rejected; return;
    }
}

bool rejects_file(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.disposition == Disposition::RejectFile; });
}

// A code is reported once at a place, with the stronger disposition.
std::vector<Finding> findings_of(const std::vector<EnvelopeFault>& faults, const SpecificationInfo& info) {
    std::vector<Finding> findings;
    for (const EnvelopeFault& fault : faults) {
        const std::string& code = info.envelope_code(fault.role);
        const Disposition disposition = fault.refuses ? Disposition::RejectFile : Disposition::Notice;
        const auto same = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
            return finding.field == fault.element && finding.code == code;
        });
        if (same == findings.end())
            findings.push_back({{}, fault.element, code, disposition});
        else
            same->disposition = std::max(same->disposition, disposition);
    }
    sort_findings(findings);
    return findings;
}

FileVerdict verdict_of(const FileResult& file, bool refused) {
    if (refused) return FileVerdict::Refused;
    if (file.records != 0 && file.rejected == file.records) return FileVerdict::Rejected;
    return file.rejected + file.accepted_in_part != 0 ? FileVerdict::AcceptedInPart : FileVerdict::Accepted;
}

class Run {
public:
    Run(const SpecificationInfo& info, Validator& validator, const RunSettings& settings, RunListener& report,
        RunObserver& observer, const Limits& limits, const KeySeed& seed)
        : info_(info),
          validator_(validator),
          report_(report),
          observer_(observer),
          limits_(limits),
          record_(info.layout),
          memory_(seed, {}) {
        summary_.received_at = settings.received_at;
        summary_.masters = settings.masters;
        summary_.raised = settings.raised;
        validator_.set_file(&memory_);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    ~Run() { validator_.set_file(nullptr); }

    Result<Summary> operator()(const std::vector<Input>& inputs) {
        for (const Input& input : inputs) {
            if (auto done = file(input); !done) return done.error();
            ++progress_.files;
            observer_.progress(progress_);
        }
        summary_.add_unchecked(info_);
        if (auto done = report_.end_run(summary_); !done) return done.error();
        return std::move(summary_);
    }

private:
    Result<void> file(const Input& input) {
        if (auto done = report_.begin_file(input.shown); !done) return done;
        FileResult file;
        file.path = input.shown;
        // One byte more than the limit, so that the reader sees that there is more.
        auto bytes = input.fault ? Result<FileBytes>{*input.fault} : read_file(input.path, limits_.max_file_bytes + 1);
        if (!bytes) {
            count_unreadable(bytes.error().text);
            file.verdict = FileVerdict::Refused;
            return end(file);
        }
        file.bytes = bytes->size;
        file.digest = std::move(bytes->digest);
        if (bytes->size > limits_.max_file_bytes) {
            count_unreadable(
                fmt::format("{}: larger than {} bytes, the most that can be read at once; nothing of it was judged",
                            input.shown, limits_.max_file_bytes));
            file.verdict = FileVerdict::Refused;
            return end(file);
        }
        memory_.next_file();
        UploadReader reader(info_, bytes->bytes, limits_);
        bool refused = false;
        if (auto done = records(reader, file, refused); !done) return done;
        for (const EnvelopeFault& fault : reader.faults()) {
            observer_.message(fmt::format("{}:{}: {}", input.shown, fault.line, fault.text));
        }
        if (memory_.error()) {
            count_unreadable(fmt::format("{}: {}", input.shown, memory_.error()->text));
            refused = true;
        }
        file.findings = findings_of(reader.faults(), info_);
        file.verdict = verdict_of(file, refused || reader.refused());
        return end(file);
    }

    Result<void> records(UploadReader& reader, FileResult& file, bool& refused) {
        std::uint64_t position = 0;
        while (reader.next(record_)) {
            validator_.check(record_, result_);
            if (memory_.error()) return {};
            count_record(file, result_);
            refused = refused || rejects_file(result_.findings);
            summary_.add(result_);
            if (auto done = report_.record(file.records, record_, result_); !done) return done;
            ++progress_.records;
            if (file.records % kRecordsBetweenProgress != 0) continue;
            progress_.bytes += reader.position() - std::exchange(position, reader.position());
            observer_.progress(progress_);
        }
        progress_.bytes += file.bytes - std::min(file.bytes, position);
        return {};
    }

    // The machine failed this file: said at once, and counted.
    void count_unreadable(const std::string& why) {
        observer_.message(why);
        ++summary_.unreadable_files;
    }

    Result<void> end(const FileResult& file) {
        summary_.add(file);
        return report_.end_file(file);
    }

    const SpecificationInfo& info_;
    Validator& validator_;
    RunListener& report_;
    RunObserver& observer_;
    Limits limits_;
    Record record_;
    RecordResult result_;
    Summary summary_;
    RunObserver::Progress progress_;
    FileMemory memory_;  // what the file at hand was asked about all its records
};

}  // namespace

Result<Summary> validate_run(const std::vector<Input>& inputs, const SpecificationInfo& info, Validator& validator,
                             const RunSettings& settings, RunListener& report, RunObserver& observer,
                             const Limits& limits) {
    const Result<KeySeed> seed = random_key_seed();
    if (!seed) return seed.error();
    return Run(info, validator, settings, report, observer, limits, *seed)(inputs);
}

}  // namespace jianhe::driver
