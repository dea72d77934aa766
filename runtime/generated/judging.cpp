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
    planned_.assign(rules_.checks.size(), {});
    of_rows_.assign(segments_.size(), {});
    for (auto* checks : {&selectable_, &outside_rows_, &selected_, &selected_of_row_})
        checks->assign(selection_.words(), 0);
    for (auto& checks : of_rows_) checks.assign(selection_.words(), 0);
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
                if (check.tell_state != nullptr) {
                    telling_.push_back(id);
                } else {
                    plan_selectable(id);
                }
                break;
        }
    }
}

void Context::plan_selectable(std::uint32_t id) {
    const std::uint32_t row = rules_.checks[id].row;
    const std::uint64_t bit = std::uint64_t{1} << id % 64;
    planned_[id] = {rules_.checks[id].judge, depends_on_record_[id], dispositions_[id].value_or(Disposition::Notice)};
    selectable_[id / 64] |= bit;
    (row == kNone ? outside_rows_ : of_rows_[row])[id / 64] |= bit;
}

void Context::givens_changed() {
    for (auto* checks : {&record_blockers_, &field_blockers_, &others_, &telling_}) checks->clear();
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
        judge_all(telling_);
        judge_selected();
    }
    settle();
}

void Context::judge_selected() noexcept {
    selected_ = selectable_;
    for (std::uint32_t id = 0; id < segments_.size(); ++id) {
        const SegmentRows& segment = segments_[id];
        if (!rules_.segments[id].repeated)
            selection_.narrow(id, segment.values, segment.given.data(), selected_.data());
    }
    judge_selected_at(selected_, outside_rows_, Row{});
    for (std::uint32_t id = 0; id < segments_.size(); ++id) {
        const SegmentRows& segment = segments_[id];
        if (!rules_.segments[id].repeated) continue;
        for (std::uint32_t at = 0; at < segment.count; ++at) {
            const Row here = row(id, at + 1);
            selected_of_row_ = selected_;
            const std::uint64_t* given = segment.given.data() + std::size_t{at} * segment.words;
            selection_.narrow(id, here.values, given, selected_of_row_.data());
            judge_selected_at(selected_of_row_, of_rows_[id], here);
        }
    }
}

// Most checks pass: that path is kept short.
void Context::judge_selected_at(const std::vector<std::uint64_t>& selected, const std::vector<std::uint64_t>& among,
                                Row row) noexcept {
    for (std::size_t word = 0; word < selected.size(); ++word) {
        for (std::uint64_t bits = selected[word] & among[word]; bits != 0; bits &= bits - 1) {
            const auto id = static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
            const Planned& planned = planned_[id];
            if (planned.by_record) {
                judge_at(id, row);
                continue;
            }
            const Outcome outcome = planned.judge(*this, row);
            if (outcome == Outcome::Passed || outcome == Outcome::NotApplicable) continue;
            conclude(id, row.number, outcome, planned.disposition);
        }
    }
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
            blocked_.emplace_back(id, row.number, Outcome::BlockedByWhen, place->by);
            return;
        }
    }
    conclude(id, row.number, check.judge(*this, row), *disposition);
}

void Context::conclude(std::uint32_t id, std::uint32_t row, Outcome outcome, Disposition disposition) noexcept {
    if (outcome == Outcome::Fired) {
        fire(id, row, disposition);
    } else if (outcome == Outcome::BlockedByWhen || outcome == Outcome::BlockedByExpect) {
        blocked_.emplace_back(id, row, outcome);
    }
}

void Context::fire(std::uint32_t id, std::uint32_t row, Disposition disposition) noexcept {
    const CheckFacts& check = rules_.checks[id];
    if (check.segment != kNone) {
        const Place place{static_cast<std::int32_t>(check.segment), 0, Place::kItself};
        fired_.push_back({id, {place, rules_.segments[check.segment].tag, check.code, disposition}});
        return;
    }
    std::uint32_t field = field_of(check);
    if (field == kNone) field = rules_.chosen_dates[check.chosen].otherwise;
    const FieldFacts& facts = rules_.fields[field];
    const Place place{static_cast<std::int32_t>(facts.segment), row, static_cast<std::int32_t>(field)};
    fired_.push_back({id, {place, facts.tag, check.code, disposition}});
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
