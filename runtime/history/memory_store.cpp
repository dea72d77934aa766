// The ledger of a process, for tests and examples: gone with the object.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "runtime/history/row_bytes.h"
#include "runtime/history/store_ledger.h"

namespace jianhe {
namespace detail {
namespace {

class MemoryStore final : public LedgerStore {
public:
    const std::string& name() const noexcept override { return name_; }

    Result<std::optional<LedgerMeta>> read_meta() override { return meta_; }
    Result<void> begin_change(std::chrono::milliseconds) override { return {}; }
    Result<void> create(const LedgerMeta& meta) override {
        meta_ = meta;
        return {};
    }
    // A ledger in memory is made for one shape.
    Result<void> change(const LedgerMeta&, const ShapeChange&) override { return {}; }
    Result<void> commit_change() override { return {}; }
    Result<void> use(const LedgerMeta&, const LedgerShape& shape) override {
        widths_.clear();
        for (const LedgerRelation& relation : shape.relations) widths_.push_back(relation.columns.size());
        name_width_ = shape.record_name.size();
        relations_.resize(shape.relations.size());
        for (std::size_t i = 0; i < relations_.size(); ++i)
            relations_[i].keys.resize(shape.relations[i].indexes.size());
        return {};
    }

    Result<std::uint64_t> begin(LedgerMode, std::chrono::milliseconds) override {
        is_open_ = true;
        return next_record_;
    }
    Result<std::optional<StoredFile>> file_of_digest(std::string_view digest) override {
        for (const auto& [first, file] : files_) {
            if (file.file.identity.digest == digest) return std::optional(file);
        }
        return std::optional<StoredFile>();
    }
    Result<void> look_up(std::span<const KeyQuery> queries, RowSink& sink) override;
    Result<std::vector<FileRows::TakeBack>> takers_of(std::span<const std::uint64_t> records) override;
    Result<std::uint32_t> depth_of(std::uint64_t record) override {
        std::uint32_t depth = 0;
        for (const auto& take_back : take_backs_) {
            if (take_back.taker == record) depth = std::max(depth, take_back.depth);
        }
        return depth;
    }
    Result<void> write(const FileRows& rows) override;
    Result<void> commit(const StoredFile& file) override {
        files_[file.first_record] = file;
        next_record_ = file.last_record + 1;
        is_open_ = false;
        return {};
    }
    void rollback() noexcept override {
        if (std::exchange(is_open_, false)) keep_records([&](std::uint64_t record) { return record < next_record_; });
    }

    Result<std::optional<StoredFile>> file_of_record(std::uint64_t record) override {
        auto after = files_.upper_bound(record);
        if (after == files_.begin() || (--after)->second.last_record < record) return std::optional<StoredFile>();
        return std::optional(after->second);
    }
    Result<std::vector<Cell>> name_of_record(std::uint64_t record) override {
        const auto found = names_.find(record);
        return found == names_.end() ? std::vector<Cell>() : found->second;
    }
    Result<std::vector<StoredFile>> files() override {
        std::vector<StoredFile> files;
        for (const auto& [first, file] : files_) files.push_back(file);
        return files;
    }
    Result<void> remove(const StoredFile& file) override {
        keep_records([&](std::uint64_t record) { return record < file.first_record || record > file.last_record; });
        files_.erase(file.first_record);
        is_open_ = false;
        return {};
    }
    Result<LedgerStats> stats() override;
    Result<void> verify() override { return {}; }

private:
    struct Row {
        std::uint64_t record = 0;
        std::vector<Cell> cells;
        std::vector<std::uint64_t> hashes;
    };
    struct Relation {
        std::vector<Row> rows;
        std::vector<std::unordered_map<std::uint64_t, std::vector<std::size_t>>> keys;  // of each index

        void add(Row row) {
            for (std::size_t i = 0; i < keys.size(); ++i) {
                if (row.hashes[i] != kNoKey) keys[i][row.hashes[i]].push_back(rows.size());
            }
            rows.push_back(std::move(row));
        }
    };

