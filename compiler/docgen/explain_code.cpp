#include <algorithm>

#include <fmt/format.h>

#include "compiler/docgen/code_table.h"
#include "compiler/docgen/describe.h"
#include "compiler/docgen/examples_of.h"
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
            std::string line = describe(dated);
            if (!dated.span.is_open()) {
                if (is_some(by.given)) line += fmt::format(" (by {})", module.givens[index_of(by.given)].name);
                if (is_some(by.chosen)) line += fmt::format(" (by {})", module.chosen_dates[index_of(by.chosen)].name);
            }
            if (!contains(lines, line)) lines.push_back(std::move(line));
        }
    }
    if (!lines.empty()) return lines;
    for (const ir::DatedDisposition& dated : code.schedule) lines.push_back(describe(dated));
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
    page.item("attached to", describe(module, code.places));
    page.item("status", ir::to_string(code.status));
    page.item("reason", code.reason);
    page.item("needs", code.needs);
    page.item("source", code.source);
    const CodeStanding standing = standing_of(module, id);
    std::vector<std::string> built_in;
    for (const BuiltInUse& use : standing.built_in) built_in.push_back(describe(module, use, options.max_places));
    page.list("built in", built_in);

    for (const ir::RuleId rule : standing.rules) {
        add_rule(page, module, module.rules[index_of(rule)], id, options);
    }
    const std::vector<const ir::Example*> found = examples_that_find(module, id);
    if (!found.empty()) add_example(page, module, "example that fires", *found.front());
    if (const ir::Example* example = accepted_example(module, standing)) {
        add_example(page, module, "example that is accepted", *example);
    }
    return std::move(page).take();
}

}  // namespace jianhe::docgen
