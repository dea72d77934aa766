#pragma once

#include <string>

#include <jianhe/ledger.h>

namespace jianhe {

// A ledger's way of making cells, and nothing of what it holds: to it nothing has happened yet. Other threads may use
// the ledger meanwhile.
class CellsOfLedger final : public Ledger {
public:
    explicit CellsOfLedger(const Ledger& ledger) : ledger_(ledger) {}

    const LedgerShape& shape() const noexcept override { return ledger_.shape(); }
    const std::string& name() const noexcept override { return ledger_.name(); }
    Cell cell(LedgerColumnRef column, std::string_view text) const override { return ledger_.cell(column, text); }
    Result<LedgerRows> rows(const LedgerKey& /*key*/) override { return LedgerRows{}; }

    Result<LedgerBegun> begin_file(const LedgerFileIdentity& /*file*/, LedgerMode /*mode*/) override { return no(); }
    Result<void> begin_again(std::string_view /*digest*/) override { return no(); }
    Result<void> fetch(std::span<const LedgerKey> /*keys*/) override { return {}; }
    Result<LedgerPlace> place(RecordNumber /*record*/) override { return no(); }
    Result<RecordNumber> add_record(std::uint64_t /*position*/, std::span<const Cell> /*name*/) override {
        return no();
    }
    Result<void> add_row(std::uint32_t /*relation*/, std::span<const Cell> /*cells*/) override { return no(); }
    Result<void> take_back(RecordNumber /*taken*/) override { return no(); }
    Result<void> commit() override { return no(); }
    void rollback() noexcept override {}
    Result<std::optional<LedgerFile>> forget(std::string_view /*digest_or_name*/) override { return no(); }
    Result<std::vector<LedgerFile>> files() override { return no(); }
    Result<std::vector<LedgerHistoryRow>> history(const LedgerKey& /*key*/) override { return no(); }
    Result<LedgerStats> stats() override { return no(); }
    Result<void> verify() override { return no(); }

private:
    Error no() const { return Error{name() + ": only its cells can be used here"}; }

    const Ledger& ledger_;
};

}  // namespace jianhe
