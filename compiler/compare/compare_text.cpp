#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/compare/compare.h"

namespace jianhe::compare {
namespace {

constexpr std::size_t kMostPositions = 10;

using Text = fmt::memory_buffer;

template <class... Args>
void line(Text& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
    out.push_back('\n');
}

// `3, 7 R05[1], file`
std::string positions_text(const std::string& field, const std::vector<Position>& positions) {
    std::string text;
    for (std::size_t i = 0; i < std::min(positions.size(), kMostPositions); ++i) {
        const Position& position = positions[i];
        if (i != 0) text += ", ";
        text += position.record == 0 ? "the file" : fmt::to_string(position.record);
        if (position.row != 0) text += fmt::format(" {}[{}]", field, position.row);
    }
    if (positions.size() > kMostPositions) text += fmt::format(" … and {} more", positions.size() - kMostPositions);
    return text;
}

void append_positions(Text& out, std::string_view who, const Pair& pair, const std::vector<Position>& positions) {
    if (positions.empty()) return;
    line(out, "    {:<22}{:>6}  in {}", who, positions.size(), positions_text(pair.field, positions));
}

void append_pair(Text& out, const SpecificationInfo& info, const Pair& pair) {
    line(out, "  {}:{}{}  {}", pair.field, pair.code, pair.disposition == Disposition::Notice ? " (notice)" : "",
         info.message(pair.code));
    append_positions(out, "both", pair, pair.both);
    append_positions(out, "only the result file", pair, pair.only_result);
    if (!pair.only_result.empty() && !pair.unchecked.empty()) line(out, "        not checked here: {}", pair.unchecked);
    append_positions(out, "only jianhe", pair, pair.only_ours);
}

void append_pairs(Text& out, const SpecificationInfo& info, const Comparison& comparison, bool different) {
    bool has_title = false;
    for (const Pair& pair : comparison.pairs) {
        if (pair.differs() != different) continue;
        if (!has_title) line(out, "\n{}", different ? "Different" : "Equal");
        has_title = true;
        append_pair(out, info, pair);
    }
}

void append_header(Text& out, const Comparison& comparison) {
    if (!comparison.figures.empty()) line(out, "\n{:<20}{:>14}{:>10}", "Header", "result file", "jianhe");
    for (const Figure& figure : comparison.figures) {
        std::string name = figure.name;
        std::replace(name.begin(), name.end(), '_', ' ');
        line(out, "  {:<18}{:>14}{:>10}{}", name, figure.result, figure.ours,
             figure.result == figure.ours ? "" : "  differs");
    }
    for (const auto& [label, text] : comparison.other_headers) line(out, "  not known: {}[{}]", label, text);
}

}  // namespace

std::string to_text(const SpecificationInfo& info, const Comparison& comparison) {
    Text out;
    line(out, "{} beside {}, received at {}", comparison.result, comparison.upload,
         format_iso_datetime(comparison.received_at));
    for (const std::string& warning : comparison.warnings) line(out, "warning: {}", warning);
    if (comparison.more_warnings != 0) line(out, "warning: … and {} more", comparison.more_warnings);
    append_header(out, comparison);
    append_pairs(out, info, comparison, true);
    append_pairs(out, info, comparison, false);
    line(out, "\nFindings: {} in both, {} only in the result file, {} only jianhe's", comparison.both,
         comparison.only_result, comparison.only_ours);
    if (comparison.only_result_unchecked != 0) {
        line(out, "Of those only in the result file, {} are of codes that are not checked here",
             comparison.only_result_unchecked);
    }
    if (comparison.own_advice != 0) {
        line(out, "{} findings of jianhe's own advice were left out: no official result has them",
             comparison.own_advice);
    }
    line(out, "{}", comparison.differs() ? "They differ" : "They are equal");
    return fmt::to_string(out);
}

}  // namespace jianhe::compare
