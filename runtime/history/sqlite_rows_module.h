// Rows of a file as a table that SQLite reads: `INSERT INTO r_x SELECT … FROM jianhe_rows` costs a third of a statement
// a row; private to runtime/history.
#pragma once

#include <cstdint>

#include <sqlite3.h>

#include "runtime/history/file_rows.h"

namespace jianhe::detail {

// What the table shows: its columns are row_id, record, c0, c1, …
struct ShownRows {
    const FileRows::Relation* rows = nullptr;
    std::size_t width = 0;  // cells of a row
    std::uint64_t first_row_id = 0;
};

// Makes the table `jianhe_rows` known. `shown` outlives the connection.
int register_rows_module(sqlite3* database, ShownRows* shown) noexcept;

}  // namespace jianhe::detail
