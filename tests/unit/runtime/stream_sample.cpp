#include "tests/unit/runtime/stream_sample.h"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

namespace jianhe::test {
namespace {

constexpr KeySeed kSeed{1, 2};

// Fields and segments of parcel_layout().
enum : FieldIndex { kId, kKind, kName, kStreet, kWhat };
enum : SegmentIndex { kHead, kAddress, kItem };
enum : std::uint32_t { kUniqueId, kUniqueWhat, kSameName };

class ParcelValidator final : public Validator {
public:
    void set_file(FileQuestions* file) override { file_ = file; }

    void check(const Record& record, RecordResult& result) override {
        result.clear();
        for (const StructureFault& fault : record.faults()) add(result, Place::kStranger, fault.row, fault.name, "S1");
        const std::string_view kind = record.get(kKind).text;
        if (kind.find('x') != std::string_view::npos) add(result, kKind, 0, "KIND", "R1");
        if (kind.find('b') != std::string_view::npos) result.blocked.push_back({"R2", "KIND"});
        if (kind.find('n') != std::string_view::npos) result.not_checked.push_back({"R3", "master", {}});
        if (kind.find("nn") != std::string_view::npos) result.not_checked.push_back({"R4", "crypto", "card"});
        ask(record, result);
        sort_findings(result.findings);
        result.orders = record.rows(kItem);
        result.verdict = verdict_of(result.findings);
    }

private:
    void ask(const Record& record, RecordResult& result) {
        FileQuestion state{FileQuestion::Kind::State, kUniqueWhat};
        state.has_group = true;
        state.group = digest(record.get(kName).text);
        state.state = record.get(kStreet).text == "on";
        file_->answer(state);
        if (record.get(kId).present && !file_->answer(unique(kUniqueId, record.get(kId).text))) {
            add(result, kId, 0, "ID", "F1");
            if (record.get(kKind).text.find('d') != std::string_view::npos) {
                result.not_checked.push_back({"F2", "ID", {}});
                return;
            }
        }
        for (std::uint32_t row = 1; row <= record.rows(kItem); ++row) {
            FileQuestion what = unique(kUniqueWhat, record.get(kWhat, row).text);
            what.has_group = true;
            what.group = state.group;
            if (!file_->answer(what)) add(result, kWhat, row, "WHAT", "F2");
        }
        if (!record.get(kName).present) return;
        FileQuestion same = unique(kSameName, record.get(kName).text);
        same.kind = FileQuestion::Kind::Same;
        if (!file_->answer(same)) add(result, kName, 0, "NAME", "F3");
    }

    Key128 digest(std::string_view text) const {
        KeyHasher hasher = file_->hasher();
        hasher.add(text);
        return hasher.finish();
    }

    FileQuestion unique(std::uint32_t check, std::string_view text) const {
        FileQuestion question{FileQuestion::Kind::Unique, check};
        question.key = digest(text);
        return question;
    }

    static void add(RecordResult& result, std::int32_t field, std::uint32_t row, std::string name, std::string code) {
        result.findings.push_back({{0, row, field}, std::move(name), std::move(code), Disposition::RejectRecord});
    }

    FileQuestions* file_ = nullptr;
};

std::string describe(const RecordResult& result) {
    std::string out;
    for (const Finding& finding : result.findings) {
        out += " " + finding.field + "." + std::to_string(finding.place.row) + ":" + finding.code;
    }
    for (const Blocked& entry : result.blocked) out += " " + entry.code + "<" + entry.by;
    return out;
}

// Gathers what is said of one file.
class Account {
public:
    void record(std::uint64_t number, const Record& record, const RecordResult& result) {
        reported_[number] =
            "[" + test::describe(record) + "]" + describe(result) + " orders " + std::to_string(result.orders);
        reported_orders_[number] = result.orders;
    }
    bool has(std::uint64_t number) const { return reported_.count(number) != 0; }
    void orders(std::uint64_t count) { orders_ += count; }
    void not_checked(const NotChecked& entry, std::uint64_t records) { not_checked_[entry] += records; }

