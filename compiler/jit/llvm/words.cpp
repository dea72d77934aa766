#include "compiler/jit/llvm/words.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace jianhe::jit {
namespace {

// Of a field with a closed code set: a word that only tests know.
constexpr std::uint32_t kNotInCodeSet = 0x80000000U;

std::uint32_t info_of(const FieldPlan& field, std::uint32_t word) {
    const bool is_unknown_code = field.is_closed_code && !field.words[word].in_code_set;
    return is_unknown_code ? word | kNotInCodeSet : word;
}

constexpr std::uint32_t kTries = 2000;
constexpr std::size_t kFew = 2;  // words that are compared one after the other
constexpr std::size_t kBytes = 256;

std::size_t byte_of(const std::string& text) { return static_cast<unsigned char>(text.front()); }

std::uint64_t hash_of(const std::string& text, const std::uint64_t factors[2], std::uint32_t words) {
    std::uint64_t hash = key_word(text, 0) * factors[0];
    if (words == 2) hash += key_word(text, 1) * factors[1];
    return hash;
}

}  // namespace

std::uint32_t length_of_codes(const FieldPlan& plan) {
    if (!plan.is_closed_code) return 0;
    std::size_t length = 0;
    for (const Word& word : plan.words) {
        if (!word.in_code_set) continue;
        if (length != 0 && length != word.text.size()) return 0;
        length = word.text.size();
    }
    return static_cast<std::uint32_t>(length);
}

std::uint64_t key_word(const std::string& text, std::uint32_t which) noexcept {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8 && which * 8 + i < text.size(); ++i)
        word |= std::uint64_t{static_cast<unsigned char>(text[which * 8 + i])} << (8 * i);
    return word;
}

// Products whose upper bits are different for all words; found by trying, with fixed seeds, so the same every time.
bool WordTable::try_plain(const FieldPlan& field, std::uint32_t bits, Hash& hash) {
    std::mt19937_64 random(bits);
    for (std::uint32_t i = 0; i < kTries; ++i) {
        hash = {{random() | 1, random() | 1}, bits, 0, {}, {}};
        std::vector<bool> used(std::size_t{1} << bits);
        for (const Word& word : field.words) {
            const auto slot =
                static_cast<std::uint32_t>(hash_of(word.text, hash.factors, field.key_words) >> (64 - bits));
            if (used[slot]) break;
            used[slot] = true;
            hash.slot_of.push_back(slot);
        }
        if (hash.slot_of.size() == field.words.size()) return true;
    }
    return false;
}

// The upper bits choose a bucket, and the bucket says by what its words are multiplied once more.
bool WordTable::try_two_steps(const FieldPlan& field, std::uint32_t bits, Hash& hash) {
    std::mt19937_64 random(bits);
    for (std::uint32_t i = 0; i < 20; ++i) {
        hash = {{random() | 1, random() | 1}, bits, bits - 2, {}, std::vector<std::uint32_t>(field.words.size())};
        std::vector<std::vector<std::uint32_t>> buckets(std::size_t{1} << hash.bucket_bits);
        for (std::uint32_t word = 0; word < field.words.size(); ++word) {
            const std::uint64_t code = hash_of(field.words[word].text, hash.factors, field.key_words);
            buckets[code >> (64 - hash.bucket_bits)].push_back(word);
        }
        std::vector<std::uint32_t> order(buckets.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return buckets[a].size() > buckets[b].size(); });
        hash.steps.assign(buckets.size(), 0);
        std::vector<bool> used(std::size_t{1} << bits);
        bool all = true;
        for (const std::uint32_t bucket : order) {
            if (buckets[bucket].empty()) break;
            bool placed = false;
            for (std::uint32_t step = 0; step < 100'000 && !placed; ++step) {
                std::vector<std::uint32_t> slots;
                for (const std::uint32_t word : buckets[bucket]) {
                    const std::uint64_t code = hash_of(field.words[word].text, hash.factors, field.key_words);
                    const auto slot = static_cast<std::uint32_t>(code * (2 * std::uint64_t{step} + 1) >> (64 - bits));
                    if (used[slot] || std::find(slots.begin(), slots.end(), slot) != slots.end()) break;
                    slots.push_back(slot);
                }
                placed = slots.size() == buckets[bucket].size();
                if (!placed) continue;
                hash.steps[bucket] = step;
                for (std::size_t at = 0; at < slots.size(); ++at) {
                    used[slots[at]] = true;
                    hash.slot_of[buckets[bucket][at]] = slots[at];
                }
            }
            all = all && placed;
            if (!all) break;
        }
        if (all) return true;
    }
    return false;
}

