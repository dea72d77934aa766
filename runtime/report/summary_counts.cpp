#include <jianhe/summary_counts.h>

#include "runtime/text/short_text.h"

namespace jianhe {
namespace {

// A specification with a thousand codes rarely meets more than some hundred kinds of findings in one run.
constexpr std::size_t kSlots = 2048;
constexpr std::size_t kMostUsed = kSlots / 2;
// How far a kind may stand from where the search begins: names of an input that meet on purpose cost no more.
constexpr std::size_t kMostSteps = 16;

}  // namespace

void SummaryCounts::add(const RecordResult& result) {
    for (const Finding& finding : result.findings) {
        count(finding.field, finding.code, 1);
        if (finding.disposition == Disposition::Notice) ++notices_;
    }
    count_not_checked(result.not_checked);
}

void SummaryCounts::count(std::string_view field, std::string_view code, std::uint64_t findings) {
    if (Kind* kind = find_slot(field, code)) {
        kind->count += findings;
    } else {
        others_[std::string{field} + ":" + std::string{code}] += findings;
    }
}

SummaryCounts::Kind* SummaryCounts::find_slot(std::string_view field, std::string_view code) {
    if (kinds_.empty()) kinds_.resize(kSlots);
    const std::size_t hash = detail::short_text_hash(field) * 31 + detail::short_text_hash(code);
    for (std::size_t step = 0; step < kMostSteps; ++step) {
        const std::size_t slot = (hash + step) % kSlots;
        Kind& kind = kinds_[slot];
        if (kind.count == 0) {
            if (used_.size() == kMostUsed) return nullptr;
            kind.field = field;
            kind.code = code;
            used_.push_back(static_cast<std::uint32_t>(slot));
            return &kind;
        }
        if (detail::is_same_short(kind.code, code) && detail::is_same_short(kind.field, field)) return &kind;
    }
    return nullptr;
}

void SummaryCounts::count_not_checked(const std::vector<NotChecked>& entries) {
    if (entries != lacking_) {
        flush_not_checked();
        lacking_ = entries;
    }
    ++lacking_records_;
}

void SummaryCounts::flush_not_checked() {
    for (const NotChecked& entry : lacking_) not_checked_[entry] += lacking_records_;
    lacking_records_ = 0;
}

void SummaryCounts::move_to(Summary& summary) {
    if (lacking_records_ != 0) flush_not_checked();
    for (const std::uint32_t slot : used_) {
        const Kind& kind = kinds_[slot];
        summary.findings[kind.field + ":" + kind.code] += kind.count;
    }
    for (const auto& [key, count] : others_) summary.findings[key] += count;
    for (const auto& [entry, records] : not_checked_) summary.not_checked[entry] += records;
    summary.notices += notices_;
    clear();
}

void SummaryCounts::move_to(SummaryCounts& counts) {
    if (lacking_records_ != 0) flush_not_checked();
    for (const std::uint32_t slot : used_) {
        const Kind& kind = kinds_[slot];
        counts.count(kind.field, kind.code, kind.count);
    }
    for (const auto& [key, count] : others_) counts.others_[key] += count;
    for (const auto& [entry, records] : not_checked_) counts.not_checked_[entry] += records;
    counts.notices_ += notices_;
    clear();
}

void SummaryCounts::clear() noexcept {
    for (const std::uint32_t slot : used_) kinds_[slot].count = 0;
    used_.clear();
    notices_ = 0;
    lacking_records_ = 0;
    others_.clear();
    not_checked_.clear();
}

}  // namespace jianhe
