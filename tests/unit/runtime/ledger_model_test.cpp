// Random work on a ledger beside a model that keeps everything in lists and looks at all of it.
#include <algorithm>
#include <map>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/runtime/ledger_sample.h"

namespace jianhe {
namespace {

using namespace ledger_sample;  // NOLINT(google-build-using-namespace)

struct ModelRow {
    std::uint32_t relation = 0;
    std::vector<Cell> cells;
};
struct ModelRecord {
    std::string file;
    std::uint64_t position = 0;
    std::vector<ModelRow> rows;
    std::vector<std::string> takes;  // by label

    std::string label() const { return file + "#" + std::to_string(position); }
};
struct ModelFile {
    std::string digest;
    std::vector<ModelRecord> records;
};

class Model {
public:
    std::vector<ModelFile> files;  // the last one may have begun

    std::vector<const ModelRecord*> records() const {
        std::vector<const ModelRecord*> all;
        for (const ModelFile& file : files) {
            for (const ModelRecord& record : file.records) all.push_back(&record);
        }
        return all;
    }

    bool is_seen(const std::string& label) const {
        for (const ModelRecord* record : records()) {
            const bool takes = std::ranges::find(record->takes, label) != record->takes.end();
            if (takes && is_seen(record->label())) return false;
        }
        return true;
    }

    // `label cell …` of each row that is seen, in order.
    std::vector<std::string> rows(std::uint32_t relation, const std::vector<std::uint32_t>& columns,
                                  const std::vector<Cell>& key) const;
};

std::string text_of(const std::string& label, std::span<const Cell> cells) {
    std::string text = label;
    for (const Cell& cell : cells) {
        if (cell.number() != nullptr) text += " " + std::to_string(*cell.number());
        if (cell.text() != nullptr) text += " '" + *cell.text() + "'";
        if (cell.digest() != nullptr) {
            text += " ";
            for (const std::byte byte : *cell.digest()) text += std::to_string(std::to_integer<int>(byte)) + ".";
        }
        if (cell.is_absent()) text += " -";
    }
    return text;
}

std::vector<std::string> Model::rows(std::uint32_t relation, const std::vector<std::uint32_t>& columns,
                                     const std::vector<Cell>& key) const {
    std::vector<std::string> texts;
    for (const ModelRecord* record : records()) {
        if (!is_seen(record->label())) continue;
        for (const ModelRow& row : record->rows) {
            bool matches = row.relation == relation;
            for (std::size_t i = 0; matches && i < columns.size(); ++i) {
                matches = row.cells[columns[i]] == key[i] && !key[i].is_absent();
            }
            if (matches) texts.push_back(text_of(record->label(), row.cells));
        }
    }
    return texts;
}

class LedgerModelTest : public testing::TestWithParam<StoreKind> {
protected:
    void open() {
        ledger_.reset();
        LedgerOptions options;
        // Often so little that rows of the file go to the store at once.
        if (store_->is_lasting()) options.memory_bytes = below(3) == 0 ? 1'024 : std::size_t{1} << 20;
        auto opened = store_->open(shape(), options);
        ASSERT_TRUE(opened) << opened.error().text;
        ledger_ = std::move(*opened);
    }
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    std::string some_visit() { return "V" + std::to_string(below(12)); }
    std::string some_person() { return "P" + std::to_string(below(4)); }

    struct Question {
        std::uint32_t relation;
        std::uint32_t index;
        std::vector<Cell> cells;
        LedgerKey key() const { return {relation, index, cells}; }
    };
    Question some_question() {
        const Cell visit_cell = below(20) == 0 ? Cell() : visit(*ledger_, some_visit());
        switch (below(4)) {
            case 0: return {kVisits, kByVisit, {visit_cell}};
            case 1:
                return {kVisits,
                        kByPersonAndTime,
                        {ledger_->cell({kVisits, 1}, some_person()), Ledger::cell(std::int64_t(below(3)))}};
            case 2: return {kRefills, kByVisit, {visit_cell}};
            default: return {kRefills, kByVisitAndNumber, {visit_cell, Ledger::cell(std::int64_t(below(4)))}};
        }
    }

    void compare(const Question& question) {
        const auto found = ledger_->rows(question.key());
        ASSERT_TRUE(found) << found.error().text;
        std::vector<std::pair<RecordNumber, std::vector<Cell>>> rows;
        for (const LedgerRow& row : found->rows) rows.push_back({row.record, {row.cells.begin(), row.cells.end()}});
        std::vector<std::string> texts;
        for (const auto& [record, cells] : rows) {
            const auto place = ledger_->place(record);
            ASSERT_TRUE(place) << place.error().text;
            labels_[place->file.digest + "#" + std::to_string(place->position)] = record;
            texts.push_back(text_of(place->file.digest + "#" + std::to_string(place->position), cells));
        }
        const auto& columns = ledger_->shape().relations[question.relation].indexes[question.index];
        ASSERT_EQ(texts, model_.rows(question.relation, columns, question.cells));
    }

