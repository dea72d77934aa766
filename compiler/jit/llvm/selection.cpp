#include "compiler/jit/llvm/selection.h"

#include <algorithm>
#include <map>
#include <utility>

namespace jianhe::jit {

using ir::InstId;
using ir::InstKind;

namespace {

constexpr std::size_t kLanes = 4;
constexpr std::uint32_t kBits = 8;  // of a bit set are looked up at a time

}  // namespace

Selection::Selection(Code& code, const Needs& needs, std::vector<std::uint32_t> checks)
    : c_(code),
      needs_(needs),
      speaking_(code.m, code.plan, needs),
      checks_(std::move(checks)),
      words_((checks_.size() + 255) / 256 * kLanes) {}

Selection::Mask Selection::all() const {
    Mask mask(words_, 0);
    for (std::size_t i = 0; i < checks_.size(); ++i) mask[i / 64] |= std::uint64_t{1} << i % 64;
    return mask;
}

bool Selection::decides(InstId part) const {
    for (std::uint32_t id = 0; id < c_.plan.fields.size(); ++id) {
        const FieldPlan& plan = c_.plan.fields[id];
        if (plan.keeps_any_atoms && decides_by_rows(part, id)) return true;
        if (c_.m.segments[plan.segment].repeated()) continue;
        const bool has_table = has_words(id);
        if (!has_table && !plan.atoms.empty()) continue;
        bool known = speaking_.truth(part, {id, nullptr, false}) != Possible::Any &&
                     speaking_.truth(part, {id, nullptr, true}) != Possible::Any;
        for (const Word& word : plan.words)
            known = known && (!has_table || speaking_.truth(part, {id, &word, true}) != Possible::Any);
        if (known) return true;
    }
    return false;
}

// Of a condition that asks whether some row passes a test, and nothing else.
bool Selection::decides_by_rows(InstId part, std::uint32_t field) const {
    for (std::uint32_t bit = 0; bit < c_.plan.fields[field].atoms.size(); ++bit) {
        const auto known = [&](bool any) {
            return speaking_.truth(part, {field, nullptr, false, bit, any}) != Possible::Any;
        };
        if (known(false) && known(true)) return true;
    }
    return false;
}

void Selection::look_up(llvm::Value* row, const std::vector<Mask>& table, Join join) {
    auto* vector = llvm::FixedVectorType::get(c_.i64(), kLanes);
    const Mask neutral = join == Join::And ? all() : Mask(words_, 0);
    for (std::size_t at = 0; at < words_; at += kLanes) {
        std::vector<std::uint64_t> values;
        bool matters = false;
        for (const Mask& mask : table) {
            for (std::size_t i = at; i < at + kLanes; ++i) {
                values.push_back(mask[i]);
                matters = matters || mask[i] != neutral[i];
            }
        }
        if (!matters) continue;
        llvm::Value* found = c_.load(vector, c_.at(place_of(values), c_.b.CreateShl(row, c_.c64(5))));
        llvm::Value*& so_far = found_[at / kLanes];
        so_far = join == Join::And ? c_.b.CreateAnd(so_far, found) : c_.b.CreateOr(so_far, found);
    }
}

// All tables stand one behind the other, so that one register leads to them. The whole is made at the end.
llvm::Value* Selection::place_of(const std::vector<std::uint64_t>& values) {
    if (tables_ == nullptr)
        tables_ = new llvm::GlobalVariable(c_.target, c_.i64(), true, llvm::GlobalValue::ExternalLinkage, nullptr);
    const auto [known, is_new] = place_of_.try_emplace(values, all_values_.size());
    if (is_new) all_values_.insert(all_values_.end(), values.begin(), values.end());
    return c_.at(tables_, known->second * sizeof(std::uint64_t));
}

void Selection::write_tables() {
    if (tables_ == nullptr) return;
    auto* constant = llvm::ConstantDataArray::get(c_.llvm, all_values_);
    auto* whole = new llvm::GlobalVariable(c_.target, constant->getType(), true, llvm::GlobalValue::PrivateLinkage,
                                           constant, "selection");
    tables_->replaceAllUsesWith(whole);
    tables_->eraseFromParent();
    tables_ = nullptr;
}

void Selection::narrow_by_bits(llvm::Value* bits, const std::vector<Wish>& wishes) {
    for (std::uint32_t from = 0; from < 64; from += kBits) {
        std::vector<Mask> table(std::size_t{1} << kBits, Mask(words_, 0));
        bool matters = false;
        for (std::uint64_t row = 0; row < table.size(); ++row) {
            for (std::size_t i = 0; i < checks_.size(); ++i) {
                const std::uint64_t wanted = wishes[i].wanted >> from & (table.size() - 1);
                const std::uint64_t refused = wishes[i].refused >> from & (table.size() - 1);
                matters = matters || (wanted | refused) != 0;
                if ((wanted & ~row) == 0 && (refused & row) == 0) table[row][i / 64] |= std::uint64_t{1} << i % 64;
            }
        }
        if (matters) look_up(piece_of(bits, from), table, Join::And);
    }
}

void Selection::widen_by_bits(llvm::Value* bits, const std::vector<std::uint64_t>& reads) {
    for (std::uint32_t from = 0; from < 64; from += kBits) {
        std::vector<Mask> table(std::size_t{1} << kBits, Mask(words_, 0));
        for (std::uint64_t row = 0; row < table.size(); ++row) {
            for (std::size_t i = 0; i < checks_.size(); ++i) {
                if ((reads[i] >> from & row) != 0) table[row][i / 64] |= std::uint64_t{1} << i % 64;
            }
        }
        look_up(piece_of(bits, from), table, Join::Or);
    }
}

llvm::Value* Selection::piece_of(llvm::Value* bits, std::uint32_t from) {
    return c_.b.CreateAnd(c_.b.CreateLShr(bits, c_.c64(from)), c_.c64((1U << kBits) - 1));
}

bool Selection::has_words(std::uint32_t field) const {
    const FieldPlan& plan = c_.plan.fields[field];
    return plan.keeps_word && !c_.m.segments[plan.segment].repeated();
}

// By the word of each field that conditions test.
void Selection::add_fields(Mode mode) {
    for (std::uint32_t id = 0; id < c_.plan.fields.size(); ++id) {
        if (!has_words(id)) continue;
        const FieldPlan& plan = c_.plan.fields[id];
        std::vector<Mask> table;
        const auto add = [&](const Known& known) {
            Mask& mask = table.emplace_back(words_, 0);
            for (std::size_t i = 0; i < checks_.size(); ++i) {
                if (speaking_.may_speak(c_.m.checks[checks_[i]], known)) mask[i / 64] |= std::uint64_t{1} << i % 64;
            }
        };
        for (const Word& word : plan.words) add({id, &word, true});
        add({id, nullptr, true});
        add({id, nullptr, false});
        const Mask whole = all();
        if (std::all_of(table.begin(), table.end(), [&](const Mask& mask) { return mask == whole; })) continue;
        const auto not_given = static_cast<std::uint32_t>(plan.words.size() + 1);
        llvm::Value* data = c_.rows_data(plan.segment);
        llvm::Value* given = c_.load(c_.i64(), data, c_.bits_offset(Bits::Given, plan.word));
        llvm::Value* is_given =
            c_.b.CreateICmpNE(c_.b.CreateAnd(given, c_.c64(std::uint64_t{1} << plan.bit)), c_.c64(0));
        llvm::Value* word = c_.load(c_.i32(), data, plan.slot + offsetof(Slot, info));
        // A malformed one has something else there, which says nothing to checks that do not read the field.
        if (mode == Mode::Exact) word = c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::umin, word, c_.c32(not_given));
        word = c_.b.CreateSelect(is_given, word, c_.c32(not_given));
        look_up_kind(c_.b.CreateZExt(word, c_.i64()), table);
    }
}

