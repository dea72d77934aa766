#include <fmt/format.h>

#include "compiler/docgen/describe.h"
#include "compiler/docgen/site_pages.h"

namespace jianhe::docgen {
namespace {

void add_record(Html& html, const ir::Module& module, ir::RecordId id) {
    const ir::DeclaredRecord& record = module.records[index_of(id)];
    const auto section = html.block("section", {{"id", anchor("r", record.name)}});
    html.element("h2", record.name + "  " + record.label);
    html.element("p", fmt::format("{}; weight {}", describe(record.location), record.weight), {{"class", "quiet"}});
    const auto list = html.block("ul");
    for (const ir::Example& example : module.examples) {
        if (example.base == id) add_example(html, module, example);
    }
}

}  // namespace

// The declared records, each with the examples that change it.
void add_scenarios(Html& html, const ir::Module& module) {
    for (std::uint32_t i = 0; i < module.records.size(); ++i) {
        add_record(html, module, static_cast<ir::RecordId>(i));
    }
}

}  // namespace jianhe::docgen
