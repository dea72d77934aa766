#include "runtime/history/key_runs.h"

#include <algorithm>
#include <array>
#include <bit>

#include "runtime/history/key_run_pages.h"

namespace jianhe::detail {
namespace {

// So many runs of a size become one.
constexpr std::size_t kFanIn = 4;
// So many keys ahead a filter's memory is asked for.
constexpr std::size_t kPrefetched = 24;
// A filter of fewer keys has no room for a whole block.
constexpr std::uint64_t kFewestFilterKeys = 64;
// Of one filter, when it is written: all bits for some 70 million keys.
constexpr std::size_t kMaxFilterBytes = std::size_t{128} << 20;

// Runs of one class differ in size by less than the fan-in.
std::size_t size_class(std::uint64_t entries) noexcept { return (std::bit_width(entries) - 1) / 2; }

// Sixteen bits a key instead of the filter's ten: one foreign key in some hundreds seems to be there, not one in a
// hundred, and each such one reads a page for nothing.
std::uint64_t filter_size(std::uint64_t entries) noexcept {
    return std::max(entries + entries * 6 / 10, kFewestFilterKeys);
}

// A filter takes a key of 128 bits.
Key128 filter_key(std::uint64_t hash) noexcept { return {hash, hash * 0x9E3779B97F4A7C15}; }

}  // namespace

Result<void> KeyRuns::create() {
    return connection_.run("CREATE TABLE " + schema_ + ".key_runs(run INTEGER PRIMARY KEY AUTOINCREMENT, " +
                           "key_index INTEGER NOT NULL, first_page INTEGER NOT NULL, pages INTEGER NOT NULL, " +
                           "entries INTEGER NOT NULL);" + "CREATE TABLE " + schema_ +
                           ".key_filters(run INTEGER PRIMARY KEY, bits BLOB NOT NULL);" + "CREATE TABLE " + schema_ +
                           ".key_pages(page INTEGER PRIMARY KEY, entries BLOB NOT NULL);");
}

Result<void> KeyRuns::load() {
    auto statement = connection_.prepare("SELECT run, key_index, first_page, pages, entries FROM " + schema_ +
                                         ".key_runs ORDER BY run");
    if (!statement) return statement.error();
    if (!select_page_) {
        auto select = connection_.prepare("SELECT entries FROM " + schema_ + ".key_pages WHERE page = ?1");
        if (!select) return select.error();
        select_page_ = std::move(*select);
    }
    std::vector<Run> before = std::move(runs_);
    runs_.clear();
    for (;;) {
        const auto has_row = connection_.step(*statement);
        if (!has_row) return has_row.error();
        if (!*has_row) break;
        const std::uint64_t id = statement->natural(0);
        const auto known = std::ranges::lower_bound(before, id, {}, &Run::id);
        if (known != before.end() && known->id == id) {
            runs_.push_back(std::move(*known));
        } else {
            runs_.push_back({id, static_cast<std::uint32_t>(statement->number(1)), statement->natural(2),
                             statement->natural(3), statement->natural(4), KeyFilter(), false});
        }
    }
    last_loaded_ = runs_.empty() ? 0 : runs_.back().id;
    return {};
}

void KeyRuns::roll_back() noexcept {
    std::erase_if(runs_, [&](const Run& run) { return run.id > last_loaded_; });
}

Result<void> KeyRuns::read_filter(Run& run) {
    auto statement = connection_.prepare("SELECT bits FROM " + schema_ + ".key_filters WHERE run = ?1");
    if (!statement) return statement.error();
    statement->bind(1, run.id);
    const auto has_row = connection_.step(*statement);
    if (!has_row) return has_row.error();
    if (*has_row) run.filter = KeyFilter::load(statement->blob(0));
    run.has_filter = true;
    return {};
}

Result<void> KeyRuns::load_filters(std::size_t max_bytes) {
    max_filter_bytes_ = max_bytes;
    std::size_t bytes = 0;
    std::vector<Run*> missing;
    for (Run& run : runs_) {
        bytes += run.filter.memory_bytes();
        if (!run.has_filter) missing.push_back(&run);
    }
    std::ranges::sort(missing, {}, &Run::entries);
    for (Run* const run : missing) {
        bytes += filter_size(run->entries) * KeyFilter::kBitsPerKey / 8;
        if (bytes > max_bytes) break;
        if (auto read = read_filter(*run); !read) return read;
    }
    return {};
}

// Run by run, so that one filter's memory is asked for ahead of its answers: they are far larger than the caches.
void KeyRuns::mark_possible(std::span<Question> questions) const noexcept {
    while (!questions.empty()) {
        const std::uint32_t index = questions.front().index;
        const auto end = std::ranges::find_if(questions, [index](const Question& one) { return one.index != index; });
        const std::span<Question> asked = questions.first(static_cast<std::size_t>(end - questions.begin()));
        questions = questions.subspan(asked.size());
        for (const Run& run : runs_) {
            if (run.index == index) mark_possible(run, asked);
        }
    }
}

void KeyRuns::mark_possible(const Run& run, std::span<Question> questions) noexcept {
    for (std::size_t i = 0; i < questions.size() + kPrefetched; ++i) {
        if (i < questions.size()) run.filter.prefetch(filter_key(questions[i].hash));
        if (i < kPrefetched) continue;
        Question& question = questions[i - kPrefetched];
        if (question.is_possible) continue;
        question.is_possible = !run.has_filter || run.filter.may_contain(filter_key(question.hash));
    }
}

// Writes runs: its pages while entries come, the rest at the end.
class KeyRuns::RunWriter {
public:
    static Result<RunWriter> open(KeyRuns& runs, std::uint32_t index, std::uint64_t entries) {
        auto pages = KeyRunWriter::open(runs.connection_, runs.schema_, entries);
        if (!pages) return pages.error();
        return RunWriter(runs, index, entries, std::move(*pages));
    }

