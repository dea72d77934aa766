#include "compiler/driver/coverage.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "compiler/interp/scenarios.h"

namespace jianhe::driver {
namespace {

std::optional<std::size_t> column_of(const ir::Presence& presence, const Record& record) {
    const auto selector = static_cast<FieldIndex>(ir::index_of(presence.selector));
    const auto found = std::find(presence.columns.begin(), presence.columns.end(), record.get(selector).text);
    if (found == presence.columns.end()) return std::nullopt;
    return static_cast<std::size_t>(std::distance(presence.columns.begin(), found));
}

std::vector<ir::Mark> marks_of(const ir::Cell& cell) {
    std::vector<ir::Mark> marks{cell.otherwise};
    for (const ir::Cell::Choice& choice : cell.choices) marks.push_back(choice.mark);
    return marks;
}

std::string share(std::size_t seen, std::size_t all) { return fmt::format("{} of {}", seen, all); }

template <class Map, class Test>
std::size_t count_where(const Map& map, Test test) {
    return static_cast<std::size_t>(std::count_if(map.begin(), map.end(), test));
}

}  // namespace

Coverage::Coverage(const ir::Module& module) : module_(&module), constructions_(module.constructions.size()) {
    for (const ir::Check& check : module.checks) rules_.try_emplace({check.rule, check.code});
    declare_cells();
}

void Coverage::declare_cells() {
    for (std::size_t i = 0; i < module_->fields.size(); ++i) {
        const ir::Field& field = module_->fields[i];
        if (!ir::is_some(field.presence)) continue;
        for (std::size_t column = 0; column < field.cells.size(); ++column) {
            for (const ir::Mark mark : marks_of(module_->cells[ir::index_of(field.cells[column])])) {
                if (mark != ir::Mark::Optional) cells_.try_emplace({static_cast<ir::FieldId>(i), column, mark}, false);
            }
        }
    }
}

void Coverage::add(const Record& record, const std::vector<TraceEntry>& trace, Interpreter& interpreter) {
    for (const TraceEntry& entry : trace) {
        const ir::Check& check = module_->checks[ir::index_of(entry.check)];
        Seen& seen = rules_[{check.rule, check.code}];
        seen.fired = seen.fired || entry.outcome == Outcome::Fired;
        seen.passed = seen.passed || entry.outcome == Outcome::Passed;
    }
    add_cells(record, interpreter);
}

void Coverage::add(const ir::BuildExample& example) {
    Shown& shown = constructions_[ir::index_of(example.construction)];
    switch (example.result) {
        case ir::BuildExample::Result::Built:
        case ir::BuildExample::Result::Kept: shown.made = true; return;
        case ir::BuildExample::Result::Needs: shown.needs = true; return;
        case ir::BuildExample::Result::Refused: shown.refused = true; return;
    }
}

void Coverage::add_cells(const Record& record, Interpreter& interpreter) {
    for (std::size_t i = 0; i < module_->fields.size(); ++i) {
        const ir::Field& field = module_->fields[i];
        if (!ir::is_some(field.presence)) continue;
        const auto column = column_of(module_->presences[ir::index_of(field.presence)], record);
        if (!column) continue;
        const auto id = static_cast<ir::FieldId>(i);
        const bool repeated = module_->segment(field.segment).repeated();
        const std::uint32_t rows = record.rows(static_cast<SegmentIndex>(ir::index_of(field.segment)));
        for (std::uint32_t row = 1; row <= rows; ++row) {
            const auto cell = cells_.find({id, *column, interpreter.mark(id, repeated ? row : 0)});
            if (cell != cells_.end()) cell->second = true;
        }
    }
}

std::string Coverage::text_of(const CellKey& key) const {
    const ir::Field& field = module_->field(key.field);
    const ir::Presence& presence = module_->presences[ir::index_of(field.presence)];
    return fmt::format("{} {} when {} = {}", field.tag, key.mark == ir::Mark::Required ? "required" : "forbidden",
                       module_->field(presence.selector).tag, presence.columns[key.column]);
}

std::string Coverage::text() const {
    std::string text;
    const auto out = std::back_inserter(text);
    fmt::format_to(out, "rules seen to fire   {}\n",
                   share(count_where(rules_, [](const auto& rule) { return rule.second.fired; }), rules_.size()));
    fmt::format_to(out, "rules seen to pass   {}\n",
                   share(count_where(rules_, [](const auto& rule) { return rule.second.passed; }), rules_.size()));
    fmt::format_to(out, "presence cells seen  {}\n",
                   share(count_where(cells_, [](const auto& cell) { return cell.second; }), cells_.size()));
    const std::vector<ScenarioExamples> scenarios = examples_by_scenario(*module_);
    if (!scenarios.empty()) {
        fmt::format_to(out, "scenarios shown      {}, by one accepted and two rejecting examples\n",
                       share(count_where(scenarios, [](const auto& examples) { return examples.are_enough(); }),
                             scenarios.size()));
    }
    if (!constructions_.empty()) {
        const auto is_shown = [](const Shown& shown) { return shown.made && shown.needs && shown.refused; };
        const auto shown = std::count_if(constructions_.begin(), constructions_.end(), is_shown);
        fmt::format_to(out, "constructions shown  {}, by a built, a needing and a refused example\n",
                       share(static_cast<std::size_t>(shown), constructions_.size()));
    }
    for (std::size_t i = 0; i < constructions_.size(); ++i) {
        const Shown& shown = constructions_[i];
        const auto* what = !shown.made ? "built" : !shown.needs ? "needing more" : !shown.refused ? "refused" : nullptr;
        if (what == nullptr) continue;
        const ir::Construction& construction = module_->constructions[i];
        fmt::format_to(out, "never seen {}: {} ({}:{})\n", what, construction.name, construction.location.file,
                       construction.location.line);
    }
    for (const auto& [key, seen] : rules_) {
        if (seen.fired && seen.passed) continue;
        const auto* what = seen.fired ? "pass" : seen.passed ? "fire" : "fire or pass";
        const ir::Location& location = module_->rules[ir::index_of(key.first)].location;
        fmt::format_to(out, "never seen to {}: {} ({}:{})\n", what, module_->code(key.second).code, location.file,
                       location.line);
    }
    for (const auto& [key, seen] : cells_) {
        if (!seen) fmt::format_to(out, "never seen in force: {}\n", text_of(key));
    }
    return text;
}

}  // namespace jianhe::driver
