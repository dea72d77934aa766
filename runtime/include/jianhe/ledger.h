// The ledger: what accepted records did, kept for the files to come (docs/history.md).
//
// Files have records, records add rows to relations, and that is all that is stored: the state of a key is what its
// rows say, read in order. So a file can be forgotten, and a record can take another one back, without anything to
// repair.
//
//     auto ledger = open_ledger("history.db", shape, {});                    // in jianhe::ledger_open
//     if (!ledger) return ledger.error();
//     auto begun = (*ledger)->begin_file({digest, name, received_at}, LedgerMode::Accept);
//     if (!begun) return begun.error();
//     if (begun->already) return say("already received", *begun->already);   // nothing has begun
//     const Cell key[] = {(*ledger)->cell({kVisits, 0}, "…")};
//     (*ledger)->fetch(keys_of_a_chunk);                                     // few questions to the data base
//     auto found = (*ledger)->rows({kVisits, 0, key});                       // of earlier files, and of this one so
//     far auto record = (*ledger)->add_record(position, {});
//     (*ledger)->add_row(kVisits, cells);
//     (*ledger)->commit();                                                   // or nothing of the file is kept
//
// Errors are the machine's: their texts name the ledger (never a password) and what to do. After an Error between
// begin_file and commit the file cannot be gone on with: roll back. A ledger is for one thread but for
// cell(); several ledgers, in several processes too, may be open on one data base.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/result.h>

namespace jianhe {

// --- What a specification declares ---

struct LedgerColumn {
    enum class Kind : std::uint8_t {
        Text,
        Number,  // also days and seconds, as Date and DateTime count them
        Private  // identifies a person: stored as a keyed digest, unless the ledger was made otherwise
    };

    std::string name;  // letters, digits and `_`; at most 40 bytes
    Kind kind = Kind::Text;
    bool is_nullable = false;
    // Of a Private column: texts of one domain compare equal in whatever column they stand, those of two never do.
    std::string domain;

    bool operator==(const LedgerColumn&) const = default;
};

struct LedgerRelation {
    std::string name;  // as of a column
    std::vector<LedgerColumn> columns;
    // By what rows are looked for: each a list of columns.
    std::vector<std::vector<std::uint32_t>> indexes;

    bool operator==(const LedgerRelation&) const = default;
};

// Relations and columns may come and go from one version of a specification to the next; a column never changes its
// kind or domain.
struct LedgerShape {
    std::string name;  // the specification's; a ledger belongs to one
    std::string version;
    std::vector<LedgerColumn> record_name;  // what tells a record to people; may be empty
    std::vector<LedgerRelation> relations;

    bool operator==(const LedgerShape&) const = default;
};

// A column of a relation, both by their place in the shape.
struct LedgerColumnRef {
    static constexpr std::uint32_t kRecordName = 0xFFFFFFFF;  // instead of a relation: the record's name
    std::uint32_t relation = 0;
    std::uint32_t column = 0;
};

// --- Cells, rows, records ---

// A stored value. Plain; made by Ledger::cell, so that private texts are hidden at once. Equal cells are equal values.
class Cell {
public:
    using Digest = std::array<std::byte, 16>;

    Cell() = default;  // absent: equal to another absent one, and found by no key
    explicit Cell(std::int64_t number) noexcept : value_(number) {}
    explicit Cell(std::string text) noexcept : value_(std::move(text)) {}
    explicit Cell(const Digest& digest) noexcept : value_(digest) {}

    bool is_absent() const noexcept { return value_.index() == 0; }
    // Null where the cell is of another kind.
    const std::int64_t* number() const noexcept { return std::get_if<std::int64_t>(&value_); }
    const std::string* text() const noexcept { return std::get_if<std::string>(&value_); }
    const Digest* digest() const noexcept { return std::get_if<Digest>(&value_); }

