#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <antlr4-runtime.h>

namespace jianhe::dsl {

// Gives a text to ANTLR byte by byte, so that ANTLR's positions are byte offsets. What the lexer need not tell apart is
// folded: bytes of characters beyond ASCII become 0x7F, control characters and a byte order mark become blanks (they
// are reported elsewhere). The text must outlive the stream.
class ByteStream final : public antlr4::CharStream {
public:
    explicit ByteStream(std::string_view text);

    void consume() override;
    std::size_t LA(ssize_t offset) override;
    ssize_t mark() override { return -1; }
    void release(ssize_t) override {}
    std::size_t index() override { return position_; }
    void seek(std::size_t index) override { position_ = index < text_.size() ? index : text_.size(); }
    std::size_t size() override { return text_.size(); }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval& interval) override;
    std::string toString() const override { return std::string(text_); }

private:
    std::string_view text_;
    std::size_t mark_size_;
    std::size_t position_ = 0;
};

}  // namespace jianhe::dsl
