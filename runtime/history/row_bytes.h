// Rows as bytes, so that many of them are little memory; private to runtime/history.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <jianhe/ledger.h>

namespace jianhe::detail {

// A cell inside the bytes of a row. Valid as long as those bytes are.
struct CellView {
    enum class Kind : std::uint8_t { Absent, Number, Text, Digest };

    Kind kind = Kind::Absent;
    std::int64_t number = 0;
    std::string_view bytes;  // of a text or a digest

    Cell cell() const;
    bool is(const Cell& other) const noexcept;
};

void append_cells(std::string& bytes, std::span<const Cell> cells);

// The cells of one row, first to last.
class CellReader {
public:
    explicit CellReader(const char* row) noexcept : at_(row) {}
    CellView next() noexcept;

private:
    const char* at_;
};

}  // namespace jianhe::detail
