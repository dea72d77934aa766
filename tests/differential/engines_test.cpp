#include "compiler/driver/engines.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <unistd.h>

#include <jianhe/report_writers.h>

#include "compiler/driver/generate_files.h"
#include "compiler/driver/given_values.h"
#include "compiler/driver/load_specification.h"
#include "compiler/driver/reference_run.h"
#include "compiler/driver/run_history.h"
#include "compiler/driver/validate_run.h"
#include "compiler/interp/interpreter.h"
#include "compiler/interp/ledger_shape.h"
#include "compiler/interp/supplies.h"
#include "tests/differential/damage.h"

// The reference reader with the interpreter says what is right. For longer (./dev fuzz), from the environment:
//     JIANHE_DIFFERENTIAL_SECONDS  how long damaged uploads are tried
//     JIANHE_DIFFERENTIAL_SEED     the first of them; a failure names its own
namespace jianhe::test {
namespace {

namespace fs = std::filesystem;

class TextSink final : public OutputSink {
public:
    Result<void> write(std::string_view bytes) override {
        text += bytes;
        return {};
    }
    Result<void> close() override { return {}; }
    std::string text;
};

class Messages final : public driver::RunObserver {
public:
    void message(std::string_view text) override { all.append(text).append("\n"); }
    void progress(const Progress&) override {}
    std::string all;
};

constexpr std::size_t kRounds = 12;

// What the environment asks for; 0: nothing.
std::uint64_t asked_for(const char* name) {
    const char* wanted = std::getenv(name);
    return wanted == nullptr ? 0 : std::strtoull(wanted, nullptr, 10);
}

class Engines : public testing::Test {
protected:
    static constexpr std::string_view kReceivedAt = "1141015200000";

