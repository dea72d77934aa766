#include "runtime/report/result_template.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace jianhe::detail {
namespace {

constexpr std::size_t kWidestValue = 1000;

// Where a name may stand.
enum class Depth : std::uint8_t { Document, Block, Finding };

struct KnownName {
    std::string_view text;
    TemplateName name;
    Depth depth;
};

constexpr std::array<KnownName, 9> kNames{{
    {"received_at", TemplateName::ReceivedAt, Depth::Document},
    {"file_size", TemplateName::FileSize, Depth::Document},
    {"records", TemplateName::Records, Depth::Document},
    {"accepted_records", TemplateName::AcceptedRecords, Depth::Document},
    {"accepted_orders", TemplateName::AcceptedOrders, Depth::Document},
    {"rejected_records", TemplateName::RejectedRecords, Depth::Document},
    {"record", TemplateName::Record, Depth::Block},
    {"field", TemplateName::Field, Depth::Finding},
    {"code", TemplateName::Code, Depth::Finding},
}};

class TemplateParser {
public:
    TemplateParser(std::string_view text, const RecordLayout& layout) : rest_(text), layout_(layout) {}

    Result<ResultTemplate> parse() {
        while (!rest_.empty()) {
            const std::size_t open = rest_.find("{{");
            take_text(open);
            if (open == std::string_view::npos) break;
            const std::size_t close = rest_.find("}}");
            if (close == std::string_view::npos) return fault("`{{` without `}}`");
            const std::string_view tag = rest_.substr(2, close - 2);
            rest_.remove_prefix(close + 2);
            if (auto done = take_tag(tag); !done) return done.error();
        }
        if (part_ != &result_.tail && part_ != &result_.head) return fault("a `{{#…}}` is not closed");
        return std::move(result_);
    }

private:
    void take_text(std::size_t length) {
        const std::string_view text = rest_.substr(0, length);
        line_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
        rest_.remove_prefix(text.size());
        if (!text.empty()) open_piece().text.append(text);
    }

    Result<void> take_tag(std::string_view tag) {
        if (tag == "#records") return enter(&result_.head, &result_.block_head, tag);
        if (tag == "#findings") return enter(&result_.block_head, &result_.finding, tag);
        if (tag == "/findings") return enter(&result_.finding, &result_.block_tail, tag);
        if (tag == "/records") return enter(&result_.block_tail, &result_.tail, tag);
        return take_value(tag);
    }

    Result<void> enter(const TemplatePieces* from, TemplatePieces* to, std::string_view tag) {
        if (part_ != from) return fault("`{{" + std::string{tag} + "}}` may not stand here");
        part_ = to;
        // The tags around the blocks have a line of their own, which is not copied.
        const bool whole_line = tag == "#records" || tag == "/records";
        const std::size_t line_end = rest_.find('\n');
        if (whole_line && line_end <= 1 &&
            rest_.substr(0, line_end).find_first_not_of('\r') == std::string_view::npos) {
            rest_.remove_prefix(line_end + 1);
            ++line_;
        }
        return {};
    }

    Result<void> take_value(std::string_view tag) {
        const std::size_t colon = tag.find(':');
        const std::string_view name = tag.substr(0, colon);
        std::size_t columns = 0;
        if (colon != std::string_view::npos) {
            const std::string_view digits = tag.substr(colon + 1);
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), columns);
            if (error != std::errc{} || end != digits.data() + digits.size() || columns == 0 ||
                columns > kWidestValue) {
                return fault("`" + std::string{digits} + "` is not a number of columns from 1 to 1000");
            }
        }
        const auto known =
            std::find_if(kNames.begin(), kNames.end(), [&](const KnownName& k) { return k.text == name; });
        if (known != kNames.end() && is_known_at(known->depth)) {
            add_value(known->name, kNoField, columns);
            return {};
        }
        const FieldIndex field = layout_.find_field(name);
        if (field == kNoField || depth() == Depth::Document || is_repeated(field)) {
            return fault("`" + std::string{name} + "` is not known here");
        }
        add_value(TemplateName::Tag, field, columns);
        return {};
    }

    void add_value(TemplateName name, FieldIndex field, std::size_t columns) {
        TemplatePiece& piece = open_piece();
        piece.has_value = true;
        piece.name = name;
        piece.field = field;
        piece.columns = columns;
    }

    TemplatePiece& open_piece() {
        if (part_->empty() || part_->back().has_value) part_->emplace_back();
        return part_->back();
    }

    bool is_repeated(FieldIndex field) const { return layout_.segments()[layout_.fields()[field].segment].repeated; }

    // The counts of a file are not known while its records are written.
    bool is_known_at(Depth of_name) const noexcept {
        return of_name == Depth::Document ? depth() == Depth::Document : of_name <= depth();
    }

    Depth depth() const noexcept {
        if (part_ == &result_.finding) return Depth::Finding;
        return part_ == &result_.block_head || part_ == &result_.block_tail ? Depth::Block : Depth::Document;
    }

    Error fault(std::string text) const { return Error{"line " + std::to_string(line_) + ": " + std::move(text)}; }

    std::string_view rest_;
    const RecordLayout& layout_;
    ResultTemplate result_;
    TemplatePieces* part_ = &result_.head;
    std::size_t line_ = 1;
};

}  // namespace

Result<ResultTemplate> parse_result_template(std::string_view text, const RecordLayout& layout) {
    return TemplateParser{text, layout}.parse();
}

}  // namespace jianhe::detail
