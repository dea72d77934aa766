// The part of the engine that puts into words what it says. Each text is made in `scratch_` and kept as long as the
// record.

#include <array>
#include <charconv>

#include <jianhe/generated/build_engine.h>

#include "read_field.h"

namespace jianhe::generated {
namespace {

// Longer values are cut where they are shown.
constexpr std::size_t kShownBytes = 24;

}  // namespace

void append_number(std::string& out, std::uint64_t number) noexcept {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), end.ptr);
}

void append_source(std::string& out, const SourceLine& source) noexcept {
    out.append(source.file).append(":");
    append_number(out, source.line);
}

void append_place(std::string& out, std::string_view field, std::uint32_t row) noexcept {
    out.append(field);
    if (row == 0) return;
    out.append("[");
    append_number(out, row);
    out.append("]");
}

std::string_view BuildEngine::keep_text(std::string_view text) noexcept {
    char* const begin = texts_.room(text.size());
    return texts_.keep(begin, std::copy(text.begin(), text.end(), begin));
}

std::string& BuildEngine::new_text() noexcept {
    scratch_.clear();
    return scratch_;
}

void BuildEngine::append_name(std::string& out, Cell cell) const noexcept {
    append_place(out, field(cell.field).tag, cell.row);
}

void BuildEngine::append_shown(std::string& out, std::uint32_t id, std::string_view text) const noexcept {
    const std::size_t begin = out.size();
    // A declared stand-in tells of nobody.
    const MaskKind mask = building_.fields[id].mask;
    Value value;
    if (!is_blank(text)) read_field(field(id), text, nullptr, value);
    const bool may_be_seen = show_ids_ || mask == MaskKind::None || value.state == Value::State::Placeholder;
    append_masked(out, text, may_be_seen ? MaskKind::None : mask);
    if (out.size() - begin <= kShownBytes) return;
    std::size_t end = begin + kShownBytes - 4;
    while (end > begin && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
    out.resize(end);
    out.append("…");
}

void BuildEngine::append_origin(std::string& out, const Origin& origin) noexcept {
    switch (origin.kind) {
        case Origin::Kind::Caller: out.append("the caller"); return;
        case Origin::Kind::Buffer: out.append("buffer ").append(origin.buffer); return;
        case Origin::Kind::Set:
        case Origin::Kind::Default:
        case Origin::Kind::Derive: break;
    }
    out.append(to_string(origin.kind)).append(" at ");
    append_source(out, {origin.file, origin.line});
}

void BuildEngine::append_origin(std::string& out, Cell cell) const noexcept {
    append_origin(out, origin(cell.field, cell.row).value_or(Origin{}));
}

void BuildEngine::refuse_request(std::string_view field, std::uint32_t row, std::string_view message) noexcept {
    add_refusal(field.empty() ? field : keep_text(field), row, keep_text(message), nullptr);
}

// One that no rule has to do with. The views are kept already.
void BuildEngine::add_refusal(std::string_view field, std::uint32_t row, std::string_view message,
                              const SourceLine* clause) noexcept {
    Refusal refusal;
    refusal.field = field;
    refusal.row = row;
    refusal.message = message;
    std::string& text = new_text();
    append_place(text, field, row);
    if (!text.empty()) text.append(": ");
    text.append(message);
    if (clause != nullptr) {
        refusal.file = clause->file;
        refusal.line = clause->line;
        text.append(" (");
        append_source(text, *clause);
        text.append(")");
    }
    refusal.text = keep_text(text);
    first_parts_.push_back(refusal_parts_.size());
    refusals_.push_back(refusal);
}

// `said` is what the remark says behind the field's name, and is kept already.
void BuildEngine::remark(Cell cell, std::string_view said) noexcept {
    std::string& text = new_text();
    append_name(text, cell);
    text.append(": ").append(said);
    remarks_.push_back({field(cell.field).tag, cell.row, keep_text(text)});
}

}  // namespace jianhe::generated