    bool operator==(const Cell&) const = default;

private:
    std::variant<std::monostate, std::int64_t, std::string, Digest> value_;
};

// Later accepted means greater. Valid while no file is forgotten.
enum class RecordNumber : std::uint64_t {};

// Which rows: those of `relation` whose columns of its index `index` hold `cells`. An absent cell finds nothing.
struct LedgerKey {
    std::uint32_t relation = 0;
    std::uint32_t index = 0;
    std::span<const Cell> cells;
};

struct LedgerRow {
    RecordNumber record{};
    std::span<const Cell> cells;  // in the order of the relation's columns
};

// Valid until the next call of fetch, rows, add_…, take_back or the file's end.
struct LedgerRows {
    std::span<const LedgerRow> rows;  // in order of acceptance, then as added
    // False: there are more than kMaxRowsOfKey, and these are the first. A state cannot be told then.
    bool is_complete = true;
};

struct LedgerLimits {
    // Rows of one key, the taken back ones included. A visit has a handful, a person some hundreds in years; more is
    // a broken or hostile sender, and reading them for each of its records would take quadratic time.
    static constexpr std::size_t kMaxRowsOfKey = 1'000;
    // A record that took one back may be taken back itself, and so on: at most so many times.
    static constexpr std::uint32_t kMaxTakeBackDepth = 16;
    static constexpr std::size_t kMaxColumns = 64;  // of a relation
    static constexpr std::size_t kMaxIndexes = 16;  // of a relation
    // One text; longer ones are refused. Far above what any field has.
    static constexpr std::size_t kMaxTextBytes = 4'096;
};

// --- Files ---

struct LedgerFileIdentity {
    std::string digest;  // as reports show it; one digest is accepted once
    std::string name;
    DateTime received_at;
};

struct LedgerFile {
    LedgerFileIdentity identity;
    std::uint64_t records = 0;  // accepted ones
};

enum class LedgerMode : std::uint8_t {
    Check,  // sees the ledger as it is now and the file itself; writes nothing and makes nobody wait
    Accept  // one transaction; other processes that accept wait until it ends
};

struct LedgerBegun {
    std::optional<LedgerFile> already;  // this digest was accepted before: no file has begun
};

// Where a record came from.
struct LedgerPlace {
    LedgerFileIdentity file;
    std::uint64_t position = 0;  // of the record in the file, as given to add_record
    std::vector<Cell> name;
    bool is_of_this_file = false;  // the one that has begun
};

// A row as `history show` needs it.
struct LedgerHistoryRow {
    RecordNumber record{};
    std::vector<Cell> cells;
    LedgerPlace place;
    std::vector<RecordNumber> taken_back_by;  // all that took it back, also those that were taken back themselves
    bool is_seen = true;                      // false: some of them stands
};

struct LedgerStats {
    struct Relation {
        std::string name;
        std::uint64_t rows = 0;
    };
    std::uint64_t files = 0;
    std::uint64_t records = 0;
    std::uint64_t take_backs = 0;
    std::uint64_t bytes = 0;  // on disk; 0: in memory
    std::vector<Relation> relations;
    bool hides_private = true;
};

class Ledger {
public:
    Ledger() = default;
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;
    // A file that has begun is rolled back.
    virtual ~Ledger() = default;

    virtual const LedgerShape& shape() const noexcept = 0;
    // As opened, without a password.
    virtual const std::string& name() const noexcept = 0;

    // The cell of a Text or Private column. A text is compared bytewise. An empty one is an absent cell. This and
    // shape() may be called by several threads, also while another uses the ledger.
    virtual Cell cell(LedgerColumnRef column, std::string_view text) const = 0;
    static Cell cell(std::int64_t number) noexcept { return Cell(number); }

