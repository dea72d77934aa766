#include "runtime/report/result_items.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace jianhe::detail {
namespace {

// No item is longer, so that text that is none is not read to the end of the file.
constexpr std::size_t kLongestItem = 256;

bool is_code_character(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' ||
           c == '.';
}

// `R05` or `R05[1]`.
bool read_field(std::string_view text, ResultItem& item) {
    if (text.ends_with(']')) {
        const std::size_t open = text.find('[');
        const auto row = parse_count(text.substr(open + 1, text.size() - open - 2));
        if (open == std::string_view::npos || !row || *row == 0 || *row > std::numeric_limits<std::uint32_t>::max()) {
            return false;
        }
        item.row = static_cast<std::uint32_t>(*row);
        text = text.substr(0, open);
    }
    item.field = text;
    return !text.empty() && text.find_first_of("[]=") == std::string_view::npos;
}

bool read_code(std::string_view text, ResultItem& item) {
    item.code = text;
    return !text.empty() && std::all_of(text.begin(), text.end(), is_code_character);
}

std::optional<ResultItem> read_item(std::string_view text, const ResultShape& shape) {
    // A name that the upload chose may hold the separator, a code never does.
    const std::size_t middle = shape.code_first ? text.find(shape.separator) : text.rfind(shape.separator);
    if (middle == std::string_view::npos) return std::nullopt;
    const std::string_view first = text.substr(0, middle);
    const std::string_view second = text.substr(middle + shape.separator.size());
    ResultItem item;
    const bool is_item = shape.code_first ? read_code(first, item) && read_field(second, item)
                                          : read_field(first, item) && read_code(second, item);
    return is_item ? std::optional{std::move(item)} : std::nullopt;
}

// The text of one item without blanks, and what ended it.
struct Candidate {
    std::string text;
    bool is_terminated = false;
    bool at_ruler = false;
    bool at_end = false;  // of the file
};

Candidate next_candidate(ResultCursor& cursor, const ResultShape& shape) {
    Candidate candidate;
    while (candidate.text.size() <= kLongestItem) {
        cursor.skip_blanks();
        candidate.at_end = cursor.at_end();
        candidate.at_ruler = cursor.at_ruler();
        if (candidate.at_end || candidate.at_ruler) break;
        candidate.is_terminated = cursor.take(shape.terminator);
        if (candidate.is_terminated) break;
        candidate.text.push_back(cursor.peek());
        cursor.move_to(cursor.position() + 1);
    }
    return candidate;
}

}  // namespace

Result<std::vector<ResultItem>> read_result_items(ResultCursor& cursor, const ResultShape& shape) {
    std::vector<ResultItem> items;
    while (true) {
        const std::size_t begin = cursor.position();
        const Candidate candidate = next_candidate(cursor, shape);
        auto item = read_item(candidate.text, shape);
        if (item && (candidate.is_terminated || candidate.at_ruler)) {
            items.push_back(std::move(*item));
            continue;
        }
        cursor.move_to(begin);
        // Only a block's end may stand between the last item and the end of the file.
        const bool may_be_cut = candidate.at_end && !candidate.text.empty() && shape.block_ends_with_ruler();
        if (may_be_cut) return Error{"the file ends inside the list of findings: it is not whole"};
        return items;
    }
}

}  // namespace jianhe::detail