WordTable::Hash WordTable::find_hash(const FieldPlan& field) {
    Hash hash;
    std::uint32_t bits = 1;
    if (field.words.size() <= kFew) return hash;
    while ((std::size_t{1} << bits) < field.words.size()) ++bits;
    for (std::uint32_t more = 0; more < 4 && field.words.size() <= 64; ++more) {
        if (try_plain(field, bits + more, hash)) return hash;
    }
    for (std::uint32_t more = std::max(bits, 3U) + 1;; ++more) {
        if (try_two_steps(field, more, hash)) return hash;
    }
}

WordTable::WordTable(Code& code, const FieldPlan& field) : c_(code), field_(field), hash_(find_hash(field)) {
    if (field.words.size() <= kFew) return;
    const std::size_t size = std::size_t{1} << hash_.bits;
    // An empty slot has the key 0, which no text has.
    std::vector<std::vector<llvm::Constant*>> keys(field.key_words,
                                                   std::vector<llvm::Constant*>(size, c_.b.getInt64(0)));
    std::vector<llvm::Constant*> atoms(size, c_.b.getInt64(0));
    std::vector<llvm::Constant*> infos(size, c_.b.getInt32(0));
    for (std::uint32_t i = 0; i < field.words.size(); ++i) {
        const Word& word = field.words[i];
        const std::uint32_t slot = hash_.slot_of[i];
        for (std::uint32_t which = 0; which < field.key_words; ++which)
            keys[which][slot] = c_.b.getInt64(key_word(word.text, which));
        atoms[slot] = c_.b.getInt64(word.atoms);
        infos[slot] = c_.b.getInt32(info_of(field, i));
    }
    for (const auto& values : keys) keys_.push_back(table(c_.i64(), values, "keys"));
    atoms_ = table(c_.i64(), atoms, "atoms");
    infos_ = table(c_.i32(), infos, "infos");
    if (hash_.bucket_bits == 0) return;
    std::vector<llvm::Constant*> steps;
    for (const std::uint32_t step : hash_.steps) steps.push_back(c_.b.getInt32(2 * step + 1));
    steps_ = table(c_.i32(), steps, "steps");
}

llvm::GlobalVariable* WordTable::table(llvm::Type* element, const std::vector<llvm::Constant*>& values,
                                       const char* name) const {
    auto* type = llvm::ArrayType::get(element, values.size());
    return new llvm::GlobalVariable(c_.target, type, true, llvm::GlobalValue::PrivateLinkage,
                                    llvm::ConstantArray::get(type, values), name);
}

FoundWord WordTable::write_lookup(llvm::Value* text, llvm::Value* length) const {
    if (field_.words.size() <= kFew) return write_comparisons(text, length);
    // Of a code set, most texts are words; of tests, few.
    if (field_.key_words == 1 || field_.is_closed_code) return write_search(text, length);
    llvm::BasicBlock* before = c_.b.GetInsertBlock();
    llvm::BasicBlock* search = c_.block("search");
    llvm::BasicBlock* behind = c_.block("looked_up");
    c_.b.CreateCondBr(may_be_word(text, length), search, behind);
    c_.go_to(search);
    const FoundWord found = write_search(text, length);
    search = c_.b.GetInsertBlock();
    c_.go(behind);
    c_.go_to(behind);
    const auto either = [&](llvm::Value* searched, llvm::Value* none) {
        llvm::PHINode* value = c_.b.CreatePHI(none->getType(), 2);
        value->addIncoming(none, before);
        value->addIncoming(searched, search);
        return value;
    };
    const auto no_word = static_cast<std::uint32_t>(field_.words.size());
    return {either(found.atoms, c_.c64(0)), either(found.info, c_.c32(no_word)), either(found.in_code_set, c_.no())};
}

