#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/csv.h>

namespace jianhe {
namespace {

using testing::ElementsAre;

// The texts of all lines; a fault becomes a last line that says which and where.
std::vector<std::vector<std::string>> read(std::string_view text) {
    CsvReader reader(text);
    std::vector<CsvCell> cells;
    std::vector<std::vector<std::string>> lines;
    while (!reader.done()) {
        const CsvFault fault = reader.next_line(cells);
        std::vector<std::string> line;
        for (const CsvCell& cell : cells) line.emplace_back(cell.text);
        if (fault != CsvFault::None) {
            line = {fault == CsvFault::UnclosedQuote ? "unclosed" : "behind", std::to_string(reader.fault_at())};
        }
        lines.push_back(std::move(line));
        if (fault != CsvFault::None) break;
    }
    return lines;
}

TEST(CsvReader, LinesAndCells) {
    EXPECT_THAT(read(""), ElementsAre());
    EXPECT_THAT(read("a,b\n1,2\n"), ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2")));
    EXPECT_THAT(read("a,b\r\n1,2"), ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2")));
    EXPECT_THAT(read("\xEF\xBB\xBF"
                     "a,\n\n,b"),
                ElementsAre(ElementsAre("a", ""), ElementsAre(""), ElementsAre("", "b")));
}

TEST(CsvReader, QuotedCells) {
    EXPECT_THAT(read("\"a,b\",c\n"), ElementsAre(ElementsAre("a,b", "c")));
    EXPECT_THAT(read("\"a\nb\"\n\"\"\n"), ElementsAre(ElementsAre("a\nb"), ElementsAre("")));
    EXPECT_THAT(read("\"say \"\"a\"\"\",\"\"\"\"\n"), ElementsAre(ElementsAre("say \"a\"", "\"")));
    EXPECT_THAT(read("a\"b,c\n"), ElementsAre(ElementsAre("a\"b", "c")));
}

TEST(CsvReader, UnquotedTextsStayWhileTheLineIsRead) {
    const std::string quoted = "\"" + std::string(50, 'x') + "\"\"y\"";
    std::string line = quoted;
    for (int i = 0; i < 20; ++i) line += "," + quoted;
    const auto lines = read(line);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0].size(), 21U);
    for (const std::string& cell : lines[0]) EXPECT_EQ(cell, std::string(50, 'x') + "\"y");
}

TEST(CsvReader, Faults) {
    EXPECT_THAT(read("a\n1,\"b"), ElementsAre(ElementsAre("a"), ElementsAre("unclosed", "4")));
    EXPECT_THAT(read("\"b\"\""), ElementsAre(ElementsAre("unclosed", "0")));
    EXPECT_THAT(read("1,\"b\"c,d\n"), ElementsAre(ElementsAre("behind", "5")));
}

TEST(CsvReader, PlacesIncludeTheQuotes) {
    CsvReader reader("a,\"b\"\"\",");
    std::vector<CsvCell> cells;
    ASSERT_EQ(reader.next_line(cells), CsvFault::None);
    ASSERT_EQ(cells.size(), 3U);
    EXPECT_EQ(cells[1].begin, 2U);
    EXPECT_EQ(cells[1].end, 7U);
    EXPECT_EQ(cells[2].begin, 8U);
    EXPECT_EQ(cells[2].end, 8U);
}

}  // namespace
}  // namespace jianhe