// Of the words of a long code set, many say the same: a byte for each says which row of a short table it has.
void Selection::look_up_kind(llvm::Value* word, const std::vector<Mask>& table) {
    std::map<Mask, std::uint8_t> kinds;
    std::vector<Mask> rows;
    std::vector<std::uint8_t> kind_of;
    for (const Mask& mask : table) {
        const auto [known, is_new] = kinds.try_emplace(mask, static_cast<std::uint8_t>(rows.size()));
        if (is_new) rows.push_back(mask);
        if (rows.size() > 255) return look_up(word, table, Join::And);
        kind_of.push_back(known->second);
    }
    if (table.size() <= 16) return look_up(word, table, Join::And);
    auto* constant = llvm::ConstantDataArray::get(c_.llvm, kind_of);
    auto* global = new llvm::GlobalVariable(c_.target, constant->getType(), true, llvm::GlobalValue::PrivateLinkage,
                                            constant, "kinds");
    look_up(c_.b.CreateZExt(c_.load(c_.i8(), c_.at(global, word)), c_.i64()), rows, Join::And);
}

// By what must be given, of rows in some row, and by what must not be.
void Selection::add_given() {
    std::vector<Fields> needed;
    for (const std::uint32_t check : checks_) needed.push_back(needs_.of(c_.m.checks[check]));
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Wish>> by_place;
    for (std::uint32_t id = 0; id < c_.plan.fields.size(); ++id) {
        const FieldPlan& plan = c_.plan.fields[id];
        std::vector<Wish>& wishes = by_place[{plan.segment, plan.word}];
        wishes.resize(checks_.size());
        const std::uint64_t bit = std::uint64_t{1} << plan.bit;
        for (std::size_t i = 0; i < checks_.size(); ++i) {
            if (needed[i].contains(id)) wishes[i].wanted |= bit;
            if (has_words(id) || c_.m.segments[plan.segment].repeated() || !plan.atoms.empty()) continue;
            const ir::Check& check = c_.m.checks[checks_[i]];
            if (!speaking_.may_speak(check, {id, nullptr, false})) wishes[i].wanted |= bit;
            if (!speaking_.may_speak(check, {id, nullptr, true})) wishes[i].refused |= bit;
        }
    }
    for (const auto& [place, wishes] : by_place) {
        const std::uint64_t at = JIANHE_AT(rows) + place.first * sizeof(Rows) + offsetof(Rows, any_given);
        narrow_by_bits(c_.load_context(c_.i64(), at + std::uint64_t{place.second} * 8), wishes);
    }
}

