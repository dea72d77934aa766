#include "compiler/jit/event_settling.h"

#include <algorithm>

namespace jianhe::jit {
namespace {

constexpr unsigned kRowBits = 32;
constexpr unsigned kFieldBits = 16;

}  // namespace

EventSettling::EventSettling(const ir::Module& module) : module_(module) {
    checks_.reserve(module.checks.size());
    for (const ir::Check& check : module.checks) checks_.push_back(of_check(module, check));
    places_.reserve(module.fields.size());
    for (const ir::Field& field : module.fields) places_.push_back(place_of(field.segment) | (places_.size() + 1));
}

// The segment itself stands in front of its fields. No place is 0.
std::uint64_t EventSettling::place_of(ir::SegmentId segment) noexcept {
    return std::uint64_t{ir::index_of(segment) + 1} << (kRowBits + kFieldBits);
}

std::uint64_t EventSettling::place_of(ir::FieldId field, std::uint32_t row) const noexcept {
    return places_[ir::index_of(field)] | std::uint64_t{row} << kFieldBits;
}

EventSettling::OfCheck EventSettling::of_check(const ir::Module& module, const ir::Check& check) {
    const bool supersedes = !module.rules[ir::index_of(check.rule)].supersedes.empty();
    return {ir::is_some(check.segment) ? place_of(check.segment) : 0, check.code,
            supersedes ? check.rule : ir::kNone<ir::RuleId>};
}

void EventSettling::add_fired(ir::CheckId id, ir::FieldId field, std::uint32_t row, Disposition disposition) {
    const OfCheck& check = checks_[ir::index_of(id)];
    const std::uint64_t place = check.place != 0 ? check.place : place_of(field, row);
    told_.push_back({place, check.code, check.rule, By::Check, disposition});
}

void EventSettling::add_field(ir::FieldId id, std::uint32_t row, ir::FieldRole role) {
    const ir::CodeId code = module_.field(id).code(role);
    told_.push_back({place_of(id, row), code, ir::kNone<ir::RuleId>, By::Field, module_.code(code).disposition});
}

void EventSettling::add_rows(ir::SegmentId segment) {
    const Disposition disposition = module_.code(module_.too_many).disposition;
    told_.push_back({place_of(segment), module_.too_many, ir::kNone<ir::RuleId>, By::Rows, disposition});
}

// Codes are sorted by their texts, so their numbers are too.
void EventSettling::sort() {
    const auto before = [](const Told& a, const Told& b) {
        if (a.place != b.place) return a.place < b.place;
        return ir::index_of(a.code) < ir::index_of(b.code);
    };
    constexpr std::size_t kFew = 16;
    if (told_.size() > kFew) return std::sort(told_.begin(), told_.end(), before);
    for (std::size_t i = 1; i < told_.size(); ++i) {
        const Told one = told_[i];
        std::size_t at = i;
        for (; at != 0 && before(one, told_[at - 1]); --at) told_[at] = told_[at - 1];
        told_[at] = one;
    }
}

bool EventSettling::is_superseded(const Told& one, std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i < last; ++i) {
        if (!ir::is_some(told_[i].rule)) continue;
        const std::vector<ir::CodeId>& codes = module_.rules[ir::index_of(told_[i].rule)].supersedes;
        if (std::find(codes.begin(), codes.end(), one.code) != codes.end()) return true;
    }
    return false;
}

// Of all that is told of one place: the built-in checks of a field yield to rules, and rules to those that supersede
// them.
void EventSettling::find_who_speaks(std::size_t first, std::size_t last) {
    bool has_rules = false;
    for (std::size_t i = first; i < last; ++i) has_rules = has_rules || told_[i].by == By::Check;
    for (std::size_t i = first; i < last; ++i) {
        Told& one = told_[i];
        if (one.by == By::Field) one.speaks = !has_rules;
        if (one.by == By::Check) one.speaks = !is_superseded(one, first, last);
    }
}

void EventSettling::say(const Told& one, Finding& finding) const {
    finding.place.segment = static_cast<std::int32_t>(one.place >> (kRowBits + kFieldBits)) - 1;
    finding.place.row = static_cast<std::uint32_t>(one.place >> kFieldBits);
    finding.place.field = static_cast<std::int32_t>(one.place & ((1U << kFieldBits) - 1)) - 1;
    finding.field = finding.place.field == Place::kItself
                        ? module_.segments[static_cast<std::size_t>(finding.place.segment)].tag
                        : module_.fields[static_cast<std::size_t>(finding.place.field)].tag;
    finding.code = module_.code(one.code).code;
    finding.disposition = one.disposition;
    finding.code_number = ir::index_of(one.code);
}

// Findings of the record before are written over, which costs less than making them anew.
void EventSettling::settle(std::vector<Finding>& findings) {
    std::size_t count = 0;
    if (told_.size() > 1) sort();
    for (std::size_t first = 0; first < told_.size();) {
        std::size_t last = first + 1;
        while (last < told_.size() && told_[last].place == told_[first].place) ++last;
        // Most stand alone at their place.
        if (last - first > 1 || ir::is_some(told_[first].rule)) find_who_speaks(first, last);
        const Told* said = nullptr;
        for (; first < last; ++first) {
            const Told& one = told_[first];
            if (!one.speaks) continue;
            if (said != nullptr && said->code == one.code) {
                Disposition& disposition = findings[count - 1].disposition;
                disposition = std::max(disposition, one.disposition);
            } else {
                if (count == findings.size()) findings.emplace_back();
                say(one, findings[count++]);
            }
            said = &one;
        }
    }
    findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(count), findings.end());
}

}  // namespace jianhe::jit