// Whether a word begins with the same byte and is as long.
llvm::Value* WordTable::may_be_word(llvm::Value* text, llvm::Value* length) const {
    std::vector<std::uint32_t> lengths(kBytes, 0);
    for (const Word& word : field_.words) lengths[byte_of(word.text)] |= 1U << word.text.size();
    std::vector<llvm::Constant*> values;
    for (const std::uint32_t of_byte : lengths) values.push_back(c_.b.getInt32(of_byte));
    llvm::Value* first = c_.b.CreateZExt(c_.load(c_.i8(), c_.hidden(text)), c_.i64());
    llvm::Value* place = c_.b.CreateShl(first, c_.c64(2));
    llvm::Value* of_byte = c_.load(c_.i32(), c_.at(table(c_.i32(), values, "lengths"), place));
    llvm::Value* bit = c_.b.CreateLShr(of_byte, c_.b.CreateTrunc(length, c_.i32()));
    return c_.b.CreateICmpNE(c_.b.CreateAnd(bit, c_.c32(1)), c_.c32(0));
}

FoundWord WordTable::write_comparisons(llvm::Value* text, llvm::Value* length) const {
    constexpr std::size_t kWord = 8;
    FoundWord found{c_.c64(0), c_.c32(static_cast<std::uint32_t>(field_.words.size())), c_.no()};
    for (std::uint32_t i = 0; i < field_.words.size(); ++i) {
        const Word& word = field_.words[i];
        const std::size_t size = word.text.size();
        llvm::Value* is_word = c_.b.CreateICmpEQ(length, c_.c64(size));
        // What is behind the text may be read; the last piece of a longer one goes back over the first.
        const std::uint64_t mask = size < kWord ? (std::uint64_t{1} << (8 * size)) - 1 : ~std::uint64_t{0};
        for (std::size_t at = 0; at < size; at += kWord) {
            const std::size_t from = at == 0 ? 0 : size - kWord;
            llvm::Value* piece = c_.b.CreateAnd(c_.load(c_.i64(), text, from), c_.c64(mask));
            is_word = c_.both(is_word, c_.b.CreateICmpEQ(piece, c_.c64(key_word(word.text.substr(from), 0))));
        }
        found.atoms = c_.b.CreateSelect(is_word, c_.c64(word.atoms), found.atoms);
        found.info = c_.b.CreateSelect(is_word, c_.c32(i), found.info);
        if (word.in_code_set) found.in_code_set = c_.either(found.in_code_set, is_word);
    }
    return found;
}

// Words of eight bytes, zero behind the text. It is not empty, and eight bytes behind it may be read.
std::vector<llvm::Value*> WordTable::keys_of(llvm::Value* text, llvm::Value* length) const {
    const auto masked = [&](llvm::Value* word, llvm::Value* bytes) {
        llvm::Value* shift = c_.b.CreateSub(c_.c64(64), c_.b.CreateShl(bytes, c_.c64(3)));
        return c_.b.CreateLShr(c_.b.CreateShl(word, shift), shift);
    };
    if (field_.key_words == 1) return {masked(c_.load(c_.i64(), text), length)};
    // Sixteen bytes at once, under a mask: as many ones as there are bytes, then zeros.
    std::vector<std::uint8_t> bytes(32, 0);
    std::fill(bytes.begin(), bytes.begin() + 16, 0xFF);
    auto* constant = llvm::ConstantDataArray::get(c_.llvm, bytes);
    auto* masks = new llvm::GlobalVariable(c_.target, constant->getType(), true, llvm::GlobalValue::PrivateLinkage,
                                           constant, "masks");
    auto* type = llvm::FixedVectorType::get(c_.i64(), 2);
    llvm::Value* mask = c_.load(type, c_.at(masks, c_.b.CreateSub(c_.c64(16), length)));
    llvm::Value* both = c_.b.CreateAnd(c_.load(type, text), mask);
    return {c_.b.CreateExtractElement(both, std::uint64_t{0}), c_.b.CreateExtractElement(both, std::uint64_t{1})};
}

