#include "compiler/generate/draft.h"

#include <algorithm>

#include "compiler/ir/word_range.h"

namespace jianhe::generate {

namespace {

bool is_placeholder(const ir::Module& module, const ir::Field& field, std::string_view text) {
    return std::any_of(field.placeholders.begin(), field.placeholders.end(), [&](const ir::Placeholder& placeholder) {
        return ir::in_set(text, module.sets[index_of(placeholder.members)]);
    });
}

}  // namespace

Draft::Draft(const ir::Module& module, const ir::RecordValues& declared, const Frozen& frozen)
    : module_(&module), declared_(&declared), frozen_(&frozen), values_(declared) {}

std::size_t Draft::position(ir::FieldId field) const noexcept {
    return index_of(field) - index_of(module_->segment(module_->field(field).segment).first_field);
}

const ir::RecordValues::Row* Draft::find_row(const ir::RecordValues& values, Cell cell) const noexcept {
    const auto& rows_there = values.segments[index_of(module_->field(cell.field).segment)];
    return cell.row < rows_there.size() ? &rows_there[cell.row] : nullptr;
}

std::uint32_t Draft::rows(ir::FieldId field) const noexcept {
    return static_cast<std::uint32_t>(values_.segments[index_of(module_->field(field).segment)].size());
}

std::string_view Draft::text(Cell cell) const noexcept {
    const ir::RecordValues::Row* row = find_row(values_, cell);
    if (row == nullptr || !(*row)[position(cell.field)]) return {};
    return *(*row)[position(cell.field)];
}

std::string_view Draft::declared(Cell cell) const noexcept {
    const ir::RecordValues::Row* row = find_row(*declared_, cell);
    if (row == nullptr || !(*row)[position(cell.field)]) return {};
    return *(*row)[position(cell.field)];
}

void Draft::set(Cell cell, std::string text) {
    values_.segments[index_of(module_->field(cell.field).segment)][cell.row][position(cell.field)] = std::move(text);
}

bool Draft::is_frozen(Cell cell) const {
    const bool repeated = module_->segment(module_->field(cell.field).segment).repeated();
    const std::pair<ir::FieldId, std::uint32_t> wanted(cell.field, repeated ? cell.row + 1 : 0);
    return std::find(frozen_->begin(), frozen_->end(), wanted) != frozen_->end();
}

bool Draft::may_vary(Cell cell) const {
    const std::string_view held = text(cell);
    return !is_empty(FieldText{held, true}) && !is_frozen(cell) &&
           !is_placeholder(*module_, module_->field(cell.field), held);
}

Draft::Cell Draft::beside(ir::FieldId field, Cell cell) const noexcept {
    const bool same_segment = module_->field(field).segment == module_->field(cell.field).segment;
    return {field, same_segment ? cell.row : 0};
}

void Draft::for_each(const std::function<void(Cell)>& visit) const {
    for (std::uint32_t i = 0; i < module_->fields.size(); ++i) {
        const auto field = static_cast<ir::FieldId>(i);
        for (std::uint32_t row = 0; row < rows(field); ++row) {
            if (!is_empty(FieldText{text({field, row}), true})) visit({field, row});
        }
    }
}

void Draft::fill(Record& record) const {
    record.clear();
    record.set_encoding(TextEncoding::Utf8);
    for (std::size_t s = 0; s < module_->segments.size(); ++s) {
        const auto segment = static_cast<SegmentIndex>(s);
        const std::uint32_t first = index_of(module_->segments[s].first_field);
        for (const ir::RecordValues::Row& row : values_.segments[s]) {
            const std::uint32_t at = record.add_row(segment);
            for (std::uint32_t i = 0; i < row.size(); ++i) {
                if (row[i]) record.set(static_cast<FieldIndex>(first + i), at, record.keep(*row[i]));
            }
        }
    }
}

std::optional<DateTime> moment_of(const ir::Field& field, std::string_view text) noexcept {
    Date day;
    DateTime moment;
    if (field.type == ir::FieldType::RocDate && parse_roc_date(text, day) == Lexical::Ok) return midnight(day);
    if (field.type == ir::FieldType::RocDateTime && parse_roc_datetime(text, moment) == Lexical::Ok) return moment;
    return std::nullopt;
}

std::string text_of_moment(const ir::Field& field, DateTime moment) {
    return field.type == ir::FieldType::RocDate ? format_roc_date(date_of(moment)) : format_roc_datetime(moment);
}

}  // namespace jianhe::generate
