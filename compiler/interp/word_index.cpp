#include "compiler/interp/word_index.h"

#include "compiler/ir/word_range.h"
#include "runtime/text/short_text.h"

namespace jianhe {
namespace {

constexpr std::size_t kFirstSlots = 8;

}  // namespace

void WordIndex::add(const ir::WordRange& member) {
    const auto number = static_cast<std::uint32_t>(members_.size());
    members_.push_back({&member});
    if (member.lo != member.hi) {
        ranges_.push_back(number);
        return;
    }
    if (2 * words_ >= slots_.size()) grow();
    std::uint32_t* at = &slots_[slot_of(member.lo)];
    if (*at == kNone) ++words_;
    while (*at != kNone) at = &members_[*at].next;
    *at = number;
}

void WordIndex::grow() {
    std::vector<std::uint32_t> old(slots_.empty() ? kFirstSlots : 2 * slots_.size(), kNone);
    old.swap(slots_);
    for (const std::uint32_t number : old) {
        if (number != kNone) slots_[slot_of(members_[number].words->lo)] = number;
    }
}

// The word's slot, or the free one where it belongs.
std::size_t WordIndex::slot_of(std::string_view word) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = detail::short_text_hash(word) & mask;
    while (slots_[at] != kNone && members_[slots_[at]].words->lo != word) at = (at + 1) & mask;
    return at;
}

template <class Accept>
std::optional<std::uint32_t> WordIndex::find(std::string_view word, Accept accept) const {
    std::optional<std::uint32_t> found;
    std::uint32_t single = slots_.empty() ? kNone : slots_[slot_of(word)];
    while (single != kNone && !accept(single)) single = members_[single].next;
    if (single != kNone) found = single;
    for (const std::uint32_t number : ranges_) {
        if (found && *found < number) break;
        if (ir::in_word_range(word, *members_[number].words) && accept(number)) return number;
    }
    return found;
}

ModuleWords::ModuleWords(const ir::Module& module)
    : module_(module), sets_(module.sets.size()), code_sets_(module.code_sets.size()) {}

bool ModuleWords::in_set(std::string_view word, ir::SetId set) {
    std::optional<WordIndex>& index = sets_[ir::index_of(set)];
    if (!index) {
        index.emplace();
        for (const ir::WordRange& member : module_.sets[ir::index_of(set)].members) index->add(member);
    }
    return index->find(word, [](std::uint32_t) { return true; }).has_value();
}

const ir::CodeSet::Row* ModuleWords::code_row(ir::CodeSetId set, std::string_view code, std::optional<Date> day) {
    const std::vector<ir::CodeSet::Row>& rows = module_.code_sets[ir::index_of(set)].rows;
    std::optional<WordIndex>& index = code_sets_[ir::index_of(set)];
    if (!index) {
        index.emplace();
        for (const ir::CodeSet::Row& row : rows) index->add(row.code);
    }
    const auto found = index->find(code, [&](std::uint32_t number) { return !day || rows[number].valid.holds(*day); });
    return found ? &rows[*found] : nullptr;
}

}  // namespace jianhe
