#include "runtime/history/sqlite_rows_module.h"

#include <array>
#include <new>
#include <string>

#include "runtime/history/row_bytes.h"

namespace jianhe::detail {
namespace {

constexpr int kFirstCell = 2;

struct Table : sqlite3_vtab {
    ShownRows* shown = nullptr;
};

struct Cursor : sqlite3_vtab_cursor {
    const ShownRows* shown = nullptr;
    std::size_t row = 0;
    std::array<CellView, LedgerLimits::kMaxColumns> cells;

    void read() noexcept {
        if (row >= shown->rows->size()) return;
        CellReader reader(shown->rows->row(row));
        for (std::size_t i = 0; i < shown->width; ++i) cells[i] = reader.next();
    }
};

int connect(sqlite3* database, void* shown, int, const char* const*, sqlite3_vtab** table, char**) noexcept {
    std::string columns = "row_id, record";
    for (std::size_t i = 0; i < LedgerLimits::kMaxColumns; ++i) columns += ", c" + std::to_string(i);
    const int outcome = sqlite3_declare_vtab(database, ("CREATE TABLE x(" + columns + ")").c_str());
    if (outcome != SQLITE_OK) return outcome;
    auto* const made = new (std::nothrow) Table();
    if (made == nullptr) return SQLITE_NOMEM;
    made->shown = static_cast<ShownRows*>(shown);
    *table = made;
    return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) noexcept {
    delete static_cast<Table*>(table);
    return SQLITE_OK;
}

int best_index(sqlite3_vtab*, sqlite3_index_info*) noexcept { return SQLITE_OK; }

int open(sqlite3_vtab* table, sqlite3_vtab_cursor** cursor) noexcept {
    auto* const made = new (std::nothrow) Cursor();
    if (made == nullptr) return SQLITE_NOMEM;
    made->shown = static_cast<Table*>(table)->shown;
    *cursor = made;
    return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) noexcept {
    delete static_cast<Cursor*>(cursor);
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int, const char*, int, sqlite3_value**) noexcept {
    auto& cursor = static_cast<Cursor&>(*base);
    cursor.row = 0;
    cursor.read();
    return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* base) noexcept {
    auto& cursor = static_cast<Cursor&>(*base);
    ++cursor.row;
    cursor.read();
    return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* base) noexcept {
    const auto& cursor = static_cast<const Cursor&>(*base);
    return cursor.row >= cursor.shown->rows->size() ? 1 : 0;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int index) noexcept {
    const auto& cursor = static_cast<const Cursor&>(*base);
    if (index == 0) {
        sqlite3_result_int64(context, static_cast<sqlite3_int64>(cursor.shown->first_row_id + cursor.row));
        return SQLITE_OK;
    }
    if (index == 1) {
        sqlite3_result_int64(context, static_cast<sqlite3_int64>(cursor.shown->rows->records[cursor.row]));
        return SQLITE_OK;
    }
    // The bytes stay where they are until the statement is done.
    const CellView& cell = cursor.cells[static_cast<std::size_t>(index - kFirstCell)];
    const auto size = static_cast<int>(cell.bytes.size());
    switch (cell.kind) {
        case CellView::Kind::Absent: sqlite3_result_null(context); break;
        case CellView::Kind::Number: sqlite3_result_int64(context, cell.number); break;
        case CellView::Kind::Text: sqlite3_result_text(context, cell.bytes.data(), size, SQLITE_STATIC); break;
        case CellView::Kind::Digest: sqlite3_result_blob(context, cell.bytes.data(), size, SQLITE_STATIC); break;
    }
    return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* base, sqlite3_int64* id) noexcept {
    *id = static_cast<sqlite3_int64>(static_cast<const Cursor&>(*base).row);
    return SQLITE_OK;
}

sqlite3_module make_module() noexcept {
    sqlite3_module module{};
    module.iVersion = 1;
    // Without xCreate the table is there by its name alone.
    module.xConnect = connect;
    module.xBestIndex = best_index;
    module.xDisconnect = disconnect;
    module.xOpen = open;
    module.xClose = close;
    module.xFilter = filter;
    module.xNext = next;
    module.xEof = at_end;
    module.xColumn = column;
    module.xRowid = row_id;
    return module;
}

}  // namespace

int register_rows_module(sqlite3* database, ShownRows* shown) noexcept {
    static const sqlite3_module module = make_module();
    return sqlite3_create_module(database, "jianhe_rows", &module, shown);
}

}  // namespace jianhe::detail
