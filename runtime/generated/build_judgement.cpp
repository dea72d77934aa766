// The part of the engine that says what a filled record lacks and what stands in its way: the judgement of the
// validator, put into the words of who builds.

#include <algorithm>

#include <jianhe/generated/build_engine.h>

#include "build_texts.h"
#include "judged.h"

namespace jianhe::generated {
namespace {

// What a rule reads beyond these is not told.
constexpr std::size_t kMostParts = 8;

using Kind = ClauseDescription::Kind;

bool is_at_field(const FoundFault& fault) noexcept {
    return fault.place.field >= 0 && fault.place.field != Place::kStranger;
}

bool rejects(const FoundFault& fault) noexcept { return fault.disposition != Disposition::Notice; }

}  // namespace

void BuildEngine::judge() noexcept {
    context_.look(*record_);
    ask();
    if (construction().kept_for != kNone) return keep();
    judge_record();
    judge_scenario();
}

void BuildEngine::ask() noexcept {
    for (const ClauseFacts& clause : construction().clauses) {
        if (clause.kind != Kind::Ask) continue;
        const std::uint32_t last = clause.row == kNone ? 0 : rows(clause.row);
        for (std::uint32_t row = clause.row == kNone ? 0 : 1; row <= last; ++row) {
            const Cell cell{clause.field, row};
            if (!is_empty(cell) || !holds(clause, row)) continue;
            std::string_view reason = reason_of(clause.when_part, clause.row, row, cell);
            if (reason.empty()) reason = keep_text(new_text().append(construction().name).append(" asks for it"));
            need(cell, reason, {}, &clause.source);
        }
    }
}

// Nothing is uploaded, so no rule is asked: what is kept must be there and must have the form of its field.
void BuildEngine::keep() noexcept {
    refuse_malformed();
    for (const ClauseFacts& clause : construction().clauses) {
        if (clause.kind != Kind::Keep) continue;
        const std::uint32_t last = clause.row == kNone ? 0 : rows(clause.row);
        for (std::uint32_t row = clause.row == kNone ? 0 : 1; row <= last; ++row) {
            if (holds(clause, row)) keep(clause, row);
        }
    }
}

void BuildEngine::keep(const ClauseFacts& clause, std::uint32_t row) noexcept {
    const Cell cell{clause.field, row};
    const bool is_itself = clause.gives == ClauseFacts::Gives::Nothing;
    const std::string_view kept = is_itself ? text(cell) : value_of(clause, row).value_or("");
    if (!kept.empty()) {
        kept_.push_back({static_cast<FieldIndex>(cell.field), row, kept});
        return;
    }
    const std::string_view for_name = building_.constructions[construction().kept_for].name;
    const auto ask_for = [&](Cell source) {
        std::string& reason = new_text();
        if (source == cell) {
            reason.append("it");
        } else {
            append_name(reason, cell);
        }
        reason.append(" is kept for ").append(for_name);
        need(source, keep_text(reason), {}, &clause.source);
    };
    if (is_itself) return ask_for(cell);
    for (const Cell source : empty_sources(clause.value_part, row)) ask_for(source);
}

void BuildEngine::refuse_malformed() noexcept {
    for (std::uint32_t id = 0; id < rules_.fields.size(); ++id) {
        const FieldFacts& facts = field(id);
        const std::uint32_t last = is_in_rows(id) ? rows(facts.segment) : 0;
        for (std::uint32_t row = is_in_rows(id) ? 1 : 0; row <= last; ++row) {
            const Value& value =
                row == 0 ? context_[id]
                         : context_.row(facts.segment, row)[id - rules_.segments[facts.segment].first_field];
            if (value.state != Value::State::Unknown) continue;
            const std::uint16_t code = facts.fault_codes[static_cast<std::size_t>(value.number)];
            refuse({place_of({id, row}), facts.tag, code, rules_.codes[code].disposition}, nullptr, {});
        }
    }
}

void BuildEngine::judge_record() noexcept {
    context_.judge(*record_);
    is_judged_ = true;
    for (const FoundFault& fault : context_.found()) {
        const CodeFacts& code = rules_.codes[fault.code];
        findings_.push_back({fault.place, fault.field, code.code, code.message, fault.disposition});
    }
    need_required();
    // What is missing first: a rule that reads it may be content with what will be given.
    for (const bool takes_needs : {true, false}) {
        for (const FoundFault& fault : context_.found()) {
            if (rejects(fault) && is_need(fault) == takes_needs) take_finding(fault);
        }
    }
}

// Also what a rule that blocks the whole record would hide: everything is asked at once.
void BuildEngine::need_required() noexcept {
    for (std::uint32_t id = 0; id < rules_.fields.size(); ++id) {
        const FieldFacts& facts = field(id);
        const std::uint32_t last = is_in_rows(id) ? rows(facts.segment) : 0;
        for (std::uint32_t row = is_in_rows(id) ? 1 : 0; row <= last; ++row) {
            const Cell cell{id, row};
            if (!is_empty(cell) || trail(cell)->left_out_by != 0) continue;
            if (context_.mark(id, row_of(row == 0 ? kNone : facts.segment, row)) != Mark::Required) continue;
            const std::uint16_t code = facts.fault_codes[static_cast<std::size_t>(Fault::Missing)];
            need(cell, reason_of_presence(cell), rules_.codes[code].code, nullptr);
        }
    }
}

BuildEngine::Cell BuildEngine::cell_of(const FoundFault& fault) noexcept {
    return {static_cast<std::uint32_t>(fault.place.field), fault.place.row};
}

// Whether the finding goes away when more is given.
bool BuildEngine::is_need(const FoundFault& fault) const noexcept {
    if (is_at_field(fault)) {
        const Cell cell = cell_of(fault);
        return is_empty(cell) && trail(cell)->left_out_by == 0;
    }
    if (fault.place.segment < 0 || fault.place.field != Place::kItself) return false;
    const auto segment = static_cast<std::uint32_t>(fault.place.segment);
    return rules_.segments[segment].repeated && rows(segment) == 0;
}

// The check that found it, the first one, in its first row; null: a built-in check.
const Context::Fired* BuildEngine::find_fired(const FoundFault& fault) const noexcept {
    // They are sorted by place.
    const auto& all = context_.fired();
    auto fired =
        std::lower_bound(all.begin(), all.end(), fault.place,
                         [](const Context::Fired& one, const Place& place) { return one.fault.place < place; });
    const Context::Fired* first = nullptr;
    for (; fired != all.end() && fired->fault.place == fault.place; ++fired) {
        if (fired->fault.code != fault.code) continue;
        const bool is_before = first == nullptr || fired->check < first->check ||
                               (fired->check == first->check && fired->row < first->row);
        if (is_before) first = &*fired;
    }
    return first;
}

// Fills `cells_` with what a check reads.
void BuildEngine::gather_reads(const Context::Fired& fired) noexcept {
    begin_reads();
    visit_reads(rules_.checks[fired.check].when, fired.row);
    visit_reads(rules_.checks[fired.check].expect, fired.row);
}

// Whether a check reads what is missing.
bool BuildEngine::waits(const Context::Fired& fired) noexcept {
    gather_reads(fired);
    return std::any_of(cells_.begin(), cells_.end(), [this](Cell cell) { return is_needed(place_of(cell)); });
}

// A finding at an empty field asks for it: what fires there tests its presence or counts it as its default.
void BuildEngine::take_finding(const FoundFault& fault) noexcept {
    const Context::Fired* fired = find_fired(fault);
    if (!is_need(fault)) {
        if (fired != nullptr && waits(*fired)) return;
        return refuse(fault, fired, why_not(fault, fired));
    }
    if (!is_at_field(fault)) return need_rows(fault, fired);
    const Cell cell = cell_of(fault);
    const std::string_view code = rules_.codes[fault.code].code;
    if (fired == nullptr) return need(cell, reason_of_presence(cell), code, nullptr);
    const CheckFacts& check = rules_.checks[fired->check];
    need(cell, reason_of(check.when, check.row, fired->row, cell), code, &building_.checks[fired->check]);
}

// What the message of a finding does not say.
std::string_view BuildEngine::why_not(const FoundFault& fault, const Context::Fired* fired) noexcept {
    if (!is_at_field(fault)) return {};
    const Cell cell = cell_of(fault);
    const FieldFacts& facts = field(cell.field);
    if (const std::uint16_t clause = trail(cell)->left_out_by; clause != 0) {
        std::string& why = new_text();
        why.append(construction().name).append(" leaves it out (");
        append_source(why, construction().clauses[clause - 1U].source);
        return keep_text(why.append(")"));
    }
    const Row row = row_of(cell.row == 0 ? kNone : facts.segment, cell.row);
    if (fired != nullptr || context_.mark(cell.field, row) != Mark::Forbidden) return {};
    const std::string_view reason = reason_of_presence(cell);
    return keep_text(new_text().append("it must be empty because ").append(reason));
}

bool BuildEngine::is_needed(const Place& place) const noexcept {
    const auto at = std::lower_bound(needs_.begin(), needs_.end(), place,
                                     [](const Need& need, const Place& wanted) { return need.place < wanted; });
    return at != needs_.end() && at->place == place;
}

// Of several needs of one place the first stays.
void BuildEngine::add_need(const Need& need) noexcept {
    const auto at = std::lower_bound(needs_.begin(), needs_.end(), need.place,
                                     [](const Need& known, const Place& wanted) { return known.place < wanted; });
    if (at == needs_.end() || at->place != need.place) needs_.insert(at, need);
}

// A need of this field, or of what it follows from. `asked_by`: null: the presence table.
void BuildEngine::need(Cell cell, std::string_view reason, std::string_view code, const SourceLine* asked_by) noexcept {
    bool follows = false;
    const auto first = std::lower_bound(waiting_.begin(), waiting_.end(), cell,
                                        [](const Waiting& one, Cell wanted) { return one.derived < wanted; });
    for (auto one = first; one != waiting_.end() && one->derived == cell; ++one) {
        if (!is_empty(one->source) || one->source == cell) continue;
        follows = true;
        std::string& because = new_text();
        append_name(because, cell);
        need(one->source, keep_text(because.append(" follows from it")), code, asked_by);
    }
    if (follows) return;
    Need asked;
    asked.place = place_of(cell);
    if (is_needed(asked.place)) return;
    asked.field = field(cell.field).tag;
    asked.row = cell.row;
    asked.label = building_.fields[cell.field].label;
    asked.reason = reason;
    asked.code = code;
    if (asked_by != nullptr) {
        asked.file = asked_by->file;
        asked.line = asked_by->line;
    }
    std::string& text = new_text();
    append_name(text, cell);
    text.append(": ").append(asked.label).append(" is needed");
    if (!reason.empty()) text.append(" because ").append(reason);
    append_source_hint(text, cell);
    asked.text = keep_text(text);
    add_need(asked);
}

// A buffer that holds the field and was not handed over.
void BuildEngine::append_source_hint(std::string& out, Cell cell) const noexcept {
    for (const std::uint32_t id : construction().buffers) {
        if (was_given(id)) continue;
        const BufferFacts& buffer = building_.buffers[id];
        const bool holds = std::any_of(buffer.parts.begin(), buffer.parts.end(),
                                       [&](const BufferFacts::Part& part) { return part.field == cell.field; });
        if (!holds) continue;
        out.append("; buffer ").append(buffer.name).append(" holds it");
        return;
    }
}

void BuildEngine::need_rows(const FoundFault& fault, const Context::Fired* fired) noexcept {
    const auto segment = static_cast<std::uint32_t>(fault.place.segment);
    Need asked;
    asked.place = fault.place;
    asked.field = rules_.segments[segment].tag;
    asked.label = building_.segments[segment].label;
    asked.code = rules_.codes[fault.code].code;
    if (fired != nullptr) {
        const CheckFacts& check = rules_.checks[fired->check];
        asked.reason = reason_of(check.when, check.row, fired->row, {});
        asked.file = building_.checks[fired->check].file;
        asked.line = building_.checks[fired->check].line;
    }
    std::string& text = new_text();
    text.append(asked.field).append(": ").append(asked.label).append(" is needed, at least one row");
    if (!asked.reason.empty()) text.append(" because ").append(asked.reason);
    asked.text = keep_text(text);
    add_need(asked);
}

void BuildEngine::refuse(const FoundFault& fault, const Context::Fired* fired, std::string_view why) noexcept {
    const CodeFacts& code = rules_.codes[fault.code];
    Refusal refusal;
    refusal.field = fault.field;
    refusal.row = fault.place.row;
    refusal.code = code.code;
    refusal.message = code.message;
    if (!why.empty()) refusal.message = keep_text(new_text().append(code.message).append("; ").append(why));
    if (fired != nullptr) {
        refusal.file = building_.checks[fired->check].file;
        refusal.line = building_.checks[fired->check].line;
    }
    const std::size_t first_part = refusal_parts_.size();
    if (is_at_field(fault)) add_part(cell_of(fault), first_part);
    if (fired != nullptr) {
        gather_reads(*fired);
        for (const Cell cell : cells_) {
            if (!is_at_field(fault) || cell != cell_of(fault)) add_part(cell, first_part);
        }
    }
    std::string& text = new_text();
    append_place(text, refusal.field, refusal.row);
    text.append(": ").append(code.code).append(" ").append(code.message);
    if (fired != nullptr) {
        text.append(" (");
        append_source(text, building_.checks[fired->check]);
        text.append(")");
    }
    if (!why.empty()) text.append("; ").append(why);
    finish_refusal(refusal, first_part);
}

// A field that is read, what it holds and where that has come from.
void BuildEngine::add_part(Cell cell, std::size_t first_part) noexcept {
    if (refusal_parts_.size() - first_part >= kMostParts) return;
    Refusal::Part part;
    part.field = field(cell.field).tag;
    part.row = cell.row;
    part.origin = origin(cell.field, cell.row);
    if (part.origin) {
        std::string& shown = new_text();
        append_shown(shown, cell.field, text(cell));
        part.shown = keep_text(shown);
    }
    refusal_parts_.push_back(part);
}

// `scratch_` holds the text without its parts.
void BuildEngine::finish_refusal(Refusal& refusal, std::size_t first_part) noexcept {
    for (const Refusal::Part& part : std::span(refusal_parts_).subspan(first_part)) {
        scratch_.append("; ");
        append_place(scratch_, part.field, part.row);
        if (!part.origin) {
            scratch_.append(" is empty");
            continue;
        }
        scratch_.append(" = ").append(part.shown).append(" from ");
        append_origin(scratch_, *part.origin);
    }
    refusal.text = keep_text(scratch_);
    first_parts_.push_back(first_part);
    refusals_.push_back(refusal);
}

void BuildEngine::judge_scenario() noexcept {
    const ConstructionFacts& facts = construction();
    if (facts.is_in_scenario == nullptr || facts.is_in_scenario(context_, Row{}) == Truth::True) return;
    // What is missing may decide.
    if (!needs_.empty() && !empty_sources(facts.scenario_part, 0).empty()) return;
    Refusal refusal;
    std::string& message = new_text();
    message.append("the record is not in scenario ").append(facts.scenario);
    message.append(" (").append(facts.scenario_condition).append(")");
    refusal.message = keep_text(message);
    refusal.file = facts.scenario_source.file;
    refusal.line = facts.scenario_source.line;
    const std::size_t first_part = refusal_parts_.size();
    const std::span<const Cell> cells = against(facts.scenario_part);
    if (!cells.empty()) {
        refusal.field = field(cells.front().field).tag;
        refusal.row = cells.front().row;
    }
    for (const Cell cell : cells) add_part(cell, first_part);
    std::string& text = new_text();
    append_place(text, refusal.field, refusal.row);
    if (!cells.empty()) text.append(": ");
    text.append(refusal.message).append(" (");
    append_source(text, facts.scenario_source);
    text.append(")");
    finish_refusal(refusal, first_part);
}

void BuildEngine::take_result(RecordResult& result) {
    result.clear();
    if (is_judged_) fill_result(rules_, context_, *record_, result);
}

std::span<const Unjudged> BuildEngine::unjudged() noexcept {
    if (!is_judged_ || !context_.has_unjudged()) return {};
    return context_.unjudged();
}

}  // namespace jianhe::generated
