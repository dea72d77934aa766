// Findings as JSON Lines has them, put together from pieces that are made once.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/finding.h>
#include <jianhe/specification_info.h>

#include "runtime/report/piece_buffer.h"

namespace jianhe::detail {

// Immutable, so that threads share it. `info` must outlive it.
class JsonFindings {
public:
    explicit JsonFindings(const SpecificationInfo& info);

    // `[…]`
    void put(PieceBuffer& out, std::span<const Finding> findings) const;

private:
    // What stands around the disposition in a finding of one code.
    struct Pieces {
        std::string_view code;  // of `info`; empty: a free slot
        std::string before;     // ,"code":"AA","disposition":"
        std::string after;      // ","message":"…"}
    };

    static Pieces pieces_of(std::string_view code, std::string_view message);
    std::size_t slot_of(std::string_view code) const noexcept;
    void put(PieceBuffer& out, const Finding& finding) const;
    static void put(PieceBuffer& out, const Pieces& pieces, Disposition disposition);

    std::vector<Pieces> slots_;  // a power of two of them, at least half of them free
};

}  // namespace jianhe::detail