    template <class Keep>
    void keep_records(const Keep& keep);

    const std::string name_ = "memory:";
    std::optional<LedgerMeta> meta_;
    std::vector<std::size_t> widths_;
    std::size_t name_width_ = 0;
    std::vector<Relation> relations_;
    std::map<std::uint64_t, std::vector<Cell>> names_;
    std::vector<FileRows::TakeBack> take_backs_;
    std::map<std::uint64_t, StoredFile> files_;
    std::uint64_t next_record_ = 1;
    bool is_open_ = false;
};

std::vector<Cell> cells_of(const char* bytes, std::size_t width) {
    CellReader reader(bytes);
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < width; ++i) cells.push_back(reader.next().cell());
    return cells;
}

Result<void> MemoryStore::look_up(std::span<const KeyQuery> queries, RowSink& sink) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const Relation& relation = relations_[queries[i].relation];
        const auto& keys = relation.keys[queries[i].index];
        const auto found = keys.find(queries[i].hash);
        if (found == keys.end()) continue;
        const std::size_t count = std::min(found->second.size(), LedgerLimits::kMaxRowsOfKey + 1);
        for (std::size_t row = 0; row < count; ++row) {
            cells = relation.rows[found->second[row]].cells;
            sink.add(i, relation.rows[found->second[row]].record, cells);
        }
    }
    return {};
}

Result<std::vector<FileRows::TakeBack>> MemoryStore::takers_of(std::span<const std::uint64_t> records) {
    std::vector<FileRows::TakeBack> found;
    for (const auto& take_back : take_backs_) {
        if (std::ranges::binary_search(records, take_back.taken)) found.push_back(take_back);
    }
    return found;
}

Result<void> MemoryStore::write(const FileRows& rows) {
    for (std::size_t i = 0; i < relations_.size(); ++i) {
        const FileRows::Relation& added = rows.relation(static_cast<std::uint32_t>(i));
        for (std::size_t row = 0; row < added.size(); ++row) {
            Row made{added.records[row], cells_of(added.row(row), widths_[i]), {}};
            for (const auto& hashes : added.hashes) made.hashes.push_back(hashes[row]);
            relations_[i].add(std::move(made));
        }
    }
    const FileRows::Relation& names = rows.names();
    for (std::size_t row = 0; row < names.size(); ++row) {
        names_[names.records[row]] = cells_of(names.row(row), name_width_);
    }
    take_backs_.insert(take_backs_.end(), rows.take_backs().begin(), rows.take_backs().end());
    return {};
}

template <class Keep>
void MemoryStore::keep_records(const Keep& keep) {
    for (Relation& relation : relations_) {
        Relation kept;
        kept.keys.resize(relation.keys.size());
        for (Row& row : relation.rows) {
            if (keep(row.record)) kept.add(std::move(row));
        }
        relation = std::move(kept);
    }
    std::erase_if(names_, [&](const auto& name) { return !keep(name.first); });
    std::erase_if(take_backs_, [&](const auto& one) { return !keep(one.taken) || !keep(one.taker); });
}

Result<LedgerStats> MemoryStore::stats() {
    LedgerStats stats;
    stats.files = files_.size();
    for (const auto& [first, file] : files_) stats.records += file.file.records;
    stats.take_backs = take_backs_.size();
    for (std::size_t i = 0; i < relations_.size(); ++i) {
        stats.relations.push_back({meta_->shape.relations[i].name, relations_[i].rows.size()});
    }
    return stats;
}

}  // namespace
}  // namespace detail

Result<std::unique_ptr<Ledger>> open_memory_ledger(const LedgerShape& shape, const LedgerOptions& options) {
    if (auto checked = detail::check_shape(shape); !checked) return checked.error();
    LedgerOptions own = options;
    if (own.key_file.empty()) own.keep_private_readable = true;  // nothing of it outlives the process
    return detail::open_store(std::make_unique<detail::MemoryStore>(), shape, own, "");
}

}  // namespace jianhe
