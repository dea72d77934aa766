// Declared records and examples: their values are put together here, so that engines and tools meet whole records only.

#include <algorithm>
#include <set>

#include "compiler/check/context.h"
#include "compiler/check/expressions.h"
#include "compiler/check/record_filler.h"

namespace jianhe {
namespace {

void check_record(Context& context, const dsl::RecordDecl& decl) {
    ir::DeclaredRecord record;
    record.name = decl.name.text;
    record.label = decl.label ? decl.label->text : "";
    record.location = context.location(decl.range);
    record.values = empty_values(context.module);
    if (decl.weight) {
        if (const auto weight = context.number(*decl.weight, 0, 1'000'000)) record.weight = *weight;
    }
    if (decl.base) {
        if (const ir::RecordId* base = context.resolve(context.records, *decl.base, "record declared before")) {
            record.values = context.module.records[ir::index_of(*base)].values;
        }
    }
    RecordFiller(context, record.values).apply(decl.body);
    const auto id = static_cast<ir::RecordId>(context.module.records.size());
    if (!context.declare(context.records, decl.name, id, "record")) return;
    context.module.records.push_back(std::move(record));
}

std::vector<ir::RecordValues> earlier_records(Context& context, const std::vector<dsl::ExampleDecl::Earlier>& written) {
    std::vector<ir::RecordValues> records;
    for (const dsl::ExampleDecl::Earlier& earlier : written) {
        const ir::RecordId* base = context.resolve(context.records, earlier.record, "record");
        if (base == nullptr) continue;
        records.push_back(context.module.records[ir::index_of(*base)].values);
        RecordFiller(context, records.back()).apply(earlier.body);
    }
    return records;
}

// The records before it in its file, and the masters and providers whose samples it uses.
void check_surroundings(Context& context, const dsl::ExampleDecl& decl, ir::Example& example) {
    for (const auto& file : decl.files) example.files.push_back(earlier_records(context, file));
    example.after = earlier_records(context, decl.after);
    for (const dsl::Name& name : decl.uses) {
        if (name.text == kHistory) {
            example.has_history = true;
            continue;
        }
        const auto* provider = context.providers.find(name.text);
        const ir::MasterId* master =
            provider == nullptr ? context.resolve(context.masters, name, "master or provider") : nullptr;
        if (provider == nullptr && master == nullptr) continue;
        const bool has_sample = provider != nullptr
                                    ? !context.module.providers[ir::index_of(provider->id)].sample_file.empty()
                                    : !context.module.masters[ir::index_of(*master)].sample_file.empty();
        if (!has_sample) {
            context.emitter.report(dsl::diag::NoSample, name.range, name.text)
                .hint("write `sample \"FILE.csv\"` where it is declared");
        } else if (provider != nullptr) {
            example.providers.push_back(provider->id);
        } else {
            example.masters.push_back(*master);
        }
    }
}

void check_expected(Context& context, const dsl::ExampleDecl& decl, ir::Example& example) {
    for (const dsl::ExampleDecl::Expected& expected : decl.finds) {
        if (context.segments.find(expected.field.text) == nullptr) {
            (void)context.resolve(context.fields, expected.field, "field");
        }
        (void)context.resolve_code(expected.code);
        std::uint32_t row = 0;
        if (expected.row) row = context.number(*expected.row, 1, kMaxRows).value_or(0);
        example.finds.push_back({expected.field.text, row, expected.code.text});
    }
    if (!decl.accepted && decl.finds.empty() && context.is_whole)
        context.emitter.report(dsl::diag::ExampleExpectsNothing, decl.record.range);
}

// What its effects leave in the ledger. Files before its own mean nothing without one.
void check_leaves(Context& context, const dsl::ExampleDecl& decl, ir::Example& example) {
    if (!example.has_history && (decl.leaves || !decl.files.empty())) {
        const dsl::SourceRange place = decl.leaves ? decl.leaves->range : decl.files.front().front().range;
        context.emitter.report(dsl::diag::HistoryNotUsed, place).hint("write `using history` behind `after …`");
    }
    if (!decl.leaves) return;
    Scope scope;
    scope.may_ask_history = true;
    example.leaves = ExpressionChecker(context, scope).condition(*decl.leaves).value_or(ir::kNone<ir::InstId>);
}

void check_example(Context& context, const dsl::ExampleDecl& decl) {
    const ir::RecordId* base = context.resolve(context.records, decl.record, "record");
    if (base == nullptr) return;
    ir::Example example;
    example.label = decl.label ? decl.label->text : "";
    example.base = *base;
    example.location = context.location(decl.range);
    example.values = context.module.records[ir::index_of(*base)].values;
    example.accepted = decl.accepted;
    example.only = decl.only;
    RecordFiller(context, example.values, &example).apply(decl.body);
    check_surroundings(context, decl, example);
    example.givens = check_given_values(context, decl.givens);
    check_expected(context, decl, example);
    check_leaves(context, decl, example);
    context.module.examples.push_back(std::move(example));
}

}  // namespace

void check_records(Context& context) {
    for (const dsl::RecordDecl& decl : context.tree.records) check_record(context, decl);
    for (const dsl::ExampleDecl& decl : context.tree.examples) check_example(context, decl);
}

}  // namespace jianhe
