#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/report_writers.h>

#include "compiler/driver/engines.h"
#include "compiler/driver/exit_status.h"
#include "compiler/driver/given_values.h"
#include "compiler/driver/reference_run.h"
#include "compiler/driver/validate_run.h"
#include "compiler/interp/ledger_shape.h"
#include "tests/unit/compiler/driver_test.h"

namespace jianhe::driver {
namespace {

using testing::HasSubstr;

// Gathers a whole report.
class Text final : public OutputSink {
public:
    Result<void> write(std::string_view bytes) override {
        text.append(bytes);
        return {};
    }
    Result<void> close() override { return {}; }

    std::string text;
};

class Messages final : public RunObserver {
public:
    void message(std::string_view text) override { messages.append(text).append("\n"); }
    void progress(const Progress&) override {}

    std::string messages;
};

constexpr std::string_view kCodes =
    "R004,person came before,reject_record\nR005,item was sent,reject_order\nR006,changed,notice\n"
    "R007,too late,reject_record\nR008,no first visit,reject_record\nR010,twice,reject_record\n"
    "R011,other kind,notice\nR012,again,reject_record\n";
constexpr std::string_view kRules = R"(
relation came "came" { P01 P02 look_up by P01 }
relation changed "changed" imported { P01 look_up by P01 }
relation parcel "parcel" key (person : text, number : 1..2) {
    on        send  lose
    waiting : sent  waiting
    sent    : sent  lost
    lost    : lost  lost
}
relation seen "seen" for each item { P01 P02 I01 I02 look_up by I02 }
on accepted when P02 in {A, B} { came adds }
on accepted when P02 = AA { take back came by P01 }
on accepted for each item when P02 = AB { parcel(I02, any) send }
on accepted for each item when P02 = AD and I01 is given { parcel(I02, 1..I01) lose }
on accepted for each item when I01 > 4 { seen adds }
rule R004 at P01 needs history when P02 = A expect not any earlier came by P01 has came.P02 = A
rule R005 at I02 for each item needs history when P02 not in {AB, AD} expect parcel(I02, 2) is not sent
rule R006 at P01 needs history when P02 != AC expect not any earlier seen by I02 = P02
rule R007 at P02 needs history when P02 = AC and date(received_at) > limit_day expect any earlier came by P01
rule R008 at P02 needs history when P02 in {AA, AE} expect any earlier came by P01
rule R010 at P01 when P02 = AC expect unique P01 in file while P02 = B stays for P01
rule R011 at P02 when P02 in {B, C} expect same P02 in file
)";
// What changes what other rules say.
constexpr std::string_view kBlocking = R"(
rule R012 at P01 blocks P02 needs history when P02 in {B, C} expect not any earlier came by P01 has came.P02 = B
)";

class HistoryRun : public testing::Test {
protected:
    void load(std::string_view rules) {
        std::filesystem::copy(JIANHE_SOURCE_DIR "/tests/cli/specification", folder_.path("spec"));
        std::string text;
        {
            std::ifstream in(folder_.path("spec/sample.rules"));
            text.assign(std::istreambuf_iterator<char>(in), {});
        }
        const std::string field = "I01  amount  \"數量\"      number 4\n";
        const std::size_t at = text.find(field);
        ASSERT_NE(at, std::string::npos);
        text.insert(at + field.size(), "    I02  owner  \"寄件人\"  text 10\n");
        std::ofstream(folder_.path("spec/sample.rules")) << text << rules;
        std::ofstream(folder_.path("spec/codes.csv"), std::ios::app) << kCodes;
        auto loaded = load_specification(SpecificationSource::folder(folder_.path("spec")).value());
        ASSERT_TRUE(loaded.value().module) << loaded.value().diagnostics.size();
        module_ = std::move(loaded.value().module);
        info_.emplace(ir::make_info(*module_, ir::HistoryUse::With));
        supplied_ = parse_given_values(*module_, DateTime{7}, {}).value();
    }

    void add(const std::string& name, std::string_view text) {
        inputs_.push_back({folder_.write(name, text), name, std::nullopt});
    }

    static std::string row(std::string_view person, std::string_view kind, std::string_view items = {}) {
        return "<ROW><HD><P01>" + std::string(person) + "</P01><P02>" + std::string(kind) + "</P02></HD>" +
               std::string(items) + "</ROW>";
    }
    static std::string item(int amount, std::string_view owner) {
        return "<IT><I01>" + std::to_string(amount) + "</I01><I02>" + std::string(owner) + "</I02></IT>";
    }

