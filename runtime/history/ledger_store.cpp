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

std::uint64_t finished(KeyHasher& hasher, bool is_whole) {
    const Key128 key = hasher.finish();
    if (!is_whole) return kNoKey;
    return key.low == kNoKey ? ~kNoKey : key.low;
}

}  // namespace

std::uint64_t hash_of_key(KeyHasher& hasher, std::span<const Cell> cells) {
    bool is_whole = true;
    for (const Cell& cell : cells) is_whole = add_cell(hasher, cell) && is_whole;
    return finished(hasher, is_whole);
}

std::uint64_t hash_of_row(KeyHasher& hasher, std::span<const Cell> row, std::span<const std::uint32_t> index) {
    bool is_whole = true;
    for (const std::uint32_t column : index) is_whole = add_cell(hasher, row[column]) && is_whole;
    return finished(hasher, is_whole);
}

Error locked_error(const std::string& ledger, std::chrono::milliseconds waited) {
    const auto tenths = waited.count() / 100;
    const std::string seconds =
        std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
    return Error{"the ledger " + ledger + " is locked by another process (waited " + seconds +
                 " s); try again when it has ended"};
}

}  // namespace jianhe::detail
