#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <jianhe/masters.h>

namespace jianhe {
namespace {

using Type = MasterShape::Type;

MasterShape parcel_shape() {
    return {"parcel", {{"code", Type::Text, 6}, {"name", Type::Text, 0}, {"price", Type::Number, 0}}, {0}, true};
}

Date day(std::string_view iso) {
    Date date;
    EXPECT_EQ(parse_iso_date(iso, date), Lexical::Ok) << iso;
    return date;
}

std::shared_ptr<const MasterTable> table_of(std::string_view csv, const MasterShape& shape) {
    auto table = parse_master_csv(csv, "parcel.csv", shape);
    EXPECT_TRUE(table) << table.error().text;
    return table ? *table : nullptr;
}

std::string error_of(std::string_view csv, const MasterShape& shape = parcel_shape()) {
    const auto table = parse_master_csv(csv, "parcel.csv", shape);
    return table ? "no error" : table.error().text;
}

// The name in the row that is found, or "-".
std::string name_of(const MasterTable& table, std::string_view code, std::optional<Date> at) {
    const auto row = table.find({{code}}, at);
    return row ? std::string(table.text(*row, 1)) : "-";
}

constexpr std::string_view kParcels =
    "code,name,price,valid_from,valid_to\n"
    "A1,later,120,1130101,\n"
    "A1,early,100,1100101,1121231\n"
    "B2,always,,,\n"
    "C3,until,7,,2024-01-31\n"
    "D4,since,8,2024-01-31,\n";

TEST(Masters, FindsTheRowOfTheDay) {
    const auto table = table_of(kParcels, parcel_shape());
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->size(), 5U);
    EXPECT_EQ(name_of(*table, "A1", day("2020-12-31")), "-");
    EXPECT_EQ(name_of(*table, "A1", day("2021-01-01")), "early");
    EXPECT_EQ(name_of(*table, "A1", day("2023-12-31")), "early");
    EXPECT_EQ(name_of(*table, "A1", day("2024-01-01")), "later");
    EXPECT_EQ(name_of(*table, "A1", day("9999-12-31")), "later");
    EXPECT_EQ(name_of(*table, "B2", day("0001-01-01")), "always");
    EXPECT_EQ(name_of(*table, "C3", day("2024-01-31")), "until");
    EXPECT_EQ(name_of(*table, "C3", day("2024-02-01")), "-");
    EXPECT_EQ(name_of(*table, "D4", day("2024-01-30")), "-");
    EXPECT_EQ(name_of(*table, "D4", day("2024-01-31")), "since");
    EXPECT_EQ(name_of(*table, "a1", day("2024-01-01")), "-");
    EXPECT_EQ(name_of(*table, "", day("2024-01-01")), "-");
    EXPECT_EQ(name_of(*table, "E5", day("2024-01-01")), "-");
}

TEST(Masters, WithoutADayTheEarliestRow) {
    const auto table = table_of(kParcels, parcel_shape());
    EXPECT_EQ(name_of(*table, "A1", std::nullopt), "early");
    EXPECT_EQ(name_of(*table, "D4", std::nullopt), "since");
    EXPECT_EQ(name_of(*table, "E5", std::nullopt), "-");
}

TEST(Masters, CellsByType) {
    const MasterShape shape{"parcel", {{"code", Type::Text, 0}, {"n", Type::Number, 0}, {"d", Type::Date, 0}}, {0}};
    const auto table = table_of("d,code,n,left out\n1130101,A,0042,x\n,B,,y\n", shape);
    const auto a = table->find({{"A"}}, std::nullopt), b = table->find({{"B"}}, day("2024-01-01"));
    ASSERT_TRUE(a && b);
    EXPECT_EQ(table->number(*a, 1), 42);
    EXPECT_EQ(table->number(*a, 2), day("2024-01-01").days);
    EXPECT_EQ(table->number(*a, 0), std::nullopt);
    EXPECT_EQ(table->text(*a, 0), "A");
    EXPECT_EQ(table->text(*a, 1), "");
    EXPECT_EQ(table->number(*b, 1), std::nullopt);
    EXPECT_EQ(table->number(*b, 2), std::nullopt);
}

TEST(Masters, KeysOfSeveralColumns) {
    const MasterShape shape{
        "rate", {{"from", Type::Text, 0}, {"zone", Type::Number, 0}, {"day", Type::Date, 0}}, {0, 1, 2}};
    const auto table = table_of("from,zone,day\nab,1,1130101\na,11,1130101\nab,1,1130102\n", shape);
    const auto find = [&](std::string_view from, std::string_view zone, std::string_view at) {
        return table->find({{from, zone, at}}, std::nullopt);
    };
    EXPECT_EQ(find("ab", "1", "1130101"), 0U);
    EXPECT_EQ(find("ab", "01", "2024-01-02"), 2U);  // numbers and days are compared, not their texts
    EXPECT_EQ(find("a", "11", "1130101"), 1U);
    EXPECT_EQ(find("a", "1", "1130101"), std::nullopt);
    EXPECT_EQ(find("ab", "x", "1130101"), std::nullopt);
    EXPECT_EQ(find("ab", "", "1130101"), std::nullopt);
    EXPECT_EQ(find("ab", "1", "1131301"), std::nullopt);
}

TEST(Masters, AnyFormOfCsv) {
    const auto table = table_of(
        "\xEF\xBB\xBFprice,\"name\",valid_to,code,valid_from\r\n"
        "5,\"a \"\"big\"\",\r\nred one\",,\"A1\",1130101\r\n\r\n6,包裹,,包裹1,",
        parcel_shape());
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(name_of(*table, "A1", std::nullopt), "a \"big\",\r\nred one");
    EXPECT_EQ(name_of(*table, "包裹1", std::nullopt), "包裹");
}

TEST(Masters, EmptyTable) {
    const auto table = table_of("code,name,price,valid_from,valid_to\n", parcel_shape());
    EXPECT_EQ(table->size(), 0U);
    EXPECT_EQ(name_of(*table, "A1", std::nullopt), "-");
}

TEST(Masters, Faults) {
    const std::string head = "code,name,price,valid_from,valid_to\n";
    const std::string date = "expected a date, as yyyMMdd in ROC years or as yyyy-mm-dd";
    const std::pair<std::string, std::string> cases[] = {
        {"", "parcel.csv:1: expected a column `code`"},
        {"code,name,price,valid_from\n", "parcel.csv:1: expected a column `valid_to`"},
        {"code,name,price,Valid_From,valid_to\n", "parcel.csv:1: expected a column `valid_from`"},
        {"code,name,code,price,valid_from,valid_to\n", "parcel.csv:1: expected one column `code`, found two"},
        {head + "A1,x,1,,\nA2,x,1,\n", "parcel.csv:3: expected 5 cells as in the first line, found 4"},
        {head + "A1,x,1,,,\n", "parcel.csv:2: expected 5 cells as in the first line, found 6"},
        {head + "\"\"\n", "parcel.csv:2: expected 5 cells as in the first line, found 1"},
        {head + ",x,1,,\n", "parcel.csv:2: column `code`: expected a value, since it is of the key"},
        {head + "A234567,x,1,,\n", "parcel.csv:2: column `code`: expected at most 6 bytes"},
        {head + "包裹包裹,x,1,,\n", "parcel.csv:2: column `code`: expected at most 6 bytes"},
        {head + "A1,x,1.5,,\n", "parcel.csv:2: column `price`: expected a number, digits only"},
        {head + "A1,x,-1,,\n", "parcel.csv:2: column `price`: expected a number, digits only"},
        {head + "A1,x,99999999999999999999,,\n", "parcel.csv:2: column `price`: expected a number, digits only"},
        {head + "A1,x,1,1130230,\n", "parcel.csv:2: column `valid_from`: " + date},
        {head + "A1,x,1,,2024-2-1\n", "parcel.csv:2: column `valid_to`: " + date},
        {head + "A1,x,1,20240201,\n", "parcel.csv:2: column `valid_from`: " + date},
        {head + "A1,x,1,1130102,1130101\n", "parcel.csv:2: expected valid_to on or after valid_from"},
        {head + "A1,x,1,,\n\n\"A2\",\"two\nlines\",x,,\n",
         "parcel.csv:4: column `price`: expected a number, digits only"},
        {head + "A1,\"two\nlines\",1,,\nA2,x,x,,\n", "parcel.csv:4: column `price`: expected a number, digits only"},
        {head + "A1,\"x,1,,\n", "parcel.csv:2: expected a closing quote"},
        {head + "A1,\"x\"y,1,,\n", "parcel.csv:2: expected a comma or the end of the line behind a closing quote"},
        {head + "A1,\xB4\xFA,1,,\n", "parcel.csv:2: expected UTF-8"},
    };
    for (const auto& [csv, text] : cases) EXPECT_EQ(error_of(csv), text) << csv;
}

TEST(Masters, RowsOfOneKeyMayNotOverlap) {
    const std::string head = "code,name,price,valid_from,valid_to\n";
    EXPECT_EQ(error_of(head + "A1,x,1,,1130101\nB2,x,1,,\nA1,x,1,1130102,\n"), "no error");
    EXPECT_EQ(error_of(head + "A1,x,1,,1130101\nB2,x,1,,\nA1,x,1,1130101,\n"),
              "parcel.csv:4: the same key stands in parcel.csv:2, and is valid on a same day");
    EXPECT_EQ(error_of(head + "A1,x,1,1130101,1130101\nA1,x,1,1130103,\nA1,x,1,1130101,1130102\n"),
              "parcel.csv:4: the same key stands in parcel.csv:2, and is valid on a same day");
    const MasterShape undated{"parcel", {{"code", Type::Text, 0}}, {0}};
    EXPECT_EQ(error_of("code\nA\nB\nA\n", undated), "parcel.csv:4: the same key stands in parcel.csv:2");
}

// Every row is found, and nothing else, in a table of many keys with several rows each.
TEST(Masters, ManyRows) {
    const MasterShape shape{"many", {{"code", Type::Number, 0}, {"value", Type::Number, 0}}, {0}, true};
    std::string csv = "code,value,valid_from,valid_to\n";
    for (int period = 2; period >= 0; --period) {
        for (int code = 0; code < 5000; ++code) {
            const std::string year = std::to_string(100 + period);
            csv.append(std::to_string(code)).append(",").append(std::to_string(10 * code + period));
            csv.append(",").append(year).append("0101,").append(year).append("1231\n");
        }
    }
    const auto table = table_of(csv, shape);
    for (int code = 0; code < 5000; ++code) {
        const std::string text = std::to_string(code);
        for (int period = 0; period < 3; ++period) {
            const auto row = table->find({{text}}, Date{day("2011-07-01").days + 366 * period});
            ASSERT_TRUE(row) << code;
            ASSERT_EQ(table->number(*row, 1), 10 * code + period);
        }
        ASSERT_EQ(table->find({{text}}, day("2014-01-01")), std::nullopt);
    }
    EXPECT_EQ(table->find({{"5000"}}, std::nullopt), std::nullopt);
}

TEST(Masters, FolderOfCsvFiles) {
    std::string folder = (std::filesystem::temp_directory_path() / "jianhe-test-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    std::ofstream(folder + "/parcel.csv") << kParcels;
    std::ofstream(folder + "/other.txt") << "no master";
    const std::vector<MasterShape> shapes = {{"zone", {{"code", Type::Text, 0}}, {0}}, parcel_shape()};
    const auto masters = load_masters_from_csv(folder, shapes);
    ASSERT_TRUE(masters) << masters.error().text;
    ASSERT_EQ(masters->size(), 2U);
    EXPECT_EQ((*masters)[0], nullptr);
    EXPECT_EQ((*masters)[1]->size(), 5U);

    std::ofstream(folder + "/zone.csv") << "zone\n1\n";
    EXPECT_EQ(load_masters_from_csv(folder, shapes).error().text, folder + "/zone.csv:1: expected a column `code`");
    std::filesystem::remove_all(folder);
    EXPECT_EQ(load_masters_from_csv(folder, shapes).error().text,
              "cannot read the masters: " + folder + " is no folder");
    EXPECT_EQ(load_master_from_csv(folder + "/zone.csv", shapes[0]).error().text,
              "cannot read " + folder + "/zone.csv: No such file or directory");
}

}  // namespace
}  // namespace jianhe
