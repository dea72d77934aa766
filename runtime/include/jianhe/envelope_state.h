#pragma once

#include <cstdint>
#include <optional>

namespace jianhe {

// How far the reading of an envelope has come, at a place between two tokens and outside of records.
struct EnvelopeState {
    enum class Part : std::uint8_t { BeforeRoot, InRoot, BehindRoot };
    Part part = Part::BeforeRoot;
    bool at_beginning = true;  // nothing was read yet, so an XML declaration may stand here
    // Behind the root: the first byte of a declaration, which may begin a second document.
    std::optional<std::uint64_t> late_declaration;

    bool operator==(const EnvelopeState&) const = default;
};

// What nearly every stretch of a file begins with.
inline constexpr EnvelopeState kBetweenRecords{EnvelopeState::Part::InRoot, false, std::nullopt};

}  // namespace jianhe
