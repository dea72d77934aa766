#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <jianhe/report.h>
#include <jianhe/summary_counts.h>
#include <jianhe/upload_stream.h>

#include "compiler/driver/file_counts.h"

namespace jianhe::driver {

// What is to be reported of one stretch: put into words and counted while its records are there, kept until its turn
// comes. Used again and again, for its memory.
class StretchReport final : public RecordSink {
public:
    struct Entry {
        std::uint64_t ordinal = 1;
        RecordText text;
    };

    // Most stretches have far less to say than they are long. One of thousands of tiny records, each wrong in a dozen
    // ways, has forty times as much.
    static constexpr std::size_t kMostBytes = std::size_t{2} << 20;

    // The next stretch, of the file that is shown as `path`. Both must outlive the report.
    void begin(const ReportWriter& writer, const std::string& path, std::size_t most_bytes = kMostBytes);
    // Goes on behind the records whose texts are here, which are dropped; the stretch is to be judged once more.
    void begin_rest();

    void record(const JudgedRecord& judged) override;

    // By rising ordinal; only records of which there is something to say, or was before they were corrected.
    std::span<const Entry> entries() const noexcept { return {entries_.data(), size_}; }
    // More than one report should hold: there are further texts, which begin_rest() leads to.
    bool is_cut() const noexcept { return is_cut_; }
    // What the texts hold.
    std::size_t bytes() const noexcept { return bytes_; }

    // Of all records, with texts or not.
    const RecordCounts& counts() const noexcept { return counts_; }
    // As well; whoever adds them takes them away.
    SummaryCounts& summary() noexcept { return summary_; }

private:
    void drop_texts() noexcept;

    const ReportWriter* writer_ = nullptr;
    const std::string* path_ = nullptr;
    std::vector<Entry> entries_;  // the first size_ of them count
    std::size_t size_ = 0;
    std::size_t bytes_ = 0;
    std::size_t most_bytes_ = kMostBytes;
    std::uint64_t last_ordinal_ = 0;  // with a text
    std::uint64_t counted_ordinal_ = 0;
    bool is_cut_ = false;

    RecordCounts counts_;
    SummaryCounts summary_;
};

}  // namespace jianhe::driver