    // Few persons and parcels, so that all meet again.
    static std::string random_rows(unsigned seed, int count) {
        std::mt19937 random(seed);
        const auto pick = [&random](std::initializer_list<const char*> from) {
            return std::string(from.begin()[random() % from.size()]);
        };
        std::string rows;
        for (int i = 0; i < count; ++i) {
            const std::string person = "A12345" + std::to_string(1000 + random() % 120);
            const std::string kind = pick({"A", "A", "B", "C", "AA", "AB", "AC", "AD", "AE", "Z", "", " "});
            std::string items;
            for (auto j = random() % 3; j != 0; --j) {
                items +=
                    item(static_cast<int>(random() % 12 / 2), pick({"x", "y", "z", "u", "v", "w", "A", "B", "AE", ""}));
            }
            rows += row(person, kind, items);
            if (random() % 9 == 0) rows += pick({"\r\n", "<!-- </ROW> <ROW> -->", "  ", "<!-- x -->"});
            if (random() % 50 == 0) rows += "<ROW><X1/><X2>&amp;</X2></ROW>";
            if (random() % 40 == 0) rows += row("<![CDATA[" + person + "]]>", "A");
        }
        return rows;
    }

    void add_files() {
        const std::string many = random_rows(1, 300);
        add("01", "<FILE>" + random_rows(2, 60) + "</FILE>");
        add("02", "<FILE>" + many + "</FILE>");
        add("03 as 02", "<FILE>" + many + "</FILE>");
        add("04 cut", "<FILE>" + random_rows(3, 80) + "<ROW><HD>");
        add("05 empty", "");
        add("06", "\xef\xbb\xbf<FILE>" + random_rows(4, 40) + "</FILE>\n");
        add("07 bytes", "<FILE>" + random_rows(5, 30) + "\xff" + many + "</FILE>");
        add("08 rejected", "<FILE>" + row("A123456789", "Z") + "</FILE>");
        inputs_.push_back({folder_.path("none"), "09 none", std::nullopt});
        add("10 stranger", "<FILE>" + random_rows(6, 20) + "<X/>" + many + "</FILE>");
        add("11", "<FILE>" + random_rows(7, 200) + "</FILE>");
        add("12 none", "<FILE></FILE>");
    }

    std::unique_ptr<Ledger> new_ledger() const { return open_memory_ledger(ledger_shape(*module_), {}).value(); }

    // What there is to see in a ledger.
    std::string contents(Ledger& ledger) const {
        std::string text;
        const LedgerStats stats = ledger.stats().value();
        text += std::to_string(stats.files) + " files, " + std::to_string(stats.records) + " records, " +
                std::to_string(stats.take_backs) + " taken back\n";
        for (const auto& relation : stats.relations)
            text += relation.name + ": " + std::to_string(relation.rows) + "\n";
        const std::vector<LedgerFile> files = ledger.files().value();
        for (const LedgerFile& file : files) {
            text += file.identity.name + " " + file.identity.digest + " " + std::to_string(file.records) + "\n";
        }
        const auto show = [&](std::uint32_t relation, const std::string& of) {
            const Cell key[] = {ledger.cell({relation, 0}, of)};
            const std::vector<LedgerHistoryRow> rows = ledger.history({relation, 0, key}).value();
            for (const LedgerHistoryRow& found : rows) {
                text += of + ": " + found.place.file.name + " " + std::to_string(found.place.position) +
                        (found.is_seen ? "" : " taken back");
                for (const Cell& cell : found.cells) {
                    if (cell.text() != nullptr) text += " " + *cell.text();
                    if (cell.number() != nullptr) text += " " + std::to_string(*cell.number());
                }
                text += "\n";
            }
        };
        for (int i = 1000; i < 1120; ++i) show(0, "A12345" + std::to_string(i));
        for (const char* owner : {"x", "y", "z", "u", "v", "w", "A", "B", "AE"}) show(2, owner);
        return text;
    }

    // The report, the messages, and what was left behind.
    std::string reference(LedgerMode mode, const ReportOptions& options) {
        Text text;
        const auto report = make_json_report(*info_, options, text);
        const auto ledger = new_ledger();
        RunHistory history(*module_, supplied_, *ledger, mode);
        Messages messages;
        EXPECT_TRUE(history_run(inputs_, *info_, history, DateTime{7}, *report, messages));
        return text.text + messages.messages + contents(*ledger);
    }
    std::string bulk(LedgerMode mode, const ReportOptions& options, std::size_t jobs, std::size_t stretch_bytes,
                     EngineChoice choice = EngineChoice::Interpreter) {
        Text text;
        const auto report = make_json_report(*info_, options, text);
        const auto ledger = new_ledger();
        RunHistory history(*module_, supplied_, *ledger, mode);
        EngineOptions engine_options;
        engine_options.choice = choice;
        const auto engine = make_engine(engine_options, *module_, *info_, supplied_).value();
        RunSettings settings(DateTime{7});
        settings.jobs = jobs;
        settings.stretch_bytes = stretch_bytes;
        settings.every_record = options.all_records;
        Messages messages;
        EXPECT_TRUE(validate_run(inputs_, *info_, *engine, history, settings, *report, messages));
        return text.text + messages.messages + contents(*ledger);
    }

