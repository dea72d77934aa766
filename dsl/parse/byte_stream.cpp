#include "dsl/parse/byte_stream.h"

#include "dsl/parse/encoding.h"

namespace jianhe::dsl {
namespace {

constexpr std::size_t kForeign = 0x7F;

}  // namespace

ByteStream::ByteStream(std::string_view text) : text_(text), mark_size_(byte_order_mark_size(text)) {}

void ByteStream::consume() {
    if (position_ < text_.size()) {
        ++position_;
    }
}

std::size_t ByteStream::LA(ssize_t offset) {
    if (offset == 0) {
        return 0;
    }
    const ssize_t at = static_cast<ssize_t>(position_) + offset - (offset > 0 ? 1 : 0);
    if (at < 0 || at >= static_cast<ssize_t>(text_.size())) {
        return antlr4::IntStream::EOF;
    }
    const auto index = static_cast<std::size_t>(at);
    const auto byte = static_cast<unsigned char>(text_[index]);
    if (index < mark_size_ || is_control_character(byte)) {
        return ' ';
    }
    return byte < kForeign ? byte : kForeign;
}

std::string ByteStream::getText(const antlr4::misc::Interval& interval) {
    if (interval.a < 0 || interval.b < interval.a || interval.a >= static_cast<ssize_t>(text_.size())) {
        return {};
    }
    const auto begin = static_cast<std::size_t>(interval.a);
    return std::string(text_.substr(begin, static_cast<std::size_t>(interval.b) - begin + 1));
}

}  // namespace jianhe::dsl
