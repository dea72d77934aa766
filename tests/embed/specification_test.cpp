#include "tests/embed/interface.h"

namespace jianhe::embed_test {
namespace {

using ::testing::HasSubstr;

TEST(CSpecification, SaysWhatItIs) {
    const auto specification = open_sample();
    jianhe_specification_facts facts{};
    facts.size = sizeof facts;
    ASSERT_EQ(jianhe_describe_specification(specification.get(), &facts, nullptr), JIANHE_OK);
    EXPECT_STREQ(facts.name, "sample");
    EXPECT_STREQ(facts.label, "範例");
    EXPECT_STREQ(facts.version, "1.2");
    EXPECT_THAT(facts.digest, HasSubstr("sha256:"));
    EXPECT_THAT(facts.bundle, HasSubstr("sha256:"));
    EXPECT_EQ(facts.wire_encoding, JIANHE_BIG5);
    EXPECT_EQ(facts.field_count, 5U);
    jianhe_field_facts field{};
    field.size = sizeof field;
    ASSERT_EQ(jianhe_describe_field(specification.get(), 0, &field, nullptr), JIANHE_OK);
    EXPECT_STREQ(field.tag, "P01");
    EXPECT_STREQ(field.name, "person");
    EXPECT_STREQ(field.segment, "HD");
    EXPECT_EQ(field.is_repeated, 0);
    EXPECT_EQ(field.is_private, 1);
    ASSERT_EQ(jianhe_describe_field(specification.get(), 4, &field, nullptr), JIANHE_OK);
    EXPECT_EQ(field.is_repeated, 1);
    EXPECT_EQ(jianhe_describe_field(specification.get(), 5, &field, nullptr), JIANHE_BAD_ARGUMENT);
}

TEST(CSpecification, CallersOfAnEarlierInterfaceGetWhatTheyKnow) {
    const auto specification = open_sample();
    jianhe_specification_facts facts{};
    facts.size = offsetof(jianhe_specification_facts, version);
    ASSERT_EQ(jianhe_describe_specification(specification.get(), &facts, nullptr), JIANHE_OK);
    EXPECT_STREQ(facts.name, "sample");
    EXPECT_EQ(facts.version, nullptr);
    EXPECT_EQ(facts.size, offsetof(jianhe_specification_facts, version));
}

TEST(CSpecification, TheBuiltInOneIsThere) {
    jianhe_specification* handle = nullptr;
    ASSERT_EQ(jianhe_open_default(&handle, nullptr), JIANHE_OK);
    const Owned<jianhe_specification> specification(handle);
    jianhe_specification_facts facts{};
    facts.size = sizeof facts;
    ASSERT_EQ(jianhe_describe_specification(handle, &facts, nullptr), JIANHE_OK);
    EXPECT_STREQ(facts.name, "nhi_upload");
    EXPECT_STREQ(facts.bundle, "");
}

jianhe_status opened(std::string_view bytes, const jianhe_demands* demands, jianhe_error& error) {
    jianhe_specification* specification = nullptr;
    const jianhe_status status = jianhe_open_bundle(bytes.data(), bytes.size(), demands, &specification, &error);
    EXPECT_EQ(specification != nullptr, status == JIANHE_OK);
    jianhe_specification_close(specification);
    return status;
}

TEST(CSpecification, DemandsAreRefusedOneByOne) {
    const std::string bytes = sample_bytes();
    jianhe_error error{};
    EXPECT_EQ(opened("no bundle at all", nullptr, error), JIANHE_NOT_A_BUNDLE);
    EXPECT_EQ(opened(bytes.substr(0, 500), nullptr, error), JIANHE_TRUNCATED);
    std::string broken = bytes;
    broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] ^ 1);
    EXPECT_EQ(opened(broken, nullptr, error), JIANHE_TAMPERED_WITH);
    broken = bytes;
    broken[8] = 9;
    EXPECT_EQ(opened(broken, nullptr, error), JIANHE_OTHER_FORMAT);

    jianhe_demands demands{};
    demands.size = sizeof demands;
    demands.at_least = "1.3";
    EXPECT_EQ(opened(bytes, &demands, error), JIANHE_TOO_OLD);
    EXPECT_THAT(error.text, HasSubstr("at least 1.3"));
    demands.at_least = "1.2";
    demands.on = "2025-09-30";
    EXPECT_EQ(opened(bytes, &demands, error), JIANHE_NOT_YET_EFFECTIVE);
    demands.on = "2025-10-01";
    EXPECT_EQ(opened(bytes, &demands, error), JIANHE_OK) << error.text;
    demands.on = "noon";
    EXPECT_EQ(opened(bytes, &demands, error), JIANHE_BAD_ARGUMENT);
    demands.on = nullptr;
    const char* const keys[] = {
        "-----BEGIN PUBLIC KEY-----\n"
        "MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=\n"
        "-----END PUBLIC KEY-----\n"};
    demands.trusted_keys = keys;
    demands.trusted_key_count = 1;
    EXPECT_EQ(opened(bytes, &demands, error), JIANHE_UNSIGNED);
    const char* const no_keys[] = {"hello"};
    demands.trusted_keys = no_keys;
    EXPECT_EQ(opened(bytes, &demands, error), JIANHE_BAD_ARGUMENT);
    EXPECT_THAT(error.text, HasSubstr("not an Ed25519 public key"));
    demands.size = 0;
    EXPECT_EQ(opened(bytes, &demands, error), JIANHE_BAD_ARGUMENT) << "a demand must not be lost";
}

// A caller of a later interface that demands what this library does not know must not be told that all is well.
TEST(CSpecification, UnknownDemandsAreNotPassedOver) {
    struct Later {
        jianhe_demands known;
        const char* more;
    };
    Later later{};
    later.known.size = sizeof later;
    jianhe_error error{};
    EXPECT_EQ(opened(sample_bytes(), &later.known, error), JIANHE_OK);
    later.more = "x";
    EXPECT_EQ(opened(sample_bytes(), &later.known, error), JIANHE_BAD_ARGUMENT);
}

TEST(CSpecification, FileThatIsNotThere) {
    jianhe_specification* specification = nullptr;
    jianhe_error error{};
    EXPECT_EQ(jianhe_open_bundle_file("/nowhere/x.bundle", nullptr, &specification, &error), JIANHE_UNREADABLE);
    EXPECT_EQ(jianhe_open_bundle_file(JIANHE_SAMPLE_BUNDLE, nullptr, &specification, &error), JIANHE_OK);
    jianhe_specification_close(specification);
}

}  // namespace
}  // namespace jianhe::embed_test
