#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <jianhe/encoding.h>
#include <jianhe/result_file.h>

#include "runtime/report/result_header.h"
#include "runtime/report/result_items.h"
#include "runtime/report/result_shape.h"
#include "runtime/report/result_text.h"

namespace jianhe {
namespace {

using detail::ResultCursor;
using detail::ResultShape;
using detail::ResultWord;
using detail::ResultWords;

Result<ResultShape> shape_of(const SpecificationInfo& info, std::string_view template_text) {
    auto parsed = detail::parse_result_template(template_text, info.layout);
    if (!parsed) return parsed.error();
    return detail::make_result_shape(*parsed);
}

Error not_whole(std::string why) { return Error{"the result file is not whole: " + std::move(why)}; }

class BlockReader {
public:
    BlockReader(ResultCursor& cursor, const ResultShape& shape, ResultFile& file)
        : cursor_(cursor), shape_(shape), file_(file) {}

    Result<void> read() {
        while (true) {
            cursor_.skip_rulers_and_blanks();
            if (cursor_.at_end() || at_tail()) break;
            auto block = read_block();
            if (!block) return block.error();
            if (!seen_.insert(block->record).second) {
                warn("record " + std::to_string(block->record) + " has more than one block");
            }
            file_.blocks.push_back(std::move(*block));
        }
        return read_tail();
    }

    bool is_last_closed() const noexcept { return is_last_closed_; }

private:
    Result<ResultBlock> read_block() {
        ResultBlock block;
        block.line = cursor_.line();
        bool is_first_word = true;
        for (const ResultShape::Step& step : shape_.steps) {
            // The first word of a block begins it; before the others, text that the template lacks is passed over.
            for (const ResultWord& word : step.words) {
                if (!take(word, std::exchange(is_first_word, false))) return missing(word);
            }
            cursor_.skip_blanks();
            const auto value = cursor_.take_until(step.stop);
            if (!value) return missing({std::string(1, step.stop)});
            if (!take_value(step, *value, block)) {
                return fault("`" + std::string{*value} + "` is not the number of a record");
            }
            is_first_word = false;
        }
        for (const ResultWord& word : shape_.before_findings) {
            if (!take(word, false)) return missing(word);
        }
        return read_findings(std::move(block));
    }

    Result<ResultBlock> read_findings(ResultBlock block) {
        auto items = detail::read_result_items(cursor_, shape_);
        if (!items) return fault(items.error().text);
        if (items->empty()) return fault("no finding such as `" + sample() + "` stands here");
        block.items = std::move(*items);
        is_last_closed_ = true;
        for (const ResultWord& word : shape_.block_end) {
            if (take(word, true)) continue;
            cursor_.skip_blanks();
            if (!cursor_.at_end()) return missing(word);
            is_last_closed_ = false;
        }
        return block;
    }

    Result<void> read_tail() {
        for (const ResultWord& word : shape_.tail) {
            if (take(word, true)) continue;
            cursor_.skip_blanks();
            if (cursor_.at_end()) return not_whole("its last lines are not there");
            return missing(word);
        }
        cursor_.skip_rulers_and_blanks();
        return cursor_.at_end() ? Result<void>{} : fault("text that belongs to no block");
    }

    // `here`: nothing but blanks may stand before it.
    bool take(const ResultWord& word, bool here) {
        if (word.is_ruler()) return cursor_.skip_ruler();
        return here ? cursor_.take(word.text) : cursor_.seek(word.text, true);
    }

    static bool take_value(const ResultShape::Step& step, std::string_view value, ResultBlock& block) {
        if (step.name == detail::TemplateName::Tag) block.values.emplace_back(step.field, value);
        if (step.name != detail::TemplateName::Record) return true;
        const auto number = detail::parse_count(value);
        block.record = number.value_or(0);
        return number.has_value();
    }

    bool at_tail() const {
        if (shape_.tail.empty()) return false;
        ResultCursor ahead = cursor_;
        const ResultWord& first = shape_.tail.front();
        return first.is_ruler() ? ahead.skip_ruler() : ahead.take(first.text);
    }

