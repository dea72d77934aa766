#include "tests/embed/interface.h"

namespace jianhe::embed_test {
namespace {

using ::testing::HasSubstr;

// 紅包 in Big5.
constexpr const char* kRedEnvelope = "\xac\xf5\xa5\x5d";

TEST(CRecord, KeepsWhatIsSet) {
    const auto specification = open_sample();
    const auto record = open_record(specification.get());
    set(record.get(), "P01", 0, "A123456789");
    set(record.get(), "amount", 2, "7");
    const auto get = [&](const char* field, std::uint32_t row) {
        return text_from([&](char* out, std::size_t capacity, std::size_t* size) {
            return jianhe_record_get(record.get(), field, row, JIANHE_UTF8, out, capacity, size, nullptr, nullptr);
        });
    };
    EXPECT_EQ(get("person", 0), "A123456789");
    EXPECT_EQ(get("I01", 1), "");
    EXPECT_EQ(get("I01", 2), "7");
    std::uint32_t rows = 0;
    EXPECT_EQ(jianhe_record_rows(record.get(), "item", &rows, nullptr), JIANHE_OK);
    EXPECT_EQ(rows, 2U);
    EXPECT_EQ(jianhe_record_rows(record.get(), "IT", &rows, nullptr), JIANHE_OK);
    EXPECT_EQ(rows, 2U);

    EXPECT_EQ(jianhe_record_set(record.get(), "P01", 0, JIANHE_UTF8, nullptr, 0, nullptr), JIANHE_OK);
    std::int32_t is_present = 1;
    std::size_t size = 1;
    EXPECT_EQ(jianhe_record_get(record.get(), "P01", 0, JIANHE_UTF8, nullptr, 0, &size, &is_present, nullptr),
              JIANHE_OK);
    EXPECT_EQ(is_present, 0);
    EXPECT_EQ(size, 0U);
    jianhe_record_clear(record.get());
    EXPECT_EQ(jianhe_record_rows(record.get(), "item", &rows, nullptr), JIANHE_OK);
    EXPECT_EQ(rows, 0U);
}

TEST(CRecord, SpeaksBothEncodings) {
    const auto specification = open_sample();
    const auto record = open_record(specification.get());
    ASSERT_EQ(jianhe_record_set(record.get(), "P21", 0, JIANHE_BIG5, kRedEnvelope, 4, nullptr), JIANHE_OK);
    const auto get = [&](std::int32_t encoding) {
        return text_from([&](char* out, std::size_t capacity, std::size_t* size) {
            return jianhe_record_get(record.get(), "P21", 0, encoding, out, capacity, size, nullptr, nullptr);
        });
    };
    EXPECT_EQ(get(JIANHE_UTF8), "紅包");
    EXPECT_EQ(get(JIANHE_BIG5), kRedEnvelope);
    jianhe_error error{};
    EXPECT_EQ(jianhe_record_set(record.get(), "P21", 0, JIANHE_UTF8, kRedEnvelope, 4, &error), JIANHE_BAD_TEXT);
    EXPECT_THAT(error.text, HasSubstr("P21"));
    EXPECT_EQ(error.status, JIANHE_BAD_TEXT);
    EXPECT_EQ(get(JIANHE_UTF8), "紅包");
}

TEST(CRecord, ShowsNoPerson) {
    const auto specification = open_sample();
    const auto record = open_record(specification.get());
    set(record.get(), "P01", 0, "A123456789");
    EXPECT_EQ(text_from([&](char* out, std::size_t capacity, std::size_t* size) {
                  return jianhe_record_shown(record.get(), "P01", 0, out, capacity, size, nullptr);
              }),
              "A12*****89");
}

TEST(CRecord, MistakesOfTheCallerAreNamed) {
    const auto specification = open_sample();
    const auto record = open_record(specification.get());
    jianhe_error error{};
    const auto set_it = [&](const char* field, std::uint32_t row, std::int32_t encoding) {
        return jianhe_record_set(record.get(), field, row, encoding, "1", 1, &error);
    };
    EXPECT_EQ(set_it("P99", 0, JIANHE_UTF8), JIANHE_BAD_ARGUMENT);
    EXPECT_THAT(error.text, HasSubstr("`P99`"));
    EXPECT_EQ(set_it(nullptr, 0, JIANHE_UTF8), JIANHE_BAD_ARGUMENT);
    EXPECT_EQ(set_it("P01", 1, JIANHE_UTF8), JIANHE_BAD_ARGUMENT);
    EXPECT_EQ(set_it("I01", 0, JIANHE_UTF8), JIANHE_BAD_ARGUMENT);
    EXPECT_EQ(set_it("I01", 10001, JIANHE_UTF8), JIANHE_BAD_ARGUMENT);
    EXPECT_EQ(set_it("P01", 0, 7), JIANHE_BAD_ARGUMENT);
    EXPECT_EQ(jianhe_record_set(nullptr, "P01", 0, JIANHE_UTF8, "1", 1, &error), JIANHE_BAD_ARGUMENT);
    EXPECT_EQ(jianhe_record_open(nullptr, nullptr, &error), JIANHE_BAD_ARGUMENT);
    EXPECT_EQ(jianhe_validate_record(nullptr, record.get(), nullptr, &error), JIANHE_BAD_ARGUMENT);
    jianhe_record_close(nullptr);
}

TEST(CRecord, RoomIsAskedForFirst) {
    const auto specification = open_sample();
    const auto record = open_record(specification.get());
    set(record.get(), "P01", 0, "A123456789");
    char out[16] = "###############";
    std::size_t size = 0;
    const auto get = [&](std::size_t capacity) {
        return jianhe_record_get(record.get(), "P01", 0, JIANHE_UTF8, out, capacity, &size, nullptr, nullptr);
    };
    EXPECT_EQ(get(9), JIANHE_NO_ROOM);
    EXPECT_EQ(size, 10U);
    EXPECT_EQ(out[0], '#') << "nothing is written where it does not fit";
    EXPECT_EQ(get(10), JIANHE_OK);
    EXPECT_EQ(out[10], '#') << "no NUL where there is no room for it";
    EXPECT_EQ(get(11), JIANHE_OK);
    EXPECT_EQ(out[10], '\0');
    EXPECT_EQ(out[11], '#');
    EXPECT_EQ(jianhe_record_get(record.get(), "P01", 0, JIANHE_UTF8, nullptr, 10, &size, nullptr, nullptr),
              JIANHE_BAD_ARGUMENT);
}

TEST(CRecord, WritesXmlThatIsReadAgain) {
    const auto specification = open_sample();
    const auto record = open_record(specification.get());
    set(record.get(), "P01", 0, "A123456789");
    set(record.get(), "P02", 0, "A");
    set(record.get(), "P21", 0, "紅包");
    set(record.get(), "I01", 1, "3");
    std::string upload = text_from([&](char* out, std::size_t capacity, std::size_t* size) {
        return jianhe_xml_begin(specification.get(), JIANHE_BIG5, out, capacity, size, nullptr);
    });
    EXPECT_THAT(upload, HasSubstr("Big5"));
    upload += text_from([&](char* out, std::size_t capacity, std::size_t* size) {
        return jianhe_xml_record(record.get(), JIANHE_BIG5, out, capacity, size, nullptr);
    });
    EXPECT_THAT(upload, HasSubstr(kRedEnvelope));
    upload += text_from([&](char* out, std::size_t capacity, std::size_t* size) {
        return jianhe_xml_end(specification.get(), JIANHE_BIG5, out, capacity, size, nullptr);
    });

    const auto validator = open_validator(specification.get());
    jianhe_upload* handle = nullptr;
    ASSERT_EQ(jianhe_upload_open(validator.get(), upload.data(), upload.size(), &handle, nullptr), JIANHE_OK);
    const Owned<jianhe_upload> reading(handle);
    const jianhe_record* read = nullptr;
    std::int32_t verdict = -1;
    ASSERT_EQ(jianhe_upload_next(handle, &read, &verdict, nullptr), JIANHE_OK);
    ASSERT_NE(read, nullptr);
    EXPECT_EQ(verdict, JIANHE_ACCEPTED);
    EXPECT_EQ(text_from([&](char* out, std::size_t capacity, std::size_t* size) {
                  return jianhe_record_get(read, "P21", 0, JIANHE_UTF8, out, capacity, size, nullptr, nullptr);
              }),
              "紅包");
    ASSERT_EQ(jianhe_upload_next(handle, &read, &verdict, nullptr), JIANHE_OK);
    EXPECT_EQ(read, nullptr);

    set(record.get(), "P21", 0, "𠮷");
    std::size_t size = 0;
    jianhe_error error{};
    EXPECT_EQ(jianhe_xml_record(record.get(), JIANHE_BIG5, nullptr, 0, &size, &error), JIANHE_BAD_TEXT);
    EXPECT_THAT(error.text, HasSubstr("P21"));
    EXPECT_THAT(error.text, ::testing::Not(HasSubstr("𠮷")));
}

TEST(CLibrary, ConvertsTexts) {
    const auto convert = [](std::int32_t from, std::string_view text, std::int32_t to) {
        return text_from([&](char* out, std::size_t capacity, std::size_t* size) {
            return jianhe_convert(from, text.data(), text.size(), to, out, capacity, size, nullptr);
        });
    };
    EXPECT_EQ(convert(JIANHE_UTF8, "紅包", JIANHE_BIG5), kRedEnvelope);
    EXPECT_EQ(convert(JIANHE_BIG5, kRedEnvelope, JIANHE_UTF8), "紅包");
    EXPECT_EQ(jianhe_interface_version(), static_cast<std::uint32_t>(JIANHE_INTERFACE_VERSION));
    std::size_t size = 0;
    EXPECT_EQ(jianhe_convert(JIANHE_UTF8, "\xff", 1, JIANHE_BIG5, nullptr, 0, &size, nullptr), JIANHE_BAD_TEXT);
    EXPECT_EQ(jianhe_convert(9, "a", 1, JIANHE_BIG5, nullptr, 0, &size, nullptr), JIANHE_BAD_ARGUMENT);
}

}  // namespace
}  // namespace jianhe::embed_test
