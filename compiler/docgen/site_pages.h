#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/docgen/html.h"
#include "compiler/ir/module.h"

// The bodies of the pages of make_site(), and what they share. Private to this folder.
namespace jianhe::docgen {

void add_index(Html& html, const ir::Module& module);
void add_fields(Html& html, const ir::Module& module);
void add_codes(Html& html, const ir::Module& module);
void add_code_sets(Html& html, const ir::Module& module);
void add_tables(Html& html, const ir::Module& module);
void add_scenarios(Html& html, const ir::Module& module);
void add_constructions(Html& html, const ir::Module& module);
void add_values(Html& html, const ir::Module& module);
void add_history(Html& html, const ir::Module& module);
// Masters and providers, a part of the page of values.
void add_knowledge(Html& html, const ir::Module& module);

struct PageTitle {
    std::string_view file;
    std::string_view title;
    void (*add)(Html&, const ir::Module&);
};
std::span<const PageTitle> page_titles();

// Addresses of what has a place on a page.
std::string address_of_code(std::string_view code);
std::string address_of_field(std::string_view tag);
std::string address_of_code_set(std::string_view name);
std::string address_of_table(std::string_view name);
std::string address_of_record(std::string_view name);
std::string address_of_value(std::string_view name);
std::string address_of_scenario(std::string_view name);
std::string address_of_construction(std::string_view name);
std::string address_of_buffer(std::string_view name);
std::string address_of_master(std::string_view name);
std::string address_of_provider(std::string_view name);
std::string address_of_relation(std::string_view name);

// A row of headings; a row of cells.
void add_head(Html& html, const std::vector<std::string_view>& titles);
// `caption: text`, as an entry of a list that a `dl` has opened; nothing for an empty text.
void add_entry(Html& html, std::string_view caption, std::string_view text);
// Links to fields, separated by spaces.
void add_field_links(Html& html, const ir::Module& module, const std::vector<ir::FieldId>& fields);
// An example: what it is called, what it changes, what comes of it.
void add_example(Html& html, const ir::Module& module, const ir::Example& example);

}  // namespace jianhe::docgen
