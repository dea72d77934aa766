// The part of the context that decides who speaks (docs/language.md §8), and in which order.

#include <algorithm>
#include <tuple>

#include <jianhe/generated/context.h>

namespace jianhe::generated {
namespace {

// Codes are numbered in their order.
bool in_reporting_order(const FoundFault& a, const FoundFault& b) noexcept {
    return std::tie(a.place, a.field, a.code) < std::tie(b.place, b.field, b.code);
}

bool is_one_finding(const FoundFault& a, const FoundFault& b) noexcept {
    return std::tie(a.place, a.field, a.code) == std::tie(b.place, b.field, b.code);
}

}  // namespace

// Sorted, so that a record in which every row fails costs no more than its findings.
void Context::settle() noexcept {
    if (fired_.empty() && built_in_.empty() && structural_.empty()) return;
    std::sort(fired_.begin(), fired_.end(),
              [](const Fired& a, const Fired& b) { return in_reporting_order(a.fault, b.fault); });
    const auto before = [](const Fired& fired, const Place& place) { return fired.fault.place < place; };
    const auto at_place = [&](const Place& place) {
        const auto first = std::lower_bound(fired_.begin(), fired_.end(), place, before);
        auto last = first;
        while (last != fired_.end() && last->fault.place == place) ++last;
        return std::pair{first, last};
    };
    for (const FoundFault& fault : built_in_) {
        const auto [first, last] = at_place(fault.place);
        if (first == last) found_.push_back(fault);
    }
    for (const Fired& one : fired_) {
        const auto [first, last] = at_place(one.fault.place);
        const bool superseded = std::any_of(first, last, [&](const Fired& other) {
            const auto& codes = rules_.checks[other.check].supersedes;
            return std::find(codes.begin(), codes.end(), one.fault.code) != codes.end();
        });
        if (!superseded) found_.push_back(one.fault);
    }
    found_.insert(found_.end(), structural_.begin(), structural_.end());
    std::sort(found_.begin(), found_.end(), in_reporting_order);
    // One finding for each code at each place, with the strongest disposition.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < found_.size(); ++i) {
        if (kept > 0 && is_one_finding(found_[kept - 1], found_[i])) {
            found_[kept - 1].disposition = std::max(found_[kept - 1].disposition, found_[i].disposition);
            continue;
        }
        found_[kept++] = found_[i];
    }
    found_.resize(kept);
}

}  // namespace jianhe::generated
