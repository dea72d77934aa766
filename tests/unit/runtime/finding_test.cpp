#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/finding.h>
#include <jianhe/specification_info.h>

namespace jianhe {
namespace {

using testing::ElementsAre;

Finding finding_at(Place place, std::string field, std::string code) {
    return Finding{place, std::move(field), std::move(code), Disposition::RejectRecord};
}

TEST(SortFindings, FollowsTheReportingOrder) {
    std::vector<Finding> findings{
        finding_at({1, 2, 4}, "D05", "AF"),
        finding_at({1, 1, 5}, "D06", "AF"),
        finding_at({0, 0, Place::kStranger}, "Zz", "Y"),
        finding_at({0, 0, Place::kStranger}, "Aa", "Y"),
        finding_at({0, 0, 3}, "M03", "B1"),
        finding_at({0, 0, 3}, "M03", "AA"),
        finding_at({0, 0, 2}, "M04", "ZZ"),
        finding_at({1, 0, Place::kItself}, "MB2", "AG"),
        finding_at({-1, 0, Place::kItself}, "REC", "X"),
    };
    sort_findings(findings);
    std::vector<std::string> order;
    for (const Finding& finding : findings) order.push_back(finding.field + ":" + finding.code);
    EXPECT_THAT(order,
                ElementsAre("REC:X", "M04:ZZ", "M03:AA", "M03:B1", "Aa:Y", "Zz:Y", "MB2:AG", "D06:AF", "D05:AF"));
}

struct VerdictCase {
    std::vector<Disposition> dispositions;
    std::string_view verdict;
};

class VerdictOf : public testing::TestWithParam<VerdictCase> {};

TEST_P(VerdictOf, IsThatOfTheStrongestFinding) {
    std::vector<Finding> findings;
    for (const Disposition disposition : GetParam().dispositions) {
        findings.push_back({{}, "F", "C", disposition});
    }
    EXPECT_EQ(to_string(verdict_of(findings)), GetParam().verdict);
}

using enum Disposition;
INSTANTIATE_TEST_SUITE_P(All, VerdictOf,
                         testing::Values(VerdictCase{{}, "accepted"}, VerdictCase{{Notice}, "accepted_with_notices"},
                                         VerdictCase{{RejectOrder, Notice}, "accepted_in_part"},
                                         VerdictCase{{Notice, RejectRecord, RejectOrder}, "rejected"},
                                         VerdictCase{{RejectFile}, "rejected"}));

TEST(RecordResult, ClearForgetsEverything) {
    RecordResult result;
    result.findings.push_back({});
    result.blocked.push_back({"A", "B"});
    result.not_checked.push_back({"A", "B"});
    result.orders = 3;
    result.verdict = RecordVerdict::Rejected;
    result.clear();
    EXPECT_TRUE(result.findings.empty() && result.blocked.empty() && result.not_checked.empty());
    EXPECT_EQ(result.orders, 0U);
    EXPECT_EQ(result.verdict, RecordVerdict::Accepted);
}

class Info : public testing::Test {
protected:
    static SpecificationInfo make() {
        RecordLayout layout("RECS", "REC");
        layout.add_segment("MB1", "MB", false);
        layout.add_field("P01");
        layout.add_field("P02");
        SpecificationInfo info(std::move(layout));
        info.masks = {MaskKind::NationalId, MaskKind::None};
        info.codes["N1"] = {"advice", Disposition::Notice, false};
        return info;
    }

    SpecificationInfo info_ = make();
    Record record_{info_.layout};
};

TEST_F(Info, KnowsTheRegistry) {
    EXPECT_EQ(info_.message("N1"), "advice");
    EXPECT_EQ(info_.disposition("N1"), Disposition::Notice);
}

TEST_F(Info, LetsNothingThroughForACodeItDoesNotHold) {
    EXPECT_EQ(info_.message("XX"), "");
    EXPECT_EQ(info_.disposition("XX"), Disposition::RejectRecord);
}

TEST_F(Info, MasksWhatIsPrivate) {
    record_.add_row(0);
    record_.set(0, 0, "A123456789");
    record_.set(1, 0, "open");
    EXPECT_EQ(shown_value(info_, record_, 0, false), "A12*****89");
    EXPECT_EQ(shown_value(info_, record_, 0, true), "A123456789");
    EXPECT_EQ(shown_value(info_, record_, 1, false), "open");
}

TEST_F(Info, ShowsBig5AsUtf8) {
    record_.set_encoding(TextEncoding::Big5);
    record_.add_row(0);
    record_.set(1, 0, "\xA4\xA4\xA4\xE5");
    EXPECT_EQ(shown_value(info_, record_, 1, false), "中文");
}

TEST_F(Info, ShowsAnAbsentFieldAsNothing) { EXPECT_EQ(shown_value(info_, record_, 0, false), ""); }

}  // namespace
}  // namespace jianhe
