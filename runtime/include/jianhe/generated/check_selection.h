#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <jianhe/generated/rules.h>

namespace jianhe::generated {

// Which checks a record without malformed fields can meet: most speak of fields that it does not have, or of words that
// they do not have. Made once of Rules::selection; afterwards it is only read, and may be shared between threads.
class CheckSelection {
public:
    explicit CheckSelection(const Rules& rules);

    // Of one set of checks, a bit each; a multiple of four.
    std::size_t words() const noexcept { return words_; }
    // Leaves those that can speak where a row of the segment is this: its values, and bits of those that are given.
    void narrow(std::uint32_t segment, const Value* values, const std::uint64_t* given,
                std::uint64_t* checks) const noexcept;

private:
    // Four neighbouring fields, of which it is only asked whether they are given: sixteen sets of checks.
    struct Four {
        std::uint32_t word = 0;
        std::uint32_t shift = 0;
        std::size_t at = 0;  // in sets_
    };
    struct Text {
        const FieldSelection* facts = nullptr;
        std::uint32_t field = 0;  // inside the segment
        std::size_t at = 0;       // in sets_: by kind
        std::size_t other = 0;    // of another text
        std::size_t none = 0;     // of no text
    };
    struct Segment {
        std::vector<Four> fours;
        std::vector<Text> texts;
    };

    void add_given(const FieldSelection& facts, std::uint32_t field, Segment& segment);
    std::size_t set_of(const Text& text, const Value& value) const noexcept;
    std::span<std::uint64_t> set(std::size_t at) noexcept { return std::span(sets_).subspan(at, words_); }

    std::size_t words_;
    std::vector<std::uint64_t> sets_;  // of checks; the first is all
    std::vector<Segment> segments_;
};

}  // namespace jianhe::generated