    std::string sample() const {
        const std::string_view first = shape_.code_first ? "CODE" : "FIELD";
        const std::string_view second = shape_.code_first ? "FIELD" : "CODE";
        return std::string{first} + shape_.separator + std::string{second} + shape_.terminator;
    }

    Error missing(const ResultWord& word) const {
        return fault(word.is_ruler() ? "the line that ends a block does not stand here"
                                     : "`" + word.text + "` does not stand here");
    }
    Error fault(std::string text) const {
        return Error{"line " + std::to_string(cursor_.line()) + " of the result file: " + std::move(text)};
    }
    void warn(std::string text) { file_.warnings.push_back(std::move(text)); }

    ResultCursor& cursor_;
    const ResultShape& shape_;
    ResultFile& file_;
    std::set<std::uint64_t> seen_;
    bool is_last_closed_ = true;
};

// A result of a refused input names the records that were read before, and counts all of them as rejected.
bool is_of_refused_input(const SpecificationInfo& info, const ResultFile& file) {
    return std::any_of(file.blocks.begin(), file.blocks.end(), [&](const ResultBlock& block) {
        return block.record == 0 || std::any_of(block.items.begin(), block.items.end(), [&](const ResultItem& item) {
                   return info.codes.contains(item.code) && info.disposition(item.code) == Disposition::RejectFile;
               });
    });
}

Result<void> check_whole(const SpecificationInfo& info, const ResultShape& shape, bool is_last_closed,
                         ResultFile& file) {
    const std::uint64_t blocks = file.blocks.size();
    if (!file.rejected_records) {
        if (blocks == 0) return not_whole("it has no block, and its header does not say that nothing is rejected");
        if (!is_last_closed) return not_whole("its last block has no end");
        if (!shape.tail.empty() || shape.block_ends_with_ruler()) return {};
        file.warnings.emplace_back("the header does not say how many records are rejected: some may be missing");
        return {};
    }
    if (blocks < *file.rejected_records && !is_of_refused_input(info, file)) {
        return not_whole("its header counts " + std::to_string(*file.rejected_records) +
                         " rejected records, and it has " + std::to_string(blocks) +
                         (blocks == 1 ? " block" : " blocks"));
    }
    if (!is_last_closed) file.warnings.emplace_back("the last block has no end; there may have been more");
    return {};
}

Result<std::string> decoded(std::string_view bytes) {
    if (bytes.empty() || std::all_of(bytes.begin(), bytes.end(), detail::is_blank)) {
        return Error{"the result file is empty, which is not the same as a result without findings"};
    }
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
        return Error{"this is a zip archive: unpack it, and give the text file that is in it"};
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    // Big5 text of more than a few characters is never valid UTF-8, but UTF-8 may be valid Big5.
    if (!find_invalid(bytes, TextEncoding::Utf8)) return std::string{bytes};
    const EncodingScan scan = scan_encoding(bytes, TextEncoding::Big5);
    if (scan.valid_bytes == bytes.size()) return big5_to_utf8(bytes);
    if (scan.cut_at_end) return not_whole("it ends inside a character");
    return Error{"the result file is neither Big5 nor UTF-8: byte " + std::to_string(scan.valid_bytes + 1) +
                 " fits neither"};
}

}  // namespace

Result<void> check_readable(const SpecificationInfo& info, std::string_view template_text) {
    const auto shape = shape_of(info, template_text);
    return shape ? Result<void>{} : shape.error();
}

Result<ResultFile> read_result_file(const SpecificationInfo& info, std::string_view template_text,
                                    std::string_view bytes) {
    const auto shape = shape_of(info, template_text);
    if (!shape) return shape.error();
    const auto utf8 = decoded(bytes);
    if (!utf8) return utf8.error();
    const std::string text = detail::narrowed(*utf8);

    ResultFile file;
    ResultCursor cursor{text, shape->rulers};
    if (auto done = detail::read_result_header(cursor, *shape, file); !done) return done.error();
    BlockReader blocks{cursor, *shape, file};
    if (auto done = blocks.read(); !done) return done.error();
    if (auto done = check_whole(info, *shape, blocks.is_last_closed(), file); !done) return done.error();
    return file;
}

}  // namespace jianhe
