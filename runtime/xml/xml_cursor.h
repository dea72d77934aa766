// A position in a text that is being scanned, and why scanning stopped there.
//
// Functions that take something return false when they could not; `stop` then says whether the text ended too early or
// is malformed, and nothing more may be taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "xml_characters.h"

namespace jianhe::xml {

struct XmlStop {
    enum class Kind : std::uint8_t { None, Cut, Malformed };
    Kind kind = Kind::None;
    std::size_t at = 0;
    std::string_view problem;  // a literal; empty unless malformed
};

class XmlCursor {
public:
    explicit XmlCursor(std::string_view text) noexcept : text_(text) {}

    std::string_view text() const noexcept { return text_; }
    std::string_view rest() const noexcept { return text_.substr(at_); }
    std::size_t position() const noexcept { return at_; }
    bool at_end() const noexcept { return at_ == text_.size(); }
    const XmlStop& stop() const noexcept { return stop_; }

    bool cut() noexcept {
        stop_ = {XmlStop::Kind::Cut, text_.size(), {}};
        return false;
    }
    bool malformed(std::size_t at, std::string_view problem) noexcept {
        stop_ = {XmlStop::Kind::Malformed, at, problem};
        return false;
    }

    void move_to(std::size_t position) noexcept { at_ = position; }
    void advance(std::size_t bytes) noexcept { at_ += bytes; }

    // True when there was some.
    bool skip_white_space() noexcept {
        const std::size_t begin = at_;
        while (!at_end() && is_white(text_[at_])) ++at_;
        return at_ != begin;
    }

    // A text that ends within `expected` is cut, anything else but it is malformed.
    bool take(std::string_view expected, std::string_view problem) noexcept {
        if (rest().starts_with(expected)) {
            advance(expected.size());
            return true;
        }
        return expected.starts_with(rest()) ? cut() : malformed(at_, problem);
    }

    bool take_name(std::string_view& name) noexcept {
        name = rest().substr(0, name_length(rest()));
        if (name.size() == rest().size()) return cut();
        if (name.empty()) return malformed(at_, "a name is expected");
        advance(name.size());
        return true;
    }

    bool take_reference() noexcept {
        const Reference reference = read_reference(rest());
        if (reference.status == ReferenceStatus::Cut) return cut();
        if (reference.status == ReferenceStatus::Bad) {
            return malformed(at_, "a reference that is neither one of the five entities nor a legal character");
        }
        advance(reference.length);
        return true;
    }

    // Moves to `end` over characters, each of which must be legal.
    bool take_characters(std::size_t end) noexcept {
        const std::size_t illegal = find_illegal(text_.substr(at_, end - at_));
        if (illegal != std::string_view::npos) return malformed(at_ + illegal, "a character that XML does not allow");
        at_ = end;
        return true;
    }

    // Moves behind the next `delimiter` over legal characters.
    bool take_until(std::string_view delimiter) noexcept {
        const std::size_t found = text_.find(delimiter, at_);
        if (found == std::string_view::npos) return take_characters(text_.size()) && cut();
        if (!take_characters(found)) return false;
        advance(delimiter.size());
        return true;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    XmlStop stop_;
};

}  // namespace jianhe::xml
