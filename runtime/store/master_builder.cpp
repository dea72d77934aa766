#include "runtime/store/master_builder.h"

#include <cassert>
#include <limits>
#include <utility>

#include <jianhe/encoding.h>

#include "runtime/store/master_cells.h"

namespace jianhe {
namespace {

constexpr std::string_view kDateWanted = "expected a date, as yyyMMdd in ROC years or as yyyy-mm-dd";

}  // namespace

MasterBuilder::MasterBuilder(const MasterShape& shape, PlaceText place_text)
    : shape_(shape), place_text_(std::move(place_text)), is_key_(shape.columns.size()), table_(new MasterTable) {
    for (const MasterShape::Column& column : shape.columns) {
        column_names_.push_back(column.name);
        table_->types_.push_back(column.type);
    }
    if (shape.is_dated) column_names_.insert(column_names_.end(), {"valid_from", "valid_to"});
    assert(!shape.key.empty());
    for (const std::uint32_t column : shape.key) {
        assert(column < shape.columns.size());
        is_key_[column] = true;
    }
    table_->key_ = shape.key;
}

Error MasterBuilder::fault(std::uint32_t place, std::string_view text) const {
    return Error{place_text_(place).append(": ").append(text)};
}

// Never shows the cell: masters of persons are private, and a cell may hold anything.
Error MasterBuilder::column_fault(std::uint32_t place, std::size_t column, std::string_view text) const {
    return fault(place, std::string("column `").append(column_names_[column]).append("`: ").append(text));
}

Result<void> MasterBuilder::add_row(std::span<const std::string_view> cells, std::uint32_t place) {
    assert(cells.size() == column_names_.size());
    const std::size_t columns = shape_.columns.size();
    for (std::size_t i = 0; i < columns; ++i) {
        if (cells[i].empty() && is_key_[i]) return column_fault(place, i, "expected a value, since it is of the key");
        auto done = shape_.columns[i].type == MasterShape::Type::Text ? add_text(cells[i], i, place)
                                                                      : add_number(cells[i], i, place);
        if (!done) return done;
    }
    if (shape_.is_dated) {
        if (auto done = add_period(cells[columns], cells[columns + 1], place); !done) return done;
    }
    places_.push_back(place);
    const std::uint64_t bytes = table_->arena_.size() + table_->cells_.size() * sizeof(std::uint64_t);
    if (bytes > kMaxMasterBytes) return fault(place, "the table is larger than 1 GiB");
    return {};
}

Result<void> MasterBuilder::add_text(std::string_view text, std::size_t column, std::uint32_t place) {
    const std::uint32_t length = shape_.columns[column].length;
    if (length != 0 && wire_length(text, TextEncoding::Utf8) > length) {
        return column_fault(place, column, "expected at most " + std::to_string(length) + " bytes");
    }
    table_->cells_.push_back(detail::text_cell(table_->arena_.size(), text.size()));
    table_->arena_ += text;
    return {};
}

Result<void> MasterBuilder::add_number(std::string_view text, std::size_t column, std::uint32_t place) {
    const MasterShape::Type type = shape_.columns[column].type;
    const auto cell = detail::number_cell(type, text);
    if (!cell) {
        return column_fault(place, column,
                            type == MasterShape::Type::Date ? kDateWanted : "expected a number, digits only");
    }
    table_->cells_.push_back(*cell);
    return {};
}

Result<void> MasterBuilder::add_period(std::string_view from, std::string_view to, std::uint32_t place) {
    MasterTable::Period period{std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    const std::size_t from_column = shape_.columns.size();
    if (!from.empty()) {
        const auto day = detail::parse_master_date(from);
        if (!day) return column_fault(place, from_column, kDateWanted);
        period.first = day->days;
    }
    if (!to.empty()) {
        const auto day = detail::parse_master_date(to);
        if (!day) return column_fault(place, from_column + 1, kDateWanted);
        period.last = day->days;
    }
    if (period.last < period.first) return fault(place, "expected valid_to on or after valid_from");
    table_->periods_.push_back(period);
    return {};
}

}  // namespace jianhe
