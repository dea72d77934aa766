#include "compiler/jit/blocked_checks.h"

#include <algorithm>

namespace jianhe::jit {

void BlockedChecks::begin() noexcept {
    entries_.clear();
    if (!kept_.empty()) kept_.clear();
}

// The rows of a check come one after the other, and mostly lack the same.
void BlockedChecks::add(std::uint32_t check, std::string_view by) {
    const Entry entry{ir::index_of(module_.checks[check].code), by};
    if (entries_.empty() || entries_.back() != entry) entries_.push_back(entry);
}

void BlockedChecks::add_kept(std::uint32_t check, const std::string& by) { add(check, kept_.emplace_back(by)); }

void BlockedChecks::take(std::vector<Blocked>& blocked) {
    blocked.clear();
    if (entries_.empty()) return;
    if (entries_.size() > 1) {
        std::sort(entries_.begin(), entries_.end());
        entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
    }
    blocked.reserve(entries_.size());
    for (const Entry& entry : entries_) blocked.push_back({module_.codes[entry.code].code, std::string{entry.by}});
}

}  // namespace jianhe::jit
