#pragma once

#include <cstddef>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/embed/jianhe.h"

// What stands between the C++ inside and the C callers: no exception passes, and texts go into the caller's memory.
namespace jianhe::embed {

// Writes the error where there is a place for it, and gives back the status.
jianhe_status fail(jianhe_error* error, jianhe_status status, std::string_view text) noexcept;
jianhe_status succeed(jianhe_error* error) noexcept;

template <class F>
jianhe_status guarded(jianhe_error* error, F&& step) noexcept {
    try {
        return step();
    } catch (const std::bad_alloc&) {
        return fail(error, JIANHE_NO_MEMORY, "out of memory");
    } catch (const std::exception& fault) {
        return fail(error, JIANHE_INTERNAL, fault.what());
    } catch (...) {
        return fail(error, JIANHE_INTERNAL, "an unknown fault inside the library");
    }
}

// A text of the caller: `size` bytes, or up to the NUL.
std::string_view text_of(const char* text, std::size_t size) noexcept;
// Empty for NULL.
std::string_view text_of(const char* text) noexcept;

// The caller's memory for one text.
struct Room {
    char* out;
    std::size_t capacity;
    std::size_t* size;
};
jianhe_status hand_out(std::string_view text, const Room& room, jianhe_error* error) noexcept;

// Fills the caller's struct as far as the caller knows it.
jianhe_status fill(void* theirs, std::size_t their_size, const void* ours, std::size_t our_size,
                   jianhe_error* error) noexcept;
template <class Struct>
jianhe_status hand_out(Struct* theirs, Struct ours, jianhe_error* error) noexcept {
    if (theirs == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no struct to fill");
    ours.size = theirs->size;
    return fill(theirs, theirs->size, &ours, sizeof ours, error);
}

// What the caller's struct says, and zero for what it does not know; all zero for NULL. None where `size` is not set,
// or where it says something that this library does not know and so would leave out: a demand must not be lost.
template <class Struct>
std::optional<Struct> taken(const Struct* theirs) noexcept {
    Struct ours{};
    if (theirs == nullptr) return ours;
    if (theirs->size < sizeof theirs->size) return std::nullopt;
    const auto* bytes = reinterpret_cast<const unsigned char*>(theirs);
    for (std::size_t i = sizeof ours; i < theirs->size; ++i) {
        if (bytes[i] != 0) return std::nullopt;
    }
    std::memcpy(&ours, theirs, theirs->size < sizeof ours ? theirs->size : sizeof ours);
    return ours;
}
inline constexpr std::string_view kBadStruct =
    "the member `size` of the struct is not set to its sizeof, or the struct says more than this library knows";

}  // namespace jianhe::embed
