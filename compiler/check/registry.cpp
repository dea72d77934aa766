#include "compiler/check/registry.h"

#include <algorithm>
#include <array>
#include <utility>

#include "dsl/diag/closest.h"

namespace jianhe {
namespace {

constexpr std::array<std::pair<std::string_view, Disposition>, 4> kDispositions{{
    {"notice", Disposition::Notice},
    {"reject_order", Disposition::RejectOrder},
    {"reject_record", Disposition::RejectRecord},
    {"reject_file", Disposition::RejectFile},
}};

constexpr std::array kStatuses{ir::CodeStatus::Checked, ir::CodeStatus::BuiltIn, ir::CodeStatus::NeedsProvider,
                               ir::CodeStatus::NotPart, ir::CodeStatus::Unknown, ir::CodeStatus::Retired};

constexpr std::string_view kSpace = " \t";

// The place of a part of a cell. A quoted cell that has quotes inside is longer than its text: then it is all of it.
dsl::SourceRange range_of(const Context& context, const dsl::Name& cell, std::string_view part) {
    const std::size_t shift = context.sources.text(cell.range).find(cell.text);
    if (cell.text.empty() || shift == std::string_view::npos) return cell.range;
    const auto begin = static_cast<std::uint32_t>(shift) + static_cast<std::uint32_t>(part.data() - cell.text.data());
    return {cell.range.file, cell.range.begin + begin,
            cell.range.begin + begin + static_cast<std::uint32_t>(part.size())};
}

// Adds the words of a part of the cell.
void add_words(const Context& context, const dsl::Name& cell, std::string_view part, std::vector<dsl::Name>& words) {
    while (true) {
        const std::size_t begin = part.find_first_not_of(kSpace);
        if (begin == std::string_view::npos) return;
        part.remove_prefix(begin);
        const std::string_view word = part.substr(0, part.find_first_of(kSpace));
        words.push_back({std::string(word), range_of(context, cell, word)});
        part.remove_prefix(word.size());
    }
}

template <std::size_t N>
void hint_nearest(dsl::DiagnosticBuilder& report, const dsl::Name& word,
                  const std::array<std::string_view, N>& candidates) {
    if (const auto near = dsl::closest(word.text, candidates)) report.hint("did you mean `" + *near + "`?");
}

std::optional<Disposition> disposition_of(Context& context, const dsl::Name& word) {
    std::array<std::string_view, kDispositions.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (word.text == kDispositions[i].first) return kDispositions[i].second;
        names[i] = kDispositions[i].first;
    }
    auto report = context.emitter.report(dsl::diag::BadDisposition, word.range, word.text);
    hint_nearest(report, word, names);
    return std::nullopt;
}

// `from DAY until DAY`, both optional; false when something else stands there.
bool read_span(Context& context, const std::vector<dsl::Name>& words, ir::Span& span) {
    for (std::size_t i = 1; i < words.size(); i += 2) {
        const bool is_from = words[i].text == "from";
        std::optional<Date>& end = is_from ? span.from : span.until;
        if ((!is_from && words[i].text != "until") || end || i + 1 == words.size()) {
            context.emitter.report(dsl::diag::BadSchedule, words[i].range, words[i].text);
            return false;
        }
        end = context.date(words[i + 1]);
        if (!end) return false;
    }
    if (span.from && span.until && *span.until < *span.from) {
        context.emitter.report(dsl::diag::EmptyRange, join(words[1].range, words.back().range));
        return false;
    }
    return true;
}

}  // namespace

std::vector<dsl::Name> words_of(const Context& context, const dsl::Name& cell) {
    std::vector<dsl::Name> words;
    add_words(context, cell, cell.text, words);
    return words;
}

std::vector<ir::DatedDisposition> read_schedule(Context& context, const dsl::Name& cell) {
    std::vector<ir::DatedDisposition> schedule;
    std::vector<dsl::SourceRange> places;
    std::string_view rest = cell.text;
    while (true) {
        const std::string_view part = rest.substr(0, rest.find(';'));
        std::vector<dsl::Name> words;
        add_words(context, cell, part, words);
        if (words.empty()) words.push_back({"", range_of(context, cell, part)});
        const auto disposition = disposition_of(context, words.front());
        ir::DatedDisposition entry;
        if (disposition && read_span(context, words, entry.span)) {
            entry.disposition = *disposition;
            const dsl::SourceRange place = join(words.front().range, words.back().range);
            for (std::size_t i = 0; i < schedule.size(); ++i) {
                if (!overlap(schedule[i].span, entry.span)) continue;
                context.emitter.report(dsl::diag::SpansOverlap, place).note(places[i], "the other one");
            }
            schedule.push_back(entry);
            places.push_back(place);
        }
        if (part.size() == rest.size()) return schedule;
        rest.remove_prefix(part.size() + 1);
    }
}

bool overlap(const ir::Span& a, const ir::Span& b) {
    const bool before = a.until && b.from && *a.until < *b.from;
    const bool after = b.until && a.from && *b.until < *a.from;
    return !before && !after;
}

ir::CodeStatus read_status(Context& context, const dsl::Name& cell) {
    if (cell.text.empty()) return ir::CodeStatus::Unstated;
    std::array<std::string_view, kStatuses.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        names[i] = ir::to_string(kStatuses[i]);
        if (cell.text == names[i]) return kStatuses[i];
    }
    auto report = context.emitter.report(dsl::diag::BadStatus, cell.range, cell.text);
    hint_nearest(report, cell, names);
    return ir::CodeStatus::Unstated;
}

}  // namespace jianhe
