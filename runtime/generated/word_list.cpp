#include <algorithm>

#include <jianhe/generated/word_list.h>
#include <jianhe/words.h>

namespace jianhe::generated {

std::uint64_t word_key(std::string_view word) noexcept {
    std::uint64_t key = 0;
    const std::size_t size = std::min<std::size_t>(word.size(), 8);
    for (std::size_t i = 0; i < size; ++i) key |= std::uint64_t{static_cast<unsigned char>(word[i])} << (56 - 8 * i);
    return key;
}

std::uint32_t WordList::find(std::string_view text, std::optional<Date> day) const noexcept {
    const auto holds = [&](const Word& word) { return !day || (word.from <= day->days && day->days <= word.until); };
    std::uint32_t found = kNone;
    const std::uint64_t wanted = word_key(text);
    // Without branches: which half is next cannot be foreseen.
    const WordKey* at = keys.data();
    for (std::size_t left = keys.size(); left > 1;) {
        const std::size_t half = left / 2;
        at += at[half - 1].key < wanted ? half : 0;
        left -= half;
    }
    for (const WordKey* const end = keys.data() + keys.size(); at != end && at->key <= wanted; ++at) {
        if (at->key == wanted && words[at->word].lo == text && at->word < found && holds(words[at->word])) {
            found = at->word;
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
