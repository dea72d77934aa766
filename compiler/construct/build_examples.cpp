#include "compiler/construct/build_examples.h"

#include <algorithm>

#include <fmt/format.h>

#include <jianhe/encoding.h>

#include "compiler/construct/reference_builder.h"
#include "compiler/interp/evaluate.h"
#include "compiler/interp/supplies.h"

namespace jianhe {
namespace {

using Promise = ir::BuildExample::Result;

std::string where(const std::string& field, std::uint32_t row) {
    return row == 0 ? field : fmt::format("{}[{}]", field, row);
}

std::string said(const ir::BuildExample::Expected& expected) {
    return where(expected.field, expected.row) + (expected.code.empty() ? "" : ":" + expected.code);
}

template <class Found>
bool is_met(const ir::BuildExample::Expected& expected, const Found& found) {
    return expected.field == found.field && (expected.row == 0 || expected.row == found.row) &&
           (expected.code.empty() || expected.code == found.code);
}

template <class Found>
void compare(const ir::BuildExample& example, const std::vector<Found>& all, std::vector<std::string>& problems) {
    for (const ir::BuildExample::Expected& expected : example.expected) {
        if (!std::any_of(all.begin(), all.end(), [&](const Found& found) { return is_met(expected, found); })) {
            problems.push_back(said(expected) + " was not found");
        }
    }
    if (!example.only) return;
    for (const Found& found : all) {
        const auto& wanted = example.expected;
        if (!std::any_of(wanted.begin(), wanted.end(), [&](const auto& expected) { return is_met(expected, found); })) {
            problems.push_back("not expected: " + found.text);
        }
    }
}

Promise result_of(BuildStatus status) {
    switch (status) {
        case BuildStatus::Built: return Promise::Built;
        case BuildStatus::Kept: return Promise::Kept;
        case BuildStatus::NeedsMore: return Promise::Needs;
        case BuildStatus::Refused: break;
    }
    return Promise::Refused;
}

std::optional<std::string> content_of(const BuildOutcome& outcome, const ir::Field& field, ir::FieldId id,
                                      std::uint32_t row) {
    if (outcome.status == BuildStatus::Kept) {
        for (const KeptValue& kept : outcome.kept) {
            if (kept.field == field.tag && kept.row == row) return kept.text;
        }
        return std::nullopt;
    }
    const FieldText read = outcome.record.get(static_cast<FieldIndex>(ir::index_of(id)), row);
    if (is_empty(read)) return std::nullopt;
    return std::string(read.text);
}

}  // namespace

std::string_view to_string(ir::BuildExample::Result result) noexcept {
    switch (result) {
        case Promise::Built: return "built";
        case Promise::Kept: return "kept";
        case Promise::Needs: return "needs";
        case Promise::Refused: return "refused";
    }
    return "";
}

std::string buffer_bytes(const ir::Module& module, const ir::BuildExample::Given& given) {
    const ir::Buffer& buffer = module.buffer(given.buffer);
    std::string bytes(buffer.size, ' ');
    for (const auto& [index, text] : given.parts) {
        const ir::Buffer::Part& part = buffer.parts[index];
        std::string wire = module.encoding == TextEncoding::Big5 ? utf8_to_big5_lossy(text) : text;
        wire.resize(std::min<std::size_t>(wire.size(), part.last - part.first + 1));
        bytes.replace(part.first, wire.size(), wire);
    }
    return bytes;
}

BuildRequest request_of(const ir::Module& module, const ir::BuildExample& example) {
    BuildRequest request;
    request.construction = module.construction(example.construction).name;
    for (std::size_t s = 0; s < example.values.segments.size(); ++s) {
        const ir::Segment& segment = module.segments[s];
        const auto& rows = example.values.segments[s];
        if (segment.repeated() && !rows.empty()) {
            request.rows.push_back({segment.row_name, static_cast<std::uint32_t>(rows.size())});
        }
        for (std::size_t r = 0; r < rows.size(); ++r) {
            for (std::size_t f = 0; f < rows[r].size(); ++f) {
                if (!rows[r][f]) continue;
                request.values.push_back({module.fields[ir::index_of(segment.first_field) + f].tag,
                                          segment.repeated() ? static_cast<std::uint32_t>(r + 1) : 0, *rows[r][f]});
            }
        }
    }
    for (const ir::BuildExample::Given& given : example.buffers) {
        request.buffers.push_back({module.buffer(given.buffer).name, buffer_bytes(module, given)});
    }
    request.givens.resize(module.givens.size());
    for (const auto& [given, value] : example.givens) request.givens[ir::index_of(given)] = value;
    return request;
}

void build_example(const ir::Module& module, const ir::BuildExample& example, BuildOutcome& outcome) {
    const ExampleSupplies supplies(module);
    ReferenceBuilder builder(module, supplies.supplied(GivenValues(module.givens.size()), nullptr));
    BuildRequest request = request_of(module, example);
    builder.build(request, outcome);
    bool learnt = false;
    for (std::size_t i = 0; i < module.givens.size(); ++i) {
        if (request.givens[i] || !ir::is_some(module.givens[i].example)) continue;
        request.givens[i] = evaluate(module, module.givens[i].example, outcome.record);
        learnt = true;
    }
    if (learnt) builder.build(request, outcome);
}

std::vector<std::string> problems_of(const ir::Module& module, const ir::BuildExample& example,
                                     const BuildOutcome& outcome) {
    std::vector<std::string> problems;
    if (result_of(outcome.status) != example.result) {
        problems.push_back(fmt::format("{} instead of {}", to_string(outcome.status), to_string(example.result)));
        for (const BuildNeed& need : outcome.needs) problems.push_back(need.text);
        for (const BuildRefusal& refusal : outcome.refusals) problems.push_back(refusal.text);
        return problems;
    }
    if (example.result == Promise::Needs) compare(example, outcome.needs, problems);
    if (example.result == Promise::Refused) compare(example, outcome.refusals, problems);
    for (const ir::BuildExample::Content& content : example.contents) {
        const ir::Field& field = module.field(content.field);
        const auto found = content_of(outcome, field, content.field, content.row);
        if (found == content.text) continue;
        problems.push_back(fmt::format("{} is {}, not {}", where(field.tag, content.row), found.value_or("absent"),
                                       content.text.value_or("absent")));
    }
    return problems;
}

}  // namespace jianhe
