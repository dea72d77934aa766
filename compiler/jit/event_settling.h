#pragma once

#include <cstdint>
#include <vector>

#include <jianhe/finding.h>

#include "compiler/ir/module.h"

namespace jianhe::jit {

// What settle (compiler/interp/settle.h) does, for what compiled code tells of one record: on numbers, from which the
// texts are made once it is known what is said. Belongs to one thread; `module` must outlive it.
class EventSettling {
public:
    explicit EventSettling(const ir::Module& module);

    void begin() noexcept { told_.clear(); }
    // `field` is none where the check stands at a segment.
    void add_fired(ir::CheckId check, ir::FieldId field, std::uint32_t row, Disposition disposition);
    // Of a built-in check of a field, and of a segment with too few or too many rows.
    void add_field(ir::FieldId field, std::uint32_t row, ir::FieldRole role);
    void add_rows(ir::SegmentId segment);

    // One finding a code and place, in reporting order, instead of what stood in `findings`.
    void settle(std::vector<Finding>& findings);

private:
    enum class By : std::uint8_t { Check, Field, Rows };
    // What is asked of a check, beside each other: a check itself is long.
    struct OfCheck {
        std::uint64_t place = 0;  // 0: it stands at a field
        ir::CodeId code = ir::kNone<ir::CodeId>;
        ir::RuleId rule = ir::kNone<ir::RuleId>;  // none: it supersedes nothing
    };
    struct Told {
        std::uint64_t place = 0;  // its segment, row and field, of which the order is that of Place
        ir::CodeId code = ir::kNone<ir::CodeId>;
        ir::RuleId rule = ir::kNone<ir::RuleId>;  // of a check that may supersede others
        By by = By::Check;
        Disposition disposition = Disposition::RejectRecord;
        bool speaks = true;
    };

    static std::uint64_t place_of(ir::SegmentId segment) noexcept;
    static OfCheck of_check(const ir::Module& module, const ir::Check& check);
    std::uint64_t place_of(ir::FieldId field, std::uint32_t row) const noexcept;
    void sort();
    void find_who_speaks(std::size_t first, std::size_t last);
    bool is_superseded(const Told& one, std::size_t first, std::size_t last) const;
    void say(const Told& one, Finding& finding) const;

    const ir::Module& module_;
    std::vector<OfCheck> checks_;
    std::vector<std::uint64_t> places_;  // by field, of no row
    std::vector<Told> told_;
};

}  // namespace jianhe::jit