    void SetUp() override {
        ::setenv("JIANHE_JIT_WAIT", "1", 1);
        ::setenv("JIANHE_PLUGIN_DIR", JIANHE_PLUGIN_FOLDER, 1);
        ::setenv("XDG_CACHE_HOME", JIANHE_CACHE_FOLDER, 1);
        auto loaded = driver::load_specification(driver::SpecificationSource::embedded());
        ASSERT_TRUE(loaded && loaded->module);
        module_ = std::move(*loaded->module);
        info_ = std::make_unique<SpecificationInfo>(ir::make_info(module_));
        ASSERT_EQ(parse_roc_datetime(kReceivedAt, received_at_), Lexical::Ok);
        supplied_ = driver::parse_given_values(module_, received_at_, {}).value();
        supplied_.providers = built_in_providers(module_);
        folder_ = fs::temp_directory_path() / ("jianhe-differential-" + std::to_string(::getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    std::string upload(std::uint64_t seed, double invalid, std::uint64_t records) {
        generate::GenerateOptions options;
        options.records = records;
        options.invalid = invalid;
        options.seed = seed;
        options.received_at = received_at_;
        const auto made = driver::generate_files(module_, options, {(folder_ / "made").string()});
        EXPECT_TRUE(made);
        std::ostringstream text;
        text << std::ifstream(folder_ / "made" / "upload-0001.xml", std::ios::binary).rdbuf();
        fs::remove_all(folder_ / "made");
        return std::move(text).str();
    }

    driver::Input write(const std::string& bytes) {
        const fs::path path = folder_ / "upload.xml";
        std::ofstream(path, std::ios::binary) << bytes;
        return {path.string(), "upload.xml", std::nullopt};
    }

    // The report of every record, and what was said.
    template <class Run>
    std::string report_of(Run run) {
        TextSink sink;
        ReportOptions options;
        options.all_records = every_record_;
        const auto writer = make_json_report(*info_, options, sink);
        Messages messages;
        const auto summary = run(*writer, messages);
        EXPECT_TRUE(summary);
        return sink.text + messages.all;
    }

    std::string by_reference(const driver::Input& input) {
        Interpreter interpreter(module_, supplied_);
        return report_of([&](ReportWriter& writer, driver::RunObserver& observer) {
            return driver::reference_run({input}, *info_, interpreter, settings(1, 0), writer, observer);
        });
    }

    std::string by_engine(const driver::Input& input, driver::EngineChoice choice, std::size_t jobs,
                          std::size_t stretch) {
        driver::EngineOptions options;
        options.choice = choice;
        auto engine = driver::make_engine(options, module_, *info_, supplied_);
        if (!engine) return "no engine: " + engine.error().text;
        return report_of([&](ReportWriter& writer, driver::RunObserver& observer) {
            return driver::validate_run({input}, *info_, **engine, settings(jobs, stretch), writer, observer);
        });
    }

    // The same with a history that is empty at first; and what it holds in the end.
    template <class Run>
    std::string with_history(Run run) {
        const SpecificationInfo without = *info_;
        *info_ = ir::make_info(module_, ir::HistoryUse::With);
        const auto ledger = open_memory_ledger(ledger_shape(module_), {}).value();
        driver::RunHistory history(module_, supplied_, *ledger, LedgerMode::Accept);
        std::string text = report_of(
            [&](ReportWriter& writer, driver::RunObserver& observer) { return run(history, writer, observer); });
        *info_ = without;
        const LedgerStats stats = ledger->stats().value();
        text += std::to_string(stats.records) + " records, " + std::to_string(stats.take_backs) + " taken back";
        for (const auto& relation : stats.relations) text += ", " + std::to_string(relation.rows) + " " + relation.name;
        return text;
    }

    void expect_same_with_history(const std::vector<driver::Input>& inputs, std::string* report) {
        *report = with_history([&](driver::RunHistory& history, ReportWriter& writer, driver::RunObserver& observer) {
            return driver::history_run(inputs, *info_, history, settings(1, 0), writer, observer);
        });
        const auto by = [&](driver::EngineChoice choice, std::size_t jobs, std::size_t stretch) {
            return with_history([&](driver::RunHistory& history, ReportWriter& writer, driver::RunObserver& observer) {
                driver::EngineOptions options;
                options.choice = choice;
                const auto engine = driver::make_engine(options, module_, *info_, supplied_).value();
                return driver::validate_run(inputs, *info_, *engine, history, settings(jobs, stretch), writer,
                                            observer);
            });
        };
        EXPECT_EQ(by(driver::EngineChoice::Interpreter, 1, 0), *report);
        EXPECT_EQ(by(driver::EngineChoice::Interpreter, 3, 5000), *report);
        if (!has_machine_code_) return;
        EXPECT_EQ(by(driver::EngineChoice::MachineCode, 1, 0), *report);
        EXPECT_EQ(by(driver::EngineChoice::MachineCode, 3, 7000), *report);
    }

    driver::Input write(const std::string& name, const std::string& bytes) {
        const fs::path path = folder_ / name;
        std::ofstream(path, std::ios::binary) << bytes;
        return {path.string(), name, std::nullopt};
    }

    driver::RunSettings settings(std::size_t jobs, std::size_t stretch) const {
        driver::RunSettings made(received_at_);
        made.jobs = jobs;
        made.stretch_bytes = stretch;
        made.every_record = every_record_;
        return made;
    }

    void expect_same(const std::string& bytes, const std::string& what) {
        const driver::Input input = write(bytes);
        const std::string wanted = by_reference(input);
        EXPECT_EQ(by_engine(input, driver::EngineChoice::Interpreter, 1, 0), wanted) << what;
        EXPECT_EQ(by_engine(input, driver::EngineChoice::Interpreter, 3, 5000), wanted) << what;
        if (!has_machine_code_) return;
        EXPECT_EQ(by_engine(input, driver::EngineChoice::MachineCode, 1, 0), wanted) << what;
        EXPECT_EQ(by_engine(input, driver::EngineChoice::MachineCode, 3, 7000), wanted) << what;
        if (!HasFailure()) return;
        std::ofstream(fs::temp_directory_path() / "jianhe-differential-failure.xml", std::ios::binary) << bytes;
    }

    ir::Module module_;
    std::unique_ptr<SpecificationInfo> info_;
    DateTime received_at_;
    Supplied supplied_;
    fs::path folder_;
    bool every_record_ = true;
    bool has_machine_code_ = JIANHE_HAS_MACHINE_CODE != 0;
};

TEST_F(Engines, SayTheSameOfRealisticUploads) {
    expect_same(upload(1, 0.05, 300), "one in twenty records is wrong");
    expect_same(upload(2, 1, 300), "every record is wrong");
}

// Texts around what each way of reading a value in place takes for its field: lengths, digits, dates, decimals, blanks.
constexpr std::string_view kEdges[] = {
    "",
    " ",
    "   ",
    "0",
    "1",
    " 1",
    "1 ",
    "9",
    "A",
    "a",
    "~",
    "00",
    "01",
    "0A",
    "001",
    "999",
    "00000",
    "1234567",
    "12345678",
    "123456789",
    "1.5",
    ".5",
    "5.",
    "00009.0",
    "00009.00",
    "0000009.0",
    "0009.0",
    "0000A.0",
    "00009.A",
    "0000:.0",
    "00009.:",
    "00009,0",
    "000090.",
    "00009..",
    ".00009.0",
    "0000\xB9.0",
    "00\xB9",
    "\xB9",
    "00:",
    "0/1",
    ":",
    "/",
    "1..5",
    "1-5",
    "0750229",
    "1130229",
    "1120229",
    "1141301",
    "1141232",
    "1140000",
    "0000101",
    "0010101",
    "9991231",
    "1141008115143",
    "1141008240000",
    "1141008236060",
    "1141008235959",
    "1141008 15143",
    "114100811514",
    "11410081151434",
    "A123456789",
    "A1234567890",
    "3501200000",
    "350120000/",
    "350120000:",
    "350120000@",
    "350120000[",
    "A12345678\xB9",
    "\xC0Z23456789",
    "AB\x7F",
    "AB\x1F",
    "AB>",
    "ABCDEFGHIJKLMNOP",
    "ABCDEFGHIJKLMNOPQ",
    "00SK95A20E5WV3CJ4L9D",
    "\xA4\xA4",
    "A\xA4\xA4",
    "&amp;",
    "1&#48;",
    "<!-- -->1",
};

// The record of an upload in which a field stands first, once with each of these texts in it; nothing: it stands
// nowhere.
template <class Texts>
std::string records_with(const std::string& whole, const std::string& tag, const Texts& texts) {
    const std::string open = '<' + tag + '>';
    const std::size_t begin = whole.find(open, whole.find("<REC>"));
    if (begin == std::string::npos) return {};
    const std::size_t record = whole.rfind("<REC>", begin);
    const std::size_t record_end = whole.find("</REC>", begin) + 6;
    const std::size_t end = whole.find("</", begin);
    std::string records;
    for (const std::string_view text : texts) {
        records.append(whole, record, begin + open.size() - record).append(text);
        records.append(whole, end, record_end - end).append("\n");
    }
    return records;
}

TEST_F(Engines, SayTheSameOfValuesAtTheirEdges) {
    const std::string whole = upload(3, 0, 60);
    const std::size_t first = whole.find("<REC>");
    const std::size_t last = whole.rfind("</RECS>");
    ASSERT_NE(first, std::string::npos);
    ASSERT_NE(last, std::string::npos);
    std::string edges = whole.substr(0, first);
    std::size_t fields = 0;
    for (const ir::Field& field : module_.fields) {
        const std::string records = records_with(whole, field.tag, kEdges);
        if (records.empty()) continue;
        ++fields;
        edges += records;
    }
    EXPECT_GT(fields, 30U);
    edges.append(whole, last);
    expect_same(edges, "a value is another one");
}

// One record with its fields in other orders than the layout's, and with a field that is there twice.
TEST_F(Engines, SayTheSameOfFieldsInAnyOrder) {
    const std::string whole = upload(4, 0, 3);
    const std::size_t first = whole.find("<REC>");
    const std::size_t last = whole.rfind("</RECS>");
    ASSERT_NE(first, std::string::npos);
    ASSERT_NE(last, std::string::npos);
    std::string orders = whole.substr(0, first);
    std::size_t rows = 0;
    for (const ir::Segment& segment : module_.segments) {
        const std::size_t open = whole.find('<' + segment.tag + ">\n", first);
        const std::size_t end = whole.find("</" + segment.tag + '>', open);
        if (open == std::string::npos || end == std::string::npos) continue;
        ++rows;
        const std::size_t begin = open + segment.tag.size() + 3;
        std::vector<std::string> fields;
        std::istringstream lines(whole.substr(begin, end - begin));
        for (std::string line; std::getline(lines, line);) fields.push_back(line + '\n');
        const std::size_t record = whole.rfind("<REC>", open);
        const std::size_t record_end = whole.find("</REC>", end) + 6;
        const auto add = [&](const std::vector<std::string>& arranged) {
            orders.append(whole, record, begin - record);
            for (const std::string& field : arranged) orders.append(field);
            orders.append(whole, end, record_end - end).append("\n");
        };
        add({fields.rbegin(), fields.rend()});
        for (std::size_t i = 0; i < fields.size(); ++i) {
            std::vector<std::string> arranged = fields;
            std::rotate(arranged.begin(), arranged.begin() + static_cast<std::ptrdiff_t>(i), arranged.end());
            add(arranged);
            arranged.push_back(fields[i]);
            add(arranged);
            arranged = fields;
            arranged.insert(arranged.begin() + static_cast<std::ptrdiff_t>(i), fields[i]);
            add(arranged);
            arranged = fields;
            arranged.push_back(fields[i]);
            add(arranged);
            std::swap(arranged[i], arranged.front());
            add(arranged);
        }
    }
    EXPECT_GT(rows, 2U);
    orders.append(whole, last);
    expect_same(orders, "fields stand in another order");
}

// Of a field with one length, all bytes are looked at together: another one at each place, and one more or less.
TEST_F(Engines, SayTheSameOfLongValuesWithOneOtherByte) {
    const std::string whole = upload(3, 0, 60);
    std::string values = whole.substr(0, whole.find("<REC>"));
    std::size_t fields = 0;
    for (const ir::Field& field : module_.fields) {
        if (field.type != ir::FieldType::Text || !field.exact) continue;
        const std::string plain(field.length, 'A');
        std::vector<std::string> texts{plain, plain.substr(1), plain + 'A', std::string(field.length, ' ')};
        for (std::size_t i = 0; i < plain.size(); i += i % 16 == 0 || i % 16 == 15 ? 1 : 7) {
            for (const std::string_view other : {" ", "&", ">", "\t", "\x01", "\xA4\xA4", "\xFF"}) {
                std::string text = plain;
                text.replace(i, std::min(other.size(), text.size() - i), other);
                texts.push_back(std::move(text));
            }
        }
        const std::string records = records_with(whole, field.tag, texts);
        if (records.empty()) continue;
        ++fields;
        values += records;
    }
    EXPECT_GT(fields, 1U);
    values.append(whole, whole.rfind("</RECS>"));
    expect_same(values, "a long value has another byte");
}

// What was not checked is counted in planes of bits, which hold 255 of a stretch.
TEST_F(Engines, CountTheSameInLongStretches) {
    if (!has_machine_code_) GTEST_SKIP() << "this build makes no machine code";
    every_record_ = false;
    const driver::Input input = write(upload(5, 0, 900));
    constexpr std::size_t kWholeFile = std::size_t{16} << 20;
    EXPECT_EQ(by_engine(input, driver::EngineChoice::MachineCode, 1, kWholeFile), by_reference(input));
}

std::size_t count_of(const std::string& text, std::string_view wanted) {
    std::size_t count = 0;
    for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) ++count;
    return count;
}

// A key that stands twice is known when the stretches are put in order, and its record is judged again: one that is
// plain where it lies, any other by the reader of the envelope.
TEST_F(Engines, SayTheSameOfKeysThatStandTwice) {
    const std::string whole = upload(6, 0.3, 60);
    const std::size_t first = whole.find("<REC>");
    const std::string head = whole.substr(0, first);
    std::vector<std::string> records;
    for (std::size_t at = first; at != std::string::npos;) {
        const std::size_t next = whole.find("<REC>", at + 1);
        records.push_back(whole.substr(at, std::min(next, whole.rfind("</RECS>")) - at));
        at = next;
    }
    ASSERT_GE(records.size(), 60U);
    const auto with = [](std::string record, std::string_view what, std::string_view instead) {
        if (const std::size_t at = record.find(what); at != std::string::npos) record.replace(at, what.size(), instead);
        return record;
    };
    std::string twice = head;
    std::string odd = head;
    std::string far = head;
    for (const std::string& record : records) {
        twice += record + record;
        if (&record - records.data() < 20) twice += record;
        // Damage that leaves the key as it is: what the reader of the envelope must read, a wrong length, a rule that
        // blocks a field, and one that blocks all others.
        odd += record + with(record, "<REC>", "<REC ><!-- again -->") + with(record, "<MSH>", "<MSH a='1'>");
        odd += "<!-- -->" + record + with(record, "</M06>", "0</M06>") + with(record, "<D02>", "<D02>?");
        odd += with(record, "<M07>", "<M07>?") + record;
        far += record;
    }
    for (const std::string& record : records) far += record;
    for (const bool every : {true, false}) {
        every_record_ = every;
        for (const std::string* text : {&twice, &odd, &far}) {
            expect_same(*text + "</RECS>", "keys stand twice");
            const std::string report = by_reference(write(*text + "</RECS>"));
            EXPECT_GT(count_of(report, "\"code\":\"C001\""), records.size() / 2);
        }
    }
    std::string damaged_twice = odd + "</RECS>";
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
        every_record_ = seed % 2 == 0;
        expect_same(damaged(damaged_twice, seed, 40), "keys stand twice, seed " + std::to_string(seed));
    }
}

TEST_F(Engines, SayTheSameOfDamagedUploads) {
    const std::uint64_t seconds = asked_for("JIANHE_DIFFERENTIAL_SECONDS");
    const std::uint64_t first = asked_for("JIANHE_DIFFERENTIAL_SEED");
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    const auto goes_on = [&](std::uint64_t round) { return round < kRounds || std::chrono::steady_clock::now() < end; };
    for (std::uint64_t round = 0; goes_on(round) && !HasFailure(); ++round) {
        const std::uint64_t seed = first + round;
        const std::string whole = upload(seed, 0.2, 40);
        // Every record is reported, or only what is wrong; few changes, so that most of the file is read, then many.
        every_record_ = seed % 2 == 0;
        for (const std::size_t changes : {std::size_t{2}, std::size_t{30}}) {
            expect_same(damaged(whole, seed, changes),
                        "seed " + std::to_string(seed) + ", changes " + std::to_string(changes));
        }
    }
}

// The same records come again, in other files, damaged and whole; files are refused and come a second time.
TEST_F(Engines, SayTheSameWithAHistory) {
    const std::uint64_t seconds = asked_for("JIANHE_DIFFERENTIAL_SECONDS");
    const std::uint64_t begin = asked_for("JIANHE_DIFFERENTIAL_SEED") + 1;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    for (std::uint64_t seed = begin; (seed < begin + 2 || std::chrono::steady_clock::now() < end) && !HasFailure();
         ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        every_record_ = seed % 2 == 0;
        const std::string first = upload(seed, 0.1, 150);
        const std::string second = upload(seed + 10, 0, 150);
        std::vector<driver::Input> inputs;
        inputs.push_back(write("a-damaged", damaged(first, seed, 4)));
        inputs.push_back(write("b", first));
        inputs.push_back(write("c-again", first));
        inputs.push_back(write("d-cut", second.substr(0, second.size() / 2)));
        inputs.push_back(write("e", second));
        inputs.push_back(write("f-as-b", first + "\n"));
        inputs.push_back(write("g-damaged", damaged(second, seed, 30)));
        inputs.push_back(write("h", upload(seed + 20, 1, 100)));
        std::string report;
        expect_same_with_history(inputs, &report);
        if (seed > 2) continue;  // of those that are always tried it is known what there is to find
        for (const char* part : {":C001\"", ":D024\"", ":D049\"", "\"already_received\"", "\"refused\""}) {
            EXPECT_THAT(report, testing::HasSubstr(part));
        }
    }
}

}  // namespace
}  // namespace jianhe::test
