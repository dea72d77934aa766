// The part of Checks that writes the presence tables: two masks a row, of what is required and of what must be empty.

#include "compiler/jit/calls.h"
#include "compiler/jit/llvm/checks.h"

namespace jianhe::jit {
namespace {

// The bits of fields by word.
using Masks = std::vector<std::uint64_t>;

}  // namespace

llvm::Function* Checks::write_presence(Mode mode) {
    const Code::Aside aside(c_);
    Expressions& e = mode == Mode::Clean ? clean_ : exact_;
    llvm::Function* function =
        c_.begin_function(mode == Mode::Clean ? "presence" : "presence_exact", c_.b.getVoidTy(), {});
    // That of clean records is called once, and stands there.
    if (mode == Mode::Exact) c_.keep_apart(function, true);
    e.forget();
    std::vector<llvm::Value*> columns;
    for (std::uint32_t table = 0; table < c_.m.presences.size(); ++table) columns.push_back(e.column(table));
    for (std::uint32_t segment = 0; segment < c_.m.segments.size(); ++segment) {
        if (c_.m.segments[segment].field_count == 0) continue;
        if (!c_.m.segments[segment].repeated()) {
            write_presence_of(segment, {Row::kNone, nullptr, c_.rows_data(segment)}, e, columns);
        } else {
            for_rows(segment, [&](const Row& row) { write_presence_of(segment, row, e, columns); });
        }
    }
    c_.b.CreateRetVoid();
    return function;
}

void Checks::write_presence_of(std::uint32_t segment, const Row& row, Expressions& e,
                               const std::vector<llvm::Value*>& columns) {
    const ir::Segment& declared = c_.m.segments[segment];
    const std::uint32_t words = c_.plan.words;
    std::vector<llvm::Value*> required(words, c_.c64(0));
    std::vector<llvm::Value*> forbidden(words, c_.c64(0));
    // A constant for each column, behind the last one nothing.
    const auto by_column = [&](const std::vector<Masks>& masks, std::uint32_t word,
                               llvm::Value* column) -> llvm::Value* {
        std::vector<std::uint64_t> values;
        bool any = false;
        for (const Masks& mask : masks) {
            values.push_back(mask[word]);
            any = any || mask[word] != 0;
        }
        if (!any) return nullptr;
        values.push_back(0);
        auto* constant = llvm::ConstantDataArray::get(c_.llvm, values);
        auto* table = new llvm::GlobalVariable(c_.target, constant->getType(), true, llvm::GlobalValue::PrivateLinkage,
                                               constant, "marks");
        return c_.load(c_.i64(), c_.at(table, c_.b.CreateMul(c_.b.CreateZExt(column, c_.i64()), c_.c64(8))));
    };
    const auto add = [&](std::vector<llvm::Value*>& to, std::uint32_t word, llvm::Value* bits) {
        to[word] = c_.b.CreateOr(to[word], bits);
    };
    for (std::uint32_t p = 0; p < c_.m.presences.size(); ++p) {
        const std::size_t count = c_.m.presences[p].columns.size();
        const std::vector<Masks> nothing(count, Masks(words));
        std::vector<Masks> always = nothing;
        std::vector<Masks> never = nothing;
        std::map<ir::CellId, std::vector<Masks>> by_cell;
        for (std::uint32_t i = 0; i < declared.field_count; ++i) {
            const std::uint32_t id = ir::index_of(declared.first_field) + i;
            const ir::Field& field = c_.m.fields[id];
            if (!ir::is_some(field.presence) || ir::index_of(field.presence) != p) continue;
            const FieldPlan& plan = c_.plan.fields[id];
            for (std::size_t column = 0; column < count; ++column) {
                const ir::Cell& cell = c_.m.cells[ir::index_of(field.cells[column])];
                const std::uint64_t bit = std::uint64_t{1} << plan.bit;
                if (!cell.choices.empty()) {
                    by_cell.try_emplace(field.cells[column], nothing).first->second[column][plan.word] |= bit;
                } else if (cell.otherwise == ir::Mark::Required) {
                    always[column][plan.word] |= bit;
                } else if (cell.otherwise == ir::Mark::Forbidden) {
                    never[column][plan.word] |= bit;
                }
            }
        }
        for (std::uint32_t word = 0; word < words; ++word) {
            if (llvm::Value* bits = by_column(always, word, columns[p])) add(required, word, bits);
            if (llvm::Value* bits = by_column(never, word, columns[p])) add(forbidden, word, bits);
        }
        for (const auto& [cell, masks] : by_cell) {
            const auto [is_required, is_forbidden] = e.cell(cell, row);
            for (std::uint32_t word = 0; word < words; ++word) {
                llvm::Value* bits = by_column(masks, word, columns[p]);
                if (bits == nullptr) continue;
                add(required, word, c_.b.CreateSelect(is_required, bits, c_.c64(0)));
                add(forbidden, word, c_.b.CreateSelect(is_forbidden, bits, c_.c64(0)));
            }
        }
    }
    llvm::Value* wrong = c_.c64(0);
    std::vector<llvm::Value*> missing(words);
    std::vector<llvm::Value*> refused(words);
    for (std::uint32_t word = 0; word < words; ++word) {
        llvm::Value* given = c_.load(c_.i64(), row.data, c_.bits_offset(Bits::Given, word));
        missing[word] = c_.b.CreateAnd(required[word], c_.b.CreateNot(given));
        refused[word] = c_.b.CreateAnd(forbidden[word], given);
        wrong = c_.b.CreateOr(wrong, c_.b.CreateOr(missing[word], refused[word]));
        if (e.mode() == Mode::Exact)
            wrong = c_.b.CreateOr(wrong, c_.load(c_.i64(), row.data, c_.bits_offset(Bits::Malformed, word)));
    }
    c_.when(c_.rarely(c_.b.CreateICmpNE(wrong, c_.c64(0))), [&] {
        for (std::uint32_t word = 0; word < words; ++word) {
            c_.store_context(missing[word], JIANHE_AT(bits) + std::uint64_t{word} * 8);
            c_.store_context(refused[word], JIANHE_AT(bits) + std::uint64_t{words + word} * 8);
        }
        c_.call("jh_fields", c_.b.getVoidTy(), {c_.context, c_.c32(segment), row_number(c_, row), row.data});
    });
}

}  // namespace jianhe::jit
