#include "runtime/history/store_ledger.h"

#include <algorithm>

#include "runtime/history/row_bytes.h"

namespace jianhe::detail {
namespace {

// Fewer look-ups are cheaper without the store's preparations.
constexpr std::size_t kManyKeys = 256;
// A file's rows may take this part of the memory before they go to the store, and so may fetched rows.
constexpr std::size_t kMemoryParts = 4;

constexpr std::uint64_t number_of(RecordNumber record) noexcept { return static_cast<std::uint64_t>(record); }

}  // namespace

StoreLedger::StoreLedger(std::unique_ptr<LedgerStore> store, LedgerShape shape, const LedgerMeta& meta,
                         const std::optional<LedgerSecret>& secret, const LedgerOptions& options)
    : shape_(std::move(shape)),
      options_(options),
      hides_private_(meta.hides_private),
      hasher_(meta.seed),
      file_rows_(shape_),
      store_(std::move(store)) {
    const auto add_hashers = [&](const std::vector<LedgerColumn>& columns) {
        std::vector<const PrivateHasher*>& hashers = hashers_.emplace_back(columns.size());
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].kind != LedgerColumn::Kind::Private || !secret) continue;
            auto& hasher = hashers_of_domains_[columns[i].domain];
            if (!hasher) hasher = std::make_unique<PrivateHasher>(*secret, columns[i].domain);
            hashers[i] = hasher.get();
        }
    };
    for (const LedgerRelation& relation : shape_.relations) add_hashers(relation.columns);
    add_hashers(shape_.record_name);
}

const LedgerColumn& StoreLedger::column(LedgerColumnRef ref) const noexcept {
    if (ref.relation == LedgerColumnRef::kRecordName) return shape_.record_name[ref.column];
    return shape_.relations[ref.relation].columns[ref.column];
}

Cell StoreLedger::cell(LedgerColumnRef ref, std::string_view text) const {
    if (text.empty()) return Cell();
    const std::size_t relation =
        ref.relation == LedgerColumnRef::kRecordName ? shape_.relations.size() : std::size_t{ref.relation};
    if (const PrivateHasher* const hasher = hashers_[relation][ref.column]) return Cell((*hasher)(text));
    return Cell(std::string(text));
}

Result<LedgerBegun> StoreLedger::begin_file(const LedgerFileIdentity& file, LedgerMode mode) {
    if (begun_) return fault("another file has begun");
    forget_fetched();
    keys_asked_ = 0;
    const auto first_record = store_->begin(mode, options_.lock_wait);
    if (!first_record) return first_record.error();
    const auto already = store_->file_of_digest(file.digest);
    if (!already || *already) {
        store_->rollback();
        if (!already) return already.error();
        return LedgerBegun{(*already)->file};
    }
    begun_ = Begun{mode, {{file, 0}, *first_record, *first_record}};
    return LedgerBegun{};
}

Result<void> StoreLedger::begin_again(std::string_view digest) {
    if (begun_) return fault("another file has begun");
    forget_fetched();
    keys_asked_ = 0;
    const auto first_record = store_->begin(LedgerMode::Check, options_.lock_wait);
    if (!first_record) return first_record.error();
    const auto before = store_->file_of_digest(digest);
    if (!before || !*before) {
        store_->rollback();
        return before ? fault("the file " + std::string(digest) + " is not there any more") : before.error();
    }
    const StoredFile& stored = **before;
    begun_ = Begun{LedgerMode::Check, {{stored.file.identity, 0}, *first_record, *first_record}};
    begun_->first_hidden = stored.first_record;
    return {};
}

void StoreLedger::forget_fetched() noexcept {
    fetched_.clear();
    last_fetch_.clear();
    is_fetch_outdated_ = false;
}

Result<void> StoreLedger::fetch(std::span<const LedgerKey> keys) {
    forget_fetched();
    if (auto counted = count_keys(keys.size()); !counted) return counted;
    for (const LedgerKey& key : keys) {
        const auto hash = hash_of_key(hasher_, key.cells);
        if (hash == kNoKey) continue;
        last_fetch_.push_back({key.relation, key.index, hash});
        file_rows_.relation(key.relation).chains[key.index].prefetch(hash);
    }
    return look_up_fetched();
}

Result<void> StoreLedger::count_keys(std::size_t count) {
    if (!begun_ || keys_asked_ > kManyKeys) return {};
    keys_asked_ += count;
    if (keys_asked_ <= kManyKeys) return {};
    return store_->expect_many();
}

