#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe {

// The fields of one record that rules have blocked by firing, so that nothing else is said of them. Filled, sorted, and
// then asked; belongs to one thread.
class BlockedPlaces {
public:
    struct Place {
        static constexpr std::uint32_t kEveryRow = 0xffffffffU;
        ir::FieldId field;
        std::uint32_t row;
        std::string by;  // tag of the place where the blocking rule fired
        auto operator<=>(const Place&) const = default;
    };

    void clear() noexcept { places_.clear(); }
    bool empty() const noexcept { return places_.empty(); }
    // What the rule of `check` blocks, which fired in `row` (0: in none) at `by`.
    void add(const ir::Module& module, const ir::Check& check, std::uint32_t row, const std::string& by);
    void sort();

    // Null: nothing blocks what stands there.
    const Place* find(ir::FieldId field, std::uint32_t row) const {
        return places_.empty() ? nullptr : find_place(field, row);
    }
    std::span<const Place> all() const noexcept { return places_; }

private:
    const Place* find_place(ir::FieldId field, std::uint32_t row) const;

    std::vector<Place> places_;
};

}  // namespace jianhe
