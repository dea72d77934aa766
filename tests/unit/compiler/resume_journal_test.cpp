#include "compiler/driver/resume_journal.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/compiler/driver_test.h"

namespace jianhe::driver {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

RunIdentity sample_identity() {
    RunIdentity identity;
    identity.received_at = DateTime{1760558400};
    identity.settings = {{"--format", "json"}, {"--given x", "\"1\" \xff"}};
    identity.inputs = {{"a.xml", "10 bytes of 1.000000000"}, {"b\xa4.xml", "2 bytes"}, {"hex:c", "3 bytes"}};
    return identity;
}

FinishedFile sample_file(std::uint64_t report_bytes) {
    FinishedFile file;
    file.report_bytes = report_bytes;
    file.part.files = 1;
    file.part.records = 5;
    file.part.accepted = 3;
    file.part.rejected = 2;
    file.part.orders = 7;
    file.part.notices = 1;
    file.part.findings = {{"P02:R001", 2}, {"stranger\xff:Y004", 1}};
    file.part.not_checked = {{{"R004", "", "goods"}, 5}};
    return file;
}

class Journal : public testing::Test {
protected:
    // A journal with the sample identity and a file for each length of the report.
    void leave(std::initializer_list<std::uint64_t> report_bytes) {
        auto journal = ResumeJournal::begin(folder_.path(), sample_identity());
        ASSERT_TRUE(journal);
        for (const std::uint64_t bytes : report_bytes) ASSERT_TRUE(journal->add(sample_file(bytes)));
    }
    std::string report() const { return folder_.path("report.jsonl"); }
    void leave_report(std::size_t bytes) const { folder_.write("report.jsonl.partial", std::string(bytes, 'x')); }
    std::optional<UnfinishedRun> find() const { return ResumeJournal::find(folder_.path(), report()).value(); }

    TestFolder folder_;
    std::string path_ = folder_.path(".jianhe-resume.jsonl");
};

TEST_F(Journal, GivesBackWhatWasFinished) {
    leave({10, 25});
    leave_report(30);
    const auto run = find();
    ASSERT_TRUE(run);
    EXPECT_EQ(run->identity.settings, sample_identity().settings);
    EXPECT_EQ(run->identity.inputs, sample_identity().inputs);
    EXPECT_EQ(run->identity.received_at, sample_identity().received_at);
    EXPECT_EQ(difference(run->identity, sample_identity()), std::nullopt);
    EXPECT_EQ(run->files, 2U);
    EXPECT_EQ(run->report_bytes, 25U);
    EXPECT_EQ(run->journal_bytes, fs::file_size(path_));
    Summary wanted = sample_file(0).part;
    wanted.add(sample_file(0).part);
    EXPECT_EQ(run->summary.files, 2U);
    EXPECT_EQ(run->summary.records, 10U);
    EXPECT_EQ(run->summary.accepted, 6U);
    EXPECT_EQ(run->summary.rejected, 4U);
    EXPECT_EQ(run->summary.orders, 14U);
    EXPECT_EQ(run->summary.notices, 2U);
    EXPECT_EQ(run->summary.findings, wanted.findings);
    EXPECT_EQ(run->summary.not_checked, wanted.not_checked);
}

TEST_F(Journal, CutAnywhereGivesBackTheWholeLines) {
    leave({10, 20, 30});
    leave_report(30);
    std::ifstream in(path_, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(in), {}};
    std::size_t files = 0;
    for (std::size_t size = 0; size <= all.size(); size += all.size() - size < 300 ? 1U : 7U) {
        folder_.write(".jianhe-resume.jsonl", all.substr(0, size));
        const auto run = find();
        if (!run) continue;
        EXPECT_EQ(run->report_bytes, 10 * run->files);
        EXPECT_EQ(all.at(run->journal_bytes - 1), '\n');
        EXPECT_LE(run->journal_bytes, size);
        files = run->files;
    }
    EXPECT_EQ(files, 3U);
}

TEST_F(Journal, FilesCountAsFarAsTheirReportIsThere) {
    leave({10, 20, 30});
    leave_report(29);
    EXPECT_EQ(find()->files, 2U);
    fs::remove(folder_.path("report.jsonl.partial"));
    EXPECT_EQ(find()->files, 0U);
}

TEST_F(Journal, FilesCountAsFarAsTheirOwnResultsAreThere) {
    {
        auto journal = ResumeJournal::begin(folder_.path(), sample_identity());
        ASSERT_TRUE(journal);
        FinishedFile file = sample_file(0);
        ASSERT_TRUE(journal->add(file));  // nothing was to be said of it
        file.result = "sub/b.result.txt";
        file.result_bytes = 3;
        ASSERT_TRUE(journal->add(file));
        ASSERT_TRUE(journal->add(sample_file(0)));
    }
    const auto files = [this] { return ResumeJournal::find(folder_.path(), "").value()->files; };
    EXPECT_EQ(files(), 1U);
    folder_.write("sub/b.result.txt", "ab");
    EXPECT_EQ(files(), 1U);
    folder_.write("sub/b.result.txt", "abc");
    EXPECT_EQ(files(), 3U);
}

TEST_F(Journal, AfterAPowerCutFilesCountAsFarAsTheyAreOnTheDisk) {
    {
        auto journal = ResumeJournal::begin(folder_.path(), sample_identity());
        ASSERT_TRUE(journal);
        ASSERT_TRUE(journal->add(sample_file(10)));
        ASSERT_TRUE(journal->add_synced());
        ASSERT_TRUE(journal->add(sample_file(20)));
    }
    leave_report(20);
    EXPECT_EQ(find()->files, 2U) << "the system has not been started again";
    std::ifstream in(path_, std::ios::binary);
    std::string all{std::istreambuf_iterator<char>(in), {}};
    const std::string member = "\"synced_at_start_of_system\":\"";
    for (std::size_t at = all.find(member); at != std::string::npos; at = all.find(member, at + 1)) {
        all.insert(at + member.size(), "another");
    }
    folder_.write(".jianhe-resume.jsonl", all);
    const auto run = find();
    EXPECT_EQ(run->files, 1U);
    EXPECT_EQ(run->report_bytes, 10U);
    EXPECT_EQ(run->summary.records, 5U);
    {
        auto journal = ResumeJournal::go_on(folder_.path(), *run);
        ASSERT_TRUE(journal);
        ASSERT_TRUE(journal->add(sample_file(20)));
    }
    EXPECT_EQ(find()->files, 2U);
}

TEST_F(Journal, ADamagedLineEndsWhatCounts) {
    leave({10, 20});
    leave_report(20);
    std::ofstream(path_, std::ios::binary | std::ios::app) << "{\"report_bytes\":20}\nnonsense\n";
    EXPECT_EQ(find()->files, 2U);
    folder_.write(".jianhe-resume.jsonl", "{\"journal\":2}\n");
    EXPECT_FALSE(find());
}

TEST_F(Journal, GoesOnBehindTheLastWholeLine) {
    leave({10});
    leave_report(50);
    std::ofstream(path_, std::ios::binary | std::ios::app) << "{\"report_by";
    const auto left = find();
    {
        auto journal = ResumeJournal::go_on(folder_.path(), *left);
        ASSERT_TRUE(journal);
        ASSERT_TRUE(journal->add(sample_file(40)));
    }
    EXPECT_EQ(find()->files, 2U);
    EXPECT_EQ(find()->report_bytes, 40U);
}

TEST_F(Journal, IsGoneWhenTheRunIsComplete) {
    EXPECT_FALSE(ResumeJournal::is_there(folder_.path()));
    EXPECT_FALSE(find());
    auto journal = ResumeJournal::begin(folder_.path(), sample_identity());
    ASSERT_TRUE(journal);
    EXPECT_TRUE(ResumeJournal::is_there(folder_.path()));
    ASSERT_TRUE(journal->remove());
    EXPECT_FALSE(ResumeJournal::is_there(folder_.path()));
}

TEST_F(Journal, BelongsToOneRun) {
    const auto first = ResumeJournal::begin(folder_.path(), sample_identity());
    ASSERT_TRUE(first);
    const auto second = ResumeJournal::begin(folder_.path(), sample_identity());
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().text, HasSubstr("another run is writing its report into"));
    EXPECT_TRUE(find()) << "the journal of the first is as it was";
}

