#include "compiler/generate/generate.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/identifier.h>

#include "compiler/interp/evaluate.h"
#include "compiler/interp/interpreter.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::generate {
namespace {

using ::testing::HasSubstr;

class StringSink final : public OutputSink {
public:
    Result<void> write(std::string_view bytes) override {
        text += bytes;
        return {};
    }
    Result<void> close() override { return {}; }
    std::string text;
};

class Generate : public ::testing::Test {
protected:
    Engine engine() {
        return {[this](const GivenValues& givens) { return std::make_unique<Interpreter>(module_, givens); }, evaluate};
    }
    Generator generator(const GenerateOptions& options) { return Generator(module_, info_, engine(), options); }

    std::vector<Generated> make_all(const GenerateOptions& options) {
        Generator made = generator(options);
        std::vector<Generated> all;
        records_.clear();
        for (std::uint32_t file = 0; file < options.files; ++file) {
            for (std::uint64_t number = 1; number <= made.records_in(file); ++number) {
                records_.emplace_back(info_.layout);
                Result<Generated> one = made.make(file, number, records_.back());
                EXPECT_TRUE(one) << one.error().text;
                if (one) all.push_back(*one);
            }
        }
        return all;
    }
    std::string text(const Record& record, std::string_view tag, std::uint32_t row = 0) const {
        return std::string(record.get(info_.layout.find_field(tag), row).text);
    }
    std::vector<std::string> findings(const Record& record, DateTime received_at) {
        Interpreter checker(module_, GivenValues{received_at.seconds});
        RecordResult result;
        checker.check(record, result);
        std::vector<std::string> names;
        for (const Finding& finding : result.findings) names.push_back(finding.field + ":" + finding.code);
        return names;
    }
    std::string file_of(const GenerateOptions& options, std::uint32_t file, std::string* manifest = nullptr) {
        Generator made = generator(options);
        Record record(info_.layout);
        StringSink upload;
        StringSink lines;
        const UploadWriter writer(info_, TextEncoding::Big5);
        const Result<void> written = write_file(made, file, "a.xml", writer, record, upload, &lines);
        EXPECT_TRUE(written) << written.error().text;
        if (manifest != nullptr) *manifest = lines.text;
        return upload.text;
    }

