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
    // In bytes_.
    struct Piece {
        std::uint32_t at = 0;
        std::uint32_t size = 0;
    };
    // What stands behind the row in a finding of one code: ,"code":"AA","disposition":"reject_record","message":"…"}
    struct CodePiece {
        std::string_view code;  // of `info`
        Disposition disposition = Disposition::RejectRecord;
        Piece all;
        std::uint32_t before = 0;  // so much of it is in front of the disposition
    };

    Piece keep(std::string_view piece);
    std::string_view text(Piece piece) const noexcept { return {bytes_.data() + piece.at, piece.size}; }
    void add_code(std::string_view code, const SpecificationInfo::Code& entry);
    const CodePiece* find(std::string_view code) const noexcept;  // null: not one of the specification's codes
    void put_looked_up(PieceBuffer& out, const Finding& finding) const;
    static void put_row(PieceBuffer& out, std::uint32_t row);
    void put_code(PieceBuffer& out, const CodePiece& piece, Disposition disposition) const;

    std::string bytes_;                 // all pieces, and what may be read behind the last one
    std::vector<Piece> fields_;         // {"field":"P12","order":
    std::vector<Piece> segments_;       // the same
    std::vector<CodePiece> codes_;      // in the order of `info`
    std::vector<std::uint32_t> slots_;  // one more than the code's number; a power of two, at least half of them 0
};

}  // namespace jianhe::detail
