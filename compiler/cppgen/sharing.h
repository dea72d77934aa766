#pragma once

#include <cstdint>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe::cppgen {

// Whether a set is written out where it is asked for: a few words that have no name.
bool is_written_in_place(const ir::Set& set);

// Which parts of the rules' and constructions' expressions become functions of their own: what several users share, and
// what is too long to be read in one piece. Everything else is written where it is used.
class Sharing {
public:
    explicit Sharing(const ir::Module& module);

    bool is_used(ir::InstId id) const { return parts_[ir::index_of(id)].users > 0; }
    // Whether constructions use it and no rule does.
    bool is_for_building(ir::InstId id) const { return parts_[ir::index_of(id)].is_for_building; }
    bool is_function(ir::InstId id) const { return parts_[ir::index_of(id)].is_function; }
    // Whether the answer may differ from row to row.
    bool by_row(ir::InstId id) const { return parts_[ir::index_of(id)].by_row; }
    // Whether it may be unknown though no field is malformed.
    bool asks_outside(ir::InstId id) const { return parts_[ir::index_of(id)].asks_outside; }
    // Whether it is worth waiting until the parts before it do not decide.
    bool is_costly(ir::InstId id) const { return parts_[ir::index_of(id)].is_costly; }

    // Places for what is remembered of a record; kNoSlot: nothing is.
    static constexpr std::uint32_t kNoSlot = 0xffffffffU;
    std::uint32_t slot(ir::InstId id) const { return parts_[ir::index_of(id)].slot; }
    std::uint32_t truths() const noexcept { return truths_; }
    std::uint32_t counts() const noexcept { return counts_; }
    std::uint32_t uniques() const noexcept { return uniques_; }

private:
    struct Part {
        std::uint32_t users = 0;
        std::uint32_t size = 1;  // as it is written, functions counted as one
        std::uint32_t slot = kNoSlot;
        bool by_row = false;
        bool is_function = false;
        bool is_for_building = false;
        bool asks_outside = false;
        bool is_costly = false;
    };

    void use(ir::InstId id);
    void use_for_building();
    void look_at(std::size_t at);
    bool searches(const ir::Inst& inst) const;

    const ir::Module& module_;
    std::vector<Part> parts_;  // by instruction
    std::uint32_t truths_ = 0;
    std::uint32_t counts_ = 0;
    std::uint32_t uniques_ = 0;
};

}  // namespace jianhe::cppgen
