// The part of the engine that says what stands in the way: the finding, its rule, and where what it reads has come
// from.

#include <jianhe/generated/build_engine.h>

#include "build_texts.h"

namespace jianhe::generated {
namespace {

// What a rule reads beyond these is not told.
constexpr std::size_t kMostParts = 8;

}  // namespace

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

}  // namespace jianhe::generated