FoundWord WordTable::write_search(llvm::Value* text, llvm::Value* length) const {
    const std::vector<llvm::Value*> keys = keys_of(text, length);
    llvm::Value* hash = c_.b.CreateMul(keys[0], c_.c64(hash_.factors[0]));
    if (field_.key_words == 2) hash = c_.b.CreateAdd(hash, c_.b.CreateMul(keys[1], c_.c64(hash_.factors[1])));
    const auto element = [&](llvm::GlobalVariable* from, llvm::Type* type, llvm::Value* index) {
        return c_.b.CreateLoad(type, c_.b.CreateInBoundsGEP(type, from, index));
    };
    if (hash_.bucket_bits != 0) {
        llvm::Value* bucket = c_.b.CreateLShr(hash, c_.c64(64 - hash_.bucket_bits));
        hash = c_.b.CreateMul(hash, c_.b.CreateZExt(element(steps_, c_.i32(), bucket), c_.i64()));
    }
    llvm::Value* slot = c_.b.CreateLShr(hash, c_.c64(64 - hash_.bits));
    llvm::Value* is_word = c_.yes();
    for (std::uint32_t which = 0; which < field_.key_words; ++which)
        is_word = c_.both(is_word, c_.b.CreateICmpEQ(element(keys_[which], c_.i64(), slot), keys[which]));
    FoundWord found;
    found.atoms = c_.b.CreateSelect(is_word, element(atoms_, c_.i64(), slot), c_.c64(0));
    llvm::Value* info = element(infos_, c_.i32(), slot);
    found.in_code_set = c_.both(is_word, c_.b.CreateICmpSGE(info, c_.c32(0)));
    found.info = c_.b.CreateSelect(is_word, info, c_.c32(static_cast<std::uint32_t>(field_.words.size())));
    return found;
}

FoundWord WordTable::write_byte_lookup(llvm::Value* text, llvm::BasicBlock* none) const {
    std::size_t low = kBytes - 1;
    std::size_t high = 0;
    std::vector<llvm::Constant*> atoms(kBytes, c_.b.getInt64(0));
    const auto no_word = static_cast<std::uint32_t>(field_.words.size());
    std::vector<llvm::Constant*> infos(kBytes, c_.b.getInt32(no_word | kNotInCodeSet));
    for (std::uint32_t i = 0; i < field_.words.size(); ++i) {
        const Word& word = field_.words[i];
        if (word.text.size() != 1) continue;
        low = std::min(low, byte_of(word.text));
        high = std::max(high, byte_of(word.text));
        atoms[byte_of(word.text)] = c_.b.getInt64(word.atoms);
        infos[byte_of(word.text)] = c_.b.getInt32(info_of(field_, i));
    }
    // Any byte has its place among the infos, so that one question is enough; the atoms are of the codes alone.
    llvm::Value* byte = c_.b.CreateZExt(c_.load(c_.i8(), text), c_.i64());
    FoundWord found;
    found.in_code_set = c_.yes();
    found.info = c_.load(c_.i32(), c_.at(table(c_.i32(), infos, "infos"), c_.b.CreateShl(byte, c_.c64(2))));
    c_.usually(c_.b.CreateICmpSGE(found.info, c_.c32(0)), none);
    if (high < low) {
        found.atoms = c_.c64(0);
        return found;
    }
    atoms = {atoms.begin() + static_cast<std::ptrdiff_t>(low), atoms.begin() + static_cast<std::ptrdiff_t>(high) + 1};
    llvm::Value* place = c_.b.CreateSub(byte, c_.c64(low));
    found.atoms = c_.load(c_.i64(), c_.at(table(c_.i64(), atoms, "atoms"), c_.b.CreateShl(place, c_.c64(3))));
    return found;
}

}  // namespace jianhe::jit
