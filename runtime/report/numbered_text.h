// A record's text and its number put together.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <jianhe/output.h>
#include <jianhe/report.h>
#include <jianhe/result.h>

namespace jianhe::detail {

// A number in decimal.
class ShownNumber {
public:
    explicit ShownNumber(std::uint64_t number) noexcept
        : end_(std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr) {}
    ShownNumber(const ShownNumber&) = delete;
    ShownNumber& operator=(const ShownNumber&) = delete;

    std::string_view text() const noexcept { return {digits_.data(), static_cast<std::size_t>(end_ - digits_.data())}; }

private:
    std::array<char, std::numeric_limits<std::uint64_t>::digits10 + 1> digits_;
    const char* end_;
};

inline void append_numbered(std::string& out, std::uint64_t number, const RecordText& text) {
    const ShownNumber digits(number);
    const std::string_view shown = digits.text();
    const std::string_view bytes = text.bytes;
    std::size_t copied = 0;
    for (const NumberPlace& place : text.numbers) {
        out.append(bytes.substr(copied, place.at - copied)).append(shown);
        if (shown.size() < place.columns) out.append(place.columns - shown.size(), ' ');
        copied = place.at;
    }
    out.append(bytes.substr(copied));
}

// The same to a sink, of a text that nowhere wants a number wider than it is.
inline Result<void> write_numbered(OutputSink& out, std::uint64_t number, const RecordText& text) {
    const ShownNumber digits(number);
    const std::string_view bytes = text.bytes;
    std::size_t written = 0;
    for (const NumberPlace& place : text.numbers) {
        if (auto done = out.write(bytes.substr(written, place.at - written)); !done) return done;
        if (auto done = out.write(digits.text()); !done) return done;
        written = place.at;
    }
    return out.write(bytes.substr(written));
}

}  // namespace jianhe::detail