    ir::Module module_ = make_tiny_module();
    SpecificationInfo info_ = make_info(module_);
    std::vector<Record> records_;
};

TEST_F(Generate, ValidRecordsHaveNoFindings) {
    const std::vector<Generated> made = make_all({.records = 200, .invalid = 0});
    ASSERT_EQ(made.size(), 200U);
    for (std::size_t i = 0; i < made.size(); ++i) {
        EXPECT_EQ(made[i].made_for, "");
        EXPECT_THAT(findings(records_[i], *module_.generate.received_at), ::testing::IsEmpty()) << i;
    }
}

TEST_F(Generate, InvalidRecordsHaveTheFindingTheyWereMadeFor) {
    const std::vector<Generated> made = make_all({.records = 200, .invalid = 1});
    std::set<std::string> made_for;
    for (std::size_t i = 0; i < made.size(); ++i) {
        made_for.insert(made[i].made_for);
        std::string wanted = made[i].made_for;
        if (const std::size_t bracket = wanted.find('['); bracket != std::string::npos) wanted.erase(bracket, 3);
        EXPECT_THAT(findings(records_[i], *module_.generate.received_at), ::testing::Contains(wanted)) << i;
    }
    EXPECT_EQ(made_for, (std::set<std::string>{"V05:X001", "R02[2]:X002", "V02:X003"}));
}

TEST_F(Generate, AShareIsInvalid) {
    const std::vector<Generated> made = make_all({.records = 1000, .invalid = 0.2});
    const auto invalid =
        std::count_if(made.begin(), made.end(), [](const Generated& one) { return !one.made_for.empty(); });
    EXPECT_GT(invalid, 140);
    EXPECT_LT(invalid, 260);
}

TEST_F(Generate, RecordsComeByWeight) {
    std::map<std::string, int> bases;
    for (const Generated& made : make_all({.records = 1000, .invalid = 0})) ++bases[made.base];
    EXPECT_GT(bases["visit"], 650);
    EXPECT_GT(bases["late"], 150);
    EXPECT_EQ(bases.size(), 2U);
}

TEST_F(Generate, TheSameSeedGivesTheSameBytes) {
    EXPECT_EQ(file_of({.records = 50, .seed = 7}, 0), file_of({.records = 50, .seed = 7}, 0));
    EXPECT_NE(file_of({.records = 50, .seed = 7}, 0), file_of({.records = 50, .seed = 8}, 0));
}

TEST_F(Generate, BytesAreTheSameOnEveryMachine) {
    EXPECT_THAT(file_of({.records = 1, .invalid = 0, .seed = 1}, 0),
                HasSubstr("<V01>L113355345</V01>\n<V02>1140930111642</V02>\n<V03>0650814</V03>\n<V04>16</V04>\n"
                          "<V05>0VBBGML10ZZAE3CHLYJ6</V05>\n"));
}

TEST_F(Generate, ARecordDoesNotDependOnTheOnesBefore) {
    Generator made = generator({.records = 20, .invalid = 0.5});
    Record alone(info_.layout);
    ASSERT_TRUE(made.make(0, 17, alone));
    make_all({.records = 20, .invalid = 0.5});
    for (const char* tag : {"V01", "V02", "V03", "V04", "V05"})
        EXPECT_EQ(text(alone, tag), text(records_[16], tag)) << tag;
}

TEST_F(Generate, PersonsAreInventedAndVisitsFollowThem) {
    const std::vector<Generated> made = make_all({.records = 100, .invalid = 0});
    std::set<std::string> persons;
    for (std::size_t i = 0; i < made.size(); ++i) {
        const std::string person = text(records_[i], "V01");
        persons.insert(person);
        EXPECT_TRUE(person_id_checksum_ok(person)) << person;
        EXPECT_EQ(person[1], '1');
        if (made[i].base != "visit") continue;
        const std::optional<VisitIdentity> visit = decode_visit_id(text(records_[i], "V05"));
        ASSERT_TRUE(visit);
        EXPECT_EQ(std::string(visit->person.begin(), visit->person.end()), person);
        EXPECT_EQ(format_roc_datetime(visit->at), text(records_[i], "V02"));
        EXPECT_EQ(text(records_[i], "R01", 1), text(records_[i], "V02"));
        EXPECT_NE(text(records_[i], "R01", 2), text(records_[i], "V02"));
        EXPECT_EQ(text(records_[i], "V04").size(), 2U);
    }
    EXPECT_GT(persons.size(), 95U);
}

TEST_F(Generate, PlaceholdersAndEmptyFieldsStay) {
    const std::vector<Generated> made = make_all({.records = 100, .invalid = 0});
    for (std::size_t i = 0; i < made.size(); ++i) {
        const bool late = made[i].base == "late";
        EXPECT_EQ(text(records_[i], "V05") == "NONE0000000000000000", late);
        EXPECT_EQ(text(records_[i], "V07").empty(), !late);
    }
}

TEST_F(Generate, DatesMoveTogetherToTheUpload) {
    const std::vector<Generated> made = make_all({.records = 100, .invalid = 0});
    std::set<std::int64_t> days_before;
    for (std::size_t i = 0; i < made.size(); ++i) {
        DateTime visit;
        ASSERT_EQ(parse_roc_datetime(text(records_[i], "V02"), visit), Lexical::Ok);
        const std::int64_t before = days_between(date_of(visit), date_of(*module_.generate.received_at));
        days_before.insert(before);
        EXPECT_GE(before, 1);
        EXPECT_LE(before, 21);
        if (made[i].base != "visit") continue;
        DateTime second_order;
        ASSERT_EQ(parse_roc_datetime(text(records_[i], "R01", 2), second_order), Lexical::Ok);
        EXPECT_EQ(second_order.seconds - visit.seconds, 75 * 60);
    }
    EXPECT_GT(days_before.size(), 10U);
}

TEST_F(Generate, ValuesPerFileAreOneAFile) {
    const std::vector<Generated> made = make_all({.records = 40, .invalid = 0, .files = 2});
    std::map<std::uint32_t, std::set<std::string>> doctors;
    std::map<std::uint32_t, std::set<std::string>> prefixes;
    for (std::size_t i = 0; i < made.size(); ++i) {
        doctors[made[i].file].insert(text(records_[i], "V09"));
        if (made[i].base == "visit") prefixes[made[i].file].insert(text(records_[i], "V05").substr(0, 6));
    }
    EXPECT_EQ(doctors[0].size(), 1U);
    EXPECT_EQ(doctors[1].size(), 1U);
    EXPECT_NE(doctors[0], doctors[1]);
    EXPECT_EQ(prefixes[0].size(), 1U);
    EXPECT_NE(prefixes[0], prefixes[1]);
}

TEST_F(Generate, WhatAnExampleChangedIsNotVaried) {
    const std::vector<Generated> made = make_all({.records = 200, .invalid = 1});
    for (std::size_t i = 0; i < made.size(); ++i) {
        const std::string note = made[i].made_for == "V05:X001" ? "x" : "";
        const std::string second = made[i].made_for == "R02[2]:X002" ? "1" : "002";
        EXPECT_EQ(text(records_[i], "V07"), note);
        EXPECT_EQ(text(records_[i], "R02", 2), second);
    }
}

TEST_F(Generate, RecordsAreSpreadOverFiles) {
    const Generator made = generator({.records = 11, .files = 3});
    EXPECT_EQ(made.records_in(0), 4U);
    EXPECT_EQ(made.records_in(1), 4U);
    EXPECT_EQ(made.records_in(2), 3U);
    EXPECT_EQ(made.records_in(3), 0U);
}

TEST_F(Generate, TheManifestHasALineARecord) {
    std::string manifest;
    file_of({.records = 3, .invalid = 0}, 0, &manifest);
    EXPECT_EQ(std::count(manifest.begin(), manifest.end(), '\n'), 3);
    EXPECT_THAT(manifest, HasSubstr(R"({"file":"a.xml","record":1,"base":")"));
    EXPECT_EQ(manifest_line({0, 5, "visit", "V05:X001"}, "b\".xml"),
              "{\"file\":\"b\\\".xml\",\"record\":5,\"base\":\"visit\",\"made_for\":\"V05:X001\"}\n");
    EXPECT_EQ(manifest_line({0, 1, "late", ""}, "a"),
              "{\"file\":\"a\",\"record\":1,\"base\":\"late\",\"made_for\":null}\n");
}

TEST_F(Generate, NoUsableRecordIsAnError) {
    for (ir::DeclaredRecord& record : module_.records) record.values.segments[1][0][0] = "bad";
    Generator made = generator({.records = 1});
    Record record(info_.layout);
    const Result<Generated> one = made.make(0, 1, record);
    ASSERT_FALSE(one);
    EXPECT_THAT(one.error().text, HasSubstr("received at 2025-10-15T20:00:00"));
}

TEST_F(Generate, TheTimeOfUploadCanBeGiven) {
    DateTime later;
    parse_roc_datetime("1150701120000", later);
    GenerateOptions options{.records = 30, .invalid = 0.5};
    options.received_at = later;
    make_all(options);
    EXPECT_EQ(generator(options).received_at(), later);
    for (const Record& record : records_) EXPECT_EQ(text(record, "V02").substr(0, 3), "115");
}

}  // namespace
}  // namespace jianhe::generate