    std::string text(std::uint64_t records, const std::vector<EnvelopeFault>& faults) const {
        std::string out;
        std::uint64_t orders = orders_;
        for (const auto& [number, said] : reported_) out += "#" + std::to_string(number) + " " + said + "\n";
        for (const auto& [number, count] : reported_orders_) orders += count;
        out += "records " + std::to_string(records) + " orders " + std::to_string(orders) + "\n";
        for (const auto& [entry, count] : not_checked_) {
            out += entry.code + " needs " + entry.needs + entry.missing + " in " + std::to_string(count) + "\n";
        }
        for (const EnvelopeFault& fault : faults) {
            out += fault.element + " " + std::string{name_of(fault.role)} + (fault.refuses ? "" : "?") + "@" +
                   std::to_string(fault.offset) + ":" + std::to_string(fault.line) + " " + fault.text + "\n";
        }
        return out;
    }

private:
    std::map<std::uint64_t, std::string> reported_;
    std::map<std::uint64_t, std::uint64_t> reported_orders_;
    std::uint64_t orders_ = 0;  // of records that were not reported
    std::map<NotChecked, std::uint64_t> not_checked_;
};

// What is said of a stretch, kept until it is known to hold.
class Sink final : public RecordSink {
public:
    void record(const JudgedRecord& judged) override {
        const bool was_there = kept_.count(judged.ordinal) != 0;
        if (was_there != judged.corrects) std::abort();
        kept_.insert_or_assign(judged.ordinal, std::pair{judged.record, judged.result});
        if (!judged.result.not_checked.empty()) std::abort();
    }
    void clear() { kept_.clear(); }
    void give(Account& account, std::uint64_t first) const {
        for (const auto& [ordinal, said] : kept_) account.record(first + ordinal - 1, said.first, said.second);
    }
    std::size_t size() const { return kept_.size(); }

private:
    std::map<std::uint64_t, std::pair<Record, RecordResult>> kept_;
};

int memory_file(std::string_view bytes) {
    const int file = ::memfd_create("upload", 0);
    if (file < 0 || ::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
    ::lseek(file, 0, SEEK_SET);
    return file;
}

// Whatever the size: somebody else writes.
class PipedBytes {
public:
    explicit PipedBytes(std::string_view bytes) {
        if (::pipe(ends_) != 0) std::abort();
        writer_ = std::thread([this, bytes] {
            std::size_t written = 0;
            while (written < bytes.size()) {
                const ssize_t count = ::write(ends_[1], bytes.data() + written, bytes.size() - written);
                if (count < 0) std::abort();
                written += static_cast<std::size_t>(count);
            }
            ::close(ends_[1]);
        });
    }
    PipedBytes(const PipedBytes&) = delete;
    PipedBytes& operator=(const PipedBytes&) = delete;
    ~PipedBytes() { writer_.join(); }
    int descriptor() const { return ends_[0]; }

private:
    int ends_[2] = {-1, -1};
    std::thread writer_;
};

// Told of each stretch that was judged, and of each outcome that holds.
class Watcher {
public:
    virtual ~Watcher() = default;
    virtual void judged(const Stretch& stretch, bool again) = 0;
    virtual void holds(const StretchOutcome& outcome, const Sink& sink, std::uint64_t first_record) = 0;
};

Result<std::vector<EnvelopeFault>> read_stream(const SpecificationInfo& info, int descriptor, const Settings& settings,
                                               Watcher& watcher) {
    using Taken = UploadStitcher::Taken;
    FileMemory memory(kSeed, {});
    UploadSource source(descriptor, "upload", info, settings.source);
    Limits judges = settings.limits;
    judges.max_record_bytes = Limits{}.max_record_bytes;  // which is not theirs to know
    const auto engine = make_plain_engine(info, make_parcel_validator, judges);
    StretchJudging judging(info, settings.limits, engine->make_judge(), memory.hasher());
    judging.report_every_record(settings.every_record);
    UploadStitcher stitcher(info, settings.limits, source);
    Sink sink;
    Stretch stretch;
    while (!stitcher.finished()) {
        const Result<bool> more = source.next(stretch);
        if (!more) return more.error();
        if (!*more) return Error{"nothing is left, but the end was not seen"};
        sink.clear();
        StretchOutcome outcome = judging.judge(stretch, sink);
        watcher.judged(stretch, false);
        const Stretch* judged = &stretch;
        Taken taken = stitcher.take(*judged, outcome);
        if (taken == Taken::Again) {
            judged = &stitcher.again();
            sink.clear();
            outcome = judging.judge(*judged, sink);
            watcher.judged(*judged, true);
            taken = stitcher.take(*judged, outcome);
        }
        if (taken == Taken::Held) continue;
        judging.settle(*judged, outcome, memory, sink);
        if (outcome.records != outcome.tally.records + sink.size()) return Error{"records do not add up"};
        watcher.holds(outcome, sink, stitcher.first_record());
    }
    if (const Result<void> done = source.finish(); !done) return done.error();
    return stitcher.faults();
}

class Accountant final : public Watcher {
public:
    void judged(const Stretch&, bool) override {}
    void holds(const StretchOutcome& outcome, const Sink& sink, std::uint64_t first_record) override {
        sink.give(account_, first_record);
        account_.orders(outcome.tally.orders);
        const Tally& tally = outcome.tally;
        for (const auto& [entry, records] : tally.not_checked) account_.not_checked(entry, records);
        for (std::size_t i = 0; i < tally.by_number.size(); ++i) {
            if (tally.by_number[i] != 0) account_.not_checked((*tally.numbered)[i], tally.by_number[i]);
        }
        records_ = first_record - 1 + outcome.records;
    }
    std::string text(const Result<std::vector<EnvelopeFault>>& faults) const {
        return faults ? account_.text(records_, *faults) : faults.error().text;
    }

private:
    Account account_;
    std::uint64_t records_ = 0;
};

class WorkMeter final : public Watcher {
public:
    void judged(const Stretch& stretch, bool again) override {
        const std::size_t size = stretch.bytes().size();
        work.judged_bytes += size;
        work.judged_again_bytes += again ? size : 0;
        work.largest_stretch = std::max(work.largest_stretch, size);
    }
    void holds(const StretchOutcome& outcome, const Sink&, std::uint64_t) override { work.records += outcome.records; }

    StreamWork work;
};

}  // namespace

std::unique_ptr<Validator> make_parcel_validator() { return std::make_unique<ParcelValidator>(); }

std::string read_by_reference(const SpecificationInfo& info, std::string_view bytes, const Settings& settings) {
    FileMemory memory(kSeed, {});
    ParcelValidator validator;
    validator.set_file(&memory);
    UploadReader reader(info, bytes, settings.limits);
    Account account;
    Record record(info.layout);
    RecordResult result;
    while (reader.next(record)) {
        validator.check(record, result);
        for (const NotChecked& entry : result.not_checked) account.not_checked(entry, 1);
        if (settings.every_record || !result.findings.empty() || !result.blocked.empty()) {
            account.record(reader.records(), record, result);
        } else {
            account.orders(result.orders);
        }
    }
    return account.text(reader.records(), reader.faults());
}

std::string read_as_stream(const SpecificationInfo& info, std::string_view bytes, const Settings& settings) {
    Accountant accountant;
    if (!settings.through_pipe) return accountant.text(read_stream(info, memory_file(bytes), settings, accountant));
    const PipedBytes pipe(bytes);
    return accountant.text(read_stream(info, pipe.descriptor(), settings, accountant));
}

StreamWork measure_stream(const SpecificationInfo& info, std::string_view bytes, const SourceSettings& source) {
    Settings settings;
    settings.source = source;
    WorkMeter meter;
    if (const auto faults = read_stream(info, memory_file(bytes), settings, meter); !faults || !faults->empty()) {
        std::abort();
    }
    return meter.work;
}

}  // namespace jianhe::test