    Result<void> add(const KeyEntry& entry) {
        filter_.add(filter_key(entry.hash));
        return pages_.add(entry);
    }

    Result<void> finish() {
        if (auto finished = pages_.finish(); !finished) return finished;
        SqliteConnection& connection = runs_.connection_;
        auto run = connection.prepare("INSERT INTO " + runs_.schema_ +
                                      ".key_runs(key_index, first_page, pages, entries) VALUES (?1, ?2, ?3, ?4)");
        if (!run) return run.error();
        run->bind(1, std::uint64_t{index_});
        run->bind(2, pages_.first_page());
        run->bind(3, pages_.pages());
        run->bind(4, entries_);
        if (auto written = connection.finish(*run); !written) return written;
        const auto id = static_cast<std::uint64_t>(sqlite3_last_insert_rowid(connection.handle()));
        auto filter = connection.prepare("INSERT INTO " + runs_.schema_ + ".key_filters(run, bits) VALUES (?1, ?2)");
        if (!filter) return filter.error();
        const std::string bits = filter_.save();
        filter->bind(1, id);
        filter->bind_blob(2, bits);
        if (auto written = connection.finish(*filter); !written) return written;
        const bool is_kept = filter_.memory_bytes() <= runs_.max_filter_bytes_;
        runs_.runs_.push_back({id, index_, pages_.first_page(), pages_.pages(), entries_,
                               is_kept ? std::move(filter_) : KeyFilter(), is_kept});
        return {};
    }

private:
    RunWriter(KeyRuns& runs, std::uint32_t index, std::uint64_t entries, KeyRunWriter pages)
        : runs_(runs),
          index_(index),
          entries_(entries),
          pages_(std::move(pages)),
          filter_(filter_size(entries), kMaxFilterBytes) {}

    KeyRuns& runs_;
    std::uint32_t index_;
    std::uint64_t entries_;
    KeyRunWriter pages_;
    KeyFilter filter_;
};

Result<void> KeyRuns::add(std::uint32_t index, std::vector<KeyEntry>& entries) {
    if (entries.empty()) return {};
    std::ranges::sort(entries);
    auto writer = RunWriter::open(*this, index, entries.size());
    if (!writer) return writer.error();
    for (const KeyEntry& entry : entries) {
        if (auto added = writer->add(entry); !added) return added;
    }
    if (auto finished = writer->finish(); !finished) return finished;
    return merge_like(index);
}

// As long as there are four runs of one size. The merged one is of the next size, which may then have four.
Result<void> KeyRuns::merge_like(std::uint32_t index) {
    for (;;) {
        std::array<std::vector<std::size_t>, 33> classes;
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            if (runs_[i].index == index) classes[size_class(runs_[i].entries)].push_back(i);
        }
        const auto full = std::ranges::find_if(classes, [](const auto& some) { return some.size() >= kFanIn; });
        if (full == classes.end()) return {};
        if (auto merged = merge(*full); !merged) return merged;
    }
}

