#include <algorithm>

#include <fmt/format.h>

#include "compiler/docgen/code_table.h"
#include "compiler/docgen/describe.h"
#include "compiler/docgen/site_pages.h"

namespace jianhe::docgen {
namespace {

struct IndexEntry {
    std::string_view kind;
    std::string name;
    std::string text;
    std::string address;
};

std::vector<IndexEntry> index_of_names(const ir::Module& module) {
    std::vector<IndexEntry> index;
    for (const ir::Code& code : module.codes) {
        index.push_back({"code", code.code, code.message, address_of_code(code.code)});
    }
    for (const ir::Field& field : module.fields) {
        index.push_back({"field", field.tag, field.name + " " + field.label, address_of_field(field.tag)});
    }
    for (const ir::CodeSet& set : module.code_sets) {
        index.push_back({"code set", set.name, set.label, address_of_code_set(set.name)});
    }
    for (const ir::Set& set : module.sets) {
        if (!set.name.empty()) index.push_back({"set", set.name, set.label, address_of_table(set.name)});
    }
    for (const ir::Table& table : module.tables) {
        index.push_back({"table", table.name, "", address_of_table(table.name)});
    }
    for (const ir::Scenario& scenario : module.scenarios) {
        index.push_back({"scenario", scenario.name, scenario.label, address_of_scenario(scenario.name)});
    }
    for (const ir::Construction& construction : module.constructions) {
        index.push_back(
            {"construction", construction.name, construction.label, address_of_construction(construction.name)});
    }
    for (const ir::Buffer& buffer : module.buffers) {
        index.push_back({"buffer", buffer.name, buffer.label, address_of_buffer(buffer.name)});
    }
    for (const ir::Master& master : module.masters) {
        index.push_back({"master", master.shape.name, master.label, address_of_master(master.shape.name)});
    }
    for (const ir::Provider& provider : module.providers) {
        index.push_back({"provider", provider.name, provider.label, address_of_provider(provider.name)});
    }
    for (const ir::Relation& relation : module.relations) {
        index.push_back({"relation", relation.name, relation.label, address_of_relation(relation.name)});
    }
    for (const ir::DeclaredRecord& record : module.records) {
        index.push_back({"record", record.name, record.label, address_of_record(record.name)});
    }
    for (const ir::Given& given : module.givens) {
        index.push_back({"given value", given.name, given.label, address_of_value(given.name)});
    }
    return index;
}

// A JSON string that may stand inside of a script element: `<` would let it end early.
std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\' || c == '<' || static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

constexpr std::string_view kSearch = R"(
const names = JSON.parse(document.getElementById('names').textContent);
const found = document.getElementById('found');
const box = document.querySelector('#search input');
document.getElementById('search').hidden = false;
// An equal name first, then names that begin so, then everything that holds all words.
function rank(entry, text) {
    const name = entry[1].toLowerCase();
    return name === text ? 0 : name.startsWith(text) ? 1 : name.includes(text) ? 2 : 3;
}
box.addEventListener('input', () => {
    const text = box.value.trim().toLowerCase();
    found.replaceChildren();
    if (text === '') return;
    const words = text.split(/\s+/);
    const hits = names.filter(entry => words.every(word => entry.join(' ').toLowerCase().includes(word)));
    hits.sort((a, b) => rank(a, text) - rank(b, text));
    for (const [kind, name, label, address] of hits.slice(0, 50)) {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = address;
        link.textContent = name;
        item.append(kind + ' ', link, ' ' + label);
        found.append(item);
    }
    if (hits.length === 0) found.textContent = '–';
});
box.focus();
)";

void add_search(Html& html, const std::vector<IndexEntry>& index) {
    {
        const auto search = html.block("div", {{"id", "search"}, {"hidden", ""}});
        html.lone("input", {{"type", "search"}, {"placeholder", "code, field, label …"}, {"aria-label", "search"}});
        html.element("ul", "", {{"id", "found"}});
    }
    {
        const auto data = html.line("script", {{"type", "application/json"}, {"id", "names"}});
        html.raw("[");
        for (const IndexEntry& entry : index) {
            if (&entry != &index.front()) html.raw(",\n");
            html.raw(fmt::format("[{},{},{},{}]", json_text(entry.kind), json_text(entry.name), json_text(entry.text),
                                 json_text(entry.address)));
        }
        html.raw("]");
    }
    const auto script = html.line("script");
    html.raw(kSearch);
}

void add_counts(Html& html, const ir::Module& module) {
    const StatusCounts counts = count_statuses(code_table(module), module);
    html.element("h2", fmt::format("{} codes by status", counts.codes));
    const auto table = html.block("table");
    add_head(html, {"status", "codes", "meaning"});
    for (std::size_t i = 0; i < ir::kCodeStatusCount; ++i) {
        if (counts.by_status[i] == 0) continue;
        const auto status = static_cast<ir::CodeStatus>(i);
        const auto row = html.block("tr");
        html.element("td", ir::to_string(status));
        html.element("td", fmt::to_string(counts.by_status[i]));
        html.element("td", meaning_of(status));
    }
}

}  // namespace

void add_index(Html& html, const ir::Module& module) {
    const std::vector<IndexEntry> index = index_of_names(module);
    {
        const auto about = html.block("dl");
        add_entry(html, "specification", module.name + " " + module.version);
        for (const std::string& source : module.sources) add_entry(html, "source", source);
        add_entry(html, "wire", module.root + "/" + module.record);
        add_entry(html, "digest", module.digest);
    }
    add_search(html, index);
    add_counts(html, module);
    const auto all = html.block("details");
    html.element("summary", "All names");
    const auto list = html.block("ul");
    for (const IndexEntry& entry : index) {
        const auto item = html.line("li");
        html.text(std::string(entry.kind) + " ");
        html.link(entry.address, entry.name);
        html.text(" " + entry.text);
    }
}

}  // namespace jianhe::docgen