    void expect_same_however_it_is_cut() {
        for (const LedgerMode mode : {LedgerMode::Accept, LedgerMode::Check}) {
            for (const bool all_records : {false, true}) {
                ReportOptions options;
                options.all_records = all_records;
                const std::string wanted = reference(mode, options);
                for (const std::size_t jobs : {1U, 2U, 7U}) {
                    for (const std::size_t stretch_bytes : {0U, 1U, 100U, 1000U, 10'000U}) {
                        EXPECT_EQ(first_difference(wanted, bulk(mode, options, jobs, stretch_bytes)), "")
                            << jobs << " jobs, stretches of " << stretch_bytes << " bytes";
                    }
                }
            }
        }
    }

    TestFolder folder_;
    std::optional<ir::Module> module_;
    std::optional<SpecificationInfo> info_;
    Supplied supplied_;
    std::vector<Input> inputs_;
};

// Does what another ledger does until it fails, as a disk or a server may.
class FailingLedger final : public Ledger {
public:
    FailingLedger(Ledger& ledger, std::string_view file, int rows_before)
        : ledger_(ledger), file_(file), rows_left_(rows_before) {}

    const LedgerShape& shape() const noexcept override { return ledger_.shape(); }
    const std::string& name() const noexcept override { return ledger_.name(); }
    Cell cell(LedgerColumnRef column, std::string_view text) const override { return ledger_.cell(column, text); }
    Result<LedgerBegun> begin_file(const LedgerFileIdentity& file, LedgerMode mode) override {
        is_of_file_ = file.name == file_;
        return ledger_.begin_file(file, mode);
    }
    Result<void> begin_again(std::string_view digest) override { return ledger_.begin_again(digest); }
    Result<void> fetch(std::span<const LedgerKey> keys) override { return ledger_.fetch(keys); }
    Result<LedgerRows> rows(const LedgerKey& key) override {
        if (is_of_file_ && rows_left_-- <= 0) return Error{"memory: the cable is cut"};
        return ledger_.rows(key);
    }
    Result<LedgerPlace> place(RecordNumber record) override { return ledger_.place(record); }
    Result<RecordNumber> add_record(std::uint64_t position, std::span<const Cell> name) override {
        return ledger_.add_record(position, name);
    }
    Result<void> add_row(std::uint32_t relation, std::span<const Cell> cells) override {
        return ledger_.add_row(relation, cells);
    }
    Result<void> take_back(RecordNumber taken) override { return ledger_.take_back(taken); }
    Result<void> commit() override {
        if (is_of_file_ && rows_left_ >= 0) return Error{"memory: the disk is full"};
        return ledger_.commit();
    }
    void rollback() noexcept override { ledger_.rollback(); }
    Result<std::optional<LedgerFile>> forget(std::string_view name) override { return ledger_.forget(name); }
    Result<std::vector<LedgerFile>> files() override { return ledger_.files(); }
    Result<std::vector<LedgerHistoryRow>> history(const LedgerKey& key) override { return ledger_.history(key); }
    Result<LedgerStats> stats() override { return ledger_.stats(); }
    Result<void> verify() override { return ledger_.verify(); }

private:
    Ledger& ledger_;
    std::string file_;
    int rows_left_;
    bool is_of_file_ = false;
};

TEST_F(HistoryRun, AsTheReferenceHoweverItIsCutAndHoweverManyJudge) {
    load(kRules);
    add_files();
    const std::string wanted = reference(LedgerMode::Accept, {});
    for (const char* part : {"\"P01:R004\"", "\"I02:R005\"", "\"P01:R006\"", "\"P02:R008\"", "\"P01:R010\"",
                             "\"P02:R011\"", "{\"code\":\"R007\",\"needs\":\"limit_day\"",
                             "\"verdict\":\"already_received\"", "4 files", " taken back\n", " lose\n"}) {
        EXPECT_THAT(wanted, HasSubstr(part));
    }
    expect_same_however_it_is_cut();
}

TEST_F(HistoryRun, AlsoWhereAQuestionToTheHistoryBlocksOtherRules) {
    load(std::string(kRules) + std::string(kBlocking));
    add_files();
    const std::string wanted = reference(LedgerMode::Accept, {});
    EXPECT_THAT(wanted, HasSubstr("\"P01:R012\""));
    EXPECT_THAT(wanted, HasSubstr("\"by\":\"P01\""));
    expect_same_however_it_is_cut();
}

// In the middle of a file, and when it should be kept: nothing of the file is there, and the others are.
TEST_F(HistoryRun, AFileAtWhichTheLedgerFailsIsRefusedAndLeavesNothing) {
    load(kRules);
    add("a", "<FILE>" + row("A123451001", "A") + row("A123451002", "A") + "</FILE>");
    add("b", "<FILE>" + row("A123451003", "A") + row("A123451004", "A") + row("A123451001", "A") + "</FILE>");
    add("c", "<FILE>" + row("A123451003", "A") + row("A123451001", "A") + "</FILE>");
    constexpr int kNever = 1000;
    for (const int rows_before : {0, 2, kNever}) {
        for (const std::size_t jobs : {1U, 2U}) {
            Text text;
            const auto report = make_json_report(*info_, {}, text);
            const auto ledger = new_ledger();
            FailingLedger failing(*ledger, "b", rows_before);
            RunHistory history(*module_, supplied_, failing, LedgerMode::Accept);
            const auto engine = make_engine({}, *module_, *info_, supplied_).value();
            RunSettings settings(DateTime{7});
            settings.jobs = jobs;
            settings.stretch_bytes = 50;
            Messages messages;
            const auto summary = validate_run(inputs_, *info_, *engine, history, settings, *report, messages);
            ASSERT_TRUE(summary);
            EXPECT_EQ(summary->unreadable_files, 1U);
            EXPECT_EQ(summary->refused_files, 1U);
            EXPECT_EQ(exit_status(*summary, FailOn::Reject), ExitStatus::Machine);
            EXPECT_THAT(messages.messages, HasSubstr(rows_before == kNever ? "b: memory: the disk is full; nothing"
                                                                           : "b: memory: the cable is cut; nothing"));
            EXPECT_THAT(text.text, HasSubstr("{\"file\":\"b\",\"record\":null,\"verdict\":\"refused\""));
            EXPECT_THAT(contents(*ledger), HasSubstr("2 files, 3 records"))
                << "a, and of c the one that b has not left";
        }
    }
}

// What a broken or hostile sender would do: the state cannot be told, and the rule says so instead of guessing.
TEST_F(HistoryRun, AKeyWithTooManyRowsIsNotJudged) {
    load(kRules);
    std::string many;
    for (std::size_t i = 0; i <= LedgerLimits::kMaxRowsOfKey; ++i) many += row("A123451001", "B");
    add("a", "<FILE>" + many + "</FILE>");
    add("b", "<FILE>" + row("A123451001", "A") + row("A123451002", "A") + "</FILE>");
    add("c", "<FILE>" + row("A123451002", "A") + row("A123451001", "AA") + "</FILE>");
    const std::string wanted = reference(LedgerMode::Accept, {});
    EXPECT_THAT(wanted, HasSubstr("{\"code\":\"R004\",\"needs\":\"history\",\"records\":1}"));
    EXPECT_THAT(wanted, HasSubstr("c: memory:: more rows of one key than can be read; nothing of it was kept"));
    EXPECT_EQ(first_difference(wanted, bulk(LedgerMode::Accept, {}, 2, 100)), "");
}

// What a run that was killed has left in the ledger and not in its report is said again.
TEST_F(HistoryRun, GoesOnBehindAFileThatTheLedgerHasAlready) {
    load(kRules);
    add_files();
    Text whole;
    const auto ledger = new_ledger();
    const auto run = [&](Text& text, RunHistory& history) {
        const auto report = make_json_report(*info_, {}, text);
        const auto engine = make_engine({}, *module_, *info_, supplied_).value();
        Messages messages;
        EXPECT_TRUE(validate_run(inputs_, *info_, *engine, history, DateTime{7}, *report, messages));
    };
    RunHistory first(*module_, supplied_, *ledger, LedgerMode::Accept);
    run(whole, first);
    const std::string left = contents(*ledger);
    std::set<std::string> accepted;
    const std::vector<LedgerFile> files = ledger->files().value();
    for (const LedgerFile& file : files) accepted.insert(file.identity.digest);
    Text again;
    RunHistory second(*module_, supplied_, *ledger, LedgerMode::Accept);
    second.go_on(accepted);
    run(again, second);
    // Files that left nothing see what came behind them; in a run that goes on they are finished.
    std::istringstream lines(whole.text);
    for (std::string line; std::getline(lines, line);) {
        const bool is_of_accepted = line.starts_with("{\"file\":\"01\"") || line.starts_with("{\"file\":\"02\"") ||
                                    line.starts_with("{\"file\":\"03") || line.starts_with("{\"file\":\"11\"");
        if (!is_of_accepted) continue;
        EXPECT_THAT(again.text, HasSubstr(line));
    }
    EXPECT_EQ(contents(*ledger), left);
    Text anew;
    RunHistory third(*module_, supplied_, *ledger, LedgerMode::Accept);
    run(anew, third);
    EXPECT_THAT(anew.text, HasSubstr("{\"file\":\"01\",\"record\":null,\"verdict\":\"already_received\""));
}

}  // namespace
}  // namespace jianhe::driver
