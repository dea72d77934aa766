// An upload of any size in bounded memory: read in stretches, which are judged side by side and stitched in order.
// Records, faults and counts are those of the reference reader (upload_reader.h).
//
//     Result<UploadSource> source = UploadSource::open(path, info);            // shared, its next() under a lock
//     StretchJudging judging(info, limits, engine->make_judge(), memory.hasher());   // one a thread
//     UploadStitcher stitcher(info, limits, *source);                          // one a file, called in order
//     Stretch stretch;                                                         // reused
//     while (!stitcher.finished()) {
//         if (auto more = source->next(stretch); !more) return more.error();
//         StretchOutcome outcome = judging.judge(stretch, sink);               // any thread, in any order
//         const Stretch* judged = &stretch;
//         auto taken = stitcher.take(*judged, outcome);                        // from here on in the file's order
//         if (taken == UploadStitcher::Taken::Again) {                         // what `sink` was told is void
//             judged = &stitcher.again();
//             outcome = judging.judge(*judged, sink);
//             taken = stitcher.take(*judged, outcome);
//         }
//         if (taken == UploadStitcher::Taken::Held) continue;                  // likewise void; it comes with the next
//         judging.settle(*judged, outcome, memory, sink);                      // the file's questions, in order
//         … outcome.records records, the first of which is stitcher.first_record() …
//     }
//     if (auto done = source->finish(); !done) return done.error();            // reads and digests what is left
//     for (const EnvelopeFault& fault : stitcher.faults()) …
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/bulk.h>
#include <jianhe/envelope_state.h>
#include <jianhe/limits.h>
#include <jianhe/result.h>
#include <jianhe/upload_reader.h>

namespace jianhe {

// A piece of a file with the zero bytes behind it that judges may read. Its memory is reused by whoever fills it.
class Stretch {
public:
    std::uint64_t offset = 0;  // of the first byte, in the file
    TextEncoding encoding = TextEncoding::Big5;
    EnvelopeState start;  // what it is judged as: the truth for the file's first, else the usual guess, between records
    bool is_last = false;  // nothing follows
    // Of the last one: the byte behind it, which fits no allowed encoding.
    std::optional<std::uint64_t> invalid_at;
    // LF in front of it, where the file cannot be read a second time to count them.
    std::optional<std::uint64_t> lines_before;

    std::string_view bytes() const noexcept { return {memory_.get(), size_}; }
    void append(std::string_view more);
    void remove_front(std::size_t count) noexcept;
    void resize(std::size_t size);  // new bytes are not set
    char* data() noexcept { return memory_.get(); }

private:
    std::unique_ptr<char[]> memory_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;  // without the padding
};

// Is given each byte of a file once, in order.
class InputDigest {
public:
    InputDigest() = default;
    InputDigest(const InputDigest&) = delete;
    InputDigest& operator=(const InputDigest&) = delete;
    virtual ~InputDigest() = default;
    virtual void add(std::string_view bytes) = 0;
};

struct SourceSettings {
    std::size_t chunk_bytes = std::size_t{256} << 10;  // the usual size of a stretch; any number from 1 on works
    std::size_t most_bytes = std::size_t{4} << 20;     // of one that holds no end of a record
    InputDigest* digest = nullptr;
};

// Reads a file once, from its beginning to its end. An Error says that it could not be read to its end, or that it
// changed meanwhile, and names the path. Not thread-safe but for lines_before(); called under a lock.
class UploadSource {
public:
    // `-` is standard input. `info` must outlive the source.
    static Result<UploadSource> open(const std::string& path, const SpecificationInfo& info,
                                     const SourceSettings& settings = {});
    // Takes over an open descriptor; `shown` names it in errors.
    UploadSource(int descriptor, std::string shown, const SpecificationInfo& info, const SourceSettings& settings = {});
    ~UploadSource();
    UploadSource(UploadSource&&) noexcept;
    UploadSource& operator=(UploadSource&&) noexcept;

    // False: the one before was the last.
    Result<bool> next(Stretch& stretch);
    // Reads what is left, for the digest, and makes sure that the file is what it was.
    Result<void> finish();
    // Bytes read so far; after finish() the size of the file.
    std::uint64_t bytes() const noexcept;

