#include "tests/unit/runtime/ledger_sample.h"

#include <cstdlib>
#include <filesystem>

namespace jianhe::ledger_sample {
namespace {

using Kind = LedgerColumn::Kind;

class MemoryTestStore final : public Store {
public:
    Result<std::unique_ptr<Ledger>> open(const LedgerShape& shape, LedgerOptions options) override {
        return open_memory_ledger(shape, options);
    }
    bool is_lasting() const noexcept override { return false; }
};

class SqliteTestStore final : public Store {
public:
    Result<std::unique_ptr<Ledger>> open(const LedgerShape& shape, LedgerOptions options) override {
        return open_sqlite_ledger(folder_ / "history.db", shape, options);
    }

private:
    TemporaryFolder folder_;
};

}  // namespace

LedgerShape shape() {
    LedgerShape shape;
    shape.name = "parcel";
    shape.version = "1";
    shape.record_name = {{"visit", Kind::Private, false, "visit_id"}};
    shape.relations = {{"visits",
                        {{"visit", Kind::Private, false, "visit_id"},
                         {"person", Kind::Private, false, "person"},
                         {"at", Kind::Number, false, ""},
                         {"place", Kind::Text, false, ""},
                         {"note", Kind::Text, true, ""}},
                        {{0}, {1, 2}}},
                       {"refills",
                        {{"visit", Kind::Private, false, "visit_id"},
                         {"number", Kind::Number, false, ""},
                         {"state", Kind::Number, false, ""}},
                        {{0}, {0, 1}}}};
    return shape;
}

std::unique_ptr<Store> make_memory_store() { return std::make_unique<MemoryTestStore>(); }
std::unique_ptr<Store> make_sqlite_store() { return std::make_unique<SqliteTestStore>(); }

TemporaryFolder::TemporaryFolder() : path_(std::filesystem::temp_directory_path() / "jianhe-ledger-XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr) std::abort();
}
TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

LedgerFileIdentity file(const std::string& digest, const std::string& name) {
    return {digest, name, DateTime{1'760'000'000}};
}

Cell visit(const Ledger& ledger, std::string_view text) { return ledger.cell({kVisits, 0}, text); }

std::vector<Cell> visit_row(const Ledger& ledger, std::string_view visit, std::string_view person, std::int64_t at,
                            std::string_view place, std::string_view note) {
    return {ledger.cell({kVisits, 0}, visit), ledger.cell({kVisits, 1}, person), Ledger::cell(at),
            ledger.cell({kVisits, 3}, place), ledger.cell({kVisits, 4}, note)};
}

std::vector<Cell> refill_row(const Ledger& ledger, std::string_view visit, std::int64_t number, std::int64_t state) {
    return {ledger.cell({kRefills, 0}, visit), Ledger::cell(number), Ledger::cell(state)};
}

void begin(Ledger& ledger, const std::string& digest, LedgerMode mode) {
    const auto begun = ledger.begin_file(file(digest), mode);
    ASSERT_TRUE(begun) << begun.error().text;
    ASSERT_FALSE(begun->already);
}

RecordNumber add_visit(Ledger& ledger, std::uint64_t position, std::string_view visit, std::string_view person,
                       std::int64_t at) {
    const Cell name[] = {ledger.cell({LedgerColumnRef::kRecordName, 0}, visit)};
    const auto record = ledger.add_record(position, name);
    EXPECT_TRUE(record) << record.error().text;
    const auto added = ledger.add_row(kVisits, visit_row(ledger, visit, person, at));
    EXPECT_TRUE(added) << added.error().text;
    return record ? *record : RecordNumber{};
}

std::vector<std::string> refills(Ledger& ledger, std::string_view visit_text) {
    const Cell key[] = {visit(ledger, visit_text)};
    const auto found = ledger.rows({kRefills, kByVisit, key});
    EXPECT_TRUE(found) << found.error().text;
    std::vector<std::string> texts;
    if (!found) return texts;
    for (const LedgerRow& row : found->rows) {
        texts.push_back(std::to_string(*row.cells[1].number()) + ":" + std::to_string(*row.cells[2].number()));
    }
    return texts;
}

std::vector<std::string> records_of(Ledger& ledger, std::string_view visit_text) {
    const Cell key[] = {visit(ledger, visit_text)};
    const auto found = ledger.rows({kVisits, kByVisit, key});
    EXPECT_TRUE(found) << found.error().text;
    std::vector<RecordNumber> records;
    if (found) {
        for (const LedgerRow& row : found->rows) records.push_back(row.record);
    }
    std::vector<std::string> texts;
    for (const RecordNumber record : records) {
        const auto place = ledger.place(record);
        EXPECT_TRUE(place) << place.error().text;
        if (place) texts.push_back(place->file.digest + "#" + std::to_string(place->position));
    }
    return texts;
}

}  // namespace jianhe::ledger_sample
