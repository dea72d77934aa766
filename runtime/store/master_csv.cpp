#include <algorithm>
#include <utility>

#include <jianhe/csv.h>
#include <jianhe/encoding.h>

#include "runtime/store/master_builder.h"

namespace jianhe {
namespace {

class MasterCsv {
public:
    MasterCsv(std::string_view text, std::string_view file, const MasterShape& shape)
        : text_(text),
          file_(file),
          reader_(text),
          builder_(shape, [this](std::uint32_t line) { return place(line); }) {}
    MasterCsv(const MasterCsv&) = delete;
    MasterCsv& operator=(const MasterCsv&) = delete;

    Result<std::shared_ptr<const MasterTable>> load() {
        if (const auto invalid = find_invalid(text_, TextEncoding::Utf8)) return fault_at(*invalid, "expected UTF-8");
        if (auto done = read_header(); !done) return done.error();
        while (!reader_.done()) {
            if (auto done = read_row(); !done) return done.error();
        }
        return builder_.finish();
    }

private:
    std::string place(std::uint32_t line) const { return file_ + ":" + std::to_string(line); }

    // Errors are rare, so lines are counted for them from the start.
    Error fault_at(std::size_t offset, std::string_view text) const {
        const auto lines = std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
        return Error{place(static_cast<std::uint32_t>(lines + 1)).append(": ").append(text)};
    }

    Result<void> next_line() {
        line_ = next_line_;
        switch (reader_.next_line(cells_)) {
            case CsvFault::None: break;
            case CsvFault::UnclosedQuote: return fault_at(reader_.fault_at(), "expected a closing quote");
            case CsvFault::TextBehindQuote:
                return fault_at(reader_.fault_at(), "expected a comma or the end of the line behind a closing quote");
        }
        ++next_line_;
        for (const CsvCell& cell : cells_) {
            // A line end in a quoted cell is one of the file too.
            if (cell.end - cell.begin == cell.text.size()) continue;
            next_line_ += static_cast<std::uint32_t>(std::count(cell.text.begin(), cell.text.end(), '\n'));
        }
        return {};
    }

    Result<void> read_header() {
        if (auto done = next_line(); !done) return done;
        header_size_ = cells_.size();
        for (const std::string& name : builder_.column_names()) {
            const auto is_named = [&](const CsvCell& cell) { return cell.text == name; };
            const auto found = std::find_if(cells_.begin(), cells_.end(), is_named);
            if (found == cells_.end()) return Error{place(line_) + ": expected a column `" + name + "`"};
            if (std::find_if(found + 1, cells_.end(), is_named) != cells_.end()) {
                return Error{place(line_) + ": expected one column `" + name + "`, found two"};
            }
            columns_.push_back(static_cast<std::size_t>(found - cells_.begin()));
        }
        row_.resize(columns_.size());
        return {};
    }

    Result<void> read_row() {
        if (auto done = next_line(); !done) return done;
        if (cells_.size() == 1 && cells_.front().begin == cells_.front().end) return {};  // a blank line
        if (cells_.size() != header_size_) {
            return Error{place(line_) + ": expected " + std::to_string(header_size_) +
                         " cells as in the first line, found " + std::to_string(cells_.size())};
        }
        for (std::size_t i = 0; i < columns_.size(); ++i) row_[i] = cells_[columns_[i]].text;
        return builder_.add_row(row_, line_);
    }

    std::string_view text_;
    std::string file_;
    CsvReader reader_;
    MasterBuilder builder_;
    std::vector<CsvCell> cells_;
    std::size_t header_size_ = 0;
    std::vector<std::size_t> columns_;  // where each column of the builder stands
    std::vector<std::string_view> row_;
    std::uint32_t line_ = 0;
    std::uint32_t next_line_ = 1;
};

}  // namespace

Result<std::shared_ptr<const MasterTable>> parse_master_csv(std::string_view text, std::string_view file,
                                                            const MasterShape& shape) {
    return MasterCsv(text, file, shape).load();
}

}  // namespace jianhe
