#include "tests/differential/damage.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace jianhe::test {
namespace {

class Damage {
public:
    Damage(std::string upload, std::uint64_t seed) : text_(std::move(upload)), random_(seed) {}

    void once() {
        switch (below(16)) {
            case 0: text_[below(text_.size())] = static_cast<char>(below(256)); break;
            case 1: insert_at_tag("<!-- </REC> <REC> -->"); break;
            case 2: insert_at_tag("<?note 1?>"); break;
            case 3: insert_at_tag(pick({" ", "\t", "\r\n", "\n\n", "  \n"})); break;
            case 4: insert_in_value(pick({"&amp;", "&#65;", "&lt;", "&bad;", "&"})); break;
            case 5: insert_in_value(pick({"<![CDATA[A]]>", "<![CDATA[]]>", "]]>", ">", "\x01"})); break;
            case 6: insert_in_value(pick({" ", "\t", "\r\n", "\xA4\xA4", "\xA4", "\xFF", "Z", "0", "9"})); break;
            case 7: change_tag(pick({" a=\"1\">", " >", "/>", "X>", "2>"})); break;
            case 8: cut_out_element(); break;
            case 9: repeat_element(); break;
            case 10: exchange_elements(); break;
            case 11: text_.resize(text_.size() - below(std::min<std::size_t>(text_.size(), 200))); break;
            case 12: empty_value(pick({"", " ", "\n", "MISS0000000000000000", "99999999999999999999"})); break;
            case 13: cut_value(); break;
            case 14: change_digit(); break;
            case 15: change_digit(); break;
        }
    }
    std::string take() { return std::move(text_); }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
    std::string pick(std::initializer_list<std::string_view> all) {
        return std::string(*(all.begin() + static_cast<std::ptrdiff_t>(below(all.size()))));
    }
    // Where a tag begins, somewhere.
    std::size_t some_tag() {
        const std::size_t found = text_.find('<', below(text_.size()));
        return found == std::string::npos ? 0 : found;
    }
    // An element without elements in it: from its `<` to behind its end tag.
    struct Span {
        std::size_t begin = 0;
        std::size_t value = 0;
        std::size_t end_tag = 0;
        std::size_t end = 0;
    };
    Span some_element() {
        for (int i = 0; i < 20; ++i) {
            const std::size_t begin = some_tag();
            const std::size_t value = text_.find('>', begin);
            const std::size_t end_tag = text_.find('<', begin + 1);
            if (value == std::string::npos || end_tag == std::string::npos || value > end_tag) continue;
            if (end_tag + 1 >= text_.size() || text_[end_tag + 1] != '/' || text_[begin + 1] == '/') continue;
            const std::size_t end = text_.find('>', end_tag);
            if (end != std::string::npos) return {begin, value + 1, end_tag, end + 1};
        }
        return {};
    }
    void insert_at_tag(std::string_view piece) { text_.insert(some_tag(), piece); }
    void insert_in_value(std::string_view piece) {
        const Span element = some_element();
        text_.insert(element.value + below(element.end_tag - element.value + 1), piece);
    }
    void change_tag(std::string_view end) {
        const Span element = some_element();
        if (element.value != 0) text_.replace(element.value - 1, 1, end);
    }
    void cut_out_element() {
        const Span element = some_element();
        text_.erase(element.begin, element.end - element.begin);
    }
    void repeat_element() {
        const Span element = some_element();
        text_.insert(element.end, text_.substr(element.begin, element.end - element.begin));
    }
    void exchange_elements() {
        const Span one = some_element();
        const std::size_t next = text_.find('<', one.end);
        if (next == std::string::npos) return;
        const std::string piece = text_.substr(one.begin, one.end - one.begin);
        const std::size_t behind = text_.find('\n', text_.find('\n', one.end) + 1);
        if (behind == std::string::npos) return;
        text_.insert(behind, piece);
        text_.erase(one.begin, piece.size());
    }
    void empty_value(std::string_view with) {
        const Span element = some_element();
        text_.replace(element.value, element.end_tag - element.value, with);
    }
    void cut_value() {
        const Span element = some_element();
        const std::size_t size = element.end_tag - element.value;
        if (size != 0) text_.erase(element.value + below(size), 1);
    }
    void change_digit() {
        const Span element = some_element();
        const std::size_t size = element.end_tag - element.value;
        if (size == 0) return;
        char& c = text_[element.value + below(size)];
        if (c >= '0' && c <= '9') c = static_cast<char>('0' + below(10));
        if (c >= 'A' && c <= 'Z') c = static_cast<char>('A' + below(26));
    }

    std::string text_;
    std::mt19937_64 random_;
};

}  // namespace

std::string damaged(std::string upload, std::uint64_t seed, std::size_t count) {
    Damage damage(std::move(upload), seed);
    for (std::size_t i = 0; i < count; ++i) damage.once();
    return damage.take();
}

}  // namespace jianhe::test