    // UTF-8 came where Big5 was wanted: the first byte that says so. Known after finish().
    std::optional<std::uint64_t> unwanted_utf8_at() const noexcept;
    // LF in front of a byte. Reads the file again; for a pipe only as far as it knows (see Stretch::lines_before).
    // May be called from any thread.
    Result<std::uint64_t> lines_before(std::uint64_t offset) const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// A record that somebody needs to see. Both parts last until the sink returns.
struct JudgedRecord {
    std::uint64_t ordinal = 1;  // among all records of its stretch
    bool corrects = false;      // the same record was reported before; this is what holds
    const Record& record;
    const RecordResult& result;            // not_checked is empty: the outcome's tally has it
    const RecordResult* before = nullptr;  // where it corrects: what was reported before
    // In the stretch: from where read_again() reads it, and behind it. Only while every record is reported, and not of
    // one that is reported by settle().
    std::size_t begin = 0;
    std::size_t end = 0;
};

class RecordSink {
public:
    RecordSink() = default;
    RecordSink(const RecordSink&) = delete;
    RecordSink& operator=(const RecordSink&) = delete;
    virtual ~RecordSink() = default;
    virtual void record(const JudgedRecord& judged) = 0;
};

// What came out of one stretch. Plain data.
struct StretchOutcome {
    // Complete records in front of the first fault, reported or not. `tally` has those that were not reported, and what
    // could not be checked of all of them.
    std::uint64_t records = 0;
    Tally tally;
    std::size_t consumed = 0;  // up to here it is judged; less than the stretch where something is cut or wrong
    EnvelopeState end;         // there
    bool fault = false;        // what follows is wrong; the stitcher says what
    bool out_of_memory = false;
    std::vector<FileQuestion> questions;  // in the order of the records; each was answered by `true`

    // For settle(): places behind which plain records follow, or which are the end of one that was reported.
    struct Mark {
        std::size_t offset = 0;
        std::uint64_t records = 0;  // in front of it
        bool reported = false;      // the last of them
    };
    std::vector<Mark> marks;
};

// Judges stretches: plain records by the judge of an engine, all others by the reference reader's own parts. Belongs to
// one thread. `info` and what `hasher` names must outlive it.
class StretchJudging {
public:
    StretchJudging(const SpecificationInfo& info, const Limits& limits, std::unique_ptr<StretchJudge> judge,
                   const KeyHasher& hasher);
    ~StretchJudging();
    StretchJudging(StretchJudging&&) noexcept;
    StretchJudging& operator=(StretchJudging&&) noexcept;

    // Every record is reported, not only those with a finding or a blocked rule. At first false.
    void report_every_record(bool every) noexcept;
    // A faster judge of the same specification.
    void set_judge(std::unique_ptr<StretchJudge> judge) noexcept;

    // Has no effect outside of the sink, so a stretch may be judged under a wrong assumption and again.
    // `used`: an outcome that nobody needs any more, whose memory is used again.
    StretchOutcome judge(const Stretch& stretch, RecordSink& sink, StretchOutcome used = {});

    // Asks `file` what the stretch's records asked, as long as the answers are `true`, which was taken for granted.
    // Behind a `false` answer other questions may be asked, or none: that record is judged again, asking `file`, and
    // reported; `outcome.tally` follows. To be called in the order of the file.
    void settle(const Stretch& stretch, StretchOutcome& outcome, FileQuestions& file, RecordSink& sink);

    // For who settles in another way: a record that was reported of this stretch (JudgedRecord::begin). It and its
    // texts last until the next call of anything here. begin_reading() goes before the first record of a stretch.
    void begin_reading(const Stretch& stretch);
    const Record& read_again(std::size_t begin);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// Puts the stretches of a file together, in order, and says what is wrong around its records. Belongs to one thread;
// `info` and `source` must outlive it.
class UploadStitcher {
public:
    UploadStitcher(const SpecificationInfo& info, const Limits& limits, const UploadSource& source);
    ~UploadStitcher();
    UploadStitcher(UploadStitcher&&) noexcept;
    UploadStitcher& operator=(UploadStitcher&&) noexcept;

    enum class Taken : std::uint8_t {
        Whole,  // the outcome holds
        Again,  // it does not, because the stretch did not begin as was guessed: judge again(), and take that next
        Held    // nor does it, and the stretch is kept until there is more to judge with it
    };
    // Every stretch of the file, in order, with what judge() made of it.
    Taken take(const Stretch& stretch, const StretchOutcome& outcome);
    // What is to be judged. Stands until the outcome has been taken and settled.
    const Stretch& again() const noexcept;

    // Nothing more is to be taken: the reading ended, at the end of the file or at a fault that refuses.
    bool finished() const noexcept;
    // Of the outcome that was taken last: the 1-based number of its first record in the file.
    std::uint64_t first_record() const noexcept;
    std::uint64_t records() const noexcept;

    // In the order of the reference reader. Final once finished() and after source.finish(). The error is that lines
    // could not be counted because the file cannot be read any more.
    Result<std::vector<EnvelopeFault>> faults() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace jianhe
