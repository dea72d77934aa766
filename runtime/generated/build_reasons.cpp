// The part of the engine that says why a condition holds: its true parts, with the values they read.
//     P12 in {2, 3, 4} and P49 is empty   →   "P12 = 2", without the field that the sentence is about

#include <algorithm>

#include <jianhe/generated/build_engine.h>

namespace jianhe::generated {
namespace {

// A reason with more parts explains nothing.
constexpr std::size_t kMostReasons = 6;

}  // namespace

std::string_view BuildEngine::reason_of(std::uint32_t part, std::uint32_t segment, std::uint32_t row,
                                        Cell about) noexcept {
    reasons_.clear();
    about_ = about;
    if (part != kNone) collect(part, segment, row);
    return joined_reasons();
}

// Why the presence table says what it says of a field.
std::string_view BuildEngine::reason_of_presence(Cell about) noexcept {
    const FieldFacts& facts = field(about.field);
    if (facts.presence == kNone) return {};
    const PresenceTable& table = rules_.presences[facts.presence];
    const Cell selector{table.selector, 0};
    const auto column = std::find(table.columns.begin(), table.columns.end(), text(selector));
    if (column == table.columns.end()) return {};
    const std::uint16_t id = facts.cells[static_cast<std::size_t>(column - table.columns.begin())];
    const auto& choices = rules_.cells[id].choices;
    const std::uint32_t segment = about.row == 0 ? kNone : facts.segment;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Truth truth = choices[i].condition(context_, row_of(segment, about.row));
        if (truth == Truth::False) continue;
        if (truth == Truth::True) {
            const std::string_view reason = reason_of(building_.cells[id][i], segment, about.row, about);
            if (!reason.empty()) return reason;
        }
        break;
    }
    reasons_.clear();
    about_ = about;
    add_reason(selector);
    return joined_reasons();
}

bool BuildEngine::part_holds(std::uint32_t part, std::uint32_t segment, std::uint32_t row) noexcept {
    const TruthFunction truth = building_.parts[part].truth;
    return truth == nullptr || truth(context_, row_of(segment, row)) == Truth::True;
}

// Only of what is true: of several reasons the first.
void BuildEngine::collect(std::uint32_t id, std::uint32_t segment, std::uint32_t row) noexcept {
    const Part& part = building_.parts[id];
    switch (part.kind) {
        case Part::Kind::Constant: return;
        case Part::Kind::Both: collect(part.operands[0], segment, row); return collect(part.operands[1], segment, row);
        case Part::Kind::Either:
            return collect(part.operands[part_holds(part.operands[0], segment, row) ? 0 : 1], segment, row);
        case Part::Kind::AnyRow:
            for (std::uint32_t at = 1; at <= rows(part.subject); ++at) {
                if (part_holds(part.operands[0], part.subject, at)) {
                    return collect(part.operands[0], part.subject, at);
                }
            }
            return;
        case Part::Kind::GivenField: {
            const Cell cell{part.subject, is_in_rows(part.subject) ? row : 0};
            if (cell == about_) return;
            std::string& text = new_text();
            append_name(text, cell);
            return add_reason(text.append(" is given"));
        }
        case Part::Kind::OverRows:
        case Part::Kind::Field:
        case Part::Kind::ChosenDate:
        case Part::Kind::Key:
        case Part::Kind::Operands: break;
    }
    // Whatever compares, tests or counts
    leaf_cells_.clear();
    collect_fields(id, row);
    for (const Cell cell : leaf_cells_) add_reason(cell);
    if (leaf_cells_.empty()) add_reason(part.text);
}

// The fields whose values decide; of a chosen date the field that was chosen.
void BuildEngine::collect_fields(std::uint32_t id, std::uint32_t row) noexcept {
    const Part& part = building_.parts[id];
    std::uint32_t field = kNone;
    switch (part.kind) {
        case Part::Kind::Constant:
        case Part::Kind::OverRows: return;  // what all rows hold would be too much to say
        case Part::Kind::GivenField:
        case Part::Kind::Field: field = part.subject; break;
        case Part::Kind::ChosenDate: field = rules_.chosen_dates[part.subject].field(context_); break;
        case Part::Kind::Both:
        case Part::Kind::Either:
        case Part::Kind::AnyRow:
        case Part::Kind::Key:
        case Part::Kind::Operands:
            for (const std::uint32_t operand : part.operands) {
                if (operand != kNone) collect_fields(operand, row);
            }
            return;
    }
    if (field == kNone) return;
    const Cell cell{field, is_in_rows(field) ? row : 0};
    if (std::find(leaf_cells_.begin(), leaf_cells_.end(), cell) == leaf_cells_.end()) leaf_cells_.push_back(cell);
}

