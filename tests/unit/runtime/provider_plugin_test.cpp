#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/provider.h>

namespace jianhe {
namespace {

using testing::HasSubstr;
using State = ProviderValue::State;

const ProviderValue kAbsent{};
const ProviderValue kNotDecodable{State::NotDecodable, 0, {}};

std::shared_ptr<const Provider> load(const std::vector<std::string>& parts) {
    auto provider = load_provider(SAMPLE_PLUGIN, "label", 1, parts);
    EXPECT_TRUE(provider) << provider.error().text;
    return provider ? *provider : nullptr;
}

std::vector<ProviderValue> ask(const Provider& provider, const ProviderArgument& label, std::size_t parts) {
    std::vector<ProviderValue> answers(parts, {State::Present, -1, "old"});
    provider.answer({&label, 1}, answers);
    return answers;
}

TEST(PluginProvider, AnswersWhatItOffers) {
    const auto provider = load({"shelf", "colour", "zone"});
    ASSERT_NE(provider, nullptr);
    EXPECT_TRUE(provider->offers(0));
    EXPECT_FALSE(provider->offers(1));
    EXPECT_TRUE(provider->offers(2));
    EXPECT_FALSE(provider->offers(3));
    EXPECT_EQ(ask(*provider, {State::Present, 0, "north-07"}, 3),
              (std::vector<ProviderValue>{{State::Present, 7, {}}, kAbsent, {State::Present, 0, "north"}}));
    EXPECT_EQ(ask(*provider, {State::Present, 0, "north"}, 3), (std::vector{kNotDecodable, kAbsent, kNotDecodable}));
    EXPECT_EQ(ask(*provider, {State::NotDecodable, 0, {}}, 3), (std::vector{kNotDecodable, kAbsent, kNotDecodable}));
    EXPECT_EQ(ask(*provider, {}, 3), std::vector(3, kAbsent));
}

TEST(PluginProvider, BrokenAnswersAreNotDecodable) {
    const auto provider = load({"too_long", "bad_state", "bad_text"});
    ASSERT_NE(provider, nullptr);
    EXPECT_EQ(ask(*provider, {State::Present, 0, "north-07"}, 3), std::vector(3, kNotDecodable));
}

TEST(PluginProvider, SeveralThreads) {
    const auto provider = load({"zone"});
    ASSERT_NE(provider, nullptr);
    std::vector<std::thread> threads;
    std::vector<int> right(4);
    for (std::size_t i = 0; i < right.size(); ++i) {
        threads.emplace_back([&, i] {
            for (int round = 0; round < 1000; ++round) {
                const std::string zone = std::to_string(i) + "." + std::to_string(round);
                const std::string label = zone + "-1";
                right[i] += ask(*provider, {State::Present, 0, label}, 1).front().text == zone;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(right, std::vector(4, 1000));
}

std::string error_of(const std::string& library, std::string_view name = "label") {
    const auto provider = load_provider(library, name, 1, {});
    return provider ? "no error" : provider.error().text;
}

TEST(PluginProvider, Faults) {
    const std::string sample = SAMPLE_PLUGIN;
    EXPECT_EQ(error_of(sample), "no error");
    EXPECT_EQ(error_of(sample, "other"),
              "cannot load the provider library " + sample + ": provider other: only label(text) is here");
    EXPECT_EQ(error_of(SAMPLE_PLUGIN_OTHER_VERSION),
              "cannot load the provider library " SAMPLE_PLUGIN_OTHER_VERSION
              ": it was made for another version of jianhe/provider_plugin.h, or is not complete");
    EXPECT_THAT(error_of("./nowhere.so"), HasSubstr("cannot open shared object file"));
    EXPECT_THAT(error_of("libc.so.6"), HasSubstr("it has no function jianhe_provider_plugin_v1"));
}

}  // namespace
}  // namespace jianhe
