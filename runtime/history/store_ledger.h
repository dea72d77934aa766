// The ledger over any store; private to runtime/history.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <jianhe/file_keys.h>
#include <jianhe/ledger.h>

#include "runtime/history/fetched_rows.h"
#include "runtime/history/file_rows.h"
#include "runtime/history/ledger_secret.h"
#include "runtime/history/ledger_store.h"

namespace jianhe::detail {

class StoreLedger final : public Ledger {
public:
    // The secret only where private texts are hidden.
    StoreLedger(std::unique_ptr<LedgerStore> store, LedgerShape shape, const LedgerMeta& meta,
                const std::optional<LedgerSecret>& secret, const LedgerOptions& options);
    ~StoreLedger() override { rollback(); }

    const LedgerShape& shape() const noexcept override { return shape_; }
    const std::string& name() const noexcept override { return store_->name(); }
    Cell cell(LedgerColumnRef column, std::string_view text) const override;

    Result<LedgerBegun> begin_file(const LedgerFileIdentity& file, LedgerMode mode) override;
    Result<void> begin_again(std::string_view digest) override;
    Result<void> fetch(std::span<const LedgerKey> keys) override;
    Result<LedgerRows> rows(const LedgerKey& key) override;
    Result<LedgerPlace> place(RecordNumber record) override;
    Result<RecordNumber> add_record(std::uint64_t position, std::span<const Cell> name) override;
    Result<void> add_row(std::uint32_t relation, std::span<const Cell> cells) override;
    Result<void> take_back(RecordNumber taken) override;
    Result<void> commit() override;
    void rollback() noexcept override;

    Result<std::optional<LedgerFile>> forget(std::string_view digest_or_name) override;
    Result<std::vector<LedgerFile>> files() override;
    Result<std::vector<LedgerHistoryRow>> history(const LedgerKey& key) override;
    Result<LedgerStats> stats() override;
    Result<void> verify() override { return store_->verify(); }

private:
    struct Begun {
        LedgerMode mode = LedgerMode::Check;
        StoredFile file;
        bool has_record = false;
        // Records of the ledger that are not looked at: those from a file on that has begun again.
        std::uint64_t first_hidden = UINT64_MAX;
    };

    const LedgerColumn& column(LedgerColumnRef ref) const noexcept;
    Error fault(const std::string& what) const { return Error{name() + ": " + what}; }
    Result<void> check_row(std::span<const LedgerColumn> columns, std::span<const Cell> cells) const;
    void forget_fetched() noexcept;
    Result<void> look_up_fetched();
    Result<void> count_keys(std::size_t count);
    Result<void> ensure_fetched(const KeyQuery& query);
    Result<void> spill_if_large();
    bool is_hidden(std::uint64_t record) const noexcept;
    bool is_seen(std::uint64_t record, std::uint32_t depth = 0) const noexcept;
    bool matches(const LedgerKey& key, std::span<const Cell> row) const noexcept;
    void add_fetched(const LedgerKey& key, const FetchedRows::Found& found);
    void add_of_file(const LedgerKey& key, std::uint64_t hash);
    Result<std::optional<StoredFile>> find_file(std::string_view digest_or_name);

    LedgerShape shape_;
    LedgerOptions options_;
    bool hides_private_;
    KeyHasher hasher_;
    // By domain; and the one of each private column, null for others. The record's name comes last.
    std::unordered_map<std::string, std::unique_ptr<PrivateHasher>> hashers_of_domains_;
    std::vector<std::vector<const PrivateHasher*>> hashers_;

    std::optional<Begun> begun_;
    FileRows file_rows_;
    FetchedRows fetched_;
    std::vector<KeyQuery> last_fetch_;
    std::vector<KeyQuery> present_;  // of them, what may be in the store
    bool is_fetch_outdated_ = false;
    std::size_t keys_asked_ = 0;  // of this file, until they are many

    // What rows() gives, used again and again.
    std::vector<LedgerRow> result_;
    std::vector<Cell> result_cells_;
    std::vector<std::uint64_t> hashes_;
    std::size_t candidates_ = 0;

    std::unique_ptr<LedgerStore> store_;  // last, so that it goes first
};

// What every store does to open a ledger: makes it or brings it to the shape, and looks at the secret. `key_file` is
// where the secret is when the options do not say; empty: nowhere.
Result<std::unique_ptr<Ledger>> open_store(std::unique_ptr<LedgerStore> store, const LedgerShape& shape,
                                           const LedgerOptions& options, const std::string& key_file);

}  // namespace jianhe::detail
