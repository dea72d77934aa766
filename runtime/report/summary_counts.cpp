#include <algorithm>

#include <jianhe/summary_counts.h>

#include "runtime/text/short_text.h"

namespace jianhe {
namespace {

// A specification with a thousand codes rarely meets more than some hundred kinds of findings in one run.
constexpr std::size_t kSlots = 2048;
constexpr std::size_t kMostUsed = kSlots / 2;
// How far a kind may stand from where the search begins: names of an input that meet on purpose cost no more.
constexpr std::size_t kMostSteps = 16;

// What no key of texts has; none is 0.
constexpr std::uint64_t kNumbered = std::uint64_t{1} << 63U;

std::uint64_t key_of(const Finding& finding) noexcept {
    if (finding.code_number == Finding::kNotNumbered)
        return ((detail::short_text_hash(finding.field) * 31 + detail::short_text_hash(finding.code)) | 1U) &
               ~kNumbered;
    const auto half = [](std::int32_t index) { return std::uint64_t{static_cast<std::uint16_t>(index)}; };
    return kNumbered | std::uint64_t{finding.code_number} << 32U | half(finding.place.segment) << 16U |
           half(finding.place.field);
}

std::size_t place_of(std::uint64_t key) noexcept { return (key * 0x9E3779B97F4A7C15 >> 32U) % kSlots; }

}  // namespace

void SummaryCounts::add(const RecordResult& result) {
    for (const Finding& finding : result.findings) {
        count(key_of(finding), finding.field, finding.code, 1);
        if (finding.disposition == Disposition::Notice) ++notices_;
    }
    count_not_checked(result.not_checked);
}

void SummaryCounts::count(std::uint64_t key, std::string_view field, std::string_view code, std::uint64_t findings) {
    if (slots_.empty()) slots_.resize(kSlots);
    // A numbered kind mostly stands where the search for it begins.
    Slot& first = slots_[place_of(key)];
    const bool is_first = first.key == key && (key & kNumbered) != 0;
    if (Slot* slot = is_first ? &first : find(key, field, code)) {
        if (slot->count == 0) counted_.push_back(static_cast<std::uint32_t>(slot - slots_.data()));
        slot->count += findings;
    } else {
        others_[std::string{field} + ":" + std::string{code}] += findings;
    }
}

SummaryCounts::Slot* SummaryCounts::find(std::uint64_t key, std::string_view field, std::string_view code) {
    kind_of_slot_.resize(kSlots);
    for (std::size_t step = 0; step < kMostSteps; ++step) {
        const std::size_t at = (place_of(key) + step) % kSlots;
        Slot& slot = slots_[at];
        if (slot.key == 0) {
            if (kinds_.size() == kMostUsed) return nullptr;
            slot.key = key;
            kind_of_slot_[at] = static_cast<std::uint32_t>(kinds_.size());
            kinds_.push_back({std::string{field}, std::string{code}});
            return &slot;
        }
        if (slot.key != key) continue;
        if ((key & kNumbered) != 0) return &slot;
        const Kind& kind = kinds_[kind_of_slot_[at]];
        if (detail::is_same_short(kind.code, code) && detail::is_same_short(kind.field, field)) return &slot;
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
    for (const std::uint32_t at : counted_) {
        const Kind& kind = kinds_[kind_of_slot_[at]];
        summary.findings[kind.field + ":" + kind.code] += slots_[at].count;
    }
    for (const auto& [key, count] : others_) summary.findings[key] += count;
    for (const auto& [entry, records] : not_checked_) summary.not_checked[entry] += records;
    summary.notices += notices_;
    clear();
}

void SummaryCounts::move_to(SummaryCounts& counts) {
    if (lacking_records_ != 0) flush_not_checked();
    for (const std::uint32_t at : counted_) {
        const Kind& kind = kinds_[kind_of_slot_[at]];
        counts.count(slots_[at].key, kind.field, kind.code, slots_[at].count);
    }
    for (const auto& [key, count] : others_) counts.others_[key] += count;
    for (const auto& [entry, records] : not_checked_) counts.not_checked_[entry] += records;
    counts.notices_ += notices_;
    clear();
}

void SummaryCounts::clear() noexcept {
    forget_counts();
    notices_ = 0;
    lacking_records_ = 0;
    others_.clear();
    not_checked_.clear();
}

void SummaryCounts::forget_counts() noexcept {
    for (const std::uint32_t at : counted_) slots_[at].count = 0;
    counted_.clear();
    if (kinds_.size() != kMostUsed) return;
    // Strange names must not keep out for ever what is met now.
    kinds_.clear();
    std::fill(slots_.begin(), slots_.end(), Slot{});
}

}  // namespace jianhe