// Keys that are known to be absent need no look-up, and the others are sorted, so that neighbours share pages.
Result<void> StoreLedger::look_up_fetched() {
    fetched_.expect(last_fetch_);
    present_ = last_fetch_;
    // Without a file the store may have changed since it last looked at what it has.
    if (begun_) store_->remove_absent(present_);
    std::ranges::sort(present_);
    present_.erase(std::unique(present_.begin(), present_.end()), present_.end());
    return fetched_.look_up(*store_, present_, options_.memory_bytes / kMemoryParts);
}

Result<void> StoreLedger::ensure_fetched(const KeyQuery& query) {
    const std::size_t max_bytes = options_.memory_bytes / kMemoryParts;
    if (is_fetch_outdated_) {
        is_fetch_outdated_ = false;
        if (auto again = look_up_fetched(); !again) return again;
    }
    if (fetched_.find(query) != nullptr) return {};
    if (fetched_.memory_bytes() > max_bytes) fetched_.clear();
    if (auto counted = count_keys(1); !counted) return counted;
    fetched_.expect(std::span(&query, 1));
    present_.assign(1, query);
    if (begun_) store_->remove_absent(present_);
    return fetched_.look_up(*store_, present_, SIZE_MAX);
}

bool StoreLedger::matches(const LedgerKey& key, std::span<const Cell> row) const noexcept {
    const auto& columns = shape_.relations[key.relation].indexes[key.index];
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (row[columns[i]] != key.cells[i]) return false;
    }
    return true;
}

bool StoreLedger::is_hidden(std::uint64_t record) const noexcept {
    return begun_ && record >= begun_->first_hidden && record < begun_->file.first_record;
}

// A record is seen unless one that is seen itself took it back. A taker is always the later record, and the depth of
// such chains is bounded when they are made.
bool StoreLedger::is_seen(std::uint64_t record, std::uint32_t depth) const noexcept {
    if (depth > LedgerLimits::kMaxTakeBackDepth) return true;
    for (const std::uint64_t taker : fetched_.takers(record)) {
        if (!is_hidden(taker) && is_seen(taker, depth + 1)) return false;
    }
    for (const std::uint32_t taker : file_rows_.takers(record)) {
        if (is_seen(file_rows_.take_backs()[taker].taker, depth + 1)) return false;
    }
    return true;
}

void StoreLedger::add_fetched(const LedgerKey& key, const FetchedRows::Found& found) {
    for (std::uint32_t at = found.first; at != FetchedRows::kNone; at = fetched_.row(at).next) {
        const FetchedRows::Row& row = fetched_.row(at);
        if (is_hidden(row.record)) continue;
        if (++candidates_ > LedgerLimits::kMaxRowsOfKey) return;
        const std::span<const Cell> cells = fetched_.cells(row);
        if (matches(key, cells) && is_seen(row.record)) result_.push_back({RecordNumber{row.record}, cells});
    }
}

void StoreLedger::add_of_file(const LedgerKey& key, std::uint64_t hash) {
    const FileRows::Relation& rows = file_rows_.relation(key.relation);
    const RowChains& chain = rows.chains[key.index];
    const std::size_t width = shape_.relations[key.relation].columns.size();
    const std::size_t first_result = result_.size();
    result_cells_.clear();
    for (std::uint32_t at = chain.first(hash); at != RowChains::kNone; at = chain.next(at)) {
        if (++candidates_ > LedgerLimits::kMaxRowsOfKey) break;
        if (!is_seen(rows.records[at])) continue;
        CellReader reader(rows.row(at));
        const std::size_t begin = result_cells_.size();
        for (std::size_t i = 0; i < width; ++i) result_cells_.push_back(reader.next().cell());
        if (matches(key, std::span(result_cells_).subspan(begin))) {
            result_.push_back({RecordNumber{rows.records[at]}, {}});
        } else {
            result_cells_.resize(begin);
        }
    }
    // Only now the cells stay where they are.
    for (std::size_t i = first_result; i < result_.size(); ++i) {
        result_[i].cells = std::span(result_cells_).subspan((i - first_result) * width, width);
    }
}

