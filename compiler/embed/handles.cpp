#include "compiler/embed/handles.h"

#include <algorithm>

#include <jianhe/masters.h>

#include "compiler/driver/given_values.h"
#include "compiler/embed/status.h"
#include "compiler/interp/supplies.h"

namespace jianhe::embed {
namespace {

bool can_be_raised(const ir::Module& module, std::string_view code) {
    return std::any_of(module.checks.begin(), module.checks.end(),
                       [&](const ir::Check& check) { return check.choice && module.code(check.code).code == code; });
}

Result<Masters> load(const ir::Module& module, const char* folder) {
    std::vector<MasterShape> shapes;
    for (const ir::Master& master : module.masters) shapes.push_back(master.shape);
    auto masters = load_masters_from_csv(folder, shapes);
    if (!masters) return masters;
    const bool has_one =
        std::any_of(masters->begin(), masters->end(), [](const auto& table) { return table != nullptr; });
    if (!has_one) return Error{std::string(folder) + " has none of the specification's masters"};
    return masters;
}

}  // namespace

FieldIndex find_field(const Specification& specification, std::string_view name) noexcept {
    const FieldIndex by_tag = specification.info.layout.find_field(name);
    if (by_tag != kNoField || name.empty()) return by_tag;
    const auto& fields = specification.module.fields;
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const ir::Field& f) { return f.name == name; });
    return found == fields.end() ? kNoField : static_cast<FieldIndex>(found - fields.begin());
}

SegmentIndex find_segment(const Specification& specification, std::string_view name) noexcept {
    const SegmentIndex by_tag = specification.info.layout.find_segment(name);
    if (by_tag != kNoSegment || name.empty()) return by_tag;
    const auto& segments = specification.module.segments;
    const auto found =
        std::find_if(segments.begin(), segments.end(), [&](const ir::Segment& s) { return s.row_name == name; });
    return found == segments.end() ? kNoSegment : static_cast<SegmentIndex>(found - segments.begin());
}

jianhe_finding shown(const Specification& specification, const Finding& finding) noexcept {
    jianhe_finding ours{};
    ours.field = finding.field.c_str();
    ours.code = finding.code.c_str();
    const auto& codes = specification.info.codes;
    const auto found = codes.find(finding.code);
    ours.message = found == codes.end() ? "" : found->second.message.c_str();
    ours.row = finding.place.row;
    ours.disposition = static_cast<std::int32_t>(finding.disposition);
    return ours;
}

Supplies read_supplies(const Specification& specification, const jianhe_supplies* theirs, jianhe_error* error) {
    const ir::Module& module = specification.module;
    const auto taken_supplies = taken(theirs);
    if (!taken_supplies) return {std::nullopt, fail(error, JIANHE_BAD_ARGUMENT, kBadStruct)};
    const jianhe_supplies& given = *taken_supplies;
    DateTime received_at = driver::local_now();
    if (given.received_at != nullptr) {
        const auto asked = driver::parse_date_time(given.received_at);
        if (!asked) return {std::nullopt, fail(error, JIANHE_BAD_ARGUMENT, asked.error().text)};
        received_at = *asked;
    }
    std::vector<std::pair<std::string, std::string>> texts;
    for (std::size_t i = 0; i < given.given_count; ++i) {
        texts.emplace_back(text_of(given.givens[i].name), text_of(given.givens[i].text));
    }
    auto values = driver::parse_given_values(module, received_at, texts);
    if (!values) return {std::nullopt, fail(error, JIANHE_NOT_GIVEN, values.error().text)};
    Supplied supplied(std::move(*values));
    supplied.providers = built_in_providers(module);
    for (std::size_t i = 0; i < given.raised_code_count; ++i) {
        const std::string_view code = text_of(given.raised_codes[i]);
        if (!can_be_raised(module, code)) {
            const std::string text = "`" + std::string(code) + "` is no notice that can be made a rejection";
            return {std::nullopt, fail(error, JIANHE_BAD_ARGUMENT, text)};
        }
        supplied.raised.emplace(code);
    }
    if (given.master_folder != nullptr) {
        auto masters = load(module, given.master_folder);
        if (!masters) return {std::nullopt, fail(error, JIANHE_UNREADABLE, masters.error().text)};
        supplied.masters = std::move(*masters);
    }
    return {std::move(supplied), JIANHE_OK};
}

}  // namespace jianhe::embed
