#include "compiler/interp/example_judge.h"

#include <new>
#include <string>
#include <utility>

#include "compiler/interp/effects.h"
#include "compiler/interp/evaluate.h"
#include "compiler/interp/imported_rows.h"
#include "compiler/interp/ledger_shape.h"

namespace jianhe {
namespace {

// A ledger in memory fails when there is no more of it, and nothing else of an example could go on then either.
template <class T>
T expect(Result<T> result) {
    if (!result) throw std::bad_alloc();
    return std::move(*result);
}

void expect(const Result<void>& result) {
    if (!result) throw std::bad_alloc();
}

}  // namespace

ExampleJudge::ExampleJudge(const ir::Module& module, const RecordLayout& layout, const Supplied& supplied,
                           const ir::Example* example)
    : module_(module),
      layout_(layout),
      supplied_(supplied),
      example_(example),
      memory_({}, {}),
      interpreter_(module, supplied) {
    interpreter_.set_file(&memory_);
    if (example_ == nullptr) return;
    if (example_->has_history) {
        ledger_ = expect(open_memory_ledger(ledger_shape(module), {}));
        interpreter_.set_ledger(ledger_.get());
        import_samples();
    }
    for (const std::vector<ir::RecordValues>& file : example_->files) {
        begin_file();
        earlier(file);
        if (ledger_ != nullptr) expect(ledger_->commit());
        memory_.next_file();
    }
    begin_file();
    earlier(example_->after);
}

// Samples that cannot be read leave nothing: the first example that relies on one says so.
void ExampleJudge::import_samples() {
    for (std::size_t i = 0; i < module_.relations.size(); ++i) {
        const ir::Relation& list = module_.relations[i];
        if (list.sample.empty()) continue;
        const auto rows = read_imported_rows(module_, list, list.sample, list.sample_file);
        if (!rows) continue;
        begin_file();
        expect(add_imported_rows(module_, static_cast<ir::RelationId>(i), *rows, *ledger_));
        expect(ledger_->commit());
    }
}

// Files of examples have no contents of their own, and so no digest: their number tells them apart.
void ExampleJudge::begin_file() {
    position_ = 0;
    if (ledger_ == nullptr) return;
    const std::string name = "example file " + std::to_string(++files_);
    expect(ledger_->begin_file({name, name, DateTime{}}, LedgerMode::Accept));
}

void ExampleJudge::earlier(std::span<const ir::RecordValues> records) {
    RecordResult result;
    for (const ir::RecordValues& values : records) {
        Record record(layout_);
        fill_record(values, record);
        interpreter_.check(record, result);
        take_effect(record, result);
    }
}

void ExampleJudge::take_effect(const Record& record, const RecordResult& result) {
    if (ledger_ == nullptr) return;
    expect(Effects(module_, interpreter_.evaluator()).apply(record, result, position_++));
}

void ExampleJudge::judge(const Record& record, RecordResult& result, std::vector<TraceEntry>& trace) {
    interpreter_.check_traced(record, result, trace);
}

std::optional<Truth> ExampleJudge::leaves(const Record& record, const RecordResult& result) {
    if (example_ == nullptr || !ir::is_some(example_->leaves)) return std::nullopt;
    take_effect(record, result);
    interpreter_.evaluator().begin(record, supplied_);
    return interpreter_.evaluator().truth(example_->leaves, 0);
}

}  // namespace jianhe
