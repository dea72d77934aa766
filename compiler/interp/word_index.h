#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <jianhe/date.h>

#include "compiler/ir/module.h"

namespace jianhe {

// Finds a word among the members of a set without looking at each. The members must outlive it.
class WordIndex {
public:
    // The next member; members are numbered from 0.
    void add(const ir::WordRange& member);

    // The first member that holds the word and that `accept(number)` takes.
    template <class Accept>
    std::optional<std::uint32_t> find(std::string_view word, Accept accept) const;

private:
    static constexpr std::uint32_t kNone = 0xffffffffU;

    struct Member {
        const ir::WordRange* words;
        std::uint32_t next = kNone;  // the next one of the same single word
    };

    std::size_t slot_of(std::string_view word) const noexcept;
    void grow();

    std::vector<Member> members_;
    std::vector<std::uint32_t> ranges_;  // members that are no single words, first to last
    std::vector<std::uint32_t> slots_;   // a power of two of them: the first member of each single word
    std::size_t words_ = 0;
};

// The sets and code sets of a module, each made ready when it is first asked for. As ir::in_set and find_code_row say,
// only faster. One thread.
class ModuleWords {
public:
    explicit ModuleWords(const ir::Module& module);

    const ir::CodeSet& code_set(ir::CodeSetId set) const noexcept { return module_.code_sets[ir::index_of(set)]; }
    bool in_set(std::string_view word, ir::SetId set);
    // As find_code_row.
    const ir::CodeSet::Row* code_row(ir::CodeSetId set, std::string_view code, std::optional<Date> day);

private:
    const ir::Module& module_;
    std::vector<std::optional<WordIndex>> sets_;
    std::vector<std::optional<WordIndex>> code_sets_;
};

}  // namespace jianhe
