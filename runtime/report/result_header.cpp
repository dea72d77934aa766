#include "runtime/report/result_header.h"

#include <algorithm>
#include <string>
#include <utility>

namespace jianhe::detail {
namespace {

using Entry = std::pair<std::string, std::string>;  // the text before a bracket, the text in it

Error foreign(const std::string& mark) {
    return Error{"this is no result file in the layout of the template: `" + mark + "` does not stand in it"};
}

// Every `[…]` of the header's text.
std::vector<Entry> entries_of(std::string_view header) {
    std::vector<Entry> entries;
    std::size_t from = 0;
    while (true) {
        const std::size_t open = header.find('[', from);
        const std::size_t close = header.find(']', open == std::string_view::npos ? header.size() : open);
        if (close == std::string_view::npos) return entries;
        const std::size_t line = header.substr(0, open).find_last_of('\n');
        const std::size_t label = line == std::string_view::npos ? from : std::max(from, line + 1);
        entries.emplace_back(trimmed(header.substr(label, open - label)),
                             trimmed(header.substr(open + 1, close - open - 1)));
        from = close + 1;
    }
}

std::optional<std::uint64_t>* count_of(ResultFile& file, TemplateName name) {
    switch (name) {
        case TemplateName::FileSize: return &file.file_size;
        case TemplateName::Records: return &file.records;
        case TemplateName::AcceptedRecords: return &file.accepted_records;
        case TemplateName::AcceptedOrders: return &file.accepted_orders;
        case TemplateName::RejectedRecords: return &file.rejected_records;
        case TemplateName::ReceivedAt:
        case TemplateName::Record:
        case TemplateName::Tag:
        case TemplateName::Field:
        case TemplateName::Code: break;
    }
    return nullptr;
}

class HeaderReader {
public:
    HeaderReader(const ResultShape& shape, std::vector<Entry> entries, ResultFile& file)
        : shape_(shape), entries_(std::move(entries)), used_(entries_.size()), file_(file) {}

    Result<void> read() {
        for (std::size_t i = 0; i < shape_.brackets.size(); ++i) {
            if (!shape_.brackets[i].name) continue;
            const std::size_t at = entry_of(i);
            if (at == entries_.size()) continue;
            used_[at] = true;
            take(*shape_.brackets[i].name, entries_[at]);
        }
        const bool has_marks = !shape_.marks_before.empty() || !shape_.marks_after.empty();
        if (!has_marks && std::find(used_.begin(), used_.end(), true) == used_.end()) {
            return foreign(shape_.brackets.front().label + "[…]");
        }
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (!used_[i] && !entries_[i].second.empty()) file_.others.push_back(entries_[i]);
        }
        if (entries_.size() != shape_.brackets.size()) {
            file_.warnings.push_back("the header has " + std::to_string(entries_.size()) + " brackets, the template " +
                                     std::to_string(shape_.brackets.size()) +
                                     ": only those with a known text before them were read");
        }
        return {};
    }

private:
    // The entry that stands for a bracket of the template; the number of entries when there is none.
    std::size_t entry_of(std::size_t bracket) const {
        const std::string& label = shape_.brackets[bracket].label;
        if (!label.empty()) {
            const auto found = std::find_if(entries_.begin(), entries_.end(),
                                            [&](const Entry& entry) { return label_form(entry.first) == label; });
            if (found != entries_.end()) return static_cast<std::size_t>(found - entries_.begin());
        }
        return entries_.size() == shape_.brackets.size() && has_marks() && !used_[bracket] ? bracket : entries_.size();
    }

    bool has_marks() const { return !shape_.marks_before.empty() || !shape_.marks_after.empty(); }

    void take(TemplateName name, const Entry& entry) {
        bool is_read = entry.second.empty();
        if (name == TemplateName::ReceivedAt) {
            DateTime at;
            is_read = is_read || parse_roc_datetime(entry.second, at) == Lexical::Ok;
            if (is_read && !entry.second.empty()) file_.received_at = at;
        } else if (std::optional<std::uint64_t>* count = count_of(file_, name)) {
            *count = parse_count(entry.second);
            is_read = is_read || count->has_value();
        }
        if (is_read) return;
        file_.warnings.push_back("the header's `" + entry.first + "[" + entry.second + "]` cannot be read");
    }

    const ResultShape& shape_;
    std::vector<Entry> entries_;
    std::vector<bool> used_;
    ResultFile& file_;
};

// Where the header ends when no line without a bracket says so: behind as many brackets as the template has.
std::size_t end_by_brackets(ResultCursor& cursor, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        if (!cursor.seek("]", false)) break;
    }
    return cursor.position();
}

}  // namespace

Result<void> read_result_header(ResultCursor& cursor, const ResultShape& shape, ResultFile& file) {
    for (const std::string& mark : shape.marks_before) {
        if (!cursor.seek(mark, false)) return foreign(mark);
    }
    const std::size_t begin = cursor.position();
    std::size_t end = begin;
    for (std::size_t i = 0; i < shape.marks_after.size(); ++i) {
        if (!cursor.seek(shape.marks_after[i], false, i == 0 ? &end : nullptr)) return foreign(shape.marks_after[i]);
    }
    if (shape.marks_after.empty()) end = end_by_brackets(cursor, shape.brackets.size());
    return HeaderReader{shape, entries_of(cursor.between(begin, end)), file}.read();
}

}  // namespace jianhe::detail
