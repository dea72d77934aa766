#include "runtime/history/ledger_store.h"

namespace jianhe::detail {
namespace {

// False: it is absent.
bool add_cell(KeyHasher& hasher, const Cell& cell) {
    if (const std::int64_t* number = cell.number()) {
        hasher.add(*number);
    } else if (const std::string* text = cell.text()) {
        hasher.add(std::string_view(*text));
    } else if (const Cell::Digest* digest = cell.digest()) {
        hasher.add(std::string_view(reinterpret_cast<const char*>(digest->data()), digest->size()));
    } else {
        return false;
    }
    return true;
}

}  // namespace

std::optional<std::uint64_t> hash_of_key(KeyHasher& hasher, std::span<const Cell> cells) {
    bool is_whole = true;
    for (const Cell& cell : cells) is_whole = add_cell(hasher, cell) && is_whole;
    const Key128 key = hasher.finish();
    if (!is_whole) return std::nullopt;
    return key.low;
}

std::optional<std::uint64_t> hash_of_row(KeyHasher& hasher, std::span<const Cell> row,
                                         std::span<const std::uint32_t> index) {
    bool is_whole = true;
    for (const std::uint32_t column : index) is_whole = add_cell(hasher, row[column]) && is_whole;
    const Key128 key = hasher.finish();
    if (!is_whole) return std::nullopt;
    return key.low;
}

}  // namespace jianhe::detail
