// The part of Scan that guesses what follows a field: where fields are left out, a tag in four or five is not the next
// one of the layout.

#include <algorithm>
#include <utility>

#include "compiler/jit/llvm/likelihood.h"
#include "compiler/jit/llvm/scan.h"

namespace jianhe::jit {
namespace {

constexpr std::size_t kGuesses = 4;
constexpr double kTooSeldom = 0.04;
// How often, at least, a row ends where nothing that most rows have can follow: what is optional is often left out
// together, of which the fields' own shares say nothing.
constexpr double kEndsBeforeOptional = 0.15;
constexpr double kMostHave = 0.5;

}  // namespace

std::vector<std::pair<std::uint32_t, double>> Scan::likely_next(std::uint32_t segment, std::uint32_t next) const {
    const ir::Segment& declared = c_.m.segments[segment];
    std::vector<std::pair<std::uint32_t, double>> members;
    double left = 1;
    bool is_optional = true;
    for (std::uint32_t i = next; i < declared.field_count; ++i) {
        const double share = share_given(c_.m, c_.m.fields[ir::index_of(declared.first_field) + i]);
        members.emplace_back(i, left * share);
        left *= 1 - share;
        is_optional = is_optional && share < kMostHave;
    }
    if (is_optional && left < kEndsBeforeOptional) {
        for (auto& [i, share] : members) share *= (1 - kEndsBeforeOptional) / (1 - left);
        left = kEndsBeforeOptional;
    }
    members.emplace_back(declared.field_count, left);
    std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::size_t count = 1;
    while (count != std::min(members.size(), kGuesses) && members[count].second >= kTooSeldom) ++count;
    members.resize(count);
    return members;
}

void Scan::write_guesses(llvm::Value* at, const std::string& known, const Way& way) {
    double left = 1;
    bool is_first = true;
    for (const auto& [guess, share] : way.likely) {
        // One comparison after the other: as a switch, the likeliest one would have to wait for a jump through a table.
        if (!std::exchange(is_first, false)) at = c_.hidden(at);
        c_.b.CreateStore(at, state_.at);
        llvm::BasicBlock* next = c_.block("other");
        llvm::Value* begin = c_.b.CreateGEP(c_.i8(), at, c_.b.getInt64(1));
        c_.go_by_share(starts_with(begin, known + guess.tag.substr(1), known.size()), guess.leads_to, next,
                       share / left);
        left -= share;
        c_.go_to(next);
    }
    c_.go(way.at_tag);
}

}  // namespace jianhe::jit
