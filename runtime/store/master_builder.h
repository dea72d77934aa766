// Makes a master table of rows that a loader reads; private to runtime/store.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/masters.h>

namespace jianhe {

class MasterBuilder {
public:
    // Where a row stands, for errors: `drug.csv:12` of 12.
    using PlaceText = std::function<std::string(std::uint32_t)>;

    MasterBuilder(const MasterShape& shape, PlaceText place_text);

    // The columns a loader has to give, in the order of add_row: those of the shape, then those of the dates.
    const std::vector<std::string>& column_names() const noexcept { return column_names_; }

    Result<void> add_row(std::span<const std::string_view> cells, std::uint32_t place);
    // The builder is used up.
    Result<std::shared_ptr<const MasterTable>> finish();

private:
    using Slot = MasterTable::Slot;

    Error fault(std::uint32_t place, std::string_view text) const;
    Error column_fault(std::uint32_t place, std::size_t column, std::string_view text) const;
    Result<void> add_text(std::string_view text, std::size_t column, std::uint32_t place);
    Result<void> add_number(std::string_view text, std::size_t column, std::uint32_t place);
    Result<void> add_period(std::string_view from, std::string_view to, std::uint32_t place);

    std::uint64_t hash_of(std::uint32_t row) const noexcept;
    bool have_same_key(std::uint32_t a, std::uint32_t b) const noexcept;
    std::vector<std::uint32_t> count_keys();
    Result<void> order_rows(const std::vector<std::uint32_t>& slot_of_row);
    Result<void> check_group(std::uint32_t begin, std::uint32_t end) const;

    const MasterShape& shape_;
    PlaceText place_text_;
    std::vector<std::string> column_names_;
    std::vector<bool> is_key_;
    std::shared_ptr<MasterTable> table_;
    std::vector<std::uint32_t> places_;  // by row
};

}  // namespace jianhe
