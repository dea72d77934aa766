#include "runtime/history/postgres_schema.h"

namespace jianhe::detail {

std::string postgres_type(LedgerColumn::Kind kind) { return kind == LedgerColumn::Kind::Number ? " bigint" : " bytea"; }

std::string postgres_columns(const std::vector<LedgerColumn>& columns) {
    std::string text;
    for (const LedgerColumn& column : columns) text += ", c_" + column.name;
    return text;
}

std::string postgres_definitions(const std::vector<LedgerColumn>& columns) {
    std::string text;
    for (const LedgerColumn& column : columns) text += ", c_" + column.name + postgres_type(column.kind);
    return text;
}

void add_postgres_index(pqxx::transaction_base& transaction, const std::string& prefix, const std::string& relation,
                        std::uint32_t index) {
    const std::string column = "h_" + std::to_string(index);
    transaction.exec("ALTER TABLE " + prefix + "r_" + relation + " ADD COLUMN " + column + " bigint");
    transaction.exec("CREATE INDEX ON " + prefix + "r_" + relation + "(" + column + ", row) WHERE " + column +
                     " IS NOT NULL");
}

void create_postgres_relation(pqxx::transaction_base& transaction, const std::string& prefix,
                              const std::string& temporary, const StoredRelation& relation) {
    transaction.exec("CREATE " + temporary + " TABLE " + prefix + "r_" + relation.name +
                     "(row bigint PRIMARY KEY, record bigint NOT NULL" + postgres_definitions(relation.columns) + ")");
    for (const StoredIndex& index : relation.indexes) {
        if (index.is_used) add_postgres_index(transaction, prefix, relation.name, index.id);
    }
}

void create_postgres_data_tables(pqxx::transaction_base& transaction, const std::string& prefix,
                                 const std::string& temporary, const StoredShape& shape) {
    transaction.exec("CREATE " + temporary + " TABLE " + prefix + "records(record bigint PRIMARY KEY" +
                     postgres_definitions(shape.record_name) + ")");
    transaction.exec("CREATE " + temporary + " TABLE " + prefix +
                     "take_backs(taken bigint NOT NULL, taker bigint NOT NULL, depth integer NOT NULL, " +
                     "PRIMARY KEY(taken, taker))");
    transaction.exec("CREATE INDEX ON " + prefix + "take_backs(taker)");
    for (const StoredRelation& relation : shape.relations) {
        create_postgres_relation(transaction, prefix, temporary, relation);
    }
}

}  // namespace jianhe::detail
