#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <jianhe/masters.h>

namespace jianhe {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Type = MasterShape::Type;

const MasterShape kParcel{
    "parcel", {{"code", Type::Text, 6}, {"name", Type::Text, 0}, {"price", Type::Number, 0}}, {0}, true};
const MasterShape kZone{"zone", {{"code", Type::Text, 0}}, {0}};

class MastersSqlite : public testing::Test {
protected:
    MastersSqlite() {
        folder_ = (std::filesystem::temp_directory_path() / "jianhe-test-XXXXXX").string();
        EXPECT_NE(::mkdtemp(folder_.data()), nullptr);
    }
    ~MastersSqlite() override { std::filesystem::remove_all(folder_); }

    std::string make(const std::string& file, const std::string& sql) {
        std::string path = folder_ + "/" + file;
        sqlite3* database = nullptr;
        EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
        char* error = nullptr;
        EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &error), SQLITE_OK) << error;
        sqlite3_close(database);
        return path;
    }

    std::string error_of(const std::string& sql) {
        const std::string path = make("fault.db", "DROP TABLE IF EXISTS parcel;" + sql);
        const auto table = load_master_from_sqlite(path, kParcel);
        if (table) return "no error";
        EXPECT_THAT(table.error().text, StartsWith(path + ": table parcel"));
        return table.error().text.substr(path.size() + 2);
    }

    std::string folder_;
};

constexpr const char* kCreate = "CREATE TABLE parcel(valid_from, valid_to, code, name, price);";

TEST_F(MastersSqlite, LoadsATable) {
    const std::string path = make("a.sqlite", std::string(kCreate) +
                                                  "INSERT INTO parcel VALUES('1130101', NULL, 'A1', '包裹', 12);"
                                                  "INSERT INTO parcel VALUES(1120101, '2023-12-31', 'A1', NULL, '7');");
    const auto loaded = load_master_from_sqlite(path, kParcel);
    ASSERT_TRUE(loaded) << loaded.error().text;
    const MasterTable& table = **loaded;
    EXPECT_EQ(table.size(), 2U);
    Date day;
    ASSERT_EQ(parse_iso_date("2024-01-01", day), Lexical::Ok);
    const auto later = table.find({{"A1"}}, day), earlier = table.find({{"A1"}}, add_days(day, -1));
    ASSERT_TRUE(later && earlier);
    EXPECT_EQ(table.text(*later, 1), "包裹");
    EXPECT_EQ(table.number(*later, 2), 12);
    EXPECT_EQ(table.text(*earlier, 1), "");
    EXPECT_EQ(table.number(*earlier, 2), 7);
}

TEST_F(MastersSqlite, ReadsViewsToo) {
    const std::string path =
        make("a.sqlite", "CREATE TABLE t(x); INSERT INTO t VALUES('Z'); CREATE VIEW zone AS SELECT x AS code FROM t;");
    EXPECT_EQ((*load_master_from_sqlite(path, kZone))->size(), 1U);
}

TEST_F(MastersSqlite, ATableThatIsNotThereIsNull) {
    const std::string path = make("a.sqlite", "CREATE TABLE other(x);");
    const auto table = load_master_from_sqlite(path, kZone);
    ASSERT_TRUE(table);
    EXPECT_EQ(*table, nullptr);
}

TEST_F(MastersSqlite, Faults) {
    const std::string create = kCreate;
    EXPECT_EQ(error_of("CREATE TABLE parcel(code, name, price, valid_from);"),
              "table parcel: expected a column `valid_to`");
    EXPECT_EQ(error_of(create + "INSERT INTO parcel VALUES('', '', 'A1', '', 1), ('', '', 'A2', '', 1.5);"),
              "table parcel, row 2: column `price`: expected a number, digits only");
    EXPECT_EQ(error_of(create + "INSERT INTO parcel VALUES('', '', NULL, '', 1);"),
              "table parcel, row 1: column `code`: expected a value, since it is of the key");
    EXPECT_EQ(error_of(create + "INSERT INTO parcel VALUES('', '', CAST(x'B4FA' AS TEXT), '', 1);"),
              "table parcel, row 1: column `code`: expected UTF-8");
    EXPECT_EQ(error_of(create + "INSERT INTO parcel VALUES(1130101, '', 'A', '', 1), ('', 1130101, 'A', '', 1);"),
              "table parcel, row 1: the same key stands in " + folder_ +
                  "/fault.db: table parcel, row 2, and is valid on a same day");
}

TEST_F(MastersSqlite, NoDatabase) {
    const std::string path = folder_ + "/a.db";
    EXPECT_THAT(load_master_from_sqlite(path, kZone).error().text, StartsWith("cannot read " + path + ": "));
    std::ofstream(path) << std::string(4096, 'x');
    EXPECT_THAT(load_master_from_sqlite(path, kZone).error().text, HasSubstr("file is not a database"));
}

TEST_F(MastersSqlite, Folder) {
    make("a.db", "CREATE TABLE zone(code); INSERT INTO zone VALUES('Z1');");
    make("b.sqlite", "CREATE TABLE other(code);");
    std::ofstream(folder_ + "/parcel.csv") << "code,name,price,valid_from,valid_to\nA1,x,1,,\n";
    const std::vector<MasterShape> shapes = {kZone, kParcel, {"ghost", {{"code", Type::Text, 0}}, {0}}};
    const auto masters = load_masters(folder_, shapes);
    ASSERT_TRUE(masters) << masters.error().text;
    ASSERT_EQ(masters->size(), 3U);
    EXPECT_TRUE((*masters)[0]->find({{"Z1"}}, std::nullopt));
    EXPECT_TRUE((*masters)[1]->find({{"A1"}}, std::nullopt));
    EXPECT_EQ((*masters)[2], nullptr);
}

TEST_F(MastersSqlite, ATableInTwoPlacesIsAnError) {
    const std::vector<MasterShape> shapes = {kZone};
    const std::string zone = "CREATE TABLE zone(code);";
    const std::string b = make("b.sqlite", zone), c = make("c.db", zone);
    EXPECT_EQ(load_masters(folder_, shapes).error().text, "the table zone is both in " + b + " and in " + c);
    std::filesystem::remove(c);
    std::ofstream(folder_ + "/zone.csv") << "code\n";
    EXPECT_EQ(load_masters(folder_, shapes).error().text,
              "the table zone is both in " + folder_ + "/zone.csv and in " + b);
}

TEST_F(MastersSqlite, NoFolder) {
    EXPECT_EQ(load_masters(folder_ + "/x", {}).error().text, "cannot read the masters: " + folder_ + "/x is no folder");
}

}  // namespace
}  // namespace jianhe
