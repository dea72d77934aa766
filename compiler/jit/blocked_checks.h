#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/finding.h>

#include "compiler/ir/module.h"

namespace jianhe::jit {

// The checks of one record that were blocked, and by what; sorted as numbers, of which texts are made at the end.
// Belongs to one thread; `module` must outlive it.
class BlockedChecks {
public:
    explicit BlockedChecks(const ir::Module& module) : module_(module) {}

    void begin() noexcept;
    // `by` must stay until take().
    void add(std::uint32_t check, std::string_view by);
    // Keeps a copy.
    void add_kept(std::uint32_t check, const std::string& by);
    // Sorted, one entry a code and cause, instead of what stood in `blocked`.
    void take(std::vector<Blocked>& blocked);

private:
    struct Entry {
        std::uint32_t code = 0;  // codes are sorted by their texts
        std::string_view by;
        auto operator<=>(const Entry&) const = default;
    };

    const ir::Module& module_;
    std::vector<Entry> entries_;
    std::deque<std::string> kept_;
};

}  // namespace jianhe::jit
