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

std::uint32_t WordList::find_word(std::string_view text, std::optional<Date> day) const noexcept {
    const auto holds = [&](const Word& word) { return !day || (word.from <= day->days && day->days <= word.until); };
    std::uint32_t found = kNone;
    if (!slots.empty()) {
        const std::uint64_t wanted = key_of(text);
        const std::size_t mask = slots.size() - 1;
        for (std::size_t at = first_slot(wanted, slots.size()); slots[at].number != 0; at = (at + 1) & mask) {
            const std::uint32_t index = slots[at].number - 1;
            if (slots[at].key != wanted || index > found) continue;
            const Word& word = words[index];
            // The key is all of a word of up to eight bytes.
            const bool is_same = word.lo.size() == text.size() && (text.size() <= 8 || word.lo == text);
            if (is_same && holds(word)) found = index;
        }
    }
    for (const std::uint32_t range : ranges) {
        if (range > found) break;
        if (holds(words[range]) && in_word_range(text, words[range].lo, words[range].hi)) return range;
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
