// Result<T>: what a step gives back when the *machine* can fail it (an unreadable file, a full disk, bytes that cannot
// be converted). Faults of a record are findings, faults of a rule author are diagnostics; neither is a Result.
//
//     Result<std::string> text = read_all(path);
//     if (!text) return text.error();
//     use(*text);
//
// A Result owns its value or its error. It is as thread-safe as a plain value: share it for reading only.
#pragma once

#include <cassert>
#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace jianhe {

// What was tried and what went wrong: lower case, no final period.
struct Error {
    std::string text;

    bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result {
    static_assert(!std::is_same_v<std::remove_cvref_t<T>, Error>, "an Error is never a value");

public:
    // Implicit, so that a step says `return value;` or `return Error{…};`.
    // NOLINTBEGIN(google-explicit-constructor,bugprone-forwarding-reference-overload)
    template <class U = T>
    requires(std::convertible_to<U, T> && !std::same_as<std::remove_cvref_t<U>, Result> &&
             !std::same_as<std::remove_cvref_t<U>, Error>) Result(U&& value)
        : state_(std::in_place_index<0>, std::forward<U>(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
    // NOLINTEND(google-explicit-constructor,bugprone-forwarding-reference-overload)

    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    // Asking a failed result for its value, or a good one for its error, is a programming fault.
    [[nodiscard]] T& value() & noexcept { return *checked(std::get_if<0>(&state_)); }
    [[nodiscard]] const T& value() const& noexcept { return *checked(std::get_if<0>(&state_)); }
    [[nodiscard]] T&& value() && noexcept { return std::move(*checked(std::get_if<0>(&state_))); }

    T& operator*() & noexcept { return value(); }
    const T& operator*() const& noexcept { return value(); }
    T&& operator*() && noexcept { return std::move(*this).value(); }
    T* operator->() noexcept { return &value(); }
    const T* operator->() const noexcept { return &value(); }

    [[nodiscard]] Error& error() & noexcept { return *checked(std::get_if<1>(&state_)); }
    [[nodiscard]] const Error& error() const& noexcept { return *checked(std::get_if<1>(&state_)); }
    [[nodiscard]] Error&& error() && noexcept { return std::move(*checked(std::get_if<1>(&state_))); }

private:
    template <class P>
    static P* checked(P* state) noexcept {
        assert(state != nullptr && "the other side of a Result was asked for");
        return state;
    }

    std::variant<T, Error> state_;
};

// A step that gives nothing back but may fail. A default-constructed one is a success.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool has_value() const noexcept { return !error_.has_value(); }
    explicit operator bool() const noexcept { return has_value(); }
    void value() const noexcept { assert(has_value() && "a failed Result was asked for its value"); }

    [[nodiscard]] const Error& error() const& noexcept {
        assert(error_.has_value() && "a good Result was asked for its error");
        return *error_;
    }
    [[nodiscard]] Error&& error() && noexcept {
        assert(error_.has_value() && "a good Result was asked for its error");
        return std::move(*error_);
    }

private:
    std::optional<Error> error_;
};

}  // namespace jianhe
