#include "compiler/diff/old_findings.h"

#include "runtime/report/printable.h"

namespace jianhe::diff {

std::vector<Item> items_of(const std::vector<Finding>& findings) {
    std::vector<Item> items;
    for (const Finding& finding : findings) {
        items.push_back({detail::printable(finding.field), finding.place.row, finding.code, finding.disposition});
    }
    return items;
}

Result<void> OldFindings::begin_file(std::string_view /*path*/) { return {}; }

Result<void> OldFindings::record(std::uint64_t number, const Record& /*record*/, const RecordResult& result) {
    for (Item& item : items_of(result.findings)) {
        const auto [id, is_new] = ids_.try_emplace({item.field, item.code}, static_cast<std::uint32_t>(names_.size()));
        if (is_new) names_.emplace_back(std::move(item.field), std::move(item.code));
        kept_.push_back({number, id->second, item.row, item.disposition});
    }
    return {};
}

Result<void> OldFindings::end_file(const FileResult& file) {
    file_ = file;
    return {};
}

Result<void> OldFindings::end_run(const Summary& /*summary*/) { return {}; }

std::vector<Item> OldFindings::take(std::uint64_t number) {
    std::vector<Item> items;
    while (next_ < kept_.size() && kept_[next_].record < number) ++next_;
    for (; next_ < kept_.size() && kept_[next_].record == number; ++next_) {
        const Kept& kept = kept_[next_];
        items.push_back({names_[kept.name].first, kept.row, names_[kept.name].second, kept.disposition});
    }
    return items;
}

}  // namespace jianhe::diff
