#include "tests/golden/golden_input.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace jianhe::test {
namespace {

// What stands behind `// KEY` when the line is that comment.
std::optional<std::string_view> directive(std::string_view line, std::string_view key) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string_view::npos) {
        return std::nullopt;
    }
    line.remove_prefix(begin);
    if (!line.starts_with("// ") || !line.substr(3).starts_with(key)) {
        return std::nullopt;
    }
    line.remove_prefix(3 + key.size());
    return line.starts_with(' ') ? line.substr(1) : line;
}

std::string bytes(std::string_view hex) {
    std::string result;
    for (std::size_t i = 0; i + 2 <= hex.size(); i += 3) {
        unsigned value = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
        result += static_cast<char>(value);
    }
    return result;
}

std::string repeated(std::string_view count_and_line) {
    const std::size_t colon = count_and_line.find(": ");
    std::size_t count = 0;
    std::from_chars(count_and_line.data(), count_and_line.data() + colon, count);
    std::string result;
    for (std::size_t i = 0; i < count; ++i) {
        result += i == 0 ? "" : "\n";
        result += count_and_line.substr(colon + 2);
    }
    return result;
}

}  // namespace

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

GoldenInput read_golden(std::string_view text) {
    GoldenInput result;
    std::string* file = nullptr;
    std::string_view separator;
    std::size_t number = 0;
    for (const std::string& line : split_lines(text)) {
        ++number;
        result.rules += separator;
        separator = "\n";
        std::string content = line;
        if (const auto phase = directive(line, "RUN:")) {
            result.phase = *phase;
        } else if (const auto expected = directive(line, "EXPECT:")) {
            result.expected.push_back({number, std::string(*expected)});
        } else if (const auto code = directive(line, "ONLY:")) {
            result.only = *code;
        } else if (const auto path = directive(line, "FILE:")) {
            file = &result.files[std::string(*path)];
        } else if (const auto raw = directive(line, "|BYTES:"); raw && file != nullptr) {
            *file += bytes(*raw);
            *file += '\n';
        } else if (const auto row = directive(line, "|"); row && file != nullptr) {
            *file += *row;
            *file += '\n';
        } else if (const auto hex = directive(line, "BYTES:")) {
            content = bytes(*hex);
        } else if (const auto copies = directive(line, "REPEAT")) {
            content = repeated(*copies);
        }
        result.rules += content;
    }
    return result;
}

std::string without_expectations(std::string_view text) {
    std::string result;
    std::string_view separator;
    for (const std::string& line : split_lines(text)) {
        if (!directive(line, "EXPECT:")) {
            result += separator;
            result += line;
            separator = "\n";
        }
    }
    return result;
}

}  // namespace jianhe::test
