#include "compiler/docgen/site.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/docgen/html.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::docgen {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Html, ClosesAndIndentsAndEscapes) {
    Html html;
    {
        const auto table = html.block("table", {{"class", "a\"b"}});
        const auto row = html.block("tr");
        html.element("td", "1 < 2 & 3 > \"2\"");
        const auto cell = html.line("td");
        html.link("#c-1", "one");
        html.text(", two");
    }
    html.lone("br");
    EXPECT_EQ(std::move(html).take(),
              "<table class=\"a&quot;b\">\n"
              " <tr>\n"
              "  <td>1 &lt; 2 &amp; 3 &gt; &quot;2&quot;</td>\n"
              "  <td><a href=\"#c-1\">one</a>, two</td>\n"
              " </tr>\n"
              "</table>\n"
              "<br>\n");
}

TEST(Html, AnchorsOfDifferentNamesDiffer) {
    EXPECT_EQ(anchor("c", "R054"), "c-R054");
    EXPECT_EQ(anchor("c", "A B"), "c-A.20B");
    EXPECT_EQ(anchor("c", "A.20B"), "c-A.2E20B");
    EXPECT_EQ(anchor("c", "\"<#"), "c-.22.3C.23");
}

std::string page(const ir::Module& module, std::string_view file) {
    for (const SitePage& page : make_site(module)) {
        if (page.file == file) return page.text;
    }
    throw std::invalid_argument("there is no such page");
}

TEST(Site, IsTheSameEachTimeAndBeginsWithItsMark) {
    const ir::Module module = make_tiny_module();
    const std::vector<SitePage> first = make_site(module);
    const std::vector<SitePage> second = make_site(module);
    ASSERT_EQ(first.size(), second.size());
    EXPECT_EQ(first.front().file, "index.html");
    for (std::size_t i = 0; i < first.size(); ++i) {
        EXPECT_EQ(first[i].text, second[i].text);
        EXPECT_THAT(first[i].text, StartsWith(kSiteMark));
        EXPECT_THAT(first[i].text, Not(HasSubstr("://"))) << "a page that needs the network: " << first[i].file;
    }
}

TEST(Site, AFieldHasItsCellsSpeltOutAndItsCodes) {
    const std::string fields = page(make_tiny_module(), "fields.html");
    EXPECT_THAT(fields, HasSubstr("<th>H01 = A</th>"));
    EXPECT_THAT(fields, HasSubstr("<tr id=\"f-V07\">"));
    EXPECT_THAT(fields, HasSubstr("<td>V when V06 = 2, else *</td>"));
    EXPECT_THAT(fields, HasSubstr("<a href=\"codesets.html#s-mark\">mark</a>"));
    EXPECT_THAT(fields, HasSubstr("<a href=\"codes.html#c-X001\">X001</a>"));
}

TEST(Site, ACodeHasItsRuleAndItsExamples) {
    const std::string codes = page(make_tiny_module(), "codes.html");
    EXPECT_THAT(codes, HasSubstr("<section id=\"c-X001\">"));
    EXPECT_THAT(codes, HasSubstr("<h4>Rule at 30-rules.rules:1</h4>"));
    EXPECT_THAT(codes, HasSubstr("when   V06 = 2\n"));
    EXPECT_THAT(codes, HasSubstr("visit with V06 = 2, V07 = x <b>finds V05:X001</b>"));
    EXPECT_THAT(codes, HasSubstr("<b>accepted</b>"));
}

TEST(Site, SetsRecordsAndGivenValues) {
    const ir::Module module = make_tiny_module();
    EXPECT_THAT(page(module, "codesets.html"), HasSubstr("<td>from 1100101</td>"));
    EXPECT_THAT(page(module, "tables.html"), HasSubstr("id=\"t-low\""));
    EXPECT_THAT(page(module, "scenarios.html"), HasSubstr("<section id=\"r-visit\">"));
    EXPECT_THAT(page(module, "values.html"), HasSubstr("<td>received_at</td>"));
}

TEST(Site, ScenariosStandBeforeTheRecords) {
    ir::Module module = make_tiny_module();
    EXPECT_THAT(page(module, "scenarios.html"), Not(HasSubstr("rejecting")));
    module.scenarios.push_back({"exception", "例外", module.checks[0].when, "V06 = 2", {"30-rules.rules", 3}});
    const std::string scenarios = page(module, "scenarios.html");
    EXPECT_THAT(scenarios, HasSubstr("<pre>when V06 = 2</pre>"));
    EXPECT_THAT(scenarios, HasSubstr("<h4>1 rejecting examples</h4>"));
    EXPECT_LT(scenarios.find("<section id=\"o-exception\">"), scenarios.find("<section id=\"r-visit\">"));
    EXPECT_THAT(page(module, "index.html"), HasSubstr("scenarios.html#o-exception"));
}

TEST(Site, MastersAndProvidersStandWithTheValues) {
    ir::Module module = make_tiny_module();
    EXPECT_THAT(page(module, "values.html"), Not(HasSubstr("Masters")));
    ir::Master master;
    master.label = "貨品";
    master.shape = {
        "wares", {{"code", MasterShape::Type::Text, 10}, {"price", MasterShape::Type::Number, 0}}, {0}, true};
    module.masters.push_back(master);
    ir::Provider provider;
    provider.name = "post";
    provider.arguments = {{"id", {ir::ValueType::Text, 0}}};
    provider.parts = {{"sent", {ir::ValueType::Date, 0}}};
    module.providers.push_back(provider);
    const std::string values = page(module, "values.html");
    EXPECT_THAT(values, HasSubstr("<tr id=\"m-wares\">"));
    EXPECT_THAT(values, HasSubstr("<td>code text 10, price number, valid_from to valid_to</td>"));
    EXPECT_THAT(values, HasSubstr("<tr id=\"v-post\">"));
    EXPECT_THAT(values, HasSubstr("<td>sent date</td>"));
    const std::string index = page(module, "index.html");
    EXPECT_THAT(index, HasSubstr("values.html#m-wares"));
    EXPECT_THAT(index, HasSubstr("values.html#v-post"));
}

TEST(Site, TextsOfTheSpecificationCannotBecomeMarkup) {
    ir::Module module = make_tiny_module();
    module.codes[0].message = "</script><script>alert(1)</script>";
    module.fields[0].label = "<b>";
    module.report_templates.emplace_back("slip", "</pre>{{x}}");
    for (const SitePage& made : make_site(module)) {
        EXPECT_THAT(made.text, Not(HasSubstr("<script>alert"))) << made.file;
        EXPECT_THAT(made.text, Not(HasSubstr("<td><b></td>"))) << made.file;
        EXPECT_THAT(made.text, Not(HasSubstr("</pre>{{x}}"))) << made.file;
    }
    EXPECT_THAT(page(module, "index.html"), HasSubstr("\"\\u003c/script>\\u003cscript>alert(1)\\u003c/script>\""));
}

}  // namespace
}  // namespace jianhe::docgen
