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

using GivenTexts = std::vector<std::pair<std::string, std::string>>;

// The first value that must be given and is not; null: there is none. The moment of receipt always is.
const ir::Given* find_missing(const ir::Module& module, const GivenTexts& texts) {
    for (std::size_t i = 0; i < module.givens.size(); ++i) {
        const ir::Given& given = module.givens[i];
        if (given.is_optional || module.received_at == static_cast<ir::GivenId>(i)) continue;
        const bool is_there =
            std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return text.first == given.name; });
        if (!is_there) return &given;
    }
    return nullptr;
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
    GivenTexts texts;
    for (std::size_t i = 0; i < given.given_count; ++i) {
        texts.emplace_back(text_of(given.givens[i].name), text_of(given.givens[i].text));
    }
    if (const ir::Given* missing = find_missing(module, texts)) {
        return {std::nullopt,
                fail(error, JIANHE_NOT_GIVEN, "the specification needs the value `" + missing->name + "`")};
    }
    auto values = driver::parse_given_values(module, received_at, texts);
    if (!values) return {std::nullopt, fail(error, JIANHE_BAD_ARGUMENT, values.error().text)};
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