Result<void> KeyRuns::merge(std::span<const std::size_t> places) {
    std::vector<Run> sources;
    std::vector<KeyRunReader> readers;
    std::uint64_t entries = 0;
    for (const std::size_t place : places) {
        const Run& run = runs_[place];
        auto reader = KeyRunReader::open(connection_, schema_, run.first_page, run.pages);
        if (!reader) return reader.error();
        readers.push_back(std::move(*reader));
        sources.push_back({run.id, run.index, run.first_page, run.pages, run.entries, KeyFilter(), false});
        entries += run.entries;
    }
    auto writer = RunWriter::open(*this, sources.front().index, entries);
    if (!writer) return writer.error();
    for (;;) {
        KeyRunReader* least = nullptr;
        for (KeyRunReader& reader : readers) {
            if (!reader.is_at_end() && (least == nullptr || reader.entry() < least->entry())) least = &reader;
        }
        if (least == nullptr) break;
        if (auto added = writer->add(least->entry()); !added) return added;
        if (auto read = least->next(); !read) return read;
    }
    readers.clear();
    if (auto finished = writer->finish(); !finished) return finished;
    for (const Run& source : sources) {
        if (auto removed = remove(source); !removed) return removed;
    }
    return {};
}

Result<void> KeyRuns::remove(const Run& run) {
    const std::uint64_t id = run.id;
    const std::string first = std::to_string(run.first_page);
    const std::string end = std::to_string(run.first_page + run.pages);
    auto removed = connection_.run("DELETE FROM " + schema_ + ".key_pages WHERE page >= " + first + " AND page < " +
                                   end + ";DELETE FROM " + schema_ + ".key_filters WHERE run = " + std::to_string(id) +
                                   ";DELETE FROM " + schema_ + ".key_runs WHERE run = " + std::to_string(id));
    std::erase_if(runs_, [&](const Run& candidate) { return candidate.id == id; });
    return removed;
}

Result<void> KeyRuns::drop(std::uint32_t index) {
    for (;;) {
        const auto found = std::ranges::find(runs_, index, &Run::index);
        if (found == runs_.end()) return {};
        const Run run{found->id, index, found->first_page, found->pages, found->entries, KeyFilter(), false};
        if (auto removed = remove(run); !removed) return removed;
    }
}

Result<void> KeyRuns::find(std::uint32_t index, std::span<const std::uint64_t> hashes, std::size_t first_query,
                           std::size_t limit, std::vector<Hit>& hits) {
    for (const Run& run : runs_) {
        if (run.index != index) continue;
        std::uint64_t page_number = 0;  // pages count from 1
        KeyPage page({});
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            const std::uint64_t hash = hashes[i];
            if (run.has_filter && !run.filter.may_contain(filter_key(hash))) continue;
            const std::uint64_t wanted = run.first_page + page_of_hash(hash, run.pages);
            if (wanted != page_number) {
                sqlite3_reset(select_page_.get());
                select_page_.bind(1, wanted);
                const auto has_page = connection_.step(select_page_);
                if (!has_page) return has_page.error();
                if (!*has_page) {
                    return Error{"the ledger " + connection_.path() +
                                 " is damaged (a page of keys is missing); restore it from a backup"};
                }
                page_number = wanted;
                page = KeyPage(select_page_.blob(0));
            }
            std::size_t count = 0;
            for (std::size_t at = page.lower_bound(hash); at < page.size() && page[at].hash == hash; ++at) {
                if (count++ > limit) break;
                hits.push_back({first_query + i, page[at].row});
            }
        }
        sqlite3_reset(select_page_.get());
    }
    return {};
}

}  // namespace jianhe::detail
