#include <algorithm>
#include <cassert>

#include <jianhe/record.h>

namespace jianhe {

bool is_empty(FieldText text) noexcept {
    return !text.present || text.text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Record::Record(const RecordLayout& layout, TextEncoding encoding)
    : layout_(&layout),
      encoding_(encoding),
      cells_(layout.segments().size()),
      row_counts_(layout.segments().size(), 0) {}

Record::Record(const Record& other)
    : layout_(other.layout_),
      encoding_(other.encoding_),
      cells_(other.cells_),
      row_counts_(other.row_counts_),
      faults_(other.faults_) {
    if (other.shown_ != nullptr) {
        copy_shown(*other.shown_);
        return;
    }
    for (std::size_t segment = 0; segment < cells_.size(); ++segment) {
        // Cells behind the last row are left over from an earlier record and may view text that is gone.
        cells_[segment].resize(std::size_t{row_counts_[segment]} * layout_->segments()[segment].field_count);
        for (FieldText& cell : cells_[segment]) {
            if (cell.present) cell.text = keep(std::string{cell.text});
        }
    }
}

void Record::copy_shown(const RecordTexts& texts) {
    for (SegmentIndex segment = 0; segment < layout_->segments().size(); ++segment) {
        const RecordLayout::Segment& shape = layout_->segments()[segment];
        row_counts_[segment] = 0;
        while (row_counts_[segment] < texts.rows(segment)) {
            const std::uint32_t row = add_row(segment);
            for (FieldIndex i = 0; i < shape.field_count; ++i) {
                const auto field = static_cast<FieldIndex>(shape.first_field + i);
                const FieldText text = texts.get(field, row);
                if (text.present) set(field, row, keep(std::string{text.text}));
            }
        }
    }
}

void Record::show(const RecordTexts& texts) noexcept {
    clear();
    shown_ = &texts;
}

Record& Record::operator=(const Record& other) {
    if (this != &other) *this = Record(other);
    return *this;
}

std::uint32_t Record::rows(SegmentIndex segment) const noexcept {
    return shown_ == nullptr ? row_counts_[segment] : shown_->rows(segment);
}

std::uint32_t Record::add_row(SegmentIndex segment) {
    const RecordLayout::Segment& shape = layout_->segments()[segment];
    assert(shown_ == nullptr && "a record that is only shown is changed");
    assert((shape.repeated || row_counts_[segment] == 0) && "a second row of a segment that does not repeat");
    std::vector<FieldText>& cells = cells_[segment];
    const std::size_t begin = std::size_t{row_counts_[segment]} * shape.field_count;
    const std::size_t end = begin + shape.field_count;
    if (cells.size() < end) cells.resize(end);
    std::fill(cells.begin() + static_cast<std::ptrdiff_t>(begin), cells.begin() + static_cast<std::ptrdiff_t>(end),
              FieldText{});
    return ++row_counts_[segment];
}

void Record::remove_rows(SegmentIndex segment) noexcept { row_counts_[segment] = 0; }

const FieldText* Record::find_cell(FieldIndex field, std::uint32_t row) const noexcept {
    const SegmentIndex segment = layout_->fields()[field].segment;
    const RecordLayout::Segment& shape = layout_->segments()[segment];
    const std::uint32_t position = row == 0 && !shape.repeated ? 1 : row;
    if (position == 0 || position > row_counts_[segment]) return nullptr;
    const std::size_t column = static_cast<std::size_t>(field - shape.first_field);
    return &cells_[segment][std::size_t{position - 1} * shape.field_count + column];
}

FieldText* Record::cell(FieldIndex field, std::uint32_t row) noexcept {
    return const_cast<FieldText*>(find_cell(field, row));
}

FieldText Record::get(FieldIndex field, std::uint32_t row) const noexcept {
    if (shown_ != nullptr) return shown_->get(field, row);
    const FieldText* found = find_cell(field, row);
    return found == nullptr ? FieldText{} : *found;
}

void Record::set(FieldIndex field, std::uint32_t row, std::string_view text) noexcept {
    FieldText* found = cell(field, row);
    assert(found != nullptr && "a field is set in a row that is not there");
    if (found != nullptr) *found = {text, true};
}

void Record::set_absent(FieldIndex field, std::uint32_t row) noexcept {
    FieldText* found = cell(field, row);
    if (found != nullptr) *found = {};
}

std::span<FieldText> Record::fields_of(SegmentIndex segment, std::uint32_t row) noexcept {
    assert(row >= 1 && row <= row_counts_[segment] && "the row is not there");
    const std::size_t count = layout_->segments()[segment].field_count;
    return std::span(cells_[segment]).subspan((row - 1) * count, count);
}

std::span<const FieldText> Record::fields_of(SegmentIndex segment, std::uint32_t row) const noexcept {
    assert(row >= 1 && row <= row_counts_[segment] && "the row is not there");
    const std::size_t count = layout_->segments()[segment].field_count;
    return std::span(cells_[segment]).subspan((row - 1) * count, count);
}

std::string_view Record::keep(std::string text) { return store_.emplace_back(std::move(text)); }

void Record::clear() noexcept {
    shown_ = nullptr;
    std::fill(row_counts_.begin(), row_counts_.end(), 0);
    faults_.clear();
    store_.clear();
}

}  // namespace jianhe
