#include "compiler/interp/settle.h"

#include <algorithm>

#include "compiler/ir/dispositions.h"

namespace jianhe {
namespace {

// Orders what fired by place alone, to find all that stands at one place.
struct PlaceOrder {
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
        return place(a) < place(b);
    }
    static const Place& place(const Place& p) { return p; }
    static const Place& place(const Fired& fired) { return fired.finding.place; }
};

// One finding for each code at each place, with the strongest disposition. `findings` are in reporting order.
void keep_strongest(std::vector<Finding>& findings) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (kept > 0 && findings[kept - 1].place == findings[i].place &&
            findings[kept - 1].field == findings[i].field && findings[kept - 1].code == findings[i].code) {
            findings[kept - 1].disposition = std::max(findings[kept - 1].disposition, findings[i].disposition);
            continue;
        }
        if (kept != i) findings[kept] = std::move(findings[i]);
        ++kept;
    }
    findings.resize(kept);
}

std::optional<Disposition> written_disposition(const ir::Check& check, std::optional<Date> day) {
    const auto& dated = check.dispositions;
    if (ir::is_of_every_day(dated)) return dated.front().disposition;
    std::optional<Disposition> mildest;
    for (const ir::DatedDisposition& entry : dated) {
        if (day && entry.span.holds(*day)) return entry.disposition;
        if (!day && (!mildest || entry.disposition < *mildest)) mildest = entry.disposition;
    }
    return mildest;
}

}  // namespace

Date day_of(std::int64_t content, ir::Type type) noexcept {
    if (type.kind == ir::ValueType::DateTime) return date_of(DateTime{content});
    return Date{static_cast<std::int32_t>(content)};
}

std::optional<Disposition> disposition_on(const ir::Module& module, const ir::Check& check, std::optional<Date> day,
                                          const std::set<std::string, std::less<>>& raised) {
    const std::optional<Disposition> written = written_disposition(check, day);
    if (!written || !check.choice || !raised.contains(module.code(check.code).code)) return written;
    return std::max(*written, *check.choice);
}

Place place_of(const ir::Module& module, ir::FieldId field, std::uint32_t row) noexcept {
    return {static_cast<std::int32_t>(ir::index_of(module.field(field).segment)), row,
            static_cast<std::int32_t>(ir::index_of(field))};
}

Place place_of(ir::SegmentId segment) noexcept {
    return {static_cast<std::int32_t>(ir::index_of(segment)), 0, Place::kItself};
}

Finding finding_of(const ir::Module& module, const ir::Check& check, ir::FieldId field, std::uint32_t row,
                   Disposition disposition) {
    const std::string& code = module.code(check.code).code;
    if (ir::is_some(check.segment))
        return {place_of(check.segment), module.segment(check.segment).tag, code, disposition};
    return {place_of(module, field, row), module.field(field).tag, code, disposition};
}

Finding finding_of(const ir::Module& module, ir::FieldId id, std::uint32_t row, ir::FieldRole role) {
    const ir::Field& field = module.field(id);
    const ir::Code& code = module.code(field.code(role));
    return {place_of(module, id, row), field.tag, code.code, code.disposition};
}

Finding finding_of_rows(const ir::Module& module, ir::SegmentId segment) {
    const ir::Code& code = module.code(module.too_many);
    return {place_of(segment), module.segment(segment).tag, code.code, code.disposition};
}

// Sorted, so that a record in which every row fails costs no more than its findings.
void settle(const ir::Module& module, std::vector<Fired>& fired, std::vector<Finding>& built_in,
            std::vector<Finding>& structural, std::vector<Finding>& findings) {
    const auto before = [](const Fired& a, const Fired& b) {
        if (a.finding.place != b.finding.place) return a.finding.place < b.finding.place;
        return a.finding.code < b.finding.code;
    };
    std::sort(fired.begin(), fired.end(), before);
    const auto at_place = [&](const Place& place) {
        return std::equal_range(fired.begin(), fired.end(), place, PlaceOrder{});
    };
    for (Finding& finding : built_in) {
        const auto [first, last] = at_place(finding.place);
        if (first == last) findings.push_back(std::move(finding));
    }
    for (const Fired& one : fired) {
        const auto [first, last] = at_place(one.finding.place);
        const ir::CodeId code = module.checks[ir::index_of(one.check)].code;
        const bool superseded = std::any_of(first, last, [&](const Fired& other) {
            const ir::Check& by = module.checks[ir::index_of(other.check)];
            const auto& codes = module.rules[ir::index_of(by.rule)].supersedes;
            return std::find(codes.begin(), codes.end(), code) != codes.end();
        });
        if (!superseded) findings.push_back(one.finding);
    }
    findings.insert(findings.end(), std::make_move_iterator(structural.begin()),
                    std::make_move_iterator(structural.end()));
    sort_findings(findings);
    keep_strongest(findings);
}

}  // namespace jianhe
