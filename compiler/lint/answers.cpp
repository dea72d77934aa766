#include "compiler/lint/answers.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace jianhe::lint {
namespace {

ir::Module with_day_given(const ir::Module& module) {
    ir::Module copy = module;
    ir::Given day;
    day.type = {ir::ValueType::Date, 0};
    copy.code_sets_by = {static_cast<ir::GivenId>(copy.givens.size()), ir::kNone<ir::ChosenDateId>};
    copy.givens.push_back(std::move(day));
    return copy;
}

bool before(const Answered& a, const Answered& b) {
    return std::tie(a.is_empty, a.is_vague, a.truths) < std::tie(b.is_empty, b.is_vague, b.truths);
}

bool same(const Answered& a, const Answered& b) { return !before(a, b) && !before(b, a); }

}  // namespace

Answers::Answers(const ir::Module& module)
    : module_(with_day_given(module)),
      layout_(ir::make_info(module).layout),
      fields_(module.fields.size()),
      evaluator_(module_),
      record_(layout_),
      supplied_(GivenValues(module_.givens.size())) {
    std::vector<ir::InstId> conditions;
    for (const ir::Check& check : module.checks) {
        conditions.push_back(check.when);
        conditions.push_back(check.expect);
    }
    for (const Atom& atom : atoms_of(module, conditions)) {
        if (ir::is_some(atom.field)) fields_[ir::index_of(atom.field)].atoms.push_back(atom);
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (!fields_[i].atoms.empty()) ask(static_cast<ir::FieldId>(i), fields_[i]);
    }
}

void Answers::ask(ir::FieldId field, FieldAnswers& answers) {
    const std::vector<Content> contents = contents_of(module_, field, answers.atoms);
    for (const std::optional<Date> day : days_of(module_, field, answers.atoms)) {
        for (const Content& content : contents) answers.ways.push_back(ask_once(field, answers, content, day));
    }
    std::sort(answers.ways.begin(), answers.ways.end(), before);
    answers.ways.erase(std::unique(answers.ways.begin(), answers.ways.end(), same), answers.ways.end());
}

Answered Answers::ask_once(ir::FieldId id, const FieldAnswers& answers, const Content& content,
                           std::optional<Date> day) {
    const auto segment = static_cast<SegmentIndex>(ir::index_of(module_.field(id).segment));
    const bool in_rows = module_.segment(module_.field(id).segment).repeated();
    record_.clear();
    record_.add_row(segment);
    if (content.text) record_.set(static_cast<FieldIndex>(ir::index_of(id)), in_rows ? 1 : 0, *content.text);
    supplied_.givens.back() = day ? std::optional<std::int64_t>(day->days) : std::nullopt;
    evaluator_.begin(record_, supplied_);
    const Reading& reading = evaluator_.reading(id, in_rows ? 1 : 0);
    Answered answered;
    answered.is_empty = reading.is_empty();
    answered.is_vague = content.stands_for_others && reading.state == Reading::State::Value;
    for (const Atom& atom : answers.atoms) answered.truths.push_back(evaluator_.truth(atom.id, in_rows ? 1 : 0));
    return answered;
}

}  // namespace jianhe::lint
