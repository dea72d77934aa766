// What the registry of result codes demands of the rest of the specification, and the rest of the registry.

#include <algorithm>
#include <string>
#include <vector>

#include "compiler/check/context.h"
#include "compiler/check/registry.h"

namespace jianhe {
namespace {

bool needs_provider(std::string_view needs) { return needs == "history" || needs == "master" || needs == "crypto"; }

void read_places(Context& context, const dsl::Name& cell, ir::CodePlaces& places) {
    for (const dsl::Name& word : words_of(context, cell)) {
        places.is_stated = true;
        if (word.text == "any") {
            places.any_field = true;
        } else if (word.text == "record") {
            places.record = true;
        } else if (word.text == "file") {
            places.file = true;
        } else if (const auto* field = context.fields.find(word.text)) {
            places.fields.push_back(field->id);
        } else if (const auto* segment = context.segments.find(word.text)) {
            places.segments.push_back(segment->id);
        } else {
            std::vector<std::string_view> names = context.fields.names();
            for (const std::string_view name : context.segments.names()) names.push_back(name);
            context.report_unknown(word, "field or segment", names);
            places.any_field = true;  // what was meant is not known: no rule is wrong for standing there
        }
    }
}

bool holds(const ir::CodePlaces& places, ir::FieldId field) {
    return places.any_field || std::find(places.fields.begin(), places.fields.end(), field) != places.fields.end();
}

bool holds(const Context& context, const ir::CodePlaces& places, const ir::Check& place) {
    if (ir::is_some(place.field)) return holds(places, place.field);
    if (ir::is_some(place.segment)) {
        return std::find(places.segments.begin(), places.segments.end(), place.segment) != places.segments.end();
    }
    const ir::ChosenDate& date = context.module.chosen_dates[ir::index_of(place.chosen)];
    return holds(places, date.otherwise) &&
           std::all_of(date.choices.begin(), date.choices.end(),
                       [&](const ir::ChosenDate::Choice& choice) { return holds(places, choice.field); });
}

std::string list_text(const ir::Module& module, const ir::CodePlaces& places) {
    std::string text = places.any_field ? " any" : "";
    for (const ir::SegmentId segment : places.segments) text += " " + module.segment(segment).tag;
    for (const ir::FieldId field : places.fields) text += " " + module.field(field).tag;
    if (places.record) text += " record";
    if (places.file) text += " file";
    return text.substr(1);
}

}  // namespace

const ir::CodeId* Context::resolve_reported_code(const dsl::Name& name, CodeUser user) {
    const ir::CodeId* id = resolve_code(name);
    if (id == nullptr) return nullptr;
    const ir::Code& code = module.code(*id);
    RegistryRow& row = registry[ir::index_of(*id)];
    (user == CodeUser::Rule ? row.named_by_rule : row.named_built_in) = true;
    if (ir::is_out_of_use(code.status)) {
        emitter.report(dsl::diag::CodeOutOfUse, name.range, code.code, ir::to_string(code.status))
            .note(row.status.range, code.reason.empty() ? "registered here" : "registered here: " + code.reason);
    } else if (user == CodeUser::BuiltIn && (code.schedule.size() > 1 || !code.schedule.front().span.is_open())) {
        emitter.report(dsl::diag::ScheduleOfBuiltIn, name.range, code.code)
            .note(row.disposition.range, "the dates stand here");
    }
    return id;
}

void check_place(Context& context, const dsl::Name& target, const ir::Check& place) {
    if (!ir::is_some(place.code)) return;
    const ir::Code& code = context.module.code(place.code);
    if (!code.places.is_stated || holds(context, code.places, place)) return;
    context.emitter
        .report(dsl::diag::PlaceNotListed, target.range, code.code, list_text(context.module, code.places), target.text)
        .note(context.registry[ir::index_of(place.code)].fields.range, "the list stands here");
}

void check_code_places(Context& context) {
    for (std::size_t i = 0; i < context.registry.size(); ++i) {
        read_places(context, context.registry[i].fields, context.module.codes[i].places);
    }
    for (const dsl::SegmentDecl& segment : context.tree.segments) {
        for (const dsl::FieldDecl& decl : segment.fields) {
            const auto* field = context.fields.find(decl.tag.text);
            if (!decl.type.else_code || field == nullptr) continue;
            const auto* code = context.codes.find(decl.type.else_code->text);
            if (code == nullptr) continue;
            ir::Check place;
            place.code = code->id;
            place.field = field->id;
            check_place(context, decl.tag, place);
        }
    }
}

void check_code_statuses(Context& context) {
    const bool is_sound = !context.emitter.has_errors();
    std::vector<bool> has_check(context.module.codes.size(), false);
    for (const ir::Check& check : context.module.checks) {
        if (ir::is_some(check.code)) has_check[ir::index_of(check.code)] = true;
    }
    for (std::size_t i = 0; i < context.registry.size(); ++i) {
        const ir::Code& code = context.module.codes[i];
        const RegistryRow& row = context.registry[i];
        // A rule with a mistake of its own has no checks, and a rule whose loops never pick the code has none either.
        const bool is_reported = is_sound ? has_check[i] : row.named_by_rule;
        if (code.status == ir::CodeStatus::Checked && !is_reported && context.is_whole) {
            context.emitter.report(dsl::diag::NothingReports, row.status.range, code.code, "checked", "rule reports");
        }
        if (code.status == ir::CodeStatus::BuiltIn && !row.named_built_in && context.is_whole) {
            context.emitter.report(dsl::diag::NothingReports, row.status.range, code.code, "built_in",
                                   "role and no `else` names");
        }
        if (code.status == ir::CodeStatus::NeedsProvider && !needs_provider(code.needs)) {
            context.emitter.report(dsl::diag::NoProvider, row.needs.range, code.code, code.needs);
        }
        if (ir::is_out_of_use(code.status) && code.reason.empty()) {
            context.emitter.report(dsl::diag::StatusWithoutReason, row.status.range, code.code,
                                   ir::to_string(code.status));
        }
    }
}

}  // namespace jianhe
