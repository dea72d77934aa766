#include <algorithm>

#include <fmt/format.h>

#include "compiler/docgen/describe.h"
#include "compiler/docgen/page.h"
#include "compiler/docgen/pages.h"

namespace jianhe::docgen {

namespace {

template <class Container, class Value>
bool contains(const Container& container, const Value& value) {
    return std::find(container.begin(), container.end(), value) != container.end();
}

// One line a way in which the rules report the code: "reject record", "notice until 1120831 (by received_at)".
std::vector<std::string> dispositions(const ir::Module& module, const ir::Code& code, ir::CodeId id) {
    std::vector<std::string> lines;
    for (const ir::Check& check : module.checks) {
        if (check.code != id) continue;
        const ir::DateSource& by = module.rules[index_of(check.rule)].switched_by;
        for (const ir::DatedDisposition& dated : check.dispositions) {
            std::string line = describe(dated.disposition);
            if (!dated.span.is_open()) {
                line += " " + describe(dated.span);
                if (is_some(by.given)) line += fmt::format(" (by {})", module.givens[index_of(by.given)].name);
                if (is_some(by.chosen)) line += fmt::format(" (by {})", module.chosen_dates[index_of(by.chosen)].name);
            }
            if (!contains(lines, line)) lines.push_back(std::move(line));
        }
    }
    if (lines.empty()) lines.push_back(describe(code.disposition));
    return lines;
}

std::string_view envelope_text(EnvelopeRole role) {
    switch (role) {
        case EnvelopeRole::NotEncoded: return "the file has bytes that are not of its encoding";
        case EnvelopeRole::NoEndOfRecord: return "the file ends inside a record";
        case EnvelopeRole::NoEndOfFile: return "the file ends before the end tag of its root";
        case EnvelopeRole::SeveralRoots: return "the file has a second root element";
        case EnvelopeRole::UnknownField: return "an element that no segment has, or one that stands twice";
        case EnvelopeRole::WrongPlace: return "an element stands where it does not belong, or a segment is not there";
        case EnvelopeRole::MalformedXml:
            return "the file is not well-formed XML, or uses a part of XML that is refused";
    }
    return "";
}

// The checks that the language makes by itself and that report this code.
std::vector<std::string> built_in_checks(const ir::Module& module, ir::CodeId id, const ExplainOptions& options) {
    std::vector<std::string> lines;
    for (std::size_t role = 0; role < kEnvelopeRoleCount; ++role) {
        if (module.envelope[role] == id) lines.emplace_back(envelope_text(static_cast<EnvelopeRole>(role)));
    }
    if (module.too_many == id) lines.emplace_back("a segment has more rows than its limit");
    for (std::size_t role = 0; role < ir::kFieldRoleCount; ++role) {
        std::string tags;
        std::size_t count = 0;
        for (const ir::Field& field : module.fields) {
            if (field.codes[role] != id) continue;
            ++count;
            if (options.max_places == 0 || count <= options.max_places) tags += " " + field.tag;
        }
        if (count == 0) continue;
        if (options.max_places != 0 && count > options.max_places) {
            tags += fmt::format(" … {} fields in all", count);
        }
        lines.push_back(fmt::format("{}:{}", describe(static_cast<ir::FieldRole>(role)), tags));
    }
    return lines;
}

void add_rule(Page& page, const ir::Module& module, const ir::Rule& rule, ir::CodeId id,
              const ExplainOptions& options) {
    std::vector<std::string> places;
    for (const ir::CheckId check_id : rule.checks) {
        const ir::Check& check = module.checks[index_of(check_id)];
        if (check.code != id) continue;
        std::string place = is_some(check.field) ? label_of(module, check.field) : place_of(module, check);
        if (is_some(check.row)) place += ", for each " + module.segment(check.row).row_name;
        if (!contains(places, place)) places.push_back(std::move(place));
    }
    if (options.max_places != 0 && places.size() > options.max_places) {
        const std::size_t more = places.size() - options.max_places;
        places.resize(options.max_places);
        places.push_back(fmt::format("… and {} more", more));
    }
    page.block("rule at " + describe(rule.location), rule.text);
    page.list("reported at", places);
    std::vector<std::string> read;
    for (const ir::FieldId field : fields_read(module, rule)) read.push_back(label_of(module, field));
    page.list("reads", read);
    page.item("needs", fmt::format("{}", fmt::join(rule.needs, ", ")));
    std::string superseded;
    for (const ir::CodeId code : rule.supersedes)
        superseded += (superseded.empty() ? "" : ", ") + module.code(code).code;
    page.item("supersedes", superseded);
    if (rule.blocks_record) page.item("blocks", "everything else of the record, when it fires");
    std::vector<std::string> blocked;
    for (const ir::FieldId field : rule.blocks) blocked.push_back(label_of(module, field));
    page.list("blocks", blocked);
}

bool finds(const ir::Example& example, std::string_view code) {
    return std::any_of(example.finds.begin(), example.finds.end(),
                       [&](const ir::Example::Expected& expected) { return expected.code == code; });
}

// An accepted example that changes a field the rule stands at, the nearest one behind the rule: examples stand beside
// the rules they are about.
const ir::Example* accepted_example(const ir::Module& module, const std::vector<const ir::Rule*>& rules,
                                    ir::CodeId id) {
    const ir::Example* best = nullptr;
    std::uint32_t best_distance = 0;
    for (const ir::Rule* rule : rules) {
        std::vector<ir::FieldId> about = fields_read(module, *rule);
        for (const ir::CheckId check : rule->checks) {
            if (module.checks[index_of(check)].code == id) about.push_back(module.checks[index_of(check)].field);
        }
        for (const ir::Example& example : module.examples) {
            const bool beside =
                example.location.file == rule->location.file && example.location.line > rule->location.line;
            const bool touches = std::any_of(example.changed.begin(), example.changed.end(),
                                             [&](const auto& change) { return contains(about, change.first); });
            if (!example.accepted || !beside || !touches) continue;
            const std::uint32_t distance = example.location.line - rule->location.line;
            if (best != nullptr && distance >= best_distance) continue;
            best = &example;
            best_distance = distance;
        }
    }
    return best;
}

void add_example(Page& page, const ir::Module& module, std::string_view caption, const ir::Example& example) {
    std::string text = example.label.empty() ? "" : example.label + "\n";
    text +=
        describe_changes(module, example) + "\n" + describe_outcome(example) + "  (" + describe(example.location) + ")";
    page.block(caption, text);
}

}  // namespace

std::string explain_code(const ir::Module& module, ir::CodeId id, const ExplainOptions& options) {
    const ir::Code& code = module.code(id);
    Page page;
    page.title(fmt::format("{}  {}", code.code, code.message));
    page.list("disposition", dispositions(module, code, id));
    if (!code.official) page.item("official", "no, advice of our own");
    page.item("status", code.status);
    page.item("reason", code.reason);
    page.item("needs", code.needs);
    page.item("source", code.source);
    page.list("built in", built_in_checks(module, id, options));

    std::vector<const ir::Rule*> rules;
    for (const ir::Rule& rule : module.rules) {
        if (contains(rule.codes, id)) rules.push_back(&rule);
    }
    for (const ir::Rule* rule : rules) add_rule(page, module, *rule, id, options);
    for (const ir::Example& example : module.examples) {
        if (!finds(example, code.code)) continue;
        add_example(page, module, "example that fires", example);
        break;
    }
    if (const ir::Example* example = accepted_example(module, rules, id)) {
        add_example(page, module, "example that is accepted", *example);
    }
    return std::move(page).take();
}

}  // namespace jianhe::docgen
