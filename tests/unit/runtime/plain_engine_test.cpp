#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "stream_sample.h"

namespace jianhe {
namespace {

using Stop = StretchJudge::Stop;

// Answers `true`, and remembers who asked.
class Asked final : public FileQuestions {
public:
    bool answer(const FileQuestion& question) override {
        if (at.empty() || at.back() != question.at) at.push_back(question.at);
        return true;
    }
    const KeyHasher& hasher() const noexcept override { return hasher_; }

    std::vector<std::uint64_t> at;

private:
    KeyHasher hasher_{KeySeed{1, 2}};
};

// One judge and what it said until it stopped.
class Judged {
public:
    explicit Judged(std::string_view bytes, TextEncoding encoding = TextEncoding::Big5, bool every = false,
                    const Limits& limits = {})
        : info_(test::parcel_info()),
          judge_(make_plain_engine(info_, test::make_parcel_validator, limits)->make_judge()) {
        stretch_.append(bytes);
        judge_->begin_stretch(encoding, &asked, every);
        do {
            stop = judge_->run(stretch_.bytes(), at, tally);
            if (stop == Stop::Report) reported.emplace_back(test::describe(judge_->record()), at);
        } while (stop == Stop::Report);
    }

    Stop stop = Stop::End;
    std::size_t at = 0;
    Tally tally;
    Asked asked;
    std::vector<std::pair<std::string, std::size_t>> reported;

private:
    SpecificationInfo info_;
    Stretch stretch_;
    std::unique_ptr<StretchJudge> judge_;
};

constexpr std::string_view kGood = "<PARCEL><HEAD><ID>1</ID><KIND>n</KIND></HEAD></PARCEL>";
constexpr std::string_view kBad = "<PARCEL><HEAD><ID>1</ID><KIND>xn</KIND></HEAD><BODY><ITEM></ITEM></BODY></PARCEL>";

TEST(PlainEngine, CountsWhatIsGoodAndReportsTheRest) {
    const std::string bytes = "\n " + std::string{kGood} + "\r\n" + std::string{kBad} + std::string{kGood} + " ";
    const Judged judged(bytes);
    EXPECT_EQ(judged.stop, Stop::End);
    EXPECT_EQ(judged.at, bytes.size());
    EXPECT_EQ(judged.tally.records, 2U);
    EXPECT_EQ(judged.tally.orders, 0U) << "those of reported records are in their results";
    ASSERT_EQ(judged.tally.not_checked.size(), 1U);
    EXPECT_EQ(judged.tally.not_checked.begin()->second, 3U) << "of reported records too";
    ASSERT_EQ(judged.reported.size(), 1U);
    EXPECT_EQ(judged.reported[0].first, "HEAD(ID=1 KIND=xn) ITEM()");
    EXPECT_EQ(judged.reported[0].second, bytes.find(kBad) + kBad.size());
    EXPECT_EQ(judged.asked.at, (std::vector<std::uint64_t>{2, bytes.find(kBad), bytes.rfind("<PARCEL>")}));
}

TEST(PlainEngine, ReportsEveryRecordWhereWanted) {
    const Judged judged(std::string{kGood} + std::string{kGood}, TextEncoding::Big5, true);
    EXPECT_EQ(judged.reported.size(), 2U);
    EXPECT_EQ(judged.tally.records, 0U);
}

TEST(PlainEngine, TakesAllOfAPlainRecord) {
    const std::string_view bytes =
        "<PARCEL>\r\n\t<BODY><ITEM>\n<COUNT> 1\n2 </COUNT><WHAT></WHAT></ITEM><ADDRESS><STREET>]'\"</STREET></ADDRESS>"
        "<ITEM/></BODY><HEAD><KIND/><ID>\xB3\x5C\xFA\x40</ID></HEAD></PARCEL>";
    const Judged judged(bytes, TextEncoding::Big5, true);
    EXPECT_EQ(judged.stop, Stop::End);
    ASSERT_EQ(judged.reported.size(), 1U);
    EXPECT_EQ(judged.reported[0].first,
              "HEAD(ID=\xE8\xA8\xB1\xEF\xBF\xBD KIND=) ADDRESS(STREET=]'\") ITEM(WHAT= COUNT= 1\n2 ) ITEM()");
}

// Each is left to the reader of the envelope, which sees what is wrong or only unusual.
constexpr std::string_view kUnusual[] = {
    "<!-- --><PARCEL></PARCEL>",
    "</SHIPMENTS>",
    "x",
    "<PARCEL/>",
    "<PARCEL a='1'></PARCEL>",
    "<PARCEL ></PARCEL>",
    "<PARCEL></PARCEL >",
    "<PARCEL></PARCELS>",
    "<PARCEL>x</PARCEL>",
    "<PARCEL><!-- --></PARCEL>",
    "<PARCEL><NOTE></NOTE></PARCEL>",
    "<PARCEL><ID>1</ID></PARCEL>",
    "<PARCEL><ITEM></ITEM></PARCEL>",
    "<PARCEL><HEAD></HEAD><HEAD></HEAD></PARCEL>",
    "<PARCEL><BODY></BODY><BODY></BODY></PARCEL>",
    "<PARCEL><BODY><BODY></BODY></BODY></PARCEL>",
    "<PARCEL><BODY><HEAD></HEAD></BODY></PARCEL>",
    "<PARCEL><HEAD></BODY></PARCEL>",
    "<PARCEL><HEAD>x</HEAD></PARCEL>",
    "<PARCEL><HEAD><NAME>1</NAME></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>1</ID><ID>1</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>1</ID><ID/></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>1</KIND></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>1<X/></ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID a=''>1</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>&amp;</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>></ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>\r\n</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>\x01</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID><![CDATA[]]></ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>\xB3</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>\xFF\x40</ID></HEAD></PARCEL>",
    "<PARCEL><HEAD><ID>1</ID></HEAD></PARCEL",
    "<PARCEL><HEAD><ID>1",
    "<PAR",
    "<",
};

TEST(PlainEngine, StopsInFrontOfTheUnusual) {
    for (const std::string_view unusual : kUnusual) {
        const std::string before = std::string{kGood} + "\n";
        const Judged judged(before + std::string{unusual});
        EXPECT_EQ(judged.stop, Stop::Unusual) << unusual;
        EXPECT_EQ(judged.at, before.size()) << unusual;
        EXPECT_EQ(judged.tally.records, 1U) << unusual;
    }
    for (const std::string_view text : {"\xEF\xBF\xBF", "\xEF\xBF\xBE", "\xB3\x5C"}) {
        const std::string bytes = "<PARCEL><HEAD><ID>" + std::string{text} + "</ID></HEAD></PARCEL>";
        EXPECT_EQ(Judged(bytes, TextEncoding::Utf8).stop, Stop::Unusual) << text;
    }
}

TEST(PlainEngine, KeepsWithinTheLimits) {
    const std::string_view bytes = "<PARCEL><BODY><ITEM><WHAT></WHAT></ITEM><ITEM></ITEM></BODY></PARCEL>";
    Limits limits;
    limits.max_depth = 5;
    limits.max_rows_per_record = 2;
    limits.max_record_bytes = bytes.size();
    limits.max_tag_length = sizeof "</SHIPMENTS>" - 1;
    EXPECT_EQ(Judged(bytes, TextEncoding::Big5, false, limits).stop, Stop::End);
    const auto with = [&](auto change) {
        Limits changed = limits;
        change(changed);
        return Judged(bytes, TextEncoding::Big5, false, changed).stop;
    };
    EXPECT_EQ(with([](Limits& l) { --l.max_depth; }), Stop::Unusual);
    EXPECT_EQ(with([](Limits& l) { --l.max_rows_per_record; }), Stop::Unusual);
    EXPECT_EQ(with([](Limits& l) { --l.max_record_bytes; }), Stop::Unusual);
    EXPECT_EQ(with([](Limits& l) { --l.max_tag_length; }), Stop::Unusual);
}

// A record is judged again on its own, and counted by whoever asks for that.
TEST(PlainEngine, JudgesOneRecordAlone) {
    const SpecificationInfo info(test::parcel_info());
    const auto judge = make_plain_engine(info, test::make_parcel_validator)->make_judge();
    Stretch stretch;
    stretch.append(std::string{kGood} + "\n" + std::string{kBad} + "<PARCEL a='1'></PARCEL>");
    Asked asked;
    judge->begin_stretch(TextEncoding::Big5, &asked, false);
    std::vector<NotChecked> not_checked{{"LEFT", "over", {}}};
    std::size_t at = stretch.bytes().find(kBad);
    ASSERT_TRUE(judge->run_one(stretch.bytes(), at, &not_checked));
    EXPECT_EQ(at, stretch.bytes().find(kBad) + kBad.size());
    EXPECT_EQ(test::describe(judge->record()), "HEAD(ID=1 KIND=xn) ITEM()");
    EXPECT_EQ(judge->result().findings.size(), 1U);
    EXPECT_TRUE(judge->result().not_checked.empty());
    EXPECT_EQ(not_checked, (std::vector<NotChecked>{{"R3", "master", {}}}));
    EXPECT_FALSE(judge->run_one(stretch.bytes(), at, &not_checked)) << "what is not plain is left to others";
    at = 0;
    ASSERT_TRUE(judge->run_one(stretch.bytes(), at, &not_checked));
    EXPECT_EQ(at, kGood.size());
    EXPECT_TRUE(judge->result().findings.empty());
    EXPECT_EQ(asked.at, (std::vector<std::uint64_t>{kGood.size() + 1, 0}));

    Tally tally;
    at = stretch.bytes().size();
    EXPECT_EQ(judge->run(stretch.bytes(), at, tally), Stop::End);
    EXPECT_EQ(tally.records, 0U);
    EXPECT_TRUE(tally.not_checked.empty());
}

// One name for two things: only the reference reader's parts tell them apart.
TEST(PlainEngine, LeavesAmbiguousLayoutsAlone) {
    RecordLayout layout("SHIPMENTS", "PARCEL");
    layout.add_segment("HEAD", "HEAD", false);
    layout.add_field("ID");
    const SpecificationInfo info(layout);
    const auto judge = make_plain_engine(info, test::make_parcel_validator)->make_judge();
    Stretch stretch;
    stretch.append("<PARCEL></PARCEL>");
    Asked asked;
    judge->begin_stretch(TextEncoding::Big5, &asked, false);
    std::size_t at = 0;
    Tally tally;
    EXPECT_EQ(judge->run(stretch.bytes(), at, tally), Stop::Unusual);
}

}  // namespace
}  // namespace jianhe