// By the tests that some row must pass, and by those that none may.
void Selection::add_rows() {
    for (std::uint32_t id = 0; id < c_.plan.fields.size(); ++id) {
        const FieldPlan& plan = c_.plan.fields[id];
        if (!plan.keeps_any_atoms) continue;
        std::vector<Wish> wishes(checks_.size());
        bool matters = false;
        for (std::uint32_t bit = 0; bit < plan.atoms.size(); ++bit) {
            const std::uint64_t mask = std::uint64_t{1} << bit;
            for (std::size_t i = 0; i < checks_.size(); ++i) {
                const ir::Check& check = c_.m.checks[checks_[i]];
                if (!speaking_.may_speak(check, {id, nullptr, false, bit, false})) wishes[i].wanted |= mask;
                if (!speaking_.may_speak(check, {id, nullptr, false, bit, true})) wishes[i].refused |= mask;
                matters = matters || ((wishes[i].wanted | wishes[i].refused) & mask) != 0;
            }
        }
        if (!matters) continue;
        llvm::Value* atoms = c_.load_context(c_.ptr(), JIANHE_AT(any_atoms));
        narrow_by_bits(c_.load(c_.i64(), atoms, std::uint64_t{id} * 8), wishes);
    }
}

void Selection::begin(const Mask& mask) {
    found_.clear();
    for (std::size_t at = 0; at < words_; at += kLanes) {
        const auto first = mask.begin() + static_cast<std::ptrdiff_t>(at);
        const std::vector<std::uint64_t> values(first, first + static_cast<std::ptrdiff_t>(kLanes));
        found_.push_back(llvm::ConstantDataVector::get(c_.llvm, values));
    }
}

std::vector<llvm::Value*> Selection::end() {
    std::vector<llvm::Value*> words;
    for (std::size_t i = 0; i * 64 < checks_.size(); ++i)
        words.push_back(c_.b.CreateExtractElement(found_[i / kLanes], i % kLanes));
    return words;
}

std::vector<llvm::Value*> Selection::write(Mode mode) {
    begin(all());
    add_given();
    add_fields(mode);
    add_rows();
    return end();
}

std::vector<llvm::Value*> Selection::write_concerned(const std::vector<Fields>& reads) {
    begin(Mask(words_, 0));
    for (std::uint32_t segment = 0; segment < c_.m.segments.size(); ++segment) {
        for (std::uint32_t word = 0; word < c_.plan.words; ++word) {
            std::vector<std::uint64_t> bits(checks_.size(), 0);
            for (std::size_t i = 0; i < checks_.size(); ++i) {
                for (const std::uint32_t field : reads[i]) {
                    const FieldPlan& plan = c_.plan.fields[field];
                    if (plan.segment == segment && plan.word == word) bits[i] |= std::uint64_t{1} << plan.bit;
                }
            }
            const std::uint64_t at = JIANHE_AT(rows) + segment * sizeof(Rows) + offsetof(Rows, any_malformed);
            widen_by_bits(c_.load_context(c_.i64(), at + std::uint64_t{word} * 8), bits);
        }
    }
    return end();
}

}  // namespace jianhe::jit