    // One file at a time. Accept waits for other processes as long as LedgerOptions say.
    virtual Result<LedgerBegun> begin_file(const LedgerFileIdentity& file, LedgerMode mode) = 0;
    // A file that was accepted before, for who has to say once more what was said of it then: begins as in Check mode,
    // and sees what the ledger had before that file, as far as it is there still. An Error where there is no such file.
    virtual Result<void> begin_again(std::string_view digest) = 0;
    // Reads what rows() of these keys will need, in few and sorted questions, and drops what was fetched before. For
    // speed alone: rows() knows the same without it. Duplicate keys cost little. The cells are copied.
    virtual Result<void> fetch(std::span<const LedgerKey> keys) = 0;
    // Of earlier files and of this one so far, without the rows of records that were taken back. Also without a file
    // begun: then of the ledger as it is now.
    virtual Result<LedgerRows> rows(const LedgerKey& key) = 0;
    virtual Result<LedgerPlace> place(RecordNumber record) = 0;

    // The next accepted record; `position` counts from 0 and grows from record to record. `name` has one cell for each
    // column of LedgerShape::record_name.
    virtual Result<RecordNumber> add_record(std::uint64_t position, std::span<const Cell> name) = 0;
    // What the record added last adds, or takes back. An absent cell in a column that is not nullable is an Error.
    virtual Result<void> add_row(std::uint32_t relation, std::span<const Cell> cells) = 0;
    virtual Result<void> take_back(RecordNumber taken) = 0;

    // In Check mode both end the file and keep nothing.
    virtual Result<void> commit() = 0;
    virtual void rollback() noexcept = 0;

    // What follows is asked while no file has begun.

    // Removes a file with all that its records did, found by digest or else by name. Nothing: there is no such file. A
    // name that several files have is an Error that lists their digests.
    virtual Result<std::optional<LedgerFile>> forget(std::string_view digest_or_name) = 0;
    // In order of acceptance.
    virtual Result<std::vector<LedgerFile>> files() = 0;
    // All rows of a key (at most kMaxRowsOfKey), those that were taken back too.
    virtual Result<std::vector<LedgerHistoryRow>> history(const LedgerKey& key) = 0;
    virtual Result<LedgerStats> stats() = 0;
    // Reads the whole data base. An Error says what is damaged.
    virtual Result<void> verify() = 0;
};

struct LedgerOptions {
    // The secret by which private texts are hidden, made on first use with mode 0600. Empty: beside the data base
    // (history.db.key); a data base on a server has no beside, so it must be given there.
    std::string key_file;
    // Only when the ledger is made: keep private texts readable. An existing one stays as it was made.
    bool keep_private_readable = false;
    // False: a ledger that is not there, or has another shape, is an Error instead of being made.
    bool may_create = true;
    // How long another process may hold the ledger before begin_file(Accept) gives up.
    std::chrono::milliseconds lock_wait{30'000};
    // For pages, filters and rows of the current file together, nearly.
    std::size_t memory_bytes = std::size_t{40} << 20;
};

// `memory:` (gone with the object), `postgresql://…`, or the path of a SQLite file.
// Target jianhe::ledger_open, which links every store there is.
Result<std::unique_ptr<Ledger>> open_ledger(const std::string& url, const LedgerShape& shape,
                                            const LedgerOptions& options);

// As open_ledger, where a server's ledger is opened by `open_on_server`: for who loads libpqxx only when it is needed.
// Null: servers are refused. Target jianhe::ledger_by_url, which links no PostgreSQL.
using LedgerOpener = Result<std::unique_ptr<Ledger>> (*)(const std::string& url, const LedgerShape& shape,
                                                         const LedgerOptions& options);
Result<std::unique_ptr<Ledger>> open_ledger_by_url(const std::string& url, const LedgerShape& shape,
                                                   const LedgerOptions& options, LedgerOpener open_on_server);

// The stores alone: jianhe::ledger, jianhe::ledger_sqlite, jianhe::ledger_postgres.
Result<std::unique_ptr<Ledger>> open_memory_ledger(const LedgerShape& shape, const LedgerOptions& options);
Result<std::unique_ptr<Ledger>> open_sqlite_ledger(const std::string& path, const LedgerShape& shape,
                                                   const LedgerOptions& options);
Result<std::unique_ptr<Ledger>> open_postgres_ledger(const std::string& url, const LedgerShape& shape,
                                                     const LedgerOptions& options);

}  // namespace jianhe
