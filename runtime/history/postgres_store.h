// The ledger in PostgreSQL; private to runtime/history.
//
// The same tables as in SQLite (sqlite_schema.h), in a schema of their own. Texts are bytea: they are bytes of an
// upload, in whatever encoding. The hash of each index's key is a column `h_ID` of the relation, with an index; the
// server keeps those up. Writers take turns by an advisory lock.
#pragma once

#include <string>
#include <vector>

#include "runtime/history/ledger_store.h"
#include "runtime/history/postgres_connection.h"

namespace jianhe::detail {

class PostgresStore final : public LedgerStore {
public:
    explicit PostgresStore(const std::string& url) : connection_(url) {}

    const std::string& name() const noexcept override { return connection_.name(); }

    Result<std::optional<LedgerMeta>> read_meta() override;
    Result<void> begin_change(std::chrono::milliseconds wait) override { return connection_.begin_write(wait); }
    Result<void> create(const LedgerMeta& meta) override;
    Result<void> change(const LedgerMeta& meta, const ShapeChange& change) override;
    Result<void> commit_change() override { return connection_.commit(); }
    Result<void> use(const LedgerMeta& meta, const LedgerShape& shape) override;

    Result<std::uint64_t> begin(LedgerMode mode, std::chrono::milliseconds wait) override;
    Result<std::optional<StoredFile>> file_of_digest(std::string_view digest) override;
    Result<void> look_up(std::span<const KeyQuery> queries, RowSink& sink) override;
    Result<std::vector<FileRows::TakeBack>> takers_of(std::span<const std::uint64_t> records) override;
    Result<std::uint32_t> depth_of(std::uint64_t record) override;
    Result<void> write(const FileRows& rows) override;
    Result<void> commit(const StoredFile& file) override;
    void rollback() noexcept override;

    Result<std::optional<StoredFile>> file_of_record(std::uint64_t record) override;
    Result<std::vector<Cell>> name_of_record(std::uint64_t record) override;
    Result<std::vector<StoredFile>> files() override;
    Result<void> remove(const StoredFile& file) override;
    Result<LedgerStats> stats() override;
    Result<void> verify() override;

private:
    // Where the current file writes: the ledger, or what is this connection's alone.
    std::string written_prefix() const;
    std::vector<std::string> read_prefixes() const;
    void make_temporary_tables(pqxx::transaction_base& transaction);
    void look_up_group(pqxx::transaction_base& transaction, std::span<const KeyQuery> queries, std::size_t first,
                       RowSink& sink);
    Cell cell_of(const pqxx::field& field, const LedgerColumn& column) const;
    void fill_index(pqxx::transaction_base& transaction, const LedgerMeta& meta, const StoredRelation& relation,
                    const StoredIndex& index);
    Result<std::optional<StoredFile>> one_file(const std::string& condition);

    PostgresConnection connection_;
    LedgerMeta meta_;
    LedgerShape shape_;
    std::vector<std::vector<std::uint32_t>> index_ids_;
    LedgerMode mode_ = LedgerMode::Check;
    bool has_temporary_ = false;
    std::uint64_t next_row_ = 1;
};

}  // namespace jianhe::detail
