// What is asked of a ledger between files.
#include <algorithm>

#include "runtime/history/store_ledger.h"

namespace jianhe::detail {
namespace {

// A ledger has as many files as there were uploads; the message need not have them all.
constexpr std::size_t kDigestsShown = 5;

}  // namespace

Result<LedgerPlace> StoreLedger::place(RecordNumber record) {
    const auto number = static_cast<std::uint64_t>(record);
    LedgerPlace place;
    if (begun_ && number >= begun_->file.first_record) {
        place.file = begun_->file.file.identity;
        place.position = number - begun_->file.first_record;
        place.is_of_this_file = true;
        return place;
    }
    const auto file = store_->file_of_record(number);
    if (!file) return file.error();
    if (!*file) return fault("there is no such record");
    auto name = store_->name_of_record(number);
    if (!name) return name.error();
    place.file = (*file)->file.identity;
    place.position = number - (*file)->first_record;
    place.name = std::move(*name);
    return place;
}

Result<std::optional<StoredFile>> StoreLedger::find_file(std::string_view digest_or_name) {
    auto by_digest = store_->file_of_digest(digest_or_name);
    if (!by_digest || *by_digest) return by_digest;
    auto files = store_->files();
    if (!files) return files.error();
    std::erase_if(*files, [&](const StoredFile& file) { return file.file.identity.name != digest_or_name; });
    if (files->empty()) return std::optional<StoredFile>();
    if (files->size() == 1) return std::optional(files->front());
    std::string text = std::to_string(files->size()) + " files have the name `" + std::string(digest_or_name) +
                       "`; say which by its digest:";
    for (std::size_t i = 0; i < std::min(files->size(), kDigestsShown); ++i) {
        text += ' ' + (*files)[i].file.identity.digest + " (received " +
                format_iso_datetime((*files)[i].file.identity.received_at) + ")";
    }
    return fault(text);
}

Result<std::optional<LedgerFile>> StoreLedger::forget(std::string_view digest_or_name) {
    if (begun_) return fault("a file has begun");
    forget_fetched();
    if (const auto begun = store_->begin(LedgerMode::Accept, options_.lock_wait); !begun) return begun.error();
    const auto file = find_file(digest_or_name);
    Result<void> removed;
    if (file && *file) removed = store_->remove(**file);
    if (file && *file && removed) removed = store_->commit_change();
    store_->rollback();
    if (!file) return file.error();
    if (!removed) return removed.error();
    if (!*file) return std::optional<LedgerFile>();
    return std::optional((*file)->file);
}

Result<std::vector<LedgerFile>> StoreLedger::files() {
    const auto stored = store_->files();
    if (!stored) return stored.error();
    std::vector<LedgerFile> files;
    for (const StoredFile& file : *stored) files.push_back(file.file);
    return files;
}

Result<std::vector<LedgerHistoryRow>> StoreLedger::history(const LedgerKey& key) {
    if (begun_) return fault("a file has begun");
    std::vector<LedgerHistoryRow> rows;
    const auto hash = hash_of_key(hasher_, key.cells);
    if (hash == kNoKey) return rows;
    const KeyQuery query{key.relation, key.index, hash};
    forget_fetched();
    fetched_.expect(std::span(&query, 1));
    if (auto looked_up = fetched_.look_up(*store_, std::span(&query, 1), SIZE_MAX); !looked_up) {
        return looked_up.error();
    }
    for (std::uint32_t at = fetched_.find(query)->first; at != FetchedRows::kNone; at = fetched_.row(at).next) {
        if (rows.size() == LedgerLimits::kMaxRowsOfKey) break;
        const FetchedRows::Row& found = fetched_.row(at);
        const auto cells = fetched_.cells(found);
        if (!matches(key, cells)) continue;
        LedgerHistoryRow row;
        row.record = RecordNumber{found.record};
        row.cells.assign(cells.begin(), cells.end());
        auto where = place(row.record);
        if (!where) return where.error();
        row.place = std::move(*where);
        for (const std::uint64_t taker : fetched_.takers(found.record))
            row.taken_back_by.push_back(RecordNumber{taker});
        row.is_seen = is_seen(found.record);
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<LedgerStats> StoreLedger::stats() {
    auto stats = store_->stats();
    if (stats) stats->hides_private = hides_private_;
    return stats;
}

}  // namespace jianhe::detail
