#include <algorithm>

#include <jianhe/generated/check_selection.h>

namespace jianhe::generated {
namespace {

constexpr std::size_t kLanes = 4;
constexpr std::uint32_t kFour = 4;

// Few checks stay in registers while the sets are looked up one after the other.
struct Block {
    std::uint64_t lanes[kLanes];

    void keep(const std::uint64_t* others) noexcept {
        for (std::size_t i = 0; i < kLanes; ++i) lanes[i] &= others[i];
    }
};

}  // namespace

CheckSelection::CheckSelection(const Rules& rules)
    : words_((rules.checks.size() + 64 * kLanes - 1) / (64 * kLanes) * kLanes),
      sets_(words_, ~std::uint64_t{0}),
      segments_(rules.segments.size()) {
    if (rules.selection == nullptr) return;
    const std::size_t written = (rules.checks.size() + 63) / 64;
    for (const FieldSelection& facts : rules.selection->fields) {
        const std::uint32_t id = rules.fields[facts.field].segment;
        const std::uint32_t field = facts.field - rules.segments[id].first_field;
        if (facts.longest == 0) {
            add_given(facts, field, segments_[id]);
            continue;
        }
        const std::size_t kinds = facts.checks.size() / written;
        const std::size_t end = sets_.size() + kinds * words_;
        segments_[id].texts.push_back({&facts, field, sets_.size(), end - 2 * words_, end - words_});
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            const auto checks = facts.checks.subspan(kind * written, written);
            sets_.insert(sets_.end(), checks.begin(), checks.end());
            sets_.resize(sets_.size() + words_ - written);
        }
    }
}

void CheckSelection::add_given(const FieldSelection& facts, std::uint32_t field, Segment& segment) {
    const std::uint32_t word = field / 64;
    const std::uint32_t shift = field % 64 / kFour * kFour;
    if (segment.fours.empty() || segment.fours.back().word != word || segment.fours.back().shift != shift) {
        segment.fours.push_back({word, shift, sets_.size()});
        sets_.resize(sets_.size() + (words_ << kFour), ~std::uint64_t{0});
    }
    const std::size_t written = facts.checks.size() / 2;
    for (std::size_t row = 0; row < std::size_t{1} << kFour; ++row) {
        const bool given = (row >> (field % kFour) & 1) != 0;
        const auto checks = set(segment.fours.back().at + row * words_);
        for (std::size_t i = 0; i < written; ++i) checks[i] &= facts.checks[(given ? 0 : written) + i];
    }
}

void CheckSelection::narrow(std::uint32_t id, const Value* values, const std::uint64_t* given,
                            std::uint64_t* checks) const noexcept {
    const Segment& segment = segments_[id];
    for (std::size_t begin = 0; begin < words_; begin += kLanes) {
        const std::uint64_t* const sets = sets_.data() + begin;
        Block block;
        std::copy_n(checks + begin, kLanes, block.lanes);
        for (const Four& four : segment.fours) {
            const std::uint64_t row = given[four.word] >> four.shift & ((1U << kFour) - 1);
            block.keep(sets + four.at + row * words_);
        }
        for (const Text& text : segment.texts) block.keep(sets + set_of(text, values[text.field]));
        std::copy_n(block.lanes, kLanes, checks + begin);
    }
}

// Where the set of checks begins that a text leaves.
inline std::size_t CheckSelection::set_of(const Text& text, const Value& value) const noexcept {
    if (value.state == Value::State::Empty) return text.none;
    const FieldSelection& facts = *text.facts;
    if (value.text.size() > facts.longest) return 0;
    if (facts.kinds.empty()) return text.other;
    if (facts.words == nullptr) return text.at + facts.kinds[static_cast<std::size_t>(value.number)] * words_;
    const std::uint32_t word = facts.words->find(value.text);
    return word == WordList::kNone ? text.other : text.at + facts.kinds[word] * words_;
}

}  // namespace jianhe::generated
