#include <fmt/format.h>

#include "compiler/docgen/describe.h"
#include "compiler/docgen/page.h"
#include "compiler/docgen/pages.h"

namespace jianhe::docgen {

std::vector<std::vector<std::string>> member_rows(const ir::CodeSet& set, std::size_t limit) {
    std::vector<std::vector<std::string>> rows;
    for (const ir::CodeSet::Row& row : set.rows) {
        if (limit != 0 && rows.size() == limit) {
            rows.push_back({fmt::format("… and {} more, see {}", set.rows.size() - limit, set.file)});
            break;
        }
        rows.push_back({describe(row.code), row.label, row.valid.is_open() ? "" : describe(row.valid)});
    }
    return rows;
}

std::string explain_code_set(const ir::Module& module, ir::CodeSetId id, const ExplainOptions& options) {
    const ir::CodeSet& set = module.code_sets[index_of(id)];
    Page page;
    page.title(fmt::format("{}  {}", set.name, set.label));
    page.item("code set",
              fmt::format("{}{} rows", set.is_open ? "open: other codes are no fault; " : "", set.rows.size()));
    page.item("file", set.file);
    std::vector<std::string> users;
    for (std::uint32_t i = 0; i < module.fields.size(); ++i) {
        if (module.fields[i].code_set == id) users.push_back(label_of(module, static_cast<ir::FieldId>(i)));
    }
    page.list("used by", users);
    page.table("members", member_rows(set, options.max_members));
    return std::move(page).take();
}

}  // namespace jianhe::docgen
