#include "runtime/history/row_bytes.h"

#include <cstring>

namespace jianhe::detail {
namespace {

using Kind = CellView::Kind;

template <class T>
void append_plain(std::string& bytes, const T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T read_plain(const char*& at) noexcept {
    T value;
    std::memcpy(&value, at, sizeof value);
    at += sizeof value;
    return value;
}

std::string_view bytes_of(const Cell::Digest& digest) noexcept {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

Cell CellView::cell() const {
    switch (kind) {
        case Kind::Absent: return Cell();
        case Kind::Number: return Cell(number);
        case Kind::Text: return Cell(std::string(bytes));
        case Kind::Digest: break;
    }
    Cell::Digest digest;
    std::memcpy(digest.data(), bytes.data(), digest.size());
    return Cell(digest);
}

bool CellView::is(const Cell& other) const noexcept {
    switch (kind) {
        case Kind::Absent: return other.is_absent();
        case Kind::Number: return other.number() != nullptr && *other.number() == number;
        case Kind::Text: return other.text() != nullptr && *other.text() == bytes;
        case Kind::Digest: break;
    }
    return other.digest() != nullptr && bytes_of(*other.digest()) == bytes;
}

void append_cells(std::string& bytes, std::span<const Cell> cells) {
    for (const Cell& cell : cells) {
        if (const std::int64_t* number = cell.number()) {
            bytes += static_cast<char>(Kind::Number);
            append_plain(bytes, *number);
        } else if (const std::string* text = cell.text()) {
            bytes += static_cast<char>(Kind::Text);
            append_plain(bytes, static_cast<std::uint16_t>(text->size()));
            bytes += *text;
        } else if (const Cell::Digest* digest = cell.digest()) {
            bytes += static_cast<char>(Kind::Digest);
            bytes += bytes_of(*digest);
        } else {
            bytes += static_cast<char>(Kind::Absent);
        }
    }
}

CellView CellReader::next() noexcept {
    CellView view;
    view.kind = static_cast<Kind>(*at_++);
    switch (view.kind) {
        case Kind::Absent: break;
        case Kind::Number: view.number = read_plain<std::int64_t>(at_); break;
        case Kind::Text: {
            const std::size_t size = read_plain<std::uint16_t>(at_);
            view.bytes = {at_, size};
            at_ += size;
            break;
        }
        case Kind::Digest:
            view.bytes = {at_, sizeof(Cell::Digest)};
            at_ += sizeof(Cell::Digest);
            break;
    }
    return view;
}

}  // namespace jianhe::detail
