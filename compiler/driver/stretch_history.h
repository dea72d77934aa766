#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <jianhe/upload_stream.h>

namespace jianhe::driver {

// The records of one stretch for a run with a history: where each lies, and whether there is anything to say of it as
// far as can be told without the history. Those of which there is nothing are handed on to the report, which counts
// them; the others are judged again in their order, and are counted then. Every record is to be reported to it.
class StretchHistory final : public RecordSink {
public:
    struct Entry {
        std::size_t begin = 0;  // as of JudgedRecord
        std::size_t end = 0;
        std::uint32_t orders = 0;
        bool is_clean = false;
    };

    // The next stretch, or the same one again. `stands_alone`: as history_stands_alone() says; if it does not, all
    // records are judged again.
    void begin(RecordSink& report, bool stands_alone) noexcept;
    void record(const JudgedRecord& judged) override;

    // One for each record, in order.
    std::span<const Entry> entries() const noexcept { return entries_; }

private:
    RecordSink* report_ = nullptr;
    bool stands_alone_ = true;
    std::vector<Entry> entries_;
};

}  // namespace jianhe::driver
