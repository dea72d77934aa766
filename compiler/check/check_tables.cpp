// Tables of tuples, tables of allowed combinations, and the limits on rows.

#include <algorithm>

#include "compiler/check/context.h"
#include "compiler/check/csv.h"
#include "compiler/check/decisions.h"
#include "compiler/check/expressions.h"

namespace jianhe {
namespace {

void check_combinations(Context& context, const dsl::TableDecl& decl) {
    const auto id = static_cast<ir::TableId>(context.module.tables.size());
    if (!context.declare(context.tables, decl.name, id, "table")) return;
    ir::Table table;
    table.name = decl.name.text;
    table.others_unchecked = decl.others_unchecked;
    if (decl.columns.size() != 2) {
        context.emitter.report(dsl::diag::ArgumentCount,
                               join(decl.columns.front().name.range, decl.columns.back().name.range), decl.name.text,
                               std::size_t{2}, decl.columns.size());
    } else {
        for (std::size_t i = 0; i < 2; ++i) {
            table.columns[i] = decl.columns[i].name.text;
            (void)context.resolve(context.fields, decl.columns[i].name, "field");
        }
        if (const auto csv = CsvTable::load(context, *decl.file)) {
            if (csv->column_names().size() < 2) (void)csv->require_column(context, decl.columns[1].name.text);
            for (const std::vector<dsl::Name>& row : csv->rows()) {
                if (row.size() < 2) continue;
                table.rows.emplace_back(row[0].text, row[1].text);
            }
        }
        std::sort(table.rows.begin(), table.rows.end());
        table.rows.erase(std::unique(table.rows.begin(), table.rows.end()), table.rows.end());
    }
    context.module.tables.push_back(std::move(table));
}

// The words of a column that is typed by a field must be of its code set; those of `field` must name fields.
void check_tuples(Context& context, const dsl::TableDecl& decl) {
    const Scope scope;
    ExpressionChecker expressions(context, scope);
    for (std::size_t column = 0; column < decl.columns.size(); ++column) {
        if (!decl.columns[column].type) continue;
        const dsl::Name& type = *decl.columns[column].type;
        const bool of_fields = type.text == "field";
        const ir::FieldId* like = of_fields ? nullptr : context.resolve(context.fields, type, "field");
        for (const std::vector<dsl::Name>& row : decl.rows) {
            if (column >= row.size()) continue;
            if (of_fields) {
                (void)context.resolve(context.fields, row[column], "field");
            } else if (like != nullptr) {
                dsl::Expr word;
                word.kind = dsl::ExprKind::String;
                word.range = row[column].range;
                word.text = row[column].text;
                (void)expressions.literal(word, {ir::kNone<ir::InstId>, {ir::ValueType::Text, 0}, *like});
            }
        }
    }
}

}  // namespace

void check_tables(Context& context) {
    for (const dsl::TableDecl& decl : context.tree.tables) {
        if (decl.file) {
            check_combinations(context, decl);
        } else if (decl.is_decision) {
            if (!context.declare(context.decisions, decl.name, &decl, "table")) continue;
            check_decision(context, decl);
        } else if (context.declare(context.tuples, decl.name, &decl, "table")) {
            check_tuples(context, decl);
        }
    }
}

void check_limits(Context& context) {
    const Scope scope;
    for (const dsl::SegmentDecl& decl : context.tree.segments) {
        const auto* entry = context.segments.find(decl.tag.text);
        if (entry == nullptr) continue;
        ir::Segment& segment = context.module.segments[ir::index_of(entry->id)];
        std::vector<ir::Segment::Limit> conditional;
        std::vector<ir::Segment::Limit> always;
        for (const dsl::SegmentDecl::Limit& limit : decl.limits) {
            const auto low = context.number(limit.low, 0, 1'000'000);
            const auto high = context.number(limit.high, 0, 1'000'000);
            const dsl::SourceRange span = join(limit.low.range, limit.high.range);
            if (low && high && *high < *low) context.emitter.report(dsl::diag::EmptyRange, span);
            ir::Segment::Limit checked{ir::kNone<ir::InstId>, low.value_or(0), high.value_or(0)};
            if (limit.when) {
                const auto condition = ExpressionChecker(context, scope).condition(*limit.when);
                if (!condition) continue;
                checked.condition = *condition;
                conditional.push_back(checked);
            } else {
                if (!always.empty()) {
                    context.emitter.report(dsl::diag::SecondLimit, span)
                        .hint("write behind one of the two when it holds: `when …`");
                }
                always.push_back(checked);
            }
        }
        // A limit with a condition is an exception to the one without, wherever it is written.
        segment.limits = std::move(conditional);
        segment.limits.insert(segment.limits.end(), always.begin(), always.end());
    }
}

}  // namespace jianhe
