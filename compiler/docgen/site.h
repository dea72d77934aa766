#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/module.h"

// What `jianhe doc` writes: a specification as a few linked HTML pages that need nothing beside them and no network.
namespace jianhe::docgen {

struct SitePage {
    std::string file;  // "codes.html"
    std::string text;  // UTF-8
};

// Every page begins with this, so that a later run knows what it may replace.
inline constexpr std::string_view kSiteMark = "<!doctype html><!-- written by jianhe doc -->\n";

// The same module gives the same bytes. The first page is index.html.
std::vector<SitePage> make_site(const ir::Module& module);

}  // namespace jianhe::docgen
