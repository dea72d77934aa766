#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <jianhe/record.h>
#include <jianhe/report.h>
#include <jianhe/upload_stream.h>

namespace jianhe::driver {

// The records of one stretch that are to be reported, kept from where they are judged until their turn comes.
class StretchReport final : public RecordSink {
public:
    struct Entry {
        std::uint64_t ordinal = 1;
        Record record;
        RecordResult result;
    };

    void clear() noexcept { entries_.clear(); }
    void record(const JudgedRecord& judged) override;

    const std::vector<Entry>& entries() const noexcept { return entries_; }
    // What is held, about.
    std::size_t bytes() const noexcept;

private:
    std::vector<Entry> entries_;  // by ordinal
};

}  // namespace jianhe::driver
