#include "compiler/construct/draft.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include <jianhe/date.h>
#include <jianhe/mask.h>
#include <jianhe/number.h>

namespace jianhe::construct {
namespace {

// Longer values are cut where they are shown.
constexpr std::size_t kShownBytes = 24;

FieldIndex index(ir::FieldId field) { return static_cast<FieldIndex>(ir::index_of(field)); }

std::string content_text(const Value& value, ir::Type type) {
    if (value.state == Value::State::Placeholder) return std::string(value.text);
    switch (type.kind) {
        case ir::ValueType::Number:
            return type.scale == 0 ? fmt::to_string(value.number) : format_decimal(value.number, type.scale);
        case ir::ValueType::Date: return format_roc_date(Date{static_cast<std::int32_t>(value.number)});
        case ir::ValueType::DateTime: return format_roc_datetime(DateTime{value.number});
        case ir::ValueType::Text:
        case ir::ValueType::Truth:
        case ir::ValueType::Tuple: break;
    }
    return std::string(value.text);
}

BuildOrigin origin_of(const ir::BuildClause& clause) {
    BuildOrigin::Kind kind = BuildOrigin::Kind::Derive;
    if (clause.kind == ir::BuildClause::Kind::Set) kind = BuildOrigin::Kind::Set;
    if (clause.kind == ir::BuildClause::Kind::Default) kind = BuildOrigin::Kind::Default;
    return {kind, {}, clause.location.file, clause.location.line};
}

std::string line_of(const ir::Location& location) { return fmt::format("{}:{}", location.file, location.line); }

}  // namespace

Draft::Draft(const ir::Module& module, const ir::Construction& construction, Evaluator& evaluator,
             const Supplied& supplied, const BuildRequest& request, BuildOutcome& outcome)
    : module_(module),
      construction_(construction),
      evaluator_(evaluator),
      supplied_(supplied),
      request_(request),
      outcome_(outcome),
      parts_(module.buffer_parts.size()) {
    evaluator_.set_buffer_parts(parts_);
}

void Draft::fill() {
    for (std::size_t i = 0; i < module_.segments.size(); ++i) {
        if (!module_.segments[i].repeated()) outcome_.record.add_row(static_cast<SegmentIndex>(i));
    }
    take_rows();
    for (const BuildValue& value : request_.values) take_value(value);
    take_buffers();
    set();
    set_defaults();
    derive();
    look();
}

void Draft::look() { evaluator_.begin(outcome_.record, supplied_); }

bool Draft::is_empty(Cell cell) const { return jianhe::is_empty(outcome_.record.get(index(cell.field), cell.row)); }

std::string_view Draft::text(Cell cell) const { return outcome_.record.get(index(cell.field), cell.row).text; }

const BuildOrigin* Draft::origin(Cell cell) const {
    const auto found = origins_.find(cell);
    return found == origins_.end() ? nullptr : &found->second;
}

const ir::BuildClause* Draft::left_out(Cell cell) const {
    const auto found = left_out_.find(cell);
    return found == left_out_.end() ? nullptr : found->second;
}

std::vector<Cell> Draft::waits_for(Cell cell) const {
    const auto found = waiting_.find(cell);
    return found == waiting_.end() ? std::vector<Cell>{} : found->second;
}

// A declared stand-in tells of nobody.
bool Draft::may_be_seen(const ir::Field& field, std::string_view text) const {
    if (request_.show_ids || field.mask == MaskKind::None) return true;
    return read_field(module_, field, {text, true}, std::nullopt).state == Reading::State::Placeholder;
}

std::string Draft::shown(ir::FieldId id, std::string_view text) const {
    const ir::Field& field = module_.field(id);
    std::string whole = may_be_seen(field, text) ? std::string(text) : mask(text, field.mask);
    if (whole.size() <= kShownBytes) return whole;
    std::size_t end = kShownBytes - 4;
    while (end > 0 && (static_cast<unsigned char>(whole[end]) & 0xC0U) == 0x80U) --end;
    return whole.substr(0, end) + "…";
}

std::string Draft::name(Cell cell) const {
    const std::string& tag = module_.field(cell.field).tag;
    return cell.row == 0 ? tag : fmt::format("{}[{}]", tag, cell.row);
}

void Draft::refuse(std::string field, std::uint32_t row, std::string message, const ir::Location* clause) {
    BuildRefusal refusal;
    refusal.text = row == 0 ? field : fmt::format("{}[{}]", field, row);
    refusal.text += refusal.text.empty() ? message : ": " + message;
    if (clause != nullptr) {
        refusal.file = clause->file;
        refusal.line = clause->line;
        refusal.text += " (" + line_of(*clause) + ")";
    }
    refusal.field = std::move(field);
    refusal.row = row;
    refusal.message = std::move(message);
    outcome_.refusals.push_back(std::move(refusal));
}

void Draft::remark(Cell cell, std::string text) {
    outcome_.remarks.push_back({module_.field(cell.field).tag, cell.row, name(cell) + ": " + std::move(text)});
}

void Draft::put(Cell cell, std::string text, BuildOrigin origin) {
    outcome_.record.set(index(cell.field), cell.row, outcome_.record.keep(std::move(text)));
    origins_[cell] = std::move(origin);
}

void Draft::remove(Cell cell) {
    outcome_.record.set_absent(index(cell.field), cell.row);
    origins_.erase(cell);
}

// Equal as texts, or as numbers and dates: 001 and 1 are one number.
bool Draft::is_same(Cell cell, std::string_view text) {
    if (this->text(cell) == text) return true;
    const ir::Field& field = module_.field(cell.field);
    if (is_text(field.type)) return false;
    const Reading a = read_field(module_, field, {this->text(cell), true}, std::nullopt);
    const Reading b = read_field(module_, field, {text, true}, std::nullopt);
    return a.state == Reading::State::Value && b.state == Reading::State::Value && a.number == b.number;
}

std::vector<std::uint32_t> Draft::rows_of(const ir::BuildClause& clause) const {
    if (!ir::is_some(clause.row)) return {0};
    std::vector<std::uint32_t> all(rows(clause.row));
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint32_t>(i + 1);
    return all;
}

bool Draft::holds(const ir::BuildClause& clause, std::uint32_t row) {
    return !ir::is_some(clause.when) || evaluator_.truth(clause.when, row) == Truth::True;
}

std::optional<std::string> Draft::value_of(const ir::BuildClause& clause, std::uint32_t row) {
    std::string text;
    if (clause.is_position) {
        text = fmt::to_string(row);
    } else if (!ir::is_some(clause.value)) {
        return std::nullopt;
    } else if (const ir::Inst& inst = module_.inst(clause.value); inst.kind == ir::InstKind::Field) {
        // Copied as it stands, also where it is malformed: what is wrong with it is then said of both.
        const auto field = static_cast<ir::FieldId>(inst.a);
        const Cell source{field, module_.segment(module_.field(field).segment).repeated() ? row : 0};
        if (is_empty(source)) return std::nullopt;
        text = this->text(source);
    } else if (inst.kind == ir::InstKind::Text) {
        text = module_.texts[inst.a];
    } else {
        look();
        const Value value = evaluator_.value(clause.value, row);
        if (value.state != Value::State::Present && value.state != Value::State::Placeholder) return std::nullopt;
        text = content_text(value, inst.type);
        if (text.empty()) return std::nullopt;
    }
    if (text.size() < clause.padded) text.insert(0, clause.padded - text.size(), '0');
    return text + clause.followed_by;
}

// Of every field and row the first clause of this kind whose condition holds, all conditions asked of the record as it
// is now.
std::vector<ClauseAt> Draft::chosen(ir::BuildClause::Kind kind) {
    look();
    std::vector<ClauseAt> result;
    std::set<Cell> taken;
    for (const ir::BuildClause& clause : construction_.clauses) {
        if (clause.kind != kind) continue;
        for (const std::uint32_t row : rows_of(clause)) {
            if (taken.contains({clause.field, row}) || !holds(clause, row)) continue;
            // A later clause may have a value where this one has none.
            if (kind != ir::BuildClause::Kind::Derive) taken.insert({clause.field, row});
            result.push_back({&clause, row});
        }
    }
    return result;
}

void Draft::set() {
    for (const ClauseAt& at : chosen(ir::BuildClause::Kind::Set)) {
        if (ir::is_some(at.clause->value)) {
            set_value(at, *value_of(*at.clause, at.row));
        } else {
            leave_out(at);
        }
    }
}

void Draft::set_value(const ClauseAt& at, std::string text) {
    const Cell cell{at.clause->field, at.row};
    if (is_empty(cell)) return put(cell, std::move(text), origin_of(*at.clause));
    if (is_same(cell, text)) return;
    refuse(module_.field(cell.field).tag, cell.row,
           fmt::format("{} sets {}, and {} gives {}", construction_.name, shown(cell.field, text),
                       describe(*origin(cell)), shown(cell.field, this->text(cell))),
           &at.clause->location);
}

void Draft::leave_out(const ClauseAt& at) {
    const Cell cell{at.clause->field, at.row};
    left_out_[cell] = at.clause;
    if (is_empty(cell)) return;
    if (origin(cell)->kind == BuildOrigin::Kind::Caller) {
        return refuse(
            module_.field(cell.field).tag, cell.row,
            fmt::format("{} leaves it out, and the caller gives {}", construction_.name, shown(cell.field, text(cell))),
            &at.clause->location);
    }
    remark(cell, fmt::format("{} of {} is left out ({})", shown(cell.field, text(cell)), describe(*origin(cell)),
                             line_of(at.clause->location)));
    remove(cell);
}

void Draft::set_defaults() {
    for (const ClauseAt& at : chosen(ir::BuildClause::Kind::Default)) {
        const Cell cell{at.clause->field, at.row};
        if (is_empty(cell)) put(cell, *value_of(*at.clause, at.row), origin_of(*at.clause));
    }
}

// In the order of the clauses, which stand behind what they read.
void Draft::derive() {
    std::set<Cell> settled;
    for (const ClauseAt& at : chosen(ir::BuildClause::Kind::Derive)) {
        const Cell cell{at.clause->field, at.row};
        if (settled.contains(cell)) continue;
        std::optional<std::string> text = value_of(*at.clause, at.row);
        if (!text) {
            if (!is_empty(cell) || !ir::is_some(at.clause->value)) continue;
            for (const Cell source : empty_sources(at.clause->value, at.row)) waiting_[cell].push_back(source);
            continue;
        }
        settled.insert(cell);
        waiting_.erase(cell);
        if (is_empty(cell)) {
            put(cell, std::move(*text), origin_of(*at.clause));
        } else if (!is_same(cell, *text)) {
            remark(cell, fmt::format("{} of {} stays; {} would follow ({})", shown(cell.field, this->text(cell)),
                                     describe(*origin(cell)), shown(cell.field, *text), line_of(at.clause->location)));
        }
    }
}

std::vector<Cell> Draft::empty_sources(ir::InstId expression, std::uint32_t row) {
    std::vector<Cell> sources;
    evaluator_.visit_reads(expression, row, [&](ir::FieldId field, std::uint32_t at) {
        const Cell cell{field, at};
        if (is_empty(cell) && std::find(sources.begin(), sources.end(), cell) == sources.end()) sources.push_back(cell);
    });
    return sources;
}

}  // namespace jianhe::construct
