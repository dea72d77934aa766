#include <random>
#include <string>

#include <gtest/gtest.h>

#include <jianhe/summary_counts.h>

namespace jianhe {
namespace {

void expect_equal(const Summary& a, const Summary& b) {
    EXPECT_EQ(a.findings, b.findings);
    EXPECT_EQ(a.not_checked, b.not_checked);
    EXPECT_EQ(a.notices, b.notices);
}

// As an engine does that knows the specification: of a segment itself, or of a field in some row of it.
void number(Finding& finding, unsigned code) {
    const std::int32_t index = finding.field.back() - '0';
    finding.code_number = code;
    finding.place = index < 2 ? Place{index, 0, Place::kItself} : Place{1, code % 3, index};
}

// Few kinds of findings mostly, as a run has them, and now and then a name that comes once.
RecordResult random_result(std::mt19937& random) {
    const auto below = [&random](unsigned limit) { return static_cast<unsigned>(random() % limit); };
    RecordResult result;
    for (unsigned i = below(5); i > 0; --i) {
        const std::string field =
            below(20) == 0 ? "stranger" + std::to_string(below(5000)) : "P0" + std::to_string(below(9));
        const auto disposition = below(2) == 0 ? Disposition::Notice : Disposition::RejectRecord;
        const unsigned code = below(30);
        result.findings.push_back({{}, field, "R" + std::to_string(code), disposition});
        if (field.size() == 3 && below(2) == 0) number(result.findings.back(), code);
    }
    for (unsigned i = 0; i < 3; ++i) {
        if (below(4) != 0) result.not_checked.push_back({"R" + std::to_string(i), "master", "codes"});
    }
    return result;
}

TEST(SummaryCounts, IsWhatASummaryCounts) {
    std::mt19937 random(1);
    Summary expected;
    Summary merged;
    SummaryCounts counts;
    // More kinds than the table takes, in pieces of all lengths.
    for (int i = 0; i < 40'000; ++i) {
        const RecordResult result = random_result(random);
        expected.add(result);
        counts.add(result);
        if (random() % 20'000 == 0) counts.move_to(merged);
    }
    counts.move_to(merged);
    EXPECT_GT(expected.findings.size(), 3000U);
    expect_equal(merged, expected);
    counts.move_to(merged);
    expect_equal(merged, expected);
}

// By way of other counts, which fill up too.
TEST(SummaryCounts, OfPiecesArePutTogether) {
    std::mt19937 random(2);
    Summary expected;
    SummaryCounts whole;
    for (int piece = 0; piece < 300; ++piece) {
        SummaryCounts counts;
        for (int i = 0; i < 100; ++i) {
            const RecordResult result = random_result(random);
            expected.add(result);
            counts.add(result);
        }
        counts.move_to(whole);
        Summary nothing;
        counts.move_to(nothing);
        expect_equal(nothing, {});
    }
    Summary merged;
    whole.move_to(merged);
    EXPECT_GT(expected.findings.size(), 3000U);
    expect_equal(merged, expected);
}

TEST(SummaryCounts, CountsFindingsAndRecordsThatLackSomething) {
    Summary summary;
    SummaryCounts counts;
    RecordResult result;
    result.findings = {{{1, 2, 3}, "P12", "R054", Disposition::Notice},
                       {{1, 3, 3}, "P12", "R054", Disposition::RejectOrder}};
    result.not_checked = {{"R9", "crypto"}};
    counts.add(result);
    counts.add(RecordResult{});
    counts.move_to(summary);
    EXPECT_EQ(summary.findings, (std::map<std::string, std::uint64_t>{{"P12:R054", 2}}));
    EXPECT_EQ(summary.not_checked, (std::map<NotChecked, std::uint64_t>{{{"R9", "crypto"}, 1}}));
    EXPECT_EQ(summary.notices, 1U);
}

}  // namespace
}  // namespace jianhe
