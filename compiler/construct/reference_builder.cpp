#include "compiler/construct/reference_builder.h"

#include <algorithm>
#include <array>

#include "compiler/construct/draft.h"
#include "compiler/construct/judgement.h"

namespace jianhe {
namespace {

// A request that names no construction; the nearest names would only be guesses, so all are told.
BuildRefusal unknown_construction(const ir::Module& module, const std::string& name) {
    BuildRefusal refusal;
    refusal.message = "there is no construction named " + name;
    refusal.text = refusal.message;
    for (std::size_t i = 0; i < module.constructions.size(); ++i) {
        refusal.text += (i == 0 ? "; there are " : ", ") + module.constructions[i].name;
    }
    return refusal;
}

}  // namespace

ReferenceBuilder::ReferenceBuilder(const ir::Module& module, Supplied supplied)
    : module_(module),
      layout_(ir::make_info(module).layout),
      description_(describe_builder(module)),
      givens_(supplied.givens),
      supplied_(supplied),
      evaluator_(module),
      interpreter_(module, std::move(supplied)) {
    givens_.resize(module.givens.size());
}

void ReferenceBuilder::build(const BuildRequest& request, BuildOutcome& outcome) {
    outcome.clear();
    const auto construction =
        std::find_if(module_.constructions.begin(), module_.constructions.end(),
                     [&](const ir::Construction& one) { return one.name == request.construction; });
    if (construction == module_.constructions.end()) {
        outcome.refusals.push_back(unknown_construction(module_, request.construction));
        return;
    }
    supplied_.givens = givens_;
    for (std::size_t i = 0; i < std::min(request.givens.size(), givens_.size()); ++i) {
        if (request.givens[i]) supplied_.givens[i] = request.givens[i];
    }
    interpreter_.set_givens(supplied_.givens);
    construct::Draft draft(module_, *construction, evaluator_, supplied_, request, outcome);
    draft.fill();
    construct::Judgement(module_, *construction, draft, evaluator_, interpreter_, outcome).judge();
}

BuilderDescription describe_builder(const ir::Module& module) {
    using Kind = ClauseDescription::Kind;
    static constexpr std::array<Kind, 6> kKinds{Kind::Set, Kind::Default,     Kind::Derive,
                                                Kind::Ask, Kind::AskOptional, Kind::Keep};
    BuilderDescription all;
    for (const ir::Buffer& buffer : module.buffers) {
        BufferDescription& described = all.buffers.emplace_back();
        described.name = buffer.name;
        described.label = buffer.label;
        described.size = buffer.size;
        for (const ir::Buffer::Part& part : buffer.parts) {
            const bool is_field = ir::is_some(part.field);
            described.parts.push_back(
                {is_field ? module.field(part.field).tag : module.buffer_parts[ir::index_of(part.name)],
                 is_field ? static_cast<FieldIndex>(ir::index_of(part.field)) : kNoField, part.first, part.last});
        }
    }
    for (const ir::Construction& construction : module.constructions) {
        ConstructionDescription& described = all.constructions.emplace_back();
        described.name = construction.name;
        described.label = construction.label;
        if (ir::is_some(construction.scenario)) {
            described.scenario = module.scenarios[ir::index_of(construction.scenario)].name;
        }
        if (construction.keeps()) described.kept_for = module.construction(construction.kept_for).name;
        for (const ir::BufferId buffer : construction.buffers) described.buffers.push_back(ir::index_of(buffer));
        for (const ir::BuildClause& clause : construction.clauses) {
            std::string value = clause.value_text;
            if (!clause.followed_by.empty()) value += " followed by " + clause.followed_by;
            if (clause.padded > 0) value += " padded " + std::to_string(clause.padded);
            described.clauses.push_back(
                {kKinds[static_cast<std::size_t>(clause.kind)], static_cast<FieldIndex>(ir::index_of(clause.field)),
                 ir::is_some(clause.row) ? module.segment(clause.row).row_name : "", std::move(value), clause.when_text,
                 clause.location.file, clause.location.line});
        }
    }
    return all;
}

}  // namespace jianhe
