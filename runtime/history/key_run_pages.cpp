#include "runtime/history/key_run_pages.h"

#include <cstring>

namespace jianhe::detail {
namespace {

// A page of the data base has 8,192 bytes, 509 entries: five standard deviations away. More than fit go to a page of
// their own, so nothing depends on this.
constexpr std::uint64_t kEntriesPerPage = 400;

}  // namespace

std::uint64_t pages_for(std::uint64_t entries) noexcept { return (entries + kEntriesPerPage - 1) / kEntriesPerPage; }

KeyEntry KeyPage::operator[](std::size_t index) const noexcept {
    KeyEntry entry;
    std::memcpy(&entry, bytes_.data() + index * sizeof entry, sizeof entry);
    return entry;
}

std::size_t KeyPage::lower_bound(std::uint64_t hash) const noexcept {
    std::size_t first = 0;
    std::size_t count = size();
    while (count > 0) {
        const std::size_t half = count / 2;
        if ((*this)[first + half].hash < hash) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first;
}

Result<KeyRunReader> KeyRunReader::open(SqliteConnection& connection, const std::string& schema,
                                        std::uint64_t first_page, std::uint64_t pages) {
    auto statement =
        connection.prepare("SELECT entries FROM " + schema + ".key_pages WHERE page >= ?1 AND page < ?2 ORDER BY page");
    if (!statement) return statement.error();
    statement->bind(1, first_page);
    statement->bind(2, first_page + pages);
    KeyRunReader reader(connection, std::move(*statement));
    if (auto read = reader.next(); !read) return read.error();
    return reader;
}

Result<void> KeyRunReader::next() {
    while (at_ * sizeof entry_ >= page_.size()) {
        const auto has_page = connection_->step(statement_);
        if (!has_page) return has_page.error();
        if (!*has_page) {
            is_at_end_ = true;
            return {};
        }
        page_ = statement_.blob(0);
        at_ = 0;
    }
    entry_ = KeyPage(page_)[at_++];
    return {};
}

Result<KeyRunWriter> KeyRunWriter::open(SqliteConnection& connection, const std::string& schema,
                                        std::uint64_t entries) {
    const auto last = connection.number("SELECT max(page) FROM " + schema + ".key_pages");
    if (!last) return last.error();
    auto statement = connection.prepare("INSERT INTO " + schema + ".key_pages(page, entries) VALUES (?1, ?2)");
    if (!statement) return statement.error();
    return KeyRunWriter(connection, std::move(*statement), static_cast<std::uint64_t>(*last) + 1, pages_for(entries));
}

Result<void> KeyRunWriter::write_page() {
    statement_.bind(1, first_page_ + page_++);
    statement_.bind_blob(2, bytes_);
    auto written = connection_->finish(statement_);
    bytes_.clear();
    return written;
}

Result<void> KeyRunWriter::add(const KeyEntry& entry) {
    for (const std::uint64_t page = page_of_hash(entry.hash, pages_); page_ < page;) {
        if (auto written = write_page(); !written) return written;
    }
    bytes_.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    return {};
}

Result<void> KeyRunWriter::finish() {
    while (page_ < pages_) {
        if (auto written = write_page(); !written) return written;
    }
    return {};
}

}  // namespace jianhe::detail
