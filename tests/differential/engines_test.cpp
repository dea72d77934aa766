#include "tests/differential/engines.h"

#include <chrono>
#include <string>
#include <vector>

#include "tests/differential/damage.h"

// The reference reader with the interpreter says what is right. For longer (./dev fuzz), from the environment:
//     JIANHE_DIFFERENTIAL_SECONDS  how long damaged uploads are tried
//     JIANHE_DIFFERENTIAL_SEED     the first of them; a failure names its own
namespace jianhe::test {
namespace {

constexpr std::size_t kRounds = 12;

// What the environment asks for; 0: nothing.
std::uint64_t asked_for(const char* name) {
    const char* wanted = std::getenv(name);
    return wanted == nullptr ? 0 : std::strtoull(wanted, nullptr, 10);
}

TEST_F(Engines, SayTheSameOfRealisticUploads) {
    expect_same(upload(1, 0.05, 300), "one in twenty records is wrong");
    expect_same(upload(2, 1, 300), "every record is wrong");
}

// What was not checked is counted in planes of bits, which hold 255 of a stretch.
TEST_F(Engines, CountTheSameInLongStretches) {
    if (!has_machine_code_) GTEST_SKIP() << "this build makes no machine code";
    every_record_ = false;
    const std::vector<driver::Input> input{write(upload(5, 0, 900))};
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
            const std::string report = by_reference({write(*text + "</RECS>")});
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
