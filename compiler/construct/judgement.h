#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/construct/draft.h"
#include "compiler/construct/reasons.h"
#include "compiler/interp/interpreter.h"

namespace jianhe::construct {

// Says what a filled draft lacks and what stands in its way: the judgement of the validator, put into the words of who
// builds. Belongs to one call of RecordBuilder::build.
class Judgement {
public:
    Judgement(const ir::Module& module, const ir::Construction& construction, Draft& draft, Evaluator& evaluator,
              Interpreter& interpreter, BuildOutcome& outcome);

    // Fills needs, refusals, what is kept, the result and the status.
    void judge();

private:
    void ask();
    void keep();
    void refuse_malformed(Cell cell);
    void judge_record();
    void need_required();
    void take_finding(const Finding& finding, const std::vector<TraceEntry>& trace);
    // Whether the finding goes away when more is given.
    bool is_need(const Finding& finding) const;
    // Whether a check reads what is missing.
    bool waits(const TraceEntry& entry) const;
    std::string why_not(const Finding& finding, const TraceEntry* entry);
    void need_rows(const Finding& finding, const TraceEntry* entry);
    const TraceEntry* find_fired(const Finding& finding, const std::vector<TraceEntry>& trace);
    Place place_of_entry(const TraceEntry& entry);
    void refuse(const Finding& finding, const TraceEntry* entry, std::string why);
    void add_part(BuildRefusal& refusal, Cell cell) const;
    void judge_scenario();

    // A need of this field, or of what it follows from. The first reason stays.
    void need(Cell cell, std::string reason, std::string code, const ir::Location* asked_by);
    void add_need(const Place& place, BuildNeed need);
    std::string source_hint(Cell cell) const;
    void finish();

    const ir::Module& module_;
    const ir::Construction& construction_;
    Draft& draft_;
    Evaluator& evaluator_;
    Interpreter& interpreter_;
    BuildOutcome& outcome_;
    Reasons reasons_;
    std::map<Place, BuildNeed> needs_;  // in the order in which they are told
};

}  // namespace jianhe::construct
