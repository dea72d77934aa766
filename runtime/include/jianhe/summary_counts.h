// Counts what a Summary counts of records, cheaply: for one thread or one piece of a file, merged when that is done.
//
//     SummaryCounts counts;
//     for (…) counts.add(result);          // as Summary::add
//     counts.move_to(summary);             // the summary is as if it had been told each result
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/finding.h>
#include <jianhe/report.h>

namespace jianhe {

// The kinds of findings that are met again and again have a slot in a small table; whatever finds none there goes to
// a map, so that an input full of strange names only costs what it would cost a Summary. One thread.
class SummaryCounts {
public:
    void add(const RecordResult& result);
    // Adds everything to the summary and forgets it.
    void move_to(Summary& summary);
    // The same to other counts, which is cheaper.
    void move_to(SummaryCounts& counts);
    void clear() noexcept;

private:
    struct Kind {
        std::string field;
        std::string code;
    };
    // A kind is looked for by its key alone where findings are numbered; others with it must be compared. What is met
    // again and again is counted here, and the kind itself is not touched.
    struct Slot {
        std::uint64_t key = 0;  // 0: free
        std::uint64_t count = 0;
    };

    void count(std::uint64_t key, std::string_view field, std::string_view code, std::uint64_t findings);
    // Null: the table is too full.
    Slot* find(std::uint64_t key, std::string_view field, std::string_view code);
    void count_not_checked(const std::vector<NotChecked>& entries);
    void flush_not_checked();

    void forget_counts() noexcept;

    // Kinds stay when their counts are forgotten: the next piece of a file has mostly the same.
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> kind_of_slot_;
    std::vector<Kind> kinds_;
    std::vector<std::uint32_t> counted_;           // the slots that have a count
    std::map<std::string, std::uint64_t> others_;  // as Summary::findings
    std::uint64_t notices_ = 0;
    // Most records lack the same as the one before.
    std::vector<NotChecked> lacking_;
    std::uint64_t lacking_records_ = 0;
    std::map<NotChecked, std::uint64_t> not_checked_;
};

}  // namespace jianhe
