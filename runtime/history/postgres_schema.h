// The tables of a ledger in PostgreSQL; private to runtime/history. What fails is thrown, as everything of libpqxx.
#pragma once

#include <string>
#include <vector>

#include <pqxx/pqxx>

#include "runtime/history/stored_shape.h"

namespace jianhe::detail {

// `, c_visit, c_at`
std::string postgres_columns(const std::vector<LedgerColumn>& columns);
// `, c_visit bytea, c_at bigint`
std::string postgres_definitions(const std::vector<LedgerColumn>& columns);
std::string postgres_type(LedgerColumn::Kind kind);

// `prefix` comes before each name of a table: the schema and a point, or what marks temporary tables. `temporary` is
// the word for CREATE, or empty.
void create_postgres_data_tables(pqxx::transaction_base& transaction, const std::string& prefix,
                                 const std::string& temporary, const StoredShape& shape);
void create_postgres_relation(pqxx::transaction_base& transaction, const std::string& prefix,
                              const std::string& temporary, const StoredRelation& relation);
// The column for the hash of an index, and the index.
void add_postgres_index(pqxx::transaction_base& transaction, const std::string& prefix, const std::string& relation,
                        std::uint32_t index);

}  // namespace jianhe::detail
