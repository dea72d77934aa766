// The part of Expressions that reads presence tables.

#include <algorithm>

#include "compiler/jit/llvm/expressions.h"

namespace jianhe::jit {

Truth Expressions::is_required(std::uint32_t field, const Row& row) {
    const ir::Field& declared = c_.m.fields[field];
    if (!ir::is_some(declared.presence)) return {c_.no(), c_.yes(), c_.no()};
    llvm::Value* selected = column(ir::index_of(declared.presence));
    llvm::Value* required = c_.no();
    std::map<ir::CellId, std::vector<std::uint32_t>> columns;
    for (std::uint32_t i = 0; i < declared.cells.size(); ++i) columns[declared.cells[i]].push_back(i);
    for (const auto& [id, of_cell] : columns) {
        llvm::Value* here = c_.no();
        for (const std::uint32_t at : of_cell) here = c_.either(here, c_.b.CreateICmpEQ(selected, c_.c32(at)));
        required = c_.either(required, c_.both(here, cell(id, row).first));
    }
    return {required, c_.inverse(required), c_.no()};
}

// The selector's value decides, and only a value: its column, or the number of columns.
llvm::Value* Expressions::column(std::uint32_t presence) {
    const ir::Presence& table = c_.m.presences[presence];
    const Content selector = field_value(ir::index_of(table.selector), {});
    if (llvm::Value* by_word = column_by_word(table, selector)) return by_word;
    llvm::Value* selected = c_.c32(static_cast<std::uint32_t>(table.columns.size()));
    for (std::size_t i = table.columns.size(); i-- > 0;) {
        Content value_only = selector;
        value_only.placeholder = c_.no();
        llvm::Value* equal = equals_text(value_only, table.columns[i]);
        selected = c_.b.CreateSelect(equal, c_.c32(static_cast<std::uint32_t>(i)), selected);
    }
    return selected;
}

// Where the selector's words were looked up when it was read, and each column is one of them; null: not so.
llvm::Value* Expressions::column_by_word(const ir::Presence& table, const Content& selector) {
    const std::uint32_t field = ir::index_of(table.selector);
    const FieldPlan& plan = c_.plan.fields[field];
    if (!plan.keeps_word || table.columns.size() > 255) return nullptr;
    std::vector<std::uint8_t> columns(plan.words.size() + 1, static_cast<std::uint8_t>(table.columns.size()));
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const auto word = std::find_if(plan.words.begin(), plan.words.end(),
                                       [&](const Word& each) { return each.text == table.columns[column]; });
        if (word == plan.words.end()) return nullptr;
        columns[static_cast<std::size_t>(word - plan.words.begin())] = static_cast<std::uint8_t>(column);
    }
    auto* constant = llvm::ConstantDataArray::get(c_.llvm, columns);
    auto* global = new llvm::GlobalVariable(c_.target, constant->getType(), true, llvm::GlobalValue::PrivateLinkage,
                                            constant, "columns");
    const auto no_word = static_cast<std::uint32_t>(plan.words.size());
    llvm::Value* word = c_.load(c_.i32(), row_of(field, {}), plan.slot + offsetof(Slot, info));
    word = c_.b.CreateSelect(selector.present, word, c_.c32(no_word));
    return c_.b.CreateZExt(c_.load(c_.i8(), c_.at(global, c_.b.CreateZExt(word, c_.i64()))), c_.i32());
}

std::pair<llvm::Value*, llvm::Value*> Expressions::cell(ir::CellId id, const Row& row) {
    const ir::Cell& table_cell = c_.m.cells[ir::index_of(id)];
    llvm::Value* required = c_.no();
    llvm::Value* forbidden = c_.no();
    llvm::Value* open = c_.yes();  // all conditions so far were false
    const auto mark_as = [&](llvm::Value* here, ir::Mark mark) {
        if (mark == ir::Mark::Required) required = c_.either(required, here);
        if (mark == ir::Mark::Forbidden) forbidden = c_.either(forbidden, here);
    };
    for (const ir::Cell::Choice& choice : table_cell.choices) {
        const Truth now = truth(choice.condition, row);
        mark_as(c_.both(open, now.t), choice.mark);
        open = c_.both(open, now.f);
    }
    mark_as(open, table_cell.otherwise);
    return {required, forbidden};
}

}  // namespace jianhe::jit
