// The tables of a ledger in SQLite; private to runtime/history.
//
//     about(name, value)                   what stands in LedgerMeta
//     counters(record, row)                the next number of each, never used twice
//     files(first_record, last_record, records, digest, name, received_at)
//     records(record, c_…)                 names of records, where the specification has any
//     take_backs(taken, taker, depth)
//     r_RELATION(row, record, c_…)         rows
//     key_runs, key_filters, key_pages     by what rows are found (key_runs.h)
#pragma once

#include <optional>
#include <string>

#include "runtime/history/ledger_store.h"
#include "runtime/history/sqlite_connection.h"

namespace jianhe::detail {

inline constexpr int kLedgerApplicationId = 0x4A48'4C47;  // "JHLG"

// Nothing: the data base is empty. An Error where it is something else, or newer.
Result<std::optional<LedgerMeta>> read_sqlite_meta(SqliteConnection& connection);
Result<void> write_sqlite_meta(SqliteConnection& connection, const LedgerMeta& meta);

// Everything but key_…: of `main`, or the tables that a check writes to in `temp`.
Result<void> create_sqlite_tables(SqliteConnection& connection, const std::string& schema, const StoredShape& shape);
Result<void> create_sqlite_relation(SqliteConnection& connection, const std::string& schema,
                                    const StoredRelation& relation);
Result<void> add_sqlite_column(SqliteConnection& connection, const ShapeChange::Column& column);

// ` c_visit, c_at`, by the names of the shape.
std::string column_list(const std::vector<LedgerColumn>& columns, const std::string& before = ", c_");

}  // namespace jianhe::detail
