#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <jianhe.h>

// What the tests of the C interface share: handles that close themselves, and the sample specification as a bundle.
namespace jianhe::embed_test {

struct Close {
    void operator()(jianhe_specification* handle) const noexcept { jianhe_specification_close(handle); }
    void operator()(jianhe_record* handle) const noexcept { jianhe_record_close(handle); }
    void operator()(jianhe_validator* handle) const noexcept { jianhe_validator_close(handle); }
    void operator()(jianhe_upload* handle) const noexcept { jianhe_upload_close(handle); }
    void operator()(jianhe_builder* handle) const noexcept { jianhe_builder_close(handle); }
};
template <class Handle>
using Owned = std::unique_ptr<Handle, Close>;

inline std::string sample_bytes() {
    std::ifstream file(JIANHE_SAMPLE_BUNDLE, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline Owned<jianhe_specification> open_sample(const jianhe_demands* demands = nullptr) {
    const std::string bytes = sample_bytes();
    jianhe_specification* specification = nullptr;
    jianhe_error error{};
    EXPECT_EQ(jianhe_open_bundle(bytes.data(), bytes.size(), demands, &specification, &error), JIANHE_OK) << error.text;
    return Owned<jianhe_specification>(specification);
}

inline Owned<jianhe_record> open_record(const jianhe_specification* specification) {
    jianhe_record* record = nullptr;
    EXPECT_EQ(jianhe_record_open(specification, &record, nullptr), JIANHE_OK);
    return Owned<jianhe_record>(record);
}

inline Owned<jianhe_validator> open_validator(const jianhe_specification* specification,
                                              const jianhe_supplies* supplies = nullptr) {
    jianhe_validator* validator = nullptr;
    jianhe_error error{};
    EXPECT_EQ(jianhe_validator_open(specification, supplies, &validator, &error), JIANHE_OK) << error.text;
    return Owned<jianhe_validator>(validator);
}

inline Owned<jianhe_builder> open_builder(const jianhe_specification* specification) {
    jianhe_builder* builder = nullptr;
    jianhe_error error{};
    EXPECT_EQ(jianhe_builder_open(specification, nullptr, &builder, &error), JIANHE_OK) << error.text;
    return Owned<jianhe_builder>(builder);
}

inline void set(jianhe_record* record, const char* field, std::uint32_t row, const char* text) {
    jianhe_error error{};
    EXPECT_EQ(jianhe_record_set(record, field, row, JIANHE_UTF8, text, JIANHE_TERMINATED, &error), JIANHE_OK)
        << error.text;
}

// What a function writes into the caller's memory.
template <class Write>
std::string text_from(Write write) {
    std::size_t size = 0;
    const jianhe_status asked = write(nullptr, std::size_t{0}, &size);
    if (asked == JIANHE_OK) return {};
    EXPECT_EQ(asked, JIANHE_NO_ROOM);
    std::string text(size, '?');
    EXPECT_EQ(write(text.data(), text.size(), &size), JIANHE_OK);
    EXPECT_EQ(text.size(), size);
    return text;
}

// "P02:R001 2" for each finding: field, code, disposition.
inline std::string findings_of(const jianhe_validator* validator) {
    std::string text;
    for (std::uint32_t i = 0; i < jianhe_finding_count(validator); ++i) {
        jianhe_finding finding{};
        finding.size = sizeof finding;
        EXPECT_EQ(jianhe_get_finding(validator, i, &finding, nullptr), JIANHE_OK);
        text += std::string(text.empty() ? "" : ", ") + finding.field;
        if (finding.row != 0) text += "[" + std::to_string(finding.row) + "]";
        text += std::string(":") + finding.code + " " + std::to_string(finding.disposition);
    }
    return text;
}

}  // namespace jianhe::embed_test
