#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "compiler/jit/llvm/expressions.h"
#include "compiler/jit/speaking.h"

// Which checks a clean record can meet at all. Each check is a bit; what the record says of a field (its word, that it
// is not given, that no row has a word) leaves those that can speak then. So checks are chosen by some dozen vector
// operations, however many there are, and most records meet few.
namespace jianhe::jit {

class Selection {
public:
    // `checks`: by bit.
    Selection(Code& code, const Needs& needs, std::vector<std::uint32_t> checks);

    // The bits, in words of 64. Of a record with malformed fields they hold for checks that read none of them.
    std::vector<llvm::Value*> write(Mode mode);
    // Those that read a malformed field.
    std::vector<llvm::Value*> write_concerned(const std::vector<Fields>& reads);

    // The tables of all that has been written, which must be done at the end.
    void write_tables();

    // Whether checks are selected only where this part of their `when` is true: it tests one field outside of rows, or
    // whether some row passes a test.
    bool decides(ir::InstId part) const;

private:
    bool decides_by_rows(ir::InstId part, std::uint32_t field) const;
    bool has_words(std::uint32_t field) const;
    void add_fields(Mode mode);
    void add_given();
    void add_rows();

    using Mask = std::vector<std::uint64_t>;  // of checks
    Mask all() const;
    // One look-up: which row of a table, and the table; what it has for a check is joined to what is known so far.
    enum class Join : std::uint8_t { And, Or };
    void look_up(llvm::Value* row, const std::vector<Mask>& table, Join join);
    llvm::Value* place_of(const std::vector<std::uint64_t>& values);
    void look_up_kind(llvm::Value* word, const std::vector<Mask>& table);
    // By four bits at a time; of a check they must all be set that it wants, and none that it refuses.
    struct Wish {
        std::uint64_t wanted = 0;
        std::uint64_t refused = 0;
    };
    void narrow_by_bits(llvm::Value* bits, const std::vector<Wish>& wishes);
    void widen_by_bits(llvm::Value* bits, const std::vector<std::uint64_t>& reads);
    llvm::Value* piece_of(llvm::Value* bits, std::uint32_t from);
    void begin(const Mask& mask);
    std::vector<llvm::Value*> end();

    Code& c_;
    const Needs& needs_;
    Speaking speaking_;
    std::vector<std::uint32_t> checks_;
    std::size_t words_;                // of a mask: a multiple of four
    std::vector<llvm::Value*> found_;  // vectors of four words
    llvm::GlobalVariable* tables_ = nullptr;
    std::vector<std::uint64_t> all_values_;                       // of them
    std::map<std::vector<std::uint64_t>, std::size_t> place_of_;  // each table among them
};

}  // namespace jianhe::jit
