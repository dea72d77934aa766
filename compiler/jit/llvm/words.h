#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/jit/llvm/code.h"

// The words that the tests of a field know, as a perfect hash table: one multiplication, one comparison.
namespace jianhe::jit {

// A short text as one or two words of eight bytes, the first byte lowest.
std::uint64_t key_word(const std::string& text, std::uint32_t which) noexcept;

// The length that all codes of a field with a closed set have; 0: they have several, or the set is open.
std::uint32_t length_of_codes(const FieldPlan& plan);

// What is said of a text that was looked up.
struct FoundWord {
    llvm::Value* atoms = nullptr;        // 0 when it is none
    llvm::Value* info = nullptr;         // its place in FieldPlan::words; their number when it is none
    llvm::Value* in_code_set = nullptr;  // of a closed code set; `info` is of use only where this is true
};

// The table of one field with words.
class WordTable {
public:
    WordTable(Code& code, const FieldPlan& field);

    // A text of 1 to 8 * FieldPlan::key_words bytes, behind which 16 bytes may be read.
    FoundWord write_lookup(llvm::Value* text, llvm::Value* length) const;
    // The same for a text of one byte of a closed code set, by the byte itself; goes to `none` when it is no code.
    FoundWord write_byte_lookup(llvm::Value* text, llvm::BasicBlock* none) const;

private:
    struct Hash {
        std::uint64_t factors[2] = {0, 0};
        std::uint32_t bits = 0;              // of the table's size
        std::uint32_t bucket_bits = 0;       // 0: one step
        std::vector<std::uint32_t> steps;    // by bucket
        std::vector<std::uint32_t> slot_of;  // by word
    };
    std::vector<llvm::Value*> keys_of(llvm::Value* text, llvm::Value* length) const;
    FoundWord write_search(llvm::Value* text, llvm::Value* length) const;
    FoundWord write_comparisons(llvm::Value* text, llvm::Value* length) const;
    llvm::Value* may_be_word(llvm::Value* text, llvm::Value* length) const;
    static Hash find_hash(const FieldPlan& field);
    static bool try_plain(const FieldPlan& field, std::uint32_t bits, Hash& hash);
    static bool try_two_steps(const FieldPlan& field, std::uint32_t bits, Hash& hash);
    llvm::GlobalVariable* table(llvm::Type* element, const std::vector<llvm::Constant*>& values,
                                const char* name) const;

    Code& c_;
    const FieldPlan& field_;
    Hash hash_;
    std::vector<llvm::GlobalVariable*> keys_;
    llvm::GlobalVariable* atoms_ = nullptr;
    llvm::GlobalVariable* infos_ = nullptr;
    llvm::GlobalVariable* steps_ = nullptr;
};

}  // namespace jianhe::jit
