#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include <jianhe/validator.h>

#include "compiler/jit/llvm/expressions.h"

// Judging a record that has been read: `judge(context)`, which gives an Outcome.
namespace jianhe::jit {

// The parts of a condition that are joined by `and`.
void split_condition(const ir::Module& module, ir::InstId id, std::vector<ir::InstId>& parts);
// Whether a check's `expect` is a question to the file.
bool asks_file(const ir::Module& module, const ir::Check& check);

class Selection;

class Checks {
public:
    explicit Checks(Code& code);

    // i32 judge(ptr): an internal function.
    llvm::Function* write();
    // The entry point `jianhe_prepare`, called once for each context; to be written behind `write`.
    void write_prepare();

private:
    // What the guards of the function at hand compare with: bits of segments that do not repeat, and of all rows of
    // the others together. Loaded once.
    struct Loaded {
        std::vector<std::vector<llvm::Value*>> given;  // by segment and word
    };

    llvm::Function* write_body(std::uint32_t check, Expressions& expressions);
    void write_check(std::uint32_t check, Expressions& e, llvm::BasicBlock* end);
    void write_clause(std::uint32_t check, Expressions& e, const Row& row, const std::vector<ir::InstId>& conditions,
                      bool conditions_decide, llvm::Value* disposition, llvm::BasicBlock* end);
    void leave_when_rows_increase(const ir::Check& check, const Expressions& e, llvm::BasicBlock* end);
    void leave_without_master(ir::InstId expect, llvm::BasicBlock* end);
    void write_fired(std::uint32_t check, Expressions& e, const Row& row, llvm::Value* condition,
                     llvm::Value* disposition);
    void write_blocked(std::uint32_t check, Expressions& e, const Row& row, ir::InstId expression,
                       llvm::Value* condition);
    void add_causes(std::uint32_t check, Expressions& e, ir::InstId expression, llvm::Value* condition,
                    std::vector<llvm::Value*>& others);

    void write_call(std::uint32_t check, const Loaded& loaded, Mode mode);
    // Goes on where the check may have something to say, else to `otherwise`.
    void write_guard(std::uint32_t check, const Loaded& loaded, Expressions& e, llvm::BasicBlock* otherwise);
    Fields reads_of(const ir::Check& check) const;
    llvm::Value* concerned(std::uint32_t check);
    void write_checks(const std::vector<std::uint32_t>& checks, Mode mode);
    // By word of a selection: which of its checks are run together, and the function that runs them, if any.
    struct Runs {
        explicit Runs(std::size_t words) : of(words, 0), functions(words, nullptr) {}
        std::vector<std::uint64_t> of;
        std::vector<llvm::Function*> functions;
    };
    void write_runs(const std::string& name, const std::vector<std::uint32_t>& checks, const Selection& selection,
                    Mode mode, Runs& runs);
    llvm::Function* write_run(const std::string& name, std::span<const std::uint32_t> checks, std::uint64_t of,
                              const Selection& selection, Mode mode);
    // Calls a check, and goes to `next`.
    void write_selected(std::uint32_t check, const Selection& selection, Mode mode, llvm::BasicBlock* next);
    void write_loop(llvm::Value* selected, std::uint64_t of, std::span<const std::uint32_t> checks,
                    const Selection& selection, Mode mode);
    // not_supplied.cpp
    std::vector<std::uint32_t> arrange(const std::vector<std::uint32_t>& checks);
    void count_lacking(std::vector<llvm::Value*>& selected);
    std::optional<Source> source_that_decides(std::uint32_t check, const Selection& selection) const;
    llvm::Value* has_source(const Source& source);
    void leave_without_source(std::uint32_t check, const Source& source, llvm::BasicBlock* next);
    void leave_rows_without_source(std::uint32_t check, Expressions& e, const std::vector<ir::InstId>& conditions,
                                   llvm::BasicBlock* end);
    void count_lack(std::uint32_t check, const Source& source);
    void run_selected(const std::vector<llvm::Value*>& words, const Runs& runs);
    llvm::Function* write_presence(Mode mode);
    void write_presence_of(std::uint32_t segment, const Row& row, Expressions& e,
                           const std::vector<llvm::Value*>& columns);
    bool may_be_blocked(const ir::Check& check) const;
    void block_places(const std::vector<std::uint32_t>& selected, std::vector<llvm::Value*>& possible,
                      std::vector<llvm::Value*>& concerned, llvm::BasicBlock* slow);
    void write_limits(Expressions& e);
    void write_day();
    void write_validity();
    void count_not_checked();
    void count_carried(std::uint32_t word, llvm::Value* all);
    Loaded load_given();
    llvm::Value* has_fields(const Fields& fields, const Loaded& loaded);
    // Calls `body` for each row of a segment.
    void for_rows(std::uint32_t segment, const std::function<void(const Row&)>& body);

