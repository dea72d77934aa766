// The part of the context that judges: docs/language.md §6, as the interpreter does it.

#include <algorithm>
#include <bit>
#include <utility>

#include <jianhe/generated/context.h>

namespace jianhe::generated {
namespace {

// The disposition on the deciding day; none: the rule is silent on that day. Without a usable day the mildest holds,
// because nothing says that a stronger one does.
std::optional<Disposition> written_disposition(const CheckFacts& check, std::optional<Date> day) noexcept {
    std::optional<Disposition> mildest;
    for (const DatedDisposition& entry : check.dispositions) {
        if (day && entry.from <= day->days && day->days <= entry.until) return entry.disposition;
        if (!day && (!mildest || entry.disposition < *mildest)) mildest = entry.disposition;
    }
    return mildest;
}

bool is_of_every_day(const CheckFacts& check) noexcept {
    return check.dispositions.size() == 1 && check.dispositions.front().from == kAnyDay &&
           check.dispositions.front().until == kLastDay;
}

}  // namespace

void Context::plan_checks() {
    for (std::uint32_t id = 0; id < rules_.checks.size(); ++id) {
        const CheckFacts& check = rules_.checks[id];
        // A question to the history has no function: generated code has no ledger to ask.
        const bool asks_history = check.judge == nullptr;
        raised_.push_back(check.choice && supplied_.raised.contains(rules_.codes[check.code].code));
        const bool of_every_day = is_of_every_day(check);
        depends_on_record_.push_back(!of_every_day && check.switched_by.chosen != kNone);
        const bool by_day = !of_every_day && !depends_on_record_[id];
        dispositions_.push_back(disposition_on(id, by_day ? day(check.switched_by) : std::nullopt));
        // A silent rule still follows the states of its groups.
        const bool is_silent = !depends_on_record_[id] && !dispositions_[id] && check.tell_state == nullptr;
        if (is_silent || asks_history) continue;
        switch (check.step) {
            case CheckFacts::Step::BlocksRecord: record_blockers_.push_back(id); break;
            case CheckFacts::Step::BlocksFields: field_blockers_.push_back(id); break;
            case CheckFacts::Step::Other:
                others_.push_back(id);
                if (depends_on_record_[id] || check.tell_state != nullptr) {
                    careful_.push_back(id);
                } else if (check.field == kNone || check.judges_empty || check.asks_outside) {
                    always_.push_back({check.judge, id, check.row});
                } else {
                    given_.push_back({check.judge, id, check.row});
                }
                break;
        }
    }
    const auto field_of = [this](const Planned& planned) { return rules_.checks[planned.check].field; };
    std::sort(given_.begin(), given_.end(), [&](const Planned& a, const Planned& b) {
        return std::pair(field_of(a), a.check) < std::pair(field_of(b), b.check);
    });
    std::uint32_t at = 0;
    for (std::uint32_t field = 0; field <= rules_.fields.size(); ++field) {
        while (at < given_.size() && field_of(given_[at]) < field) ++at;
        given_at_.push_back(at);
    }
}

void Context::givens_changed() {
    for (auto* checks : {&record_blockers_, &field_blockers_, &others_, &careful_, &given_at_}) checks->clear();
    for (auto* planned : {&always_, &given_}) planned->clear();
    raised_.clear();
    depends_on_record_.clear();
    dispositions_.clear();
    plan_checks();
}

void Context::look(const Record& record) noexcept {
    ++record_number_;
    std::fill(truths_.begin(), truths_.end(), kNotAsked);
    answer_count_ = 0;
    read(record);
}

void Context::judge(const Record& record) noexcept {
    fired_.clear();
    built_in_.clear();
    structural_.clear();
    found_.clear();
    blocked_places_.clear();
    blocked_.clear();
    record_blocked_by_.clear();
    whole_causes_.clear();
    kept_causes_.clear();
    look(record);
    if (report_missing_segments(record)) return;

    // Rules that block go first, in two steps: a whole record, then single fields.
    judge_all(record_blockers_);
    if (!fired_.empty()) {
        blocked_.clear();
        for (const Fired& fired : fired_) record_blocked_by_.push_back(fired.fault.field);
        return settle();
    }
    judge_all(field_blockers_);
    block_places();
    report_structure(record);
    report_limits();
    report_fields();
    const bool is_malformed =
        std::any_of(segments_.begin(), segments_.end(), [](const SegmentRows& rows) { return rows.has_malformed; });
    if (is_malformed || !blocked_places_.empty()) {
        judge_all(others_);
    } else {
        judge_all(careful_);
        for (const Planned& planned : always_) judge_planned(planned);
        judge_given();
    }
    settle();
}

// Most checks pass: that path is kept short.
inline void Context::judge_planned_at(const Planned& planned, Row row) noexcept {
    const Outcome outcome = planned.judge(*this, row);
    if (outcome == Outcome::Passed || outcome == Outcome::NotApplicable) return;
    conclude(planned.check, row.number, outcome, *dispositions_[planned.check]);
}

// Checks that say nothing where their field is empty, and nothing can block them.
void Context::judge_given() noexcept {
    for (std::uint32_t id = 0; id < segments_.size(); ++id) {
        const SegmentRows& segment = segments_[id];
        const bool repeated = rules_.segments[id].repeated;
        const std::uint32_t first = rules_.segments[id].first_field;
        for (std::uint32_t at = 0; at < segment.count; ++at) {
            const Row here = repeated ? row(id, at + 1) : Row{};
            for (std::uint32_t word = 0; word < segment.words; ++word) {
                std::uint64_t bits = segment.given[std::size_t{at} * segment.words + word];
                for (; bits != 0; bits &= bits - 1) {
                    const auto field = first + word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
                    for (std::uint32_t i = given_at_[field]; i < given_at_[field + 1]; ++i) {
                        const Planned& planned = given_[i];
                        // Of a check that stands outside of rows and is judged by row, the rows are all to be looked
                        // at.
                        if (planned.row != kNone && here.number == 0) {
                            judge_planned(planned);
                        } else {
                            judge_planned_at(planned, here);
                        }
                    }
                }
            }
        }
    }
}

void Context::judge_planned(const Planned& planned) noexcept {
    if (planned.row == kNone) return judge_planned_at(planned, Row{});
    const std::uint32_t count = rows(planned.row);
    for (std::uint32_t at = 1; at <= count; ++at) judge_planned_at(planned, row(planned.row, at));
}

void Context::judge_all(const std::vector<std::uint32_t>& checks) noexcept {
    for (const std::uint32_t check : checks) judge_check(check);
}

void Context::judge_check(std::uint32_t id) noexcept {
    const CheckFacts& check = rules_.checks[id];
    if (check.tell_state != nullptr && file_ != nullptr) check.tell_state(*this);
    if (check.row == kNone) return judge_at(id, Row{});
    const std::uint32_t count = rows(check.row);
    for (std::uint32_t at = 1; at <= count; ++at) judge_at(id, row(check.row, at));
}

void Context::judge_at(std::uint32_t id, Row row) noexcept {
    const CheckFacts& check = rules_.checks[id];
    const std::optional<Disposition> disposition =
        depends_on_record_[id] ? disposition_on(id, day(check.switched_by)) : dispositions_[id];
    if (!disposition) return;
    if (!blocked_places_.empty()) {
        if (const BlockedPlace* place = blocked_place(field_of(check), row.number)) {
            blocked_.push_back({id, row.number, Outcome::BlockedByWhen, place->by});
            return;
        }
    }
    conclude(id, row.number, check.judge(*this, row), *disposition);
}

void Context::conclude(std::uint32_t id, std::uint32_t row, Outcome outcome, Disposition disposition) noexcept {
    if (outcome == Outcome::Fired) {
        fire(id, row, disposition);
    } else if (outcome == Outcome::BlockedByWhen || outcome == Outcome::BlockedByExpect) {
        blocked_.push_back({id, row, outcome, {}});
    }
}

void Context::fire(std::uint32_t id, std::uint32_t row, Disposition disposition) noexcept {
    const CheckFacts& check = rules_.checks[id];
    if (check.segment != kNone) {
        const Place place{static_cast<std::int32_t>(check.segment), 0, Place::kItself};
        fired_.push_back({id, row, {place, rules_.segments[check.segment].tag, check.code, disposition}});
        return;
    }
    std::uint32_t field = field_of(check);
    if (field == kNone) field = rules_.chosen_dates[check.chosen].otherwise;
    const FieldFacts& facts = rules_.fields[field];
    const Place place{static_cast<std::int32_t>(facts.segment), row, static_cast<std::int32_t>(field)};
    fired_.push_back({id, row, {place, facts.tag, check.code, disposition}});
}

std::optional<Disposition> Context::disposition_on(std::uint32_t id, std::optional<Date> day) const noexcept {
    const CheckFacts& check = rules_.checks[id];
    const std::optional<Disposition> written = written_disposition(check, day);
    return written && raised_[id] ? std::max(*written, *check.choice) : written;
}

// The field a check stands at; none: it stands at a segment, or at a date whose choice is unknown.
std::uint32_t Context::field_of(const CheckFacts& check) noexcept {
    return check.chosen == kNone ? check.field : rules_.chosen_dates[check.chosen].field(*this);
}

// What the rules block that have fired. A rule at one row blocks fields of its row; one that stands outside of rows, or
// in rows of another segment, blocks the field wherever it stands.
void Context::block_places() noexcept {
    for (const Fired& fired : fired_) {
        const CheckFacts& check = rules_.checks[fired.check];
        for (const std::uint16_t field : check.blocks) {
            const bool same_row = check.row != kNone && rules_.fields[field].segment == check.row;
            blocked_places_.push_back(
                {field, same_row ? fired.fault.place.row : BlockedPlace::kEveryRow, fired.fault.field});
        }
    }
    std::sort(blocked_places_.begin(), blocked_places_.end());
}

const Context::BlockedPlace* Context::blocked_place(std::uint32_t field, std::uint32_t row) const noexcept {
    for (const std::uint32_t at : {row, BlockedPlace::kEveryRow}) {
        for (const BlockedPlace& place : blocked_places_) {
            if (place.field == field && place.row == at) return &place;
        }
    }
    return nullptr;
}

bool Context::report_missing_segments(const Record& record) noexcept {
    for (std::uint32_t id = 0; id < segments_.size(); ++id) {
        const SegmentFacts& segment = rules_.segments[id];
        if (segment.repeated || record.rows(static_cast<SegmentIndex>(id)) > 0) continue;
        found_.push_back(
            structural({static_cast<std::int32_t>(id), 0, Place::kItself}, segment.tag, rules_.wrong_place));
        record_blocked_by_.push_back(segment.tag);
    }
    return !found_.empty();
}

// Inside a record a fault of the envelope rejects that record at most, however strong the registry is about the same
// code outside of records.
FoundFault Context::structural(Place place, std::string_view name, std::uint16_t code) const noexcept {
    return {place, name, code, std::min(rules_.codes[code].disposition, Disposition::RejectRecord)};
}

// What the reader met that the layout has no place for.
void Context::report_structure(const Record& record) noexcept {
    for (const StructureFault& fault : record.faults()) {
        Place place;
        place.segment = fault.segment == kNoSegment ? -1 : static_cast<std::int32_t>(fault.segment);
        place.row = fault.row;
        place.field = Place::kStranger;
        if (fault.kind == StructureFault::Kind::RepeatedTag) {
            place.field = static_cast<std::int32_t>(record.layout().find_field(fault.name));
        } else if (const SegmentIndex segment = record.layout().find_segment(fault.name); segment != kNoSegment) {
            place = {static_cast<std::int32_t>(segment), 0, Place::kItself};
        }
        const bool wrong_place = fault.kind == StructureFault::Kind::WrongPlace;
        structural_.push_back(structural(place, fault.name, wrong_place ? rules_.wrong_place : rules_.unknown_field));
    }
}

void Context::report_limits() noexcept {
    for (std::uint32_t id = 0; id < segments_.size(); ++id) {
        const std::uint32_t count = rows(id);
        for (const SegmentFacts::Limit& limit : rules_.segments[id].limits) {
            if (limit.condition != nullptr && limit.condition(*this, Row{}) != Truth::True) continue;
            if (count < limit.low || count > limit.high) {
                const Place place{static_cast<std::int32_t>(id), 0, Place::kItself};
                structural_.push_back(
                    {place, rules_.segments[id].tag, rules_.too_many, rules_.codes[rules_.too_many].disposition});
            }
            break;
        }
    }
}

}  // namespace jianhe::generated
