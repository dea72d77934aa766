// A ledger to test with, in each of the stores.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <jianhe/ledger.h>

namespace jianhe::ledger_sample {

// Relations of the shape.
inline constexpr std::uint32_t kVisits = 0;   // visit (private), person (private), at, place, note (may be absent)
inline constexpr std::uint32_t kRefills = 1;  // visit (private), number, state
// Their indexes.
inline constexpr std::uint32_t kByVisit = 0;
inline constexpr std::uint32_t kByPersonAndTime = 1;   // of visits
inline constexpr std::uint32_t kByVisitAndNumber = 1;  // of refills

LedgerShape shape();

// A place of its own for a ledger, gone with the object.
class Store {
public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    // Null where it cannot be had on this machine; `why_not` says why.
    virtual Result<std::unique_ptr<Ledger>> open(const LedgerShape& shape, LedgerOptions options) = 0;
    Result<std::unique_ptr<Ledger>> open() { return open(shape(), {}); }
    // What was accepted is there when it is opened again.
    virtual bool is_lasting() const noexcept { return true; }
};

struct StoreKind {
    std::string name;
    // Nothing where it cannot be had on this machine; then `why_not` is set.
    std::function<std::unique_ptr<Store>(std::string& why_not)> make;
};
// The kinds that the program which tests was linked with.
std::vector<StoreKind> store_kinds();
// Those that another process sees.
std::vector<StoreKind> lasting_store_kinds();

std::unique_ptr<Store> make_memory_store();
std::unique_ptr<Store> make_sqlite_store();

// A folder that is removed with all that is in it.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }
    const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
};

LedgerFileIdentity file(const std::string& digest, const std::string& name = "a.xml");
Cell visit(const Ledger& ledger, std::string_view text);
std::vector<Cell> visit_row(const Ledger& ledger, std::string_view visit, std::string_view person, std::int64_t at,
                            std::string_view place = "3502060427", std::string_view note = "");
std::vector<Cell> refill_row(const Ledger& ledger, std::string_view visit, std::int64_t number, std::int64_t state);

// Begins a file that was not there before.
void begin(Ledger& ledger, const std::string& digest, LedgerMode mode = LedgerMode::Accept);
// Adds a record with one visit.
RecordNumber add_visit(Ledger& ledger, std::uint64_t position, std::string_view visit, std::string_view person = "P",
                       std::int64_t at = 1);
// The texts `number:state` of the refills of a visit, in order.
std::vector<std::string> refills(Ledger& ledger, std::string_view visit);
// The records that have a visit, as `digest#position`.
std::vector<std::string> records_of(Ledger& ledger, std::string_view visit);

}  // namespace jianhe::ledger_sample