    // A digest that has been made, low half first.
    using Digest = std::array<llvm::Value*, 2>;

    // asking.cpp
    struct Question {
        FileQuestion::Kind kind;
        std::uint32_t check;
        std::optional<std::uint32_t> key;
        std::optional<std::uint32_t> group;
        llvm::Value* state;  // i1; null where the kind has none
    };
    void ask_file(const std::vector<std::uint32_t>& checks);
    Truth asked(std::uint32_t check, const Row& row);
    void write_tell(std::uint32_t check, Expressions& e);
    llvm::Value* ask(const Question& question, const std::function<llvm::Value*()>& by_host);
    void store_digest(std::uint32_t key, llvm::Value* question, std::uint64_t member);
    void keep_digest(std::uint32_t key, const Digest& digest);
    llvm::Value* record_at();
    llvm::Value* with_digest(std::uint32_t key, const Row& row, const std::function<llvm::Value*()>& then);

    // keys.cpp
    // What a part of a key adds to its message.
    struct Part {
        std::vector<llvm::Value*> words;
        llvm::Value* shape;
    };
    // What keys share: parts that have been read, by field, and products of their words, by place.
    struct Parts {
        std::map<std::uint32_t, Part> read;
        std::map<std::tuple<std::size_t, llvm::Value*, llvm::Value*>, llvm::Value*> products;
        llvm::Value* secret = nullptr;
    };
    llvm::Function* digest_function(std::uint32_t key);
    bool digests_in_place(std::uint32_t key) const;
    void leave_without_parts(const std::vector<std::uint32_t>& keys, llvm::Value* row, Mode mode,
                             llvm::BasicBlock* slow);
    Digest write_digest(std::uint32_t key, llvm::Value* row, Parts& parts, llvm::BasicBlock* slow);
    llvm::Value* add_short_text(llvm::Value* text, llvm::Value* length32, std::vector<llvm::Value*>& words,
                                llvm::BasicBlock* slow);
    Digest write_sums(const std::vector<llvm::Value*>& words, Parts& parts);

    // Of a word of the selection: the checks that are not called where they lack a source. Each has the bit of what is
    // counted then, in that word of Plan::not_checked.
    struct LackingWord {
        std::uint32_t counted = 0;
        std::map<Source, std::uint64_t> checks;
    };

    static constexpr double kLikely = 0.25;  // of the records
    bool is_likely(std::uint32_t check) const { return likelihood_[check] >= kLikely; }

    Code& c_;
    std::vector<LackingWord> lacking_;
    std::vector<double> likelihood_;  // by check, of being selected
    llvm::Value* blocks_ = nullptr;   // whether rules have blocked fields of the malformed record at hand
    std::map<std::uint32_t, llvm::Function*> digests_;  // by key
    // Where questions are written in place: what has been made for all of them.
    struct InPlace {
        std::map<std::uint32_t, Digest> digests;  // by key
        Fields given;                             // what they are made of
        llvm::Value* room = nullptr;
        llvm::Value* at = nullptr;  // of the record, as questions say it
    };
    InPlace in_place_;
    Expressions clean_;
    Expressions exact_;
    std::vector<llvm::Function*> clean_bodies_;
    std::vector<llvm::Function*> exact_bodies_;
};

}  // namespace jianhe::jit
