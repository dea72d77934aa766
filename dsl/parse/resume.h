#pragma once

#include <antlr4-runtime.h>

namespace jianhe::dsl {

// Whether an error inside a node of this rule stays inside: parsing can go on behind it.
bool contains_errors(std::size_t rule_index) noexcept;

// Whether a node of this rule is a list whose entries are `contains_errors` nodes.
bool is_list_of_entries(std::size_t rule_index) noexcept;

// Passes over tokens up to the place where parsing goes on after an error in a node of such a rule, or in such a list.
// They are taken from the stream and not through the parser, which would hang them into the tree.
void skip_to_next_entry(antlr4::TokenStream& tokens, const antlr4::ParserRuleContext& context);

}  // namespace jianhe::dsl
