#include "compiler/docgen/site.h"

#include <array>

#include <fmt/format.h>

#include "compiler/docgen/describe.h"
#include "compiler/docgen/site_pages.h"

namespace jianhe::docgen {
namespace {

constexpr std::string_view kStyle = R"(
body { font: 15px/1.5 system-ui, "Noto Sans TC", "Microsoft JhengHei", sans-serif; margin: 0 auto; max-width: 90em; padding: 0 1em 4em; }
nav a { margin-right: 1em; }
table { border-collapse: collapse; margin: .5em 0 1.5em; }
th, td { border: 1px solid #bbb; padding: .15em .5em; text-align: left; vertical-align: top; }
th { background: #eee; position: sticky; top: 0; }
pre { background: #f4f4f4; padding: .6em; overflow-x: auto; white-space: pre-wrap; }
dl { display: grid; grid-template-columns: max-content auto; gap: .1em 1em; }
dd { margin: 0; }
dt, .quiet { color: #666; }
:target { background: #fff3bf; }
#search input { font-size: 1.2em; width: 30em; max-width: 100%; }
)";

void add_head_of_page(Html& html, const std::string& title) {
    const auto head = html.block("head");
    html.lone("meta", {{"charset", "utf-8"}});
    html.lone("meta", {{"name", "viewport"}, {"content", "width=device-width"}});
    html.element("title", title);
    const auto style = html.line("style");
    html.raw(kStyle);
}

std::string make_page(const ir::Module& module, const PageTitle& page) {
    Html html;
    html.raw(kSiteMark);
    {
        const auto root = html.block("html", {{"lang", "zh-Hant"}});
        const std::string name = module.label.empty() ? module.name : module.label;
        add_head_of_page(html, fmt::format("{} – {} {}", page.title, name, module.version));
        const auto body = html.block("body");
        {
            const auto nav = html.block("nav");
            for (const PageTitle& other : page_titles()) html.link(other.file, other.title);
        }
        html.element("h1", fmt::format("{} {}: {}", name, module.version, page.title));
        page.add(html, module);
    }
    return std::move(html).take();
}

}  // namespace

std::vector<SitePage> make_site(const ir::Module& module) {
    std::vector<SitePage> site;
    for (const PageTitle& page : page_titles()) site.push_back({std::string(page.file), make_page(module, page)});
    return site;
}

std::span<const PageTitle> page_titles() {
    static constexpr std::array kPages{
        PageTitle{"index.html", "Contents", add_index},
        PageTitle{"fields.html", "Fields", add_fields},
        PageTitle{"codes.html", "Codes", add_codes},
        PageTitle{"codesets.html", "Code sets", add_code_sets},
        PageTitle{"tables.html", "Sets and tables", add_tables},
        PageTitle{"scenarios.html", "Scenarios", add_scenarios},
        PageTitle{"constructions.html", "Constructions", add_constructions},
        PageTitle{"history.html", "History", add_history},
        PageTitle{"values.html", "Given values, masters and report", add_values},
    };
    return kPages;
}

std::string address_of_code(std::string_view code) { return "codes.html#" + anchor("c", code); }
std::string address_of_field(std::string_view tag) { return "fields.html#" + anchor("f", tag); }
std::string address_of_code_set(std::string_view name) { return "codesets.html#" + anchor("s", name); }
std::string address_of_table(std::string_view name) { return "tables.html#" + anchor("t", name); }
std::string address_of_record(std::string_view name) { return "scenarios.html#" + anchor("r", name); }
std::string address_of_value(std::string_view name) { return "values.html#" + anchor("g", name); }
std::string address_of_scenario(std::string_view name) { return "scenarios.html#" + anchor("o", name); }
std::string address_of_construction(std::string_view name) { return "constructions.html#" + anchor("n", name); }
std::string address_of_buffer(std::string_view name) { return "constructions.html#" + anchor("b", name); }
std::string address_of_master(std::string_view name) { return "values.html#" + anchor("m", name); }
std::string address_of_provider(std::string_view name) { return "values.html#" + anchor("v", name); }
std::string address_of_relation(std::string_view name) { return "history.html#" + anchor("h", name); }

void add_head(Html& html, const std::vector<std::string_view>& titles) {
    const auto row = html.block("tr");
    for (const std::string_view title : titles) html.element("th", title);
}

void add_entry(Html& html, std::string_view caption, std::string_view text) {
    if (text.empty()) return;
    html.element("dt", caption);
    html.element("dd", text);
}

void add_field_links(Html& html, const ir::Module& module, const std::vector<ir::FieldId>& fields) {
    for (const ir::FieldId field : fields) {
        if (field != fields.front()) html.text(" ");
        html.link(address_of_field(module.field(field).tag), module.field(field).tag);
    }
}

void add_example(Html& html, const ir::Module& module, const ir::Example& example) {
    const auto item = html.line("li");
    if (!example.label.empty()) {
        html.element("b", example.label);
        html.text(" ");
    }
    html.text(describe_changes(module, example) + " ");
    html.element("b", describe_outcome(example));
    html.text(" ");
    html.element("span", describe(example.location), {{"class", "quiet"}});
}

}  // namespace jianhe::docgen
