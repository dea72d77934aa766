#include "compiler/driver/reference_run.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <jianhe/file_memory.h>
#include <jianhe/upload_reader.h>

#include "compiler/driver/file_counts.h"
#include "compiler/driver/read_file.h"

namespace jianhe::driver {
namespace {

constexpr std::uint64_t kRecordsBetweenProgress = 64;

class Run {
public:
    Run(const SpecificationInfo& info, Validator& validator, RunHistory* history, const RunSettings& settings,
        RunListener& report, RunObserver& observer, const Limits& limits, const KeySeed& seed)
        : info_(info),
          validator_(validator),
          history_(history),
          report_(report),
          observer_(observer),
          limits_(limits),
          digest_(settings.digest),
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
        auto bytes =
            input.fault ? Result<FileBytes>{*input.fault} : read_file(input.path, limits_.max_file_bytes + 1, digest_);
        if (!bytes) return unreadable(file, bytes.error().text);
        file.bytes = bytes->size;
        file.digest = std::move(bytes->digest);
        if (bytes->size > limits_.max_file_bytes) {
            return unreadable(
                file,
                fmt::format("{}: larger than {} bytes, the most that can be read at once; nothing of it was judged",
                            input.shown, limits_.max_file_bytes));
        }
        if (history_ != nullptr) {
            const auto begun = history_->begin_file({file.digest, input.shown, summary_.received_at});
            if (!begun) return unreadable(file, fmt::format("{}: {}", input.shown, begun.error().text));
            if (begun->already) return already_received(file, *begun->already);
        }
        memory_.next_file();
        UploadReader reader(info_, bytes->bytes, limits_);
        RecordCounts counts;
        ledger_fault_.reset();
        if (auto done = records(reader, file.bytes, counts); !done) return done;
        for (const EnvelopeFault& fault : reader.faults()) {
            observer_.message(fmt::format("{}:{}: {}", input.shown, fault.line, fault.text));
        }
        if (memory_.error()) count_unreadable(fmt::format("{}: {}", input.shown, memory_.error()->text));
        bool refused = memory_.error() || counts.refusing != 0 || reader.refused();
        if (history_ != nullptr && !ledger_fault_) {
            // A file that left nothing is not remembered, so that it may come again on another day.
            if (refused || counts.rejected == counts.records) {
                history_->abandon_file();
            } else if (auto done = history_->keep_file(); !done) {
                ledger_fault_ = done.error();
            }
        }
        if (ledger_fault_) {
            count_unreadable(fmt::format("{}: {}; nothing of it was kept", input.shown, ledger_fault_->text));
            refused = true;
        }
        set_counts(file, counts);
        file.findings = findings_of(reader.faults(), info_);
        file.verdict = verdict_of(file, refused);
        return end(file);
    }

    Result<void> records(UploadReader& reader, std::uint64_t file_bytes, RecordCounts& counts) {
        std::uint64_t position = 0;
        while (reader.next(record_)) {
            validator_.check(record_, result_);
            if (memory_.error()) return {};
            if (history_ != nullptr) {
                if (auto done = history_->take_effect(record_, result_, counts.records); !done) {
                    history_->abandon_file();
                    ledger_fault_ = done.error();
                    return {};
                }
            }
            counts.add(result_);
            summary_.add(result_);
            if (auto done = report_.record(counts.records, record_, result_); !done) return done;
            ++progress_.records;
            if (counts.records % kRecordsBetweenProgress != 0) continue;
            progress_.bytes += reader.position() - std::exchange(position, reader.position());
            observer_.progress(progress_);
        }
        progress_.bytes += file_bytes - std::min(file_bytes, position);
        return {};
    }

    Result<void> unreadable(FileResult& file, const std::string& why) {
        count_unreadable(why);
        file.verdict = FileVerdict::Refused;
        return end(file);
    }

    Result<void> already_received(FileResult& file, const LedgerFile& before) {
        observer_.message(already_received_text(file.path, before));
        file.verdict = FileVerdict::AlreadyReceived;
        file.received_before = {before.identity.name, before.identity.received_at};
        return end(file);
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
    RunHistory* history_;  // null: accepted records leave nothing
    RunListener& report_;
    RunObserver& observer_;
    Limits limits_;
    DigestKind digest_;
    Record record_;
    RecordResult result_;
    Summary summary_;
    RunObserver::Progress progress_;
    std::optional<Error> ledger_fault_;  // of the file at hand
    FileMemory memory_;                  // what the file at hand was asked about all its records
};

}  // namespace

Result<Summary> reference_run(const std::vector<Input>& inputs, const SpecificationInfo& info, Validator& validator,
                              const RunSettings& settings, RunListener& report, RunObserver& observer,
                              const Limits& limits) {
    const Result<KeySeed> seed = random_key_seed();
    if (!seed) return seed.error();
    return Run(info, validator, nullptr, settings, report, observer, limits, *seed)(inputs);
}

Result<Summary> history_run(const std::vector<Input>& inputs, const SpecificationInfo& info, RunHistory& history,
                            const RunSettings& settings, RunListener& report, RunObserver& observer,
                            const Limits& limits) {
    const Result<KeySeed> seed = random_key_seed();
    if (!seed) return seed.error();
    return Run(info, history.judge(), &history, settings, report, observer, limits, *seed)(inputs);
}

}  // namespace jianhe::driver
