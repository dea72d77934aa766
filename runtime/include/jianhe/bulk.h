// The bulk path: stretches of an upload judged where they lie.
//
// A stretch is a piece of a file that begins and ends between records, directly inside the root element; files are cut
// into stretches, which are judged side by side and reported in order. The judge of an engine takes the records that
// look as almost all do; at anything unusual it stops, and the reader of the envelope (upload_reader.h) looks.
//
//     judge->begin_stretch(encoding, &questions);
//     for (std::size_t at = 0;;) {
//         switch (judge->run(bytes, at, tally)) {
//             case StretchJudge::Stop::End: return;
//             case StretchJudge::Stop::Report: use(judge->record(), judge->result()); break;
//             case StretchJudge::Stop::Unusual: at = read_one_record_otherwise(at); break;
//         }
//     }
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include <jianhe/encoding.h>
#include <jianhe/finding.h>
#include <jianhe/limits.h>
#include <jianhe/record.h>
#include <jianhe/specification_info.h>
#include <jianhe/validator.h>

namespace jianhe {

// What is known of records that nobody needs to see.
struct Tally {
    std::uint64_t records = 0;
    std::uint64_t orders = 0;
    // What could not be checked → records. Where the engine has numbered what its records may lack, it counts by number
    // instead, since a map for each stretch takes longer; both hold together.
    std::map<NotChecked, std::uint64_t> not_checked;
    const std::vector<NotChecked>* numbered = nullptr;  // the engine's
    std::vector<std::uint64_t> by_number;               // → records; empty, or as long as that

    // Of a record that was counted: it does not lack this.
    void take_away(const NotChecked& entry);
    void clear_not_checked() noexcept;
};

// So many zero bytes stand behind every stretch and may be read.
inline constexpr std::size_t kStretchPadding = 64;

// One engine's judge of plain records. A plain record consists of the elements that its layout knows, each at its
// place, once unless its segment repeats, and without attributes; of white space between them; and of values without
// references, CDATA, comments, instructions, `>`, CR and characters that XML or the encoding do not have. It ends with
// an end tag that holds no space, and keeps within Limits::max_rows_per_record. A judge may be stricter, never laxer.
// Belongs to one thread.
class StretchJudge {
public:
    enum class Stop : std::uint8_t {
        End,     // `at` is the end of the stretch
        Report,  // the record just judged ends at `at`, and there is something to report of it
        Unusual  // what begins at `at` (between records, white space passed over) is no plain record, or is cut
    };

    StretchJudge() = default;
    StretchJudge(const StretchJudge&) = delete;
    StretchJudge& operator=(const StretchJudge&) = delete;
    virtual ~StretchJudge() = default;

    // `questions` is asked about the records to come; FileQuestion::at is the offset of the record in the stretch. Of
    // one record, rules that block others ask first; of one check, the state is told before its rows ask.
    // `every_record`: stop at each, not only where there is something to report.
    virtual void begin_stretch(TextEncoding encoding, FileQuestions* questions, bool every_record) = 0;
    // Judges records from `at` on, which is between records, and moves it. Records without a finding and without a
    // blocked rule are counted in `tally` and passed over, unless every record is wanted; whenever run() returns, its
    // numbers of records and orders are those of the records so passed over. What rules could not be checked for want
    // of something is counted for both, at the latest when run() returns End or Unusual.
    virtual Stop run(std::string_view stretch, std::size_t& at, Tally& tally) = 0;
    // Of the record that was reported last, until the next call; its texts lie in the stretch or in the judge.
    // result().not_checked is left empty, since the tally has it.
    virtual const Record& record() const = 0;
    virtual const RecordResult& result() const = 0;

    // Judges the one record that begins at `at`, which need not be where run() has come to, and moves `at` behind it:
    // as run() does where every record is wanted, except that it is counted nowhere and that `not_checked` is set to
    // what could not be checked of it, sorted; null: nobody wants to know. False: it is no plain record; nothing has
    // happened.
    virtual bool run_one(std::string_view stretch, std::size_t& at, std::vector<NotChecked>* not_checked) = 0;
    // As Validator::check: a record that somebody else has read. Questions go to `questions` of begin_stretch.
    virtual void check(const Record& record, RecordResult& result) = 0;
};

// An engine, shared by the threads of a run.
class BulkEngine {
public:
    BulkEngine() = default;
    BulkEngine(const BulkEngine&) = delete;
    BulkEngine& operator=(const BulkEngine&) = delete;
    virtual ~BulkEngine() = default;

    // A judge for the calling thread. Both outlive it: the engine, and what the engine was made with.
    virtual std::unique_ptr<StretchJudge> make_judge() = 0;
    // Grows when make_judge() would give a faster judge than before. Cheap; asked before each stretch.
    virtual std::uint32_t generation() const noexcept = 0;
};

// The engine of any validator: a scanner driven by the layout in front of it. `make` gives a validator to each judge.
// `info` must outlive the engine.
std::unique_ptr<BulkEngine> make_plain_engine(const SpecificationInfo& info,
                                              std::function<std::unique_ptr<Validator>()> make,
                                              const Limits& limits = {});

}  // namespace jianhe
