#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <jianhe/date.h>
#include <jianhe/number.h>
#include <jianhe/record.h>

// What typed records are made of. A typed record keeps every text it is given; it is no more thread-safe than the
// jianhe::Record inside.
namespace jianhe::generated {

// A decimal as a whole number of its smallest unit: Decimal<1>{15} is 1.5.
template <unsigned scale>
struct Decimal {
    std::int64_t scaled = 0;
};

// One row of a record, or the fields outside of rows (row 0), as texts. Views into the record, which must outlive it.
class FieldTexts {
public:
    FieldTexts(Record& record, std::uint32_t row) noexcept : record_(&record), row_(row) {}

    std::string_view get(FieldIndex field) const noexcept { return record_->get(field, row_).text; }
    bool has(FieldIndex field) const noexcept { return record_->get(field, row_).present; }
    void forget(FieldIndex field) noexcept { record_->set_absent(field, row_); }
    void set(FieldIndex field, std::string_view text) { record_->set(field, row_, record_->keep(std::string(text))); }
    // A text that outlives the record, such as a code.
    void set_constant(FieldIndex field, std::string_view text) noexcept { record_->set(field, row_, text); }
    void set(FieldIndex field, std::int64_t number) { keep(field, std::to_string(number)); }
    void set(FieldIndex field, Date date) { keep(field, format_roc_date(date)); }
    void set(FieldIndex field, DateTime time) { keep(field, format_roc_datetime(time)); }
    template <unsigned scale>
    void set(FieldIndex field, Decimal<scale> number) {
        keep(field, format_decimal(number.scaled, scale));
    }
    std::uint32_t row() const noexcept { return row_; }

private:
    void keep(FieldIndex field, std::string text) { record_->set(field, row_, record_->keep(std::move(text))); }

    Record* record_;
    std::uint32_t row_;
};

}  // namespace jianhe::generated
