// The stages of building that follow what was supplied: set, default, derive.

#include <algorithm>
#include <cassert>

#include <jianhe/date.h>
#include <jianhe/generated/build_engine.h>
#include <jianhe/number.h>

#include "build_texts.h"

namespace jianhe::generated {

using Kind = ClauseDescription::Kind;
using Gives = ClauseFacts::Gives;

bool BuildEngine::holds(const ClauseFacts& clause, std::uint32_t row) noexcept {
    return clause.when == nullptr || clause.when(context_, row_of(clause.row, row)) == Truth::True;
}

// Of every field and row the first clause of this kind whose condition holds, all conditions asked of the record as it
// is now.
void BuildEngine::choose(Kind kind) noexcept {
    context_.look(*record_);
    chosen_.clear();
    for (std::vector<Trail>& segment : trails_) {
        for (Trail& trail : segment) trail.is_settled = false;
    }
    const auto& clauses = construction().clauses;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        const ClauseFacts& clause = clauses[i];
        if (clause.kind != kind) continue;
        const std::uint32_t last = clause.row == kNone ? 0 : rows(clause.row);
        for (std::uint32_t row = clause.row == kNone ? 0 : 1; row <= last; ++row) {
            Trail& known = *trail({clause.field, row});
            if (known.is_settled || !holds(clause, row)) continue;
            // A later clause may have a value where one that derives has none.
            known.is_settled = kind != Kind::Derive;
            chosen_.push_back({static_cast<std::uint16_t>(i), row});
        }
    }
}

std::optional<std::string_view> BuildEngine::value_of(const ClauseFacts& clause, std::uint32_t row) noexcept {
    std::string& text = new_text();
    switch (clause.gives) {
        case Gives::Nothing: return std::nullopt;
        case Gives::Position: append_number(text, row); break;
        case Gives::Copy: {
            // As it stands, also where it is malformed: what is wrong with it is then said of both.
            const Cell source{clause.copied, is_in_rows(clause.copied) ? row : 0};
            if (is_empty(source)) return std::nullopt;
            text.append(this->text(source));
            break;
        }
        case Gives::Constant: text.append(clause.text); break;
        case Gives::Text:
        case Gives::Number:
        case Gives::Date:
        case Gives::DateTime:
            context_.look(*record_);
            append_content(text, clause, clause.value(context_, row_of(clause.row, row)));
            if (text.empty()) return std::nullopt;
            break;
    }
    if (text.size() < clause.padded) text.insert(0, clause.padded - text.size(), '0');
    return keep_text(text.append(clause.followed_by));
}

void BuildEngine::append_content(std::string& out, const ClauseFacts& clause, const Value& value) noexcept {
    if (value.state == Value::State::Placeholder) {
        out.append(value.text);
    } else if (value.state == Value::State::Present) {
        if (clause.gives == Gives::Number) {
            out.append(clause.scale == 0 ? std::to_string(value.number) : format_decimal(value.number, clause.scale));
        } else if (clause.gives == Gives::Date) {
            out.append(format_roc_date(Date{static_cast<std::int32_t>(value.number)}));
        } else if (clause.gives == Gives::DateTime) {
            out.append(format_roc_datetime(DateTime{value.number}));
        } else {
            out.append(value.text);
        }
    }
}

void BuildEngine::set() noexcept {
    choose(Kind::Set);
    for (const ClauseAt& at : chosen_) {
        const ClauseFacts& clause = construction().clauses[at.clause];
        const Cell cell{clause.field, at.row};
        if (clause.gives == Gives::Nothing) {
            leave_out(at.clause, cell);
            continue;
        }
        const std::string_view value = value_of(clause, at.row).value_or("");
        if (is_empty(cell)) {
            put(cell, value, Trail::From::Clause, at.clause);
        } else if (!is_same(cell, value)) {
            std::string& message = new_text();
            message.append(construction().name).append(" sets ");
            append_shown(message, cell.field, value);
            message.append(", and ");
            append_origin(message, cell);
            message.append(" gives ");
            append_shown(message, cell.field, text(cell));
            add_refusal(field(cell.field).tag, cell.row, keep_text(message), &clause.source);
        }
    }
}

void BuildEngine::leave_out(std::uint16_t id, Cell cell) noexcept {
    const ClauseFacts& clause = construction().clauses[id];
    Trail& known = *trail(cell);
    known.left_out_by = static_cast<std::uint16_t>(id + 1);
    if (is_empty(cell)) return;
    std::string& said = new_text();
    if (known.from == Trail::From::Caller) {
        said.append(construction().name).append(" leaves it out, and the caller gives ");
        append_shown(said, cell.field, text(cell));
        return add_refusal(field(cell.field).tag, cell.row, keep_text(said), &clause.source);
    }
    append_shown(said, cell.field, text(cell));
    said.append(" of ");
    append_origin(said, cell);
    said.append(" is left out (");
    append_source(said, clause.source);
    said.append(")");
    remark(cell, keep_text(said));
    remove(cell);
}

void BuildEngine::set_defaults() noexcept {
    choose(Kind::Default);
    for (const ClauseAt& at : chosen_) {
        const ClauseFacts& clause = construction().clauses[at.clause];
        const Cell cell{clause.field, at.row};
        if (is_empty(cell)) put(cell, value_of(clause, at.row).value_or(""), Trail::From::Clause, at.clause);
    }
}

// In the order of the clauses, which stand behind what they read.
void BuildEngine::derive() noexcept {
    choose(Kind::Derive);
    for (const ClauseAt& at : chosen_) derive(at);
    // One without a value waits, unless another clause had one.
    std::erase_if(waiting_, [&](const Waiting& one) { return trail(one.derived)->is_settled; });
    for (std::size_t i = 0; i < waiting_.size(); ++i) waiting_[i].order = i;
    std::sort(waiting_.begin(), waiting_.end(), [](const Waiting& a, const Waiting& b) {
        return a.derived != b.derived ? a.derived < b.derived : a.order < b.order;
    });
}

void BuildEngine::derive(const ClauseAt& at) noexcept {
    const ClauseFacts& clause = construction().clauses[at.clause];
    const Cell cell{clause.field, at.row};
    Trail& known = *trail(cell);
    if (known.is_settled) return;
    const std::optional<std::string_view> value = value_of(clause, at.row);
    if (!value) {
        if (!is_empty(cell)) return;
        for (const Cell source : empty_sources(clause.value_part, at.row)) waiting_.push_back({cell, source, 0});
        return;
    }
    known.is_settled = true;
    if (is_empty(cell)) return put(cell, *value, Trail::From::Clause, at.clause);
    if (is_same(cell, *value)) return;
    std::string& said = new_text();
    append_shown(said, cell.field, text(cell));
    said.append(" of ");
    append_origin(said, cell);
    said.append(" stays; ");
    append_shown(said, cell.field, *value);
    said.append(" would follow (");
    append_source(said, clause.source);
    said.append(")");
    remark(cell, keep_text(said));
}

}  // namespace jianhe::generated
