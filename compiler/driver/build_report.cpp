#include "compiler/driver/build_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <jianhe/mask.h>

namespace jianhe::driver {
namespace {

using Json = nlohmann::ordered_json;

Json row_of(std::uint32_t row) { return row == 0 ? Json(nullptr) : Json(row); }

Json origin_json(const BuildOrigin& origin) {
    Json json{{"kind", to_string(origin.kind)}};
    if (!origin.buffer.empty()) json["buffer"] = origin.buffer;
    if (!origin.file.empty()) {
        json["file"] = origin.file;
        json["line"] = origin.line;
    }
    return json;
}

Json need_json(const BuildNeed& need) {
    return {{"field", need.field},   {"row", row_of(need.row)}, {"label", need.label},
            {"reason", need.reason}, {"code", need.code},       {"text", need.text}};
}

Json refusal_json(const BuildRefusal& refusal) {
    Json parts = Json::array();
    for (const BuildRefusal::Part& part : refusal.parts) {
        Json one{{"field", part.field}, {"row", row_of(part.row)}, {"value", part.shown}};
        if (!part.shown.empty()) one["origin"] = origin_json(part.origin);
        parts.push_back(std::move(one));
    }
    return {{"field", refusal.field},     {"row", row_of(refusal.row)}, {"code", refusal.code},
            {"message", refusal.message}, {"file", refusal.file},       {"line", refusal.line},
            {"parts", std::move(parts)},  {"text", refusal.text}};
}

std::string kept_text(const SpecificationInfo& info, const KeptValue& kept, bool show_ids) {
    return show_ids ? kept.text : mask(kept.text, info.mask_of(info.layout.find_field(kept.field)));
}

std::string where(const Finding& finding) {
    return finding.place.row == 0 ? finding.field : fmt::format("{}[{}]", finding.field, finding.place.row);
}

std::string_view kind_text(ClauseDescription::Kind kind) {
    switch (kind) {
        case ClauseDescription::Kind::Set: return "set";
        case ClauseDescription::Kind::Default: return "default";
        case ClauseDescription::Kind::Derive: return "derive";
        case ClauseDescription::Kind::Ask: return "ask";
        case ClauseDescription::Kind::AskOptional: return "may be given";
        case ClauseDescription::Kind::Keep: return "keep";
    }
    return "";
}

}  // namespace

std::string build_text(const SpecificationInfo& info, const BuiltRecord& built) {
    const BuildOutcome& outcome = built.outcome;
    std::string text =
        fmt::format("record {}: {} ({})\n", built.number, to_string(outcome.status), built.request.construction);
    for (const BuildRefusal& refusal : outcome.refusals) text += fmt::format("    refused: {}\n", refusal.text);
    for (const BuildNeed& need : outcome.needs) text += fmt::format("    {}\n", need.text);
    for (const BuildRemark& remark : outcome.remarks) text += fmt::format("    remark: {}\n", remark.text);
    for (const Finding& finding : outcome.result.findings) {
        if (finding.disposition != Disposition::Notice) continue;
        text += fmt::format("    notice: {}: {} {}\n", where(finding), finding.code, info.message(finding.code));
    }
    if (!outcome.kept.empty()) {
        text += fmt::format("    nothing is uploaded; to be kept for {}:", outcome.kept_for);
        for (const KeptValue& kept : outcome.kept) {
            text += fmt::format(" {} = {}", kept.field, kept_text(info, kept, built.show_ids));
        }
        text += "\n";
    }
    return text;
}

std::string build_json_line(const SpecificationInfo& info, const BuiltRecord& built) {
    const BuildOutcome& outcome = built.outcome;
    Json json{{"record", built.number},
              {"construction", built.request.construction},
              {"status", to_string(outcome.status)},
              {"needs", Json::array()},
              {"refusals", Json::array()},
              {"remarks", Json::array()},
              {"notices", Json::array()},
              {"filled", Json::array()}};
    for (const BuildNeed& need : outcome.needs) json["needs"].push_back(need_json(need));
    for (const BuildRefusal& refusal : outcome.refusals) json["refusals"].push_back(refusal_json(refusal));
    for (const BuildRemark& remark : outcome.remarks) {
        json["remarks"].push_back({{"field", remark.field}, {"row", row_of(remark.row)}, {"text", remark.text}});
    }
    for (const Finding& finding : outcome.result.findings) {
        if (finding.disposition != Disposition::Notice) continue;
        json["notices"].push_back({{"field", finding.field},
                                   {"row", row_of(finding.place.row)},
                                   {"code", finding.code},
                                   {"message", info.message(finding.code)}});
    }
    for (const BuiltField& field : outcome.filled) {
        json["filled"].push_back({{"field", info.layout.fields()[field.field].tag},
                                  {"row", row_of(field.row)},
                                  {"value", shown_value(info, outcome.record, field.field, built.show_ids, field.row)},
                                  {"origin", origin_json(field.origin)}});
    }
    if (!outcome.kept.empty()) {
        Json values = Json::object();
        for (const KeptValue& kept : outcome.kept) values[kept.field] = kept_text(info, kept, built.show_ids);
        json["kept"] = {{"for", outcome.kept_for}, {"values", std::move(values)}};
    }
    return json.dump() + "\n";
}

std::string kept_json_line(const BuildOutcome& outcome) {
    Json values = Json::object();
    for (const KeptValue& kept : outcome.kept) values[kept.field] = kept.text;
    return Json{{"construction", outcome.kept_for}, {"values", std::move(values)}}.dump() + "\n";
}

std::string constructions_text(const RecordLayout& layout, const BuilderDescription& description) {
    std::string text;
    for (const ConstructionDescription& one : description.constructions) {
        text += fmt::format("{}  {}\n", one.name, one.label);
        for (const std::uint32_t index : one.buffers) {
            const BufferDescription& buffer = description.buffers[index];
            text += fmt::format("    from {}, {} bytes\n", buffer.name, buffer.size);
        }
        for (const ClauseDescription& clause : one.clauses) {
            text += fmt::format("    {} {}", kind_text(clause.kind), layout.fields()[clause.field].tag);
            if (!clause.value.empty()) {
                text += (clause.kind == ClauseDescription::Kind::Set || clause.kind == ClauseDescription::Kind::Default
                             ? " = "
                             : " := ") +
                        clause.value;
            } else if (clause.kind == ClauseDescription::Kind::Set) {
                text += " absent";
            }
            if (!clause.condition.empty()) text += " when " + clause.condition;
            if (!clause.row_name.empty()) text += " for each " + clause.row_name;
            text += "\n";
        }
        if (!one.scenario.empty()) text += fmt::format("    the record is in scenario {}\n", one.scenario);
        if (!one.kept_for.empty())
            text += fmt::format("    nothing is uploaded; what is kept is for {}\n", one.kept_for);
    }
    return text;
}

}  // namespace jianhe::driver
