// The ledger in a SQLite file; private to runtime/history.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/history/key_runs.h"
#include "runtime/history/ledger_store.h"
#include "runtime/history/sqlite_connection.h"
#include "runtime/history/sqlite_rows_module.h"

namespace jianhe::detail {

class SqliteStore final : public LedgerStore {
public:
    static Result<std::unique_ptr<SqliteStore>> open(const std::string& path, const LedgerOptions& options);

    const std::string& name() const noexcept override { return connection_.path(); }

    Result<std::optional<LedgerMeta>> read_meta() override;
    Result<void> begin_change(std::chrono::milliseconds wait) override { return connection_.begin_write(wait); }
    Result<void> create(const LedgerMeta& meta) override;
    Result<void> change(const LedgerMeta& meta, const ShapeChange& change) override;
    Result<void> commit_change() override { return connection_.commit(); }
    Result<void> use(const LedgerMeta& meta, const LedgerShape& shape) override;

    Result<std::uint64_t> begin(LedgerMode mode, std::chrono::milliseconds wait) override;
    Result<std::optional<StoredFile>> file_of_digest(std::string_view digest) override;
    Result<void> look_up(std::span<const KeyQuery> queries, RowSink& sink) override;
    Result<void> expect_many() override;
    void remove_absent(std::vector<KeyQuery>& queries) const override;
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
    // The tables of `main`, or those in `temp` that a check writes to.
    struct Side {
        explicit Side(SqliteConnection& connection, std::string name) : schema(name), keys(connection, name) {}

        std::string schema;
        KeyRuns keys;
        std::vector<LedgerStatement> select_rows;  // of each relation
        std::vector<LedgerStatement> insert_rows;
        LedgerStatement insert_names;
        LedgerStatement select_takers;
        LedgerStatement select_depth;
        LedgerStatement insert_take_back;
    };
    // A row that may be an answer, of one relation.
    struct Candidate {
        std::uint64_t row = 0;
        std::size_t query = 0;

        auto operator<=>(const Candidate&) const = default;
    };

    SqliteStore(SqliteConnection connection, const LedgerOptions& options)
        : connection_(std::move(connection)), options_(options), main_(connection_, "main") {}

    Result<void> prepare(Side& side);
    Result<void> make_temporary_side();
    Side& written_side() noexcept { return temporary_ ? *temporary_ : main_; }
    Result<void> find_candidates(std::span<const KeyQuery> queries, std::size_t first,
                                 std::vector<Candidate>& candidates);
    Result<void> read_rows(std::uint32_t relation, std::span<const Candidate> candidates, RowSink& sink);
    Result<void> add_rows(LedgerStatement& insert, const FileRows::Relation& rows, std::size_t width,
                          std::uint64_t first_row);
    Result<void> rebuild_index(const LedgerMeta& meta, const StoredRelation& relation, const StoredIndex& index);
    Result<std::optional<StoredFile>> one_file(LedgerStatement& statement);

    SqliteConnection connection_;
    LedgerOptions options_;
    ShownRows shown_;
    LedgerShape shape_;
    LedgerMeta meta_;
    std::vector<std::vector<std::uint32_t>> index_ids_;  // of each relation

    Side main_;
    std::unique_ptr<Side> temporary_;  // only while a check has more rows than fit into memory
    LedgerMode mode_ = LedgerMode::Check;
    std::uint64_t next_row_ = 1;
    std::uint64_t first_temporary_row_ = 0;
    bool has_take_backs_ = false;
    LedgerStatement select_file_by_digest_;
    LedgerStatement select_file_by_record_;
    LedgerStatement insert_file_;
};

}  // namespace jianhe::detail