Result<LedgerRows> StoreLedger::rows(const LedgerKey& key) {
    result_.clear();
    candidates_ = 0;
    const auto hash = hash_of_key(hasher_, key.cells);
    if (hash == kNoKey) return LedgerRows{};
    const KeyQuery query{key.relation, key.index, hash};
    // Without a file, the ledger may have changed meanwhile.
    if (!begun_) forget_fetched();
    if (auto fetched = ensure_fetched(query); !fetched) return fetched.error();
    add_fetched(key, *fetched_.find(query));
    add_of_file(key, hash);
    return LedgerRows{result_, candidates_ <= LedgerLimits::kMaxRowsOfKey};
}

Result<void> StoreLedger::check_row(std::span<const LedgerColumn> columns, std::span<const Cell> cells) const {
    if (cells.size() != columns.size()) return fault("a row has another number of cells than its relation");
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const LedgerColumn& column = columns[i];
        if (cells[i].is_absent()) {
            if (!column.is_nullable) return fault("the column `" + column.name + "` must not be empty");
            continue;
        }
        const bool is_digest = column.kind == LedgerColumn::Kind::Private && hides_private_;
        const bool fits = column.kind == LedgerColumn::Kind::Number ? cells[i].number() != nullptr
                          : is_digest                               ? cells[i].digest() != nullptr
                                                                    : cells[i].text() != nullptr;
        if (!fits) return fault("a cell of another kind came for the column `" + column.name + "`");
        if (cells[i].text() != nullptr && cells[i].text()->size() > LedgerLimits::kMaxTextBytes) {
            return fault("a text for the column `" + column.name + "` is longer than a ledger keeps");
        }
    }
    return {};
}

Result<RecordNumber> StoreLedger::add_record(std::uint64_t position, std::span<const Cell> name) {
    if (!begun_) return fault("no file has begun");
    if (auto checked = check_row(shape_.record_name, name); !checked) return checked.error();
    if (auto spilled = spill_if_large(); !spilled) return spilled.error();
    StoredFile& file = begun_->file;
    const std::uint64_t record = file.first_record + position;
    if (begun_->has_record && record <= file.last_record) return fault("records were not added in order");
    file.last_record = record;
    begun_->has_record = true;
    ++file.file.records;
    if (!shape_.record_name.empty()) file_rows_.add_name(record, name);
    return RecordNumber{record};
}

Result<void> StoreLedger::add_row(std::uint32_t relation, std::span<const Cell> cells) {
    if (!begun_ || !begun_->has_record) return fault("a row needs a record");
    const LedgerRelation& shape = shape_.relations[relation];
    if (auto checked = check_row(shape.columns, cells); !checked) return checked;
    hashes_.clear();
    for (const auto& index : shape.indexes) hashes_.push_back(hash_of_row(hasher_, cells, index));
    file_rows_.add_row(relation, begun_->file.last_record, cells, hashes_);
    return {};
}

Result<void> StoreLedger::take_back(RecordNumber taken) {
    if (!begun_ || !begun_->has_record) return fault("taking back needs a record");
    const std::uint64_t taker = begun_->file.last_record;
    if (number_of(taken) >= taker) return fault("a record can take back only an earlier one");
    auto depth = store_->depth_of(number_of(taken));
    if (!depth) return depth.error();
    const std::uint32_t below = std::max(*depth, file_rows_.depth(number_of(taken)));
    if (below >= LedgerLimits::kMaxTakeBackDepth) {
        return fault("too many records take each other back, one after the other");
    }
    file_rows_.add_take_back({number_of(taken), taker, below + 1});
    return {};
}

Result<void> StoreLedger::spill_if_large() {
    if (file_rows_.memory_bytes() < options_.memory_bytes / kMemoryParts) return {};
    if (auto written = store_->write(file_rows_); !written) return written;
    file_rows_.clear();
    // These rows belong to the store now, so what was read of it is no longer the whole.
    fetched_.clear();
    is_fetch_outdated_ = true;
    return {};
}

Result<void> StoreLedger::commit() {
    if (!begun_) return fault("no file has begun");
    const Begun begun = *begun_;
    if (begun.mode == LedgerMode::Check) {
        rollback();
        return {};
    }
    Result<void> done;
    if (!file_rows_.is_empty()) done = store_->write(file_rows_);
    if (done) done = store_->commit(begun.file);
    rollback();
    return done;
}

void StoreLedger::rollback() noexcept {
    if (!begun_) return;
    begun_.reset();
    file_rows_.clear();
    forget_fetched();
    store_->rollback();
}

}  // namespace jianhe::detail
