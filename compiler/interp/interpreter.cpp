#include "compiler/interp/interpreter.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "compiler/ir/dispositions.h"

namespace jianhe {
namespace {

using ir::FieldRole;

template <class T>
void sort_unique(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

std::string_view to_string(Outcome outcome) noexcept {
    switch (outcome) {
        case Outcome::NotApplicable: return "not applicable";
        case Outcome::Blocked: return "blocked";
        case Outcome::Passed: return "passed";
        case Outcome::Fired: return "fired";
    }
    return "";
}

Interpreter::Interpreter(const ir::Module& module, Supplied supplied)
    : module_(module), supplied_(std::move(supplied)), evaluator_(module) {
    supplied_.givens.resize(module.givens.size());
    for (const ir::Check& check : module.checks) facts_.push_back(facts_of(check));
    for (const ir::Rule& rule : module.rules) {
        auto& checks = rule.blocks_record ? blocking_record_ : rule.blocks.empty() ? others_ : blocking_fields_;
        checks.insert(checks.end(), rule.checks.begin(), rule.checks.end());
    }
    std::copy_if(others_.begin(), others_.end(), std::back_inserter(asking_history_),
                 [&](ir::CheckId id) { return facts_[ir::index_of(id)].asks_history; });
}

void Interpreter::set_ledger(Ledger* ledger) {
    evaluator_.set_ledger(ledger);
    has_ledger_ = ledger != nullptr;
}

Interpreter::CheckFacts Interpreter::facts_of(const ir::Check& check) const {
    CheckFacts facts;
    facts.row = check.row;
    facts.asks_history = check.asks_history;
    if (ir::is_some(check.expect)) {
        const ir::Inst& expect = module_.inst(check.expect);
        facts.asks_file = expect.kind == ir::InstKind::UniqueInFile || expect.kind == ir::InstKind::SameInFile;
        facts.tells_state = expect.kind == ir::InstKind::UniqueInFile && !module_.keys[expect.c].empty();
    }
    if (ir::is_of_every_day(check.dispositions)) {
        facts.disposition = disposition_on(module_, check, std::nullopt, supplied_.raised);
    }
    return facts;
}

void Interpreter::check_traced(const Record& record, RecordResult& result, std::vector<TraceEntry>& trace) {
    trace.clear();
    trace_ = &trace;
    check(record, result);
    trace_ = nullptr;
    std::stable_sort(trace.begin(), trace.end(),
                     [](const TraceEntry& a, const TraceEntry& b) { return a.check < b.check; });
}

void Interpreter::begin(const Record& record, RecordResult& result) {
    result.clear();
    fired_.clear();
    built_in_.clear();
    structural_.clear();
    blocked_places_.clear();
    evaluator_.begin(record, supplied_);
}

void Interpreter::check_history(const Record& record, RecordResult& result) {
    begin(record, result);
    judge(record, asking_history_, result);
    settle(module_, fired_, built_in_, structural_, result.findings);
    finish(record, result);
}

void Interpreter::begin_asking(const Record& record) {
    blocked_places_.clear();
    evaluator_.begin(record, supplied_);
}

Outcome Interpreter::ask(ir::CheckId id, std::uint32_t row) {
    causes_.clear();
    return outcome_of(id, row);
}

void Interpreter::check(const Record& record, RecordResult& result) {
    begin(record, result);
    if (report_missing_segments(record, result)) return finish(record, result);

    // Rules that block go first, in two steps: a whole record, then single fields.
    judge(record, blocking_record_, result);
    if (!fired_.empty()) {
        result.blocked.clear();
        result.not_checked.clear();
        for (const Fired& fired : fired_) result.blocked.push_back({"*", fired.finding.field});
        settle(module_, fired_, built_in_, structural_, result.findings);
        return finish(record, result);
    }
    judge(record, blocking_fields_, result);
    block_places();
    report_structure(record);
    report_limits(record);
    report_fields(record);
    judge(record, others_, result);
    settle(module_, fired_, built_in_, structural_, result.findings);
    finish(record, result);
}

// What the rules block that have fired.
void Interpreter::block_places() {
    for (const Fired& fired : fired_) {
        const Finding& finding = fired.finding;
        blocked_places_.add(module_, module_.checks[ir::index_of(fired.check)], finding.place.row, finding.field);
    }
    blocked_places_.sort();
}

bool Interpreter::report_missing_segments(const Record& record, RecordResult& result) {
    for (std::size_t i = 0; i < module_.segments.size(); ++i) {
        if (module_.segments[i].repeated() || record.rows(static_cast<SegmentIndex>(i)) > 0) continue;
        const std::string& tag = module_.segments[i].tag;
        result.findings.push_back(structural(place_of(static_cast<ir::SegmentId>(i)), tag, EnvelopeRole::WrongPlace));
        result.blocked.push_back({"*", tag});
    }
    return !result.findings.empty();
}

// Inside a record a fault of the envelope rejects that record at most, however strong the registry is about the same
// code outside of records.
Finding Interpreter::structural(const Place& place, const std::string& name, EnvelopeRole role) const {
    const ir::Code& code = module_.code(module_.envelope[static_cast<std::size_t>(role)]);
    return {place, name, code.code, std::min(code.disposition, Disposition::RejectRecord)};
}

// What the reader met that the layout has no place for.
void Interpreter::report_structure(const Record& record) {
    for (const StructureFault& fault : record.faults()) {
        Place place;
        place.segment = fault.segment == kNoSegment ? -1 : static_cast<std::int32_t>(fault.segment);
        place.row = fault.row;
        place.field = Place::kStranger;
        if (fault.kind == StructureFault::Kind::RepeatedTag) {
            place.field = static_cast<std::int32_t>(record.layout().find_field(fault.name));
        } else if (const SegmentIndex segment = record.layout().find_segment(fault.name); segment != kNoSegment) {
            place = place_of(static_cast<ir::SegmentId>(segment));
        }
        const EnvelopeRole role =
            fault.kind == StructureFault::Kind::WrongPlace ? EnvelopeRole::WrongPlace : EnvelopeRole::UnknownField;
        structural_.push_back(structural(place, fault.name, role));
    }
}

void Interpreter::report_limits(const Record& record) {
    for (std::size_t i = 0; i < module_.segments.size(); ++i) {
        const std::uint32_t rows = record.rows(static_cast<SegmentIndex>(i));
        for (const ir::Segment::Limit& limit : module_.segments[i].limits) {
            if (ir::is_some(limit.condition) && evaluator_.truth(limit.condition, 0) != Truth::True) continue;
            if (rows < limit.low || rows > limit.high) {
                structural_.push_back(finding_of_rows(module_, static_cast<ir::SegmentId>(i)));
            }
            break;
        }
    }
}

void Interpreter::report_fields(const Record& record) {
    for (std::size_t s = 0; s < module_.segments.size(); ++s) {
        const ir::Segment& segment = module_.segments[s];
        const std::uint32_t first_row = segment.repeated() ? 1 : 0;
        const std::uint32_t last_row = segment.repeated() ? record.rows(static_cast<SegmentIndex>(s)) : 0;
        for (std::uint32_t row = first_row; row <= last_row; ++row) {
            for (std::uint32_t f = 0; f < segment.field_count; ++f) {
                report_field(static_cast<ir::FieldId>(ir::index_of(segment.first_field) + f), row);
            }
        }
    }
}

void Interpreter::report_field(ir::FieldId id, std::uint32_t row) {
    if (blocked_places_.find(id, row) != nullptr) return;
    const Reading& read = evaluator_.reading(id, row);
    const ir::Mark mark = evaluator_.mark(id, row);
    std::optional<FieldRole> role;
    if (read.is_empty()) {
        if (mark == ir::Mark::Required) role = FieldRole::Missing;
    } else if (mark == ir::Mark::Forbidden) {
        role = FieldRole::NotAllowed;
    } else if (read.state == Reading::State::Malformed) {
        role = read.fault;
    }
    if (!role) return;
    built_in_.push_back(finding_of(module_, id, row, *role));
}

void Interpreter::judge(const Record& record, const std::vector<ir::CheckId>& checks, RecordResult& result) {
    for (const ir::CheckId id : checks) {
        const CheckFacts& facts = facts_[ir::index_of(id)];
        if (facts.asks_history && !has_ledger_) continue;
        if (facts.tells_state && file_ != nullptr) tell_state(id);
        if (!ir::is_some(facts.row)) {
            judge_at(id, 0, result);
            continue;
        }
        const std::uint32_t rows = record.rows(static_cast<SegmentIndex>(ir::index_of(facts.row)));
        for (std::uint32_t row = 1; row <= rows; ++row) judge_at(id, row, result);
    }
}

void Interpreter::judge_at(ir::CheckId id, std::uint32_t row, RecordResult& result) {
    const ir::Check& check = module_.checks[ir::index_of(id)];
    const std::optional<Disposition> disposition = disposition_now(id);
    Outcome outcome = Outcome::NotApplicable;
    causes_.clear();
    if (disposition) {
        const BlockedPlaces::Place* place =
            blocked_places_.empty() ? nullptr : blocked_places_.find(field_of(check), row);
        if (place != nullptr) {
            outcome = Outcome::Blocked;
            causes_.push_back({place->by, false});
        } else {
            outcome = outcome_of(id, row);
        }
    }
    if (outcome == Outcome::Fired) fired_.push_back({id, finding_at(check, row, *disposition)});
    if (outcome == Outcome::Blocked) note_blocked(check, result);
    if (trace_ != nullptr) trace_->push_back(traced(id, row, outcome));
}

TraceEntry Interpreter::traced(ir::CheckId id, std::uint32_t row, Outcome outcome) {
    const ir::Check& check = module_.checks[ir::index_of(id)];
    TraceEntry entry{id, row, outcome, causes_, {}};
    std::set<std::pair<ir::FieldId, std::uint32_t>> seen;
    for (const ir::InstId expression : {check.when, check.expect}) {
        if (!ir::is_some(expression)) continue;
        evaluator_.visit_reads(expression, row, [&](ir::FieldId field, std::uint32_t at) {
            if (seen.emplace(field, at).second) entry.reads.emplace_back(field, at);
        });
    }
    return entry;
}

// The table of docs/language.md §6, line by line.
Outcome Interpreter::outcome_of(ir::CheckId id, std::uint32_t row) {
    const ir::Check& check = module_.checks[ir::index_of(id)];
    const Truth when = ir::is_some(check.when) ? evaluator_.truth(check.when, row) : Truth::True;
    if (!ir::is_some(check.expect)) {
        switch (when) {
            case Truth::True: return Outcome::Fired;
            case Truth::False: return Outcome::Passed;
            case Truth::NoAnswer: return Outcome::NotApplicable;
            case Truth::Unknown: evaluator_.collect_causes(check.when, row, causes_); return Outcome::Blocked;
        }
    }
    if (when == Truth::False || when == Truth::NoAnswer) return Outcome::NotApplicable;
    if (when == Truth::Unknown) {
        evaluator_.collect_causes(check.when, row, causes_);
        return Outcome::Blocked;
    }
    if (!check.judges_empty && is_empty_place(check, row)) return Outcome::NotApplicable;
    switch (expected(id, row)) {
        case Truth::True: return Outcome::Passed;
        case Truth::False: return Outcome::Fired;
        case Truth::NoAnswer: return Outcome::NotApplicable;
        case Truth::Unknown: evaluator_.collect_causes(check.expect, row, causes_); return Outcome::Blocked;
    }
    return Outcome::Blocked;
}

Truth Interpreter::expected(ir::CheckId id, std::uint32_t row) {
    const ir::InstId expect = module_.checks[ir::index_of(id)].expect;
    if (facts_[ir::index_of(id)].asks_file) return answer_of_file(id, module_.inst(expect), row);
    return evaluator_.truth(expect, row);
}

// Only asked where `when` is true, so that the file remembers no more than the rule speaks of.
Truth Interpreter::answer_of_file(ir::CheckId id, const ir::Inst& question, std::uint32_t row) {
    static const KeyHasher of_no_file{KeySeed{}};
    const KeyHasher& hasher = file_ == nullptr ? of_no_file : file_->hasher();
    FileQuestion asked{FileQuestion::Kind::Same, ir::index_of(id)};
    const Truth whole = evaluator_.key_digest(static_cast<ir::KeyId>(question.a), row, hasher, asked.key);
    if (whole != Truth::True) return whole;
    if (question.kind == ir::InstKind::UniqueInFile) {
        asked.kind = FileQuestion::Kind::Unique;
        const Truth known = evaluator_.key_digest(static_cast<ir::KeyId>(question.c), 0, hasher, asked.group);
        if (known != Truth::True) return known;
        asked.has_group = !module_.keys[question.c].empty();
    }
    return file_ == nullptr ? Truth::True : truth_of(file_->answer(asked));
}

// The state of a group is followed through every record of the file, whether the check's `when` is true or not.
void Interpreter::tell_state(ir::CheckId id) {
    const ir::Inst& question = module_.inst(module_.checks[ir::index_of(id)].expect);
    const auto group_key = static_cast<ir::KeyId>(question.c);
    FileQuestion told{FileQuestion::Kind::State, ir::index_of(id)};
    told.has_group = true;
    if (evaluator_.key_digest(group_key, 0, file_->hasher(), told.group) != Truth::True) return;
    const Truth state = evaluator_.truth(static_cast<ir::InstId>(question.b), 0);
    if (state == Truth::Unknown) return;
    told.state = state == Truth::True;
    (void)file_->answer(told);
}

bool Interpreter::is_empty_place(const ir::Check& check, std::uint32_t row) {
    const ir::FieldId field = field_of(check);
    return ir::is_some(field) && evaluator_.reading(field, row).is_empty();
}

// The field a check stands at; none: it stands at a segment, or at a date whose choice is unknown.
ir::FieldId Interpreter::field_of(const ir::Check& check) {
    return ir::is_some(check.chosen) ? evaluator_.chosen_field(check.chosen) : check.field;
}

std::optional<Disposition> Interpreter::disposition_now(ir::CheckId id) {
    if (const auto& always = facts_[ir::index_of(id)].disposition) return always;
    const ir::Check& check = module_.checks[ir::index_of(id)];
    const std::optional<Date> day = evaluator_.day(module_.rules[ir::index_of(check.rule)].switched_by);
    return disposition_on(module_, check, day, supplied_.raised);
}

void Interpreter::note_blocked(const ir::Check& check, RecordResult& result) const {
    // The rows of a check come one after the other, and mostly lack the same.
    const auto add = [](auto& entries, auto entry) {
        if (entries.empty() || entries.back() != entry) entries.push_back(std::move(entry));
    };
    const ir::Code& code = module_.code(check.code);
    for (const Cause& cause : causes_) {
        if (!cause.not_supplied) {
            add(result.blocked, Blocked{code.code, cause.name});
        } else if (cause.is_provider) {
            add(result.not_checked, NotChecked{code.code, code.needs, cause.name});
        } else {
            add(result.not_checked, NotChecked{code.code, cause.name, {}});
        }
    }
}

Finding Interpreter::finding_at(const ir::Check& check, std::uint32_t row, Disposition disposition) {
    ir::FieldId field = field_of(check);
    if (!ir::is_some(field) && ir::is_some(check.chosen))
        field = module_.chosen_dates[ir::index_of(check.chosen)].otherwise;
    return finding_of(module_, check, field, row, disposition);
}

void Interpreter::finish(const Record& record, RecordResult& result) const {
    sort_unique(result.blocked);
    sort_unique(result.not_checked);
    for (std::size_t i = 0; i < module_.segments.size(); ++i) {
        if (module_.segments[i].repeated()) result.orders += record.rows(static_cast<SegmentIndex>(i));
    }
    result.verdict = verdict_of(result.findings);
}

bool history_stands_alone(const ir::Module& module) {
    return std::none_of(module.checks.begin(), module.checks.end(), [&](const ir::Check& check) {
        if (!check.asks_history) return false;
        const ir::Rule& rule = module.rules[ir::index_of(check.rule)];
        const ir::InstKind kind = ir::is_some(check.expect) ? module.inst(check.expect).kind : ir::InstKind::True;
        return rule.blocks_record || !rule.blocks.empty() || kind == ir::InstKind::UniqueInFile ||
               kind == ir::InstKind::SameInFile;
    });
}

}  // namespace jianhe