    void fetch_some() {
        std::vector<Question> questions;
        for (std::uint64_t count = below(8); count > 0; --count) questions.push_back(some_question());
        std::vector<LedgerKey> keys;
        for (const Question& question : questions) keys.push_back(question.key());
        const auto fetched = ledger_->fetch(keys);
        ASSERT_TRUE(fetched) << fetched.error().text;
        for (const Question& question : questions) compare(question);
    }

    void add_record(std::uint64_t position) {
        ModelFile& file = model_.files.back();
        file.records.push_back({file.digest, position, {}, {}});
        ModelRecord& record = file.records.back();
        const std::string name = some_visit();
        const auto added = ledger_->add_record(position, std::vector{visit(*ledger_, name)});
        ASSERT_TRUE(added) << added.error().text;
        for (std::uint64_t count = below(3); count > 0; --count) {
            ModelRow row;
            if (below(2) == 0) {
                row = {kVisits, visit_row(*ledger_, some_visit(), some_person(), std::int64_t(below(3)), "place",
                                          below(2) == 0 ? "note" : "")};
            } else {
                row = {kRefills, refill_row(*ledger_, some_visit(), std::int64_t(below(4)), std::int64_t(below(5)))};
            }
            const auto kept = ledger_->add_row(row.relation, row.cells);
            ASSERT_TRUE(kept) << kept.error().text;
            record.rows.push_back(row);
        }
        if (below(4) == 0) take_some_back(record, *added);
    }

    // Of the records that were seen in an answer since the last file was forgotten.
    void take_some_back(ModelRecord& record, RecordNumber number) {
        if (labels_.empty()) return;
        const auto chosen = std::next(labels_.begin(), std::ptrdiff_t(below(labels_.size())));
        if (chosen->second >= number) return;
        const auto taken = ledger_->take_back(chosen->second);
        if (!taken) return;  // too deep
        record.takes.push_back(chosen->first);
    }

    void run_file(std::uint64_t step) {
        const LedgerMode mode = below(3) == 0 ? LedgerMode::Check : LedgerMode::Accept;
        const std::string digest = "d" + std::to_string(step);
        begin(*ledger_, digest, mode);
        model_.files.push_back({digest, {}});
        std::uint64_t position = below(3);
        for (std::uint64_t count = below(25); count > 0 && !HasFatalFailure(); --count) {
            add_record(position);
            position += 1 + below(3);
            if (below(3) == 0) fetch_some();
            compare(some_question());
        }
        const bool is_kept = mode == LedgerMode::Accept && below(4) != 0;
        if (is_kept || below(2) == 0) {
            const auto done = mode == LedgerMode::Check || is_kept ? ledger_->commit() : Result<void>();
            ASSERT_TRUE(done) << done.error().text;
        }
        ledger_->rollback();
        if (!is_kept) {
            model_.files.pop_back();
            std::erase_if(labels_, [&](const auto& label) { return label.first.starts_with(digest + "#"); });
        }
    }

    void forget_some() {
        if (model_.files.empty()) return;
        const std::size_t which = below(model_.files.size());
        const std::string digest = model_.files[which].digest;
        const auto forgotten = ledger_->forget(digest);
        ASSERT_TRUE(forgotten) << forgotten.error().text;
        ASSERT_TRUE(*forgotten);
        ASSERT_EQ((*forgotten)->records, model_.files[which].records.size());
        model_.files.erase(model_.files.begin() + std::ptrdiff_t(which));
        std::erase_if(labels_, [&](const auto& label) { return label.first.starts_with(digest + "#"); });
    }

    std::mt19937_64 random_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<Ledger> ledger_;
    Model model_;
    std::map<std::string, RecordNumber> labels_;
};

TEST_P(LedgerModelTest, DoesWhatTheModelDoes) {
    constexpr std::uint64_t kSeeds = 6;
    constexpr std::uint64_t kSteps = 60;
    for (std::uint64_t seed = 1; seed <= kSeeds && !HasFatalFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        random_.seed(seed);
        model_ = {};
        labels_.clear();
        ledger_.reset();
        std::string why_not;
        store_ = GetParam().make(why_not);
        if (!store_) GTEST_SKIP() << why_not;
        open();
        for (std::uint64_t step = 0; step < kSteps && !HasFatalFailure(); ++step) {
            SCOPED_TRACE("step " + std::to_string(step));
            switch (below(8)) {
                case 0: forget_some(); break;
                case 1:
                    if (store_->is_lasting()) open();
                    break;
                case 2: fetch_some(); break;
                default: run_file(step); break;
            }
            if (!HasFatalFailure()) compare(some_question());
        }
        EXPECT_TRUE(ledger_->verify());
    }
}

INSTANTIATE_TEST_SUITE_P(Stores, LedgerModelTest, testing::ValuesIn(store_kinds()),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace jianhe
