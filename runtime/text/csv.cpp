#include <jianhe/csv.h>

namespace jianhe {

CsvReader::CsvReader(std::string_view text) noexcept : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

CsvFault CsvReader::fault(CsvFault kind, std::size_t at) noexcept {
    fault_at_ = at;
    return kind;
}

CsvFault CsvReader::next_line(std::vector<CsvCell>& cells) {
    cells.clear();
    unquoted_.clear();
    while (true) {
        if (const CsvFault found = next_cell(cells); found != CsvFault::None) return found;
        if (done() || text_[at_] != ',') break;
        ++at_;
    }
    if (!done() && text_[at_] != '\r' && text_[at_] != '\n') return fault(CsvFault::TextBehindQuote, at_);
    if (!done() && text_[at_] == '\r') ++at_;
    if (!done() && text_[at_] == '\n') ++at_;
    return CsvFault::None;
}

CsvFault CsvReader::next_cell(std::vector<CsvCell>& cells) {
    if (!done() && text_[at_] == '"') return quoted_cell(cells);
    const std::size_t begin = at_;
    while (!done() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    cells.push_back({text_.substr(begin, at_ - begin), begin, at_});
    return CsvFault::None;
}

CsvFault CsvReader::quoted_cell(std::vector<CsvCell>& cells) {
    const std::size_t begin = at_++;
    std::string* unquoted = nullptr;  // the text so far, once it differs from the input
    for (std::size_t piece = at_; !done(); piece = at_) {
        at_ = text_.find('"', at_);
        if (at_ == std::string_view::npos) break;
        const std::string_view text = text_.substr(piece, at_++ - piece);
        const bool closed = done() || text_[at_] != '"';
        if (unquoted == nullptr && closed) {
            cells.push_back({text, begin, at_});
            return CsvFault::None;
        }
        if (unquoted == nullptr) unquoted = &unquoted_.emplace_back();
        unquoted->append(text);
        if (closed) {
            cells.push_back({*unquoted, begin, at_});
            return CsvFault::None;
        }
        *unquoted += text_[at_++];
    }
    return fault(CsvFault::UnclosedQuote, begin);
}

}  // namespace jianhe