TEST_F(Journal, OfAFullDiskIsAnError) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "the system has no /dev/full";
    fs::create_symlink("/dev/full", path_);
    const auto journal = ResumeJournal::begin(folder_.path(), sample_identity());
    ASSERT_FALSE(journal);
    EXPECT_THAT(journal.error().text, HasSubstr("jianhe-resume.jsonl"));
}

TEST(RunIdentities, SayWhatIsNotTheSame) {
    const RunIdentity before = sample_identity();
    RunIdentity now = before;
    now.settings[0].second = "text";
    EXPECT_EQ(difference(before, now), "--format was json, and is text now");
    now = before;
    now.settings.erase(now.settings.begin());
    EXPECT_EQ(difference(before, now), "--format was json, and is not there now");
    EXPECT_EQ(difference(now, before), "--format is json now, and was not there then");
    now = before;
    now.received_at.seconds += 1;
    EXPECT_THAT(difference(before, now).value(), HasSubstr("20:00:00, and are received at 2025-10-15T20:00:01 now"));
    now = before;
    now.inputs[1].second = "9 bytes";
    EXPECT_THAT(difference(before, now).value(), HasSubstr("had 2 bytes, and has 9 bytes now"));
    now = before;
    now.inputs.pop_back();
    EXPECT_EQ(difference(before, now), "the file hex:c is not there now");
    EXPECT_EQ(difference(now, before), "the file hex:c was not there then");
    now.inputs[0].first = "z.xml";
    EXPECT_EQ(difference(before, now), "in the place of the file a.xml stands z.xml now");
}

TEST(RunIdentities, AFileIsItsSizeAndItsTime) {
    const TestFolder folder;
    const std::string path = folder.write("a", "abc");
    const std::string state = state_of(path);
    EXPECT_THAT(state, HasSubstr("3 bytes of "));
    EXPECT_EQ(state_of(path), state);
    fs::last_write_time(path, fs::last_write_time(path) + std::chrono::seconds(1));
    EXPECT_NE(state_of(path), state);
    EXPECT_EQ(state_of(folder.path("none")), "no state (No such file or directory)");
}

}  // namespace
}  // namespace jianhe::driver
