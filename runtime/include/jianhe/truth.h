#pragma once

#include <cstdint>
#include <string_view>

// The two kinds of results an expression can have, as docs/language.md §3–§5 define them.
namespace jianhe {

// The answer of a condition. The order is the one in which `or` prefers answers after True: see any_of.
enum class Truth : std::uint8_t { False, True, NoAnswer, Unknown };

constexpr Truth truth_of(bool value) noexcept { return value ? Truth::True : Truth::False; }

constexpr Truth not_of(Truth a) noexcept {
    switch (a) {
        case Truth::False: return Truth::True;
        case Truth::True: return Truth::False;
        case Truth::NoAnswer: return Truth::NoAnswer;
        case Truth::Unknown: return Truth::Unknown;
    }
    return Truth::Unknown;
}

constexpr Truth and_of(Truth a, Truth b) noexcept {
    if (a == Truth::False || b == Truth::False) return Truth::False;
    if (a == Truth::Unknown || b == Truth::Unknown) return Truth::Unknown;
    if (a == Truth::NoAnswer || b == Truth::NoAnswer) return Truth::NoAnswer;
    return Truth::True;
}

constexpr Truth or_of(Truth a, Truth b) noexcept { return not_of(and_of(not_of(a), not_of(b))); }

// A value with the state it came from. Present and Placeholder carry content; the other states carry none.
struct Value {
    enum class State : std::uint8_t { Empty, NoAnswer, Unknown, Placeholder, Present };

    State state = State::Empty;
    std::int64_t number = 0;  // numbers, scaled decimals, days, seconds
    std::string_view text;    // text, and every placeholder

    static constexpr Value empty() noexcept { return {}; }
    static constexpr Value no_answer() noexcept { return {State::NoAnswer, 0, {}}; }
    static constexpr Value unknown() noexcept { return {State::Unknown, 0, {}}; }
    static constexpr Value of(std::int64_t number) noexcept { return {State::Present, number, {}}; }
    static constexpr Value of(std::string_view text) noexcept { return {State::Present, 0, text}; }
};

}  // namespace jianhe