void BuildEngine::add_reason(Cell cell) noexcept {
    if (cell == about_) return;
    std::string& text = new_text();
    append_name(text, cell);
    if (is_empty(cell)) {
        text.append(" is empty");
    } else {
        text.append(" = ");
        append_shown(text, cell.field, this->text(cell));
    }
    add_reason(text);
}

void BuildEngine::add_reason(std::string_view text) noexcept {
    const bool is_known = std::find(reasons_.begin(), reasons_.end(), text) != reasons_.end();
    if (!is_known && reasons_.size() < kMostReasons) reasons_.push_back(keep_text(text));
}

std::string_view BuildEngine::joined_reasons() noexcept {
    if (reasons_.empty()) return {};
    std::string& text = new_text();
    for (std::size_t i = 0; i < reasons_.size(); ++i) {
        if (i > 0) text.append(i + 1 == reasons_.size() ? " and " : ", ");
        text.append(reasons_[i]);
    }
    return keep_text(text);
}

// The next reads are gathered from the beginning.
void BuildEngine::begin_reads() noexcept {
    cells_.clear();
    ++reading_;
}

void BuildEngine::add_read(std::uint32_t field, std::uint32_t row) noexcept {
    const Cell cell{field, is_in_rows(field) ? row : 0};
    Trail* known = trail(cell);
    if (known == nullptr || known->read_in == reading_) return;
    known->read_in = reading_;
    cells_.push_back(cell);
}

void BuildEngine::visit_reads(std::uint32_t id, std::uint32_t row) noexcept {
    if (id == kNone) return;
    const Part& part = building_.parts[id];
    switch (part.kind) {
        case Part::Kind::Constant: return;
        case Part::Kind::GivenField:
        case Part::Kind::Field: return add_read(part.subject, row);
        case Part::Kind::ChosenDate: {
            const ChosenDateFacts& chosen = rules_.chosen_dates[part.subject];
            for (const std::uint32_t condition : chosen.conditions) visit_reads(condition, 0);
            if (const std::uint32_t field = chosen.field(context_); field != kNone) add_read(field, 0);
            return;
        }
        case Part::Kind::AnyRow:
        case Part::Kind::OverRows:
            for (std::uint32_t at = 1; at <= rows(part.subject); ++at) visit_reads(part.operands[0], at);
            return;
        case Part::Kind::Key:
            for (const std::uint16_t field : part.key) add_read(field, row);
            break;
        case Part::Kind::Both:
        case Part::Kind::Either:
        case Part::Kind::Operands: break;
    }
    for (const std::uint32_t operand : part.operands) visit_reads(operand, row);
}

// Fields that an expression reads and that are empty.
std::span<const BuildEngine::Cell> BuildEngine::empty_sources(std::uint32_t part, std::uint32_t row) noexcept {
    begin_reads();
    visit_reads(part, row);
    std::erase_if(cells_, [this](Cell cell) { return !is_empty(cell); });
    return cells_;
}

// The fields that the first part reads which does not hold of a condition that does not.
std::span<const BuildEngine::Cell> BuildEngine::against(std::uint32_t part) noexcept {
    const auto joins = [this](std::uint32_t id) {
        const Part::Kind kind = building_.parts[id].kind;
        return kind == Part::Kind::Both || kind == Part::Kind::Either;
    };
    while (joins(part)) {
        const auto& operands = building_.parts[part].operands;
        part = operands[part_holds(operands[0], kNone, 0) ? 1 : 0];
    }
    begin_reads();
    visit_reads(part, 0);
    return cells_;
}

}  // namespace jianhe::generated
