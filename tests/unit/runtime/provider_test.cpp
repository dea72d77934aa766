#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <jianhe/date.h>
#include <jianhe/identifier.h>
#include <jianhe/provider.h>

namespace jianhe {
namespace {

using State = ProviderValue::State;

const std::vector<std::string> kParts = {"at", "place", "person", "colour"};

std::vector<ProviderValue> ask(const ProviderArgument& id) {
    const auto provider = find_built_in_provider("visit_id_composition", kParts);
    // Filled before, to see that everything is written.
    std::vector<ProviderValue> parts(kParts.size(), {State::Present, -1, "old"});
    provider->answer({&id, 1}, parts);
    return parts;
}

std::vector<ProviderValue> ask(std::string_view text) { return ask(ProviderArgument{State::Present, 0, text}); }

std::int64_t second(std::string_view roc) {
    DateTime at;
    EXPECT_EQ(parse_roc_datetime(roc, at), Lexical::Ok);
    return at.seconds;
}

const ProviderValue kAbsent{};
const ProviderValue kNotDecodable{State::NotDecodable, 0, {}};

TEST(BuiltInProvider, ByName) {
    EXPECT_EQ(find_built_in_provider("visit_id", kParts), nullptr);
    const auto provider = find_built_in_provider("visit_id_composition", kParts);
    ASSERT_NE(provider, nullptr);
    EXPECT_TRUE(provider->offers(0));
    EXPECT_FALSE(provider->offers(1));
    EXPECT_TRUE(provider->offers(2));
    EXPECT_FALSE(provider->offers(3));
    EXPECT_FALSE(provider->offers(4));
}

TEST(VisitIdProvider, ThePublishedSample) {
    const ProviderValue at{State::Present, second("1090114233615"), {}};
    const ProviderValue person{State::Present, 0, "A123456789"};
    EXPECT_EQ(ask("0USE4FA11RP4J370WR4K"), (std::vector{at, kAbsent, person, kAbsent}));
}

TEST(VisitIdProvider, EachPartByItself) {
    const ProviderValue at{State::Present, second("1090114233615"), {}};
    const ProviderValue person{State::Present, 0, "A123456789"};
    // The person begins with a digit; is of no kind; has a digit too many.
    for (const char* id : {"0USE4F011RP4J370WR4K", "0USE4FA31RP4J370WR4K", "0USE4FA17GEHN370WR4K"}) {
        EXPECT_EQ(ask(id), (std::vector{at, kAbsent, kNotDecodable, kAbsent})) << id;
    }
    // The year is 108 or 1000; the second is beyond the end of the year.
    for (const char* id : {"0USE4FA11RP4J360WR4K", "0USE4FA11RP4JVE0WR4K", "0USE4FA11RP4J37ZZZZZ"}) {
        EXPECT_EQ(ask(id), (std::vector{kNotDecodable, kAbsent, person, kAbsent})) << id;
    }
}

TEST(VisitIdProvider, NoVisitId) {
    const std::vector not_decodable = {kNotDecodable, kAbsent, kNotDecodable, kAbsent};
    EXPECT_EQ(ask(""), not_decodable);
    EXPECT_EQ(ask("0USE4FA11RP4J370WR4"), not_decodable);
    EXPECT_EQ(ask("0use4fa11rp4j370wr4k"), not_decodable);
    EXPECT_EQ(ask("LOST0000000000000000"), not_decodable);  // O is not of the alphabet
    EXPECT_EQ(ask(ProviderArgument{State::NotDecodable, 0, {}}), not_decodable);
    EXPECT_EQ(ask(ProviderArgument{}), std::vector(4, kAbsent));
}

TEST(VisitIdProvider, LastSecondOfTheYear) {
    const std::string last = encode_visit_id("000000", "A123456789", {second("1131231235959")});
    EXPECT_EQ(ask(last)[0], (ProviderValue{State::Present, second("1131231235959"), {}}));
    std::string in_common_year = last;
    in_common_year.replace(13, 2, "3A");  // 112 has a day less
    EXPECT_EQ(ask(in_common_year)[0], kNotDecodable);
}

}  // namespace
}  // namespace jianhe
