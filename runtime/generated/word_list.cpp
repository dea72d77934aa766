#include <algorithm>

#include <jianhe/generated/word_list.h>
#include <jianhe/words.h>

namespace jianhe::generated {

namespace {

// Four bytes, the first one highest: a shape that compilers know as one load.
std::uint64_t four_bytes(const unsigned char* at) noexcept {
    return std::uint64_t{at[0]} << 24 | std::uint64_t{at[1]} << 16 | std::uint64_t{at[2]} << 8 | at[3];
}

// As word_key, without a loop over bytes: shorter words are read in parts that overlap.
inline std::uint64_t key_of(std::string_view word) noexcept {
    const auto* const bytes = reinterpret_cast<const unsigned char*>(word.data());
    const std::size_t size = word.size();
    if (size >= 8) return four_bytes(bytes) << 32 | four_bytes(bytes + 4);
    if (size >= 4) return four_bytes(bytes) << 32 | four_bytes(bytes + size - 4) << (64 - 8 * size);
    if (size == 0) return 0;
    const auto byte = [&](std::size_t at) { return std::uint64_t{bytes[at]} << (56 - 8 * at); };
    return byte(0) | byte(size / 2) | byte(size - 1);
}

}  // namespace

// Words of one key stand in their slots in declared order, so the first that holds is the first of the list. The key is
// all of a word of up to eight bytes.
template <class Holds>
inline std::uint32_t WordList::find_single(std::string_view text, const Holds& holds) const noexcept {
    if (slots.empty()) return kNone;
    const std::uint64_t wanted = key_of(text);
    const std::size_t mask = slots.size() - 1;
    const WordSlot* const first = slots.data();
    for (std::size_t at = first_slot(wanted, shift); first[at].number != 0; at = (at + 1) & mask) {
        if (first[at].key == wanted && first[at].size == text.size() && holds(first[at].number - 1))
            return first[at].number - 1;
    }
    return kNone;
}

// The usual case takes no call.
std::uint32_t WordList::find_word(std::string_view text) const noexcept {
    if (text.size() > 8) return find_long_word(text);
    const std::uint32_t found = find_single(text, [](std::uint32_t) { return true; });
    return ranges.empty() ? found : find_range(text, found);
}

std::uint32_t WordList::find_long_word(std::string_view text) const noexcept {
    const std::uint32_t found = find_single(text, [&](std::uint32_t index) { return words[index].lo == text; });
    return find_range(text, found);
}

std::uint32_t WordList::find_range(std::string_view text, std::uint32_t before) const noexcept {
    for (const std::uint32_t range : ranges) {
        if (range > before) break;
        if (in_word_range(text, words[range].lo, words[range].hi)) return range;
    }
    return before;
}

std::uint32_t WordList::find_word_on(std::string_view text, Date day) const noexcept {
    const auto holds = [&](std::uint32_t index) {
        return words[index].from <= day.days && day.days <= words[index].until;
    };
    const std::uint32_t found =
        find_single(text, [&](std::uint32_t index) { return words[index].lo == text && holds(index); });
    for (const std::uint32_t range : ranges) {
        if (range > found) break;
        if (holds(range) && in_word_range(text, words[range].lo, words[range].hi)) return range;
    }
    return found;
}

bool PairTable::holds(std::string_view first, std::string_view second) const noexcept {
    auto pair = std::lower_bound(pairs.begin(), pairs.end(), first,
                                 [](const Pair& a, std::string_view b) { return a.first < b; });
    const bool first_known = pair != pairs.end() && pair->first == first;
    for (; pair != pairs.end() && pair->first == first; ++pair) {
        if (pair->second == second) return true;
    }
    return !first_known && others_unchecked;
}

}  // namespace jianhe::generated
