#include "compiler/construct/judgement.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/interp/settle.h"

namespace jianhe::construct {
namespace {

// What a rule reads beyond these is not told.
constexpr std::size_t kMostParts = 8;

std::string where(const std::string& field, std::uint32_t row) {
    return row == 0 ? field : fmt::format("{}[{}]", field, row);
}

Cell cell_of(const Finding& finding) { return {static_cast<ir::FieldId>(finding.place.field), finding.place.row}; }

bool is_at_field(const Finding& finding) { return finding.place.field >= 0 && finding.place.field != Place::kStranger; }

}  // namespace

Judgement::Judgement(const ir::Module& module, const ir::Construction& construction, Draft& draft, Evaluator& evaluator,
                     Interpreter& interpreter, BuildOutcome& outcome)
    : module_(module),
      construction_(construction),
      draft_(draft),
      evaluator_(evaluator),
      interpreter_(interpreter),
      outcome_(outcome),
      reasons_(module, evaluator, draft) {}

void Judgement::judge() {
    ask();
    if (construction_.keeps()) {
        keep();
    } else {
        judge_record();
    }
    finish();
}

void Judgement::ask() {
    for (const ir::BuildClause& clause : construction_.clauses) {
        if (clause.kind != ir::BuildClause::Kind::Ask) continue;
        for (const std::uint32_t row : draft_.rows_of(clause)) {
            const Cell cell{clause.field, row};
            if (!draft_.is_empty(cell) || !draft_.holds(clause, row)) continue;
            std::string reason = reasons_.of(clause.when, row, cell);
            if (reason.empty()) reason = construction_.name + " asks for it";
            need(cell, std::move(reason), {}, &clause.location);
        }
    }
}

// Nothing is uploaded, so no rule is asked: what is kept must be there and must have the form of its field.
void Judgement::keep() {
    outcome_.kept_for = module_.construction(construction_.kept_for).name;
    for (std::uint32_t i = 0; i < module_.fields.size(); ++i) {
        const auto field = static_cast<ir::FieldId>(i);
        const ir::SegmentId segment = module_.field(field).segment;
        const bool repeated = module_.segment(segment).repeated();
        for (std::uint32_t row = repeated ? 1 : 0; row <= (repeated ? draft_.rows(segment) : 0); ++row) {
            refuse_malformed({field, row});
        }
    }
    for (const ir::BuildClause& clause : construction_.clauses) {
        if (clause.kind != ir::BuildClause::Kind::Keep) continue;
        for (const std::uint32_t row : draft_.rows_of(clause)) {
            const Cell cell{clause.field, row};
            if (!draft_.holds(clause, row)) continue;
            std::string text(draft_.text(cell));
            std::vector<Cell> sources{cell};
            if (ir::is_some(clause.value)) {
                text = draft_.value_of(clause, row).value_or("");
                sources = draft_.empty_sources(clause.value, row);
            }
            if (!text.empty()) {
                outcome_.kept.push_back({module_.field(clause.field).tag, row, std::move(text)});
                continue;
            }
            for (const Cell source : sources) {
                need(source,
                     source == cell ? fmt::format("it is kept for {}", outcome_.kept_for)
                                    : fmt::format("{} is kept for {}", draft_.name(cell), outcome_.kept_for),
                     {}, &clause.location);
            }
        }
    }
}

void Judgement::refuse_malformed(Cell cell) {
    const Reading& reading = evaluator_.reading(cell.field, cell.row);
    if (reading.state == Reading::State::Malformed) {
        refuse(finding_of(module_, cell.field, cell.row, reading.fault), nullptr, {});
    }
}

void Judgement::judge_record() {
    interpreter_.check(outcome_.record, outcome_.result);
    need_required();
    const auto rejects = [](const Finding& finding) { return finding.disposition != Disposition::Notice; };
    if (std::any_of(outcome_.result.findings.begin(), outcome_.result.findings.end(), rejects)) {
        std::vector<TraceEntry> trace;
        interpreter_.check_traced(outcome_.record, outcome_.result, trace);
        // What is missing first: a rule that reads it may be content with what will be given.
        for (const bool takes_needs : {true, false}) {
            for (const Finding& finding : outcome_.result.findings) {
                if (rejects(finding) && is_need(finding) == takes_needs) take_finding(finding, trace);
            }
        }
    }
    judge_scenario();
}

// Also what a rule that blocks the whole record would hide: everything is asked at once.
void Judgement::need_required() {
    for (std::uint32_t i = 0; i < module_.fields.size(); ++i) {
        const auto field = static_cast<ir::FieldId>(i);
        const ir::SegmentId segment = module_.field(field).segment;
        const bool repeated = module_.segment(segment).repeated();
        for (std::uint32_t row = repeated ? 1 : 0; row <= (repeated ? draft_.rows(segment) : 0); ++row) {
            const Cell cell{field, row};
            if (!draft_.is_empty(cell) || draft_.left_out(cell) != nullptr) continue;
            if (evaluator_.mark(field, row) != ir::Mark::Required) continue;
            need(cell, reasons_.of_presence(cell), module_.code(module_.field(field).code(ir::FieldRole::Missing)).code,
                 nullptr);
        }
    }
}

bool Judgement::is_need(const Finding& finding) const {
    if (is_at_field(finding)) {
        const Cell cell = cell_of(finding);
        return draft_.is_empty(cell) && draft_.left_out(cell) == nullptr;
    }
    const bool is_segment = finding.place.segment >= 0 && finding.place.field == Place::kItself;
    const auto id = static_cast<ir::SegmentId>(finding.place.segment);
    return is_segment && module_.segment(id).repeated() && draft_.rows(id) == 0;
}

bool Judgement::waits(const TraceEntry& entry) const {
    return std::any_of(entry.reads.begin(), entry.reads.end(),
                       [&](const auto& read) { return needs_.contains(place_of(module_, read.first, read.second)); });
}

// A finding at an empty field asks for it: what fires there tests its presence or counts it as its default.
void Judgement::take_finding(const Finding& finding, const std::vector<TraceEntry>& trace) {
    const TraceEntry* entry = find_fired(finding, trace);
    if (!is_need(finding)) {
        if (entry != nullptr && waits(*entry)) return;
        return refuse(finding, entry, why_not(finding, entry));
    }
    if (!is_at_field(finding)) return need_rows(finding, entry);
    const Cell cell = cell_of(finding);
    if (entry == nullptr) return need(cell, reasons_.of_presence(cell), finding.code, nullptr);
    const ir::Check& check = module_.checks[ir::index_of(entry->check)];
    need(cell, reasons_.of(check.when, entry->row, cell), finding.code, &check.location);
}

// What the message of a finding does not say.
std::string Judgement::why_not(const Finding& finding, const TraceEntry* entry) {
    if (!is_at_field(finding)) return {};
    const Cell cell = cell_of(finding);
    if (const ir::BuildClause* clause = draft_.left_out(cell)) {
        return fmt::format("{} leaves it out ({}:{})", construction_.name, clause->location.file,
                           clause->location.line);
    }
    const bool is_forbidden = entry == nullptr && evaluator_.mark(cell.field, cell.row) == ir::Mark::Forbidden;
    return is_forbidden ? "it must be empty because " + reasons_.of_presence(cell) : std::string();
}

void Judgement::need_rows(const Finding& finding, const TraceEntry* entry) {
    const ir::Segment& segment = module_.segment(static_cast<ir::SegmentId>(finding.place.segment));
    BuildNeed need;
    need.field = segment.tag;
    need.label = segment.label;
    need.code = finding.code;
    if (entry != nullptr) {
        const ir::Check& check = module_.checks[ir::index_of(entry->check)];
        need.reason = reasons_.of(check.when, entry->row, {});
        need.file = check.location.file;
        need.line = check.location.line;
    }
    need.text = fmt::format("{}: {} is needed, at least one row", segment.tag, segment.label);
    if (!need.reason.empty()) need.text += " because " + need.reason;
    add_need(finding.place, std::move(need));
}

Place Judgement::place_of_entry(const TraceEntry& entry) {
    const ir::Check& check = module_.checks[ir::index_of(entry.check)];
    if (ir::is_some(check.segment)) return place_of(check.segment);
    ir::FieldId field = check.field;
    if (ir::is_some(check.chosen)) {
        field = evaluator_.chosen_field(check.chosen);
        if (!ir::is_some(field)) field = module_.chosen_dates[ir::index_of(check.chosen)].otherwise;
    }
    return place_of(module_, field, entry.row);
}

const TraceEntry* Judgement::find_fired(const Finding& finding, const std::vector<TraceEntry>& trace) {
    for (const TraceEntry& entry : trace) {
        if (entry.outcome != Outcome::Fired) continue;
        const ir::Check& check = module_.checks[ir::index_of(entry.check)];
        if (module_.code(check.code).code == finding.code && place_of_entry(entry) == finding.place) return &entry;
    }
    return nullptr;
}

void Judgement::add_part(BuildRefusal& refusal, Cell cell) const {
    if (refusal.parts.size() >= kMostParts) return;
    BuildRefusal::Part part{module_.field(cell.field).tag, cell.row, {}, {}};
    if (const BuildOrigin* origin = draft_.origin(cell); origin != nullptr) {
        part.shown = draft_.shown(cell.field, draft_.text(cell));
        part.origin = *origin;
        refusal.text += fmt::format("; {} = {} from {}", draft_.name(cell), part.shown, describe(*origin));
    } else {
        refusal.text += fmt::format("; {} is empty", draft_.name(cell));
    }
    refusal.parts.push_back(std::move(part));
}

void Judgement::refuse(const Finding& finding, const TraceEntry* entry, std::string why) {
    BuildRefusal refusal;
    refusal.field = finding.field;
    refusal.row = finding.place.row;
    refusal.code = finding.code;
    const ir::CodeId code = module_.find_code(finding.code);
    if (ir::is_some(code)) refusal.message = module_.code(code).message;
    refusal.text = fmt::format("{}: {} {}", where(refusal.field, refusal.row), refusal.code, refusal.message);
    if (entry != nullptr) {
        const ir::Location& location = module_.checks[ir::index_of(entry->check)].location;
        refusal.file = location.file;
        refusal.line = location.line;
        refusal.text += fmt::format(" ({}:{})", location.file, location.line);
    }
    if (!why.empty()) {
        refusal.text += "; " + why;
        refusal.message += "; " + why;
    }
    if (is_at_field(finding)) add_part(refusal, cell_of(finding));
    if (entry != nullptr) {
        for (const auto& [field, row] : entry->reads) {
            const Cell cell{field, row};
            if (!is_at_field(finding) || cell != cell_of(finding)) add_part(refusal, cell);
        }
    }
    outcome_.refusals.push_back(std::move(refusal));
}

void Judgement::judge_scenario() {
    if (!ir::is_some(construction_.scenario)) return;
    const ir::Scenario& scenario = module_.scenarios[ir::index_of(construction_.scenario)];
    if (evaluator_.truth(scenario.condition, 0) == Truth::True) return;
    const std::vector<Cell> empty = draft_.empty_sources(scenario.condition, 0);
    if (!empty.empty() && !needs_.empty()) return;  // what is missing may decide
    BuildRefusal refusal;
    refusal.message = fmt::format("the record is not in scenario {} ({})", scenario.name, scenario.text);
    refusal.file = construction_.scenario_location.file;
    refusal.line = construction_.scenario_location.line;
    const std::vector<Cell> against = reasons_.against(scenario.condition, 0);
    if (!against.empty()) {
        refusal.field = module_.field(against.front().field).tag;
        refusal.row = against.front().row;
        refusal.text = draft_.name(against.front()) + ": ";
    }
    refusal.text += fmt::format("{} ({}:{})", refusal.message, refusal.file, refusal.line);
    for (const Cell cell : against) add_part(refusal, cell);
    outcome_.refusals.push_back(std::move(refusal));
}

void Judgement::need(Cell cell, std::string reason, std::string code, const ir::Location* asked_by) {
    std::vector<Cell> sources = draft_.waits_for(cell);
    std::erase_if(sources, [&](Cell source) { return !draft_.is_empty(source) || source == cell; });
    if (!sources.empty()) {
        for (const Cell source : sources) {
            need(source, fmt::format("{} follows from it", draft_.name(cell)), code, asked_by);
        }
        return;
    }
    const ir::Field& field = module_.field(cell.field);
    BuildNeed need;
    need.field = field.tag;
    need.row = cell.row;
    need.label = field.label;
    need.text = fmt::format("{}: {} is needed", draft_.name(cell), field.label);
    if (!reason.empty()) need.text += " because " + reason;
    need.text += source_hint(cell);
    need.reason = std::move(reason);
    need.code = std::move(code);
    if (asked_by != nullptr) {
        need.file = asked_by->file;
        need.line = asked_by->line;
    }
    need.index = static_cast<FieldIndex>(ir::index_of(cell.field));
    add_need(place_of(module_, cell.field, cell.row), std::move(need));
}

void Judgement::add_need(const Place& place, BuildNeed need) { needs_.try_emplace(place, std::move(need)); }

// A buffer that holds the field and was not handed over.
std::string Judgement::source_hint(Cell cell) const {
    for (const ir::BufferId id : construction_.buffers) {
        if (draft_.was_given(id)) continue;
        const ir::Buffer& buffer = module_.buffer(id);
        const bool holds = std::any_of(buffer.parts.begin(), buffer.parts.end(),
                                       [&](const ir::Buffer::Part& part) { return part.field == cell.field; });
        if (holds) return "; buffer " + buffer.name + " holds it";
    }
    return {};
}

void Judgement::finish() {
    for (auto& [place, need] : needs_) outcome_.needs.push_back(std::move(need));
    for (std::uint32_t i = 0; i < module_.fields.size(); ++i) {
        const auto field = static_cast<ir::FieldId>(i);
        const ir::SegmentId segment = module_.field(field).segment;
        if (module_.segment(segment).repeated()) continue;
        if (const BuildOrigin* origin = draft_.origin({field, 0})) {
            outcome_.filled.push_back({static_cast<FieldIndex>(i), 0, *origin});
        }
    }
    for (std::uint32_t s = 0; s < module_.segments.size(); ++s) {
        const ir::Segment& segment = module_.segments[s];
        if (!segment.repeated()) continue;
        for (std::uint32_t row = 1; row <= draft_.rows(static_cast<ir::SegmentId>(s)); ++row) {
            for (std::uint32_t f = 0; f < segment.field_count; ++f) {
                const auto field = static_cast<ir::FieldId>(ir::index_of(segment.first_field) + f);
                if (const BuildOrigin* origin = draft_.origin({field, row})) {
                    outcome_.filled.push_back({static_cast<FieldIndex>(ir::index_of(field)), row, *origin});
                }
            }
        }
    }
    if (!outcome_.refusals.empty()) {
        outcome_.status = BuildStatus::Refused;
    } else if (!outcome_.needs.empty()) {
        outcome_.status = BuildStatus::NeedsMore;
    } else {
        outcome_.status = construction_.keeps() ? BuildStatus::Kept : BuildStatus::Built;
    }
    if (outcome_.status != BuildStatus::Kept) outcome_.kept.clear();
}

}  // namespace jianhe::construct
