// Decision tables where they are declared: every row is right in itself, and every combination of values falls into
// exactly one of them on every day.

#include <array>
#include <map>
#include <set>

#include <jianhe/date.h>
#include <jianhe/number.h>

#include "compiler/check/context.h"
#include "compiler/check/decisions.h"
#include "compiler/check/expressions.h"
#include "compiler/check/set_members.h"
#include "compiler/ir/printer.h"
#include "compiler/ir/word_range.h"

namespace jianhe {
namespace {

// Combinations of unlike values that are looked at; a larger table is refused rather than left unchecked.
constexpr std::size_t kMaxCombinations = 200'000;

// As many as the greatest number has.
constexpr std::size_t kNumberDigits = 18;

// One value of a column; all values that the same rows hold for are alike, and one of them speaks for all.
struct Sample {
    enum class Kind : std::uint8_t { Empty, Word, Another };
    Kind kind = Kind::Empty;
    std::string word;
};

class DecisionChecker {
public:
    DecisionChecker(Context& context, const dsl::TableDecl& decl) : context_(context), decl_(decl) {}

    void check() {
        if (!check_columns() || !check_rows()) return;
        for (std::size_t column = 0; column < fields_.size(); ++column) samples_.push_back(unlike_samples(column));
        std::size_t combinations = days_.size();
        for (const std::vector<Sample>& samples : samples_) {
            combinations *= samples.size();
            if (combinations <= kMaxCombinations) continue;
            context_.emitter.report(dsl::diag::DecisionTooLarge, decl_.name.range, combinations, kMaxCombinations);
            return;
        }
        for (const Date day : days_) {
            std::vector<std::size_t> chosen(fields_.size());
            combine(0, chosen, day);
        }
    }

private:
    bool check_columns() {
        bool sound = true;
        for (const dsl::TableDecl::Column& column : decl_.columns) {
            const ir::FieldId* field = context_.resolve(context_.fields, column.name, "field");
            sound = sound && field != nullptr && !context_.untyped.contains(column.name.text);
            if (field != nullptr) fields_.push_back(*field);
        }
        return sound;
    }

    bool check_rows() {
        const std::size_t errors_before = context_.emitter.error_count();
        for (const dsl::DecisionRow& row : decl_.decisions) {
            if (row.result.text != "allowed" && row.result.text != "refused" && row.result.text != "unchecked") {
                context_.report_unknown(row.result, "decision", kResults);
            }
            const ir::Span span = span_of(context_, row);
            spans_.push_back(span);
            if (span.from && span.until && *span.until < *span.from) {
                context_.emitter.report(dsl::diag::EmptyRange, join(row.from->range, row.until->range));
            }
            if (is_others(row)) {
                if (!span.is_open()) {
                    const dsl::Name& day = row.from ? *row.from : *row.until;
                    context_.emitter.report(dsl::diag::WantedOther, day.range, "`others` on every day", "a date")
                        .hint("`others` is what no other row holds for on a day, so dates belong to the other rows");
                }
                if (others_ != nullptr) context_.report_twice(row.cells.front().word, "row", others_->range);
                others_ = &row;
                continue;
            }
            if (row.cells.size() != fields_.size()) {
                context_.emitter.report(dsl::diag::UnequalRow, row.range, row.cells.size(), fields_.size());
                continue;
            }
            check_cells(row);
        }
        if (context_.emitter.error_count() != errors_before) return false;
        collect_days();
        return true;
    }

    // The cells are checked as the conditions that they become.
    void check_cells(const dsl::DecisionRow& row) {
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            Scope scope;
            const ir::SegmentId segment = context_.module.field(fields_[column]).segment;
            if (context_.module.segment(segment).repeated()) scope.row = segment;
            const dsl::Name& name = decl_.columns[column].name;
            const auto condition =
                cell_condition(context_, row.cells[column], {dsl::ExprKind::Word, name.range, name.text, {}});
            if (condition) (void)ExpressionChecker(context_, scope).condition(*condition);
        }
    }

    // One day of every span in which the same rows hold.
    void collect_days() {
        std::set<std::int32_t> days;
        for (const ir::Span& span : spans_) {
            if (span.from) days.insert({span.from->days - 1, span.from->days});
            if (span.until) days.insert({span.until->days, span.until->days + 1});
        }
        for (const std::int32_t day : days) days_.push_back(Date{day});
        if (days_.empty()) days_.push_back(Date{0});
        is_dated_ = !days.empty();
    }

    // Every word that could make a difference: the ends of the cells' ranges and the words beside them, the words of
    // the field's code set, and another.
    std::vector<Sample> samples_of(std::size_t column) {
        std::set<std::string> words;
        const auto add = [&](const std::vector<ir::WordRange>& ranges) {
            for (const ir::WordRange& range : ranges) words.insert({range.lo, range.hi});
        };
        const ir::Field& field = field_of(column);
        std::vector<ir::WordRange> allowed;
        const bool is_closed = ir::is_some(field.code_set) &&
                               !context_.module.code_sets[ir::index_of(field.code_set)].is_open &&
                               field.type == ir::FieldType::Code;
        if (is_closed) {
            for (const auto& row : context_.module.code_sets[ir::index_of(field.code_set)].rows)
                allowed.push_back(row.code);
        }
        add(allowed);
        for (const ir::Placeholder& placeholder : field.placeholders) {
            add(context_.module.sets[ir::index_of(placeholder.members)].members);
        }
        for (const dsl::DecisionRow& row : decl_.decisions) {
            if (is_others(row)) continue;
            const std::vector<ir::WordRange> members = members_of(row.cells[column], column);
            add(members);
            for (const std::string& word : words_beside(members)) {
                if (!is_closed || ir::in_set(word, {"", "", allowed})) words.insert(word);
            }
        }
        std::vector<Sample> samples{{Sample::Kind::Empty, {}}};
        for (const std::string& word : words) {
            if (can_hold(column, word)) samples.push_back({Sample::Kind::Word, word});
        }
        // Every number lies in some cell's range, or beside one.
        if (!is_closed && !(is_number(column) && samples.size() > 1)) samples.push_back({Sample::Kind::Another, {}});
        return samples;
    }

    // A range of a code set may go on where the range of a cell ends.
    static std::set<std::string> words_beside(const std::vector<ir::WordRange>& ranges) {
        std::set<std::string> words;
        for (const ir::WordRange& range : ranges) {
            for (const auto& word : {ir::previous_word(range.lo), ir::next_word(range.hi)}) {
                if (word) words.insert(*word);
            }
        }
        return words;
    }

    const ir::Field& field_of(std::size_t column) const { return context_.module.field(fields_[column]); }

    bool is_number(std::size_t column) const {
        const ir::FieldType type = field_of(column).type;
        return type == ir::FieldType::Number || type == ir::FieldType::Decimal;
    }

    // Whether the number is not too long for its field, nor out of its range.
    bool can_hold(std::size_t column, const std::string& word) const {
        std::int64_t number = 0;
        if (!is_number(column) || parse_number(word, kNumberDigits, number) != Lexical::Ok) return true;
        const ir::Field& field = field_of(column);
        if ((field.low && number < *field.low) || (field.high && number > *field.high)) return false;
        return std::to_string(number).size() <= std::size_t{field.length} + field.scale;
    }

    // A number as a word of one length, so that words are in the order of the numbers.
    std::string number_word(const std::string& written, std::size_t column) const {
        const std::uint8_t scale = field_of(column).scale;
        std::int64_t number = 0;
        if (parse_decimal(written, 18U - scale, scale, number) != Lexical::Ok) return written;
        const std::string digits = std::to_string(number);
        return std::string(digits.size() < kNumberDigits ? kNumberDigits - digits.size() : 0, '0') + digits;
    }

    std::vector<ir::WordRange> numbers_of(const dsl::DecisionCell& cell, std::size_t column) const {
        if (cell.kind == dsl::DecisionCell::Kind::Word) {
            const std::string word = number_word(cell.word.text, column);
            return {{word, word}};
        }
        std::vector<ir::WordRange> numbers;
        for (const dsl::Expr& member : cell.members.operands) {
            const bool is_range = member.kind == dsl::ExprKind::Range;
            numbers.push_back({number_word(is_range ? member.operands[0].text : member.text, column),
                               number_word(is_range ? member.operands[1].text : member.text, column)});
        }
        return numbers;
    }

    std::vector<ir::WordRange> members_of(const dsl::DecisionCell& cell, std::size_t column) {
        if (cell.kind == dsl::DecisionCell::Kind::Any) return {};
        const bool is_state =
            cell.kind == dsl::DecisionCell::Kind::Word && (cell.word.text == "empty" || cell.word.text == "given");
        if (is_state) return {};
        if (is_number(column)) return numbers_of(cell, column);
        if (cell.kind == dsl::DecisionCell::Kind::Members) return set_members(context_, cell.members);
        const std::string& word = cell.word.text;
        if (const auto* set = context_.sets.find(word)) return context_.module.sets[ir::index_of(set->id)].members;
        if (const auto* code_set = context_.code_sets.find(word)) {
            std::vector<ir::WordRange> members;
            for (const auto& row : context_.module.code_sets[ir::index_of(code_set->id)].rows)
                members.push_back(row.code);
            return members;
        }
        return {{word, word}};
    }

    bool holds(const dsl::DecisionCell& cell, const Sample& sample, std::size_t column) {
        if (cell.kind == dsl::DecisionCell::Kind::Any) return true;
        bool in = false;
        if (cell.kind == dsl::DecisionCell::Kind::Word && cell.word.text == "empty") {
            in = sample.kind == Sample::Kind::Empty;
        } else if (cell.kind == dsl::DecisionCell::Kind::Word && cell.word.text == "given") {
            in = sample.kind != Sample::Kind::Empty;
        } else if (sample.kind == Sample::Kind::Word) {
            in = ir::in_set(sample.word, {"", "", members_of(cell, column)});
        }
        return in != cell.negated;
    }

    // Of the values for which the same rows hold, one.
    std::vector<Sample> unlike_samples(std::size_t column) {
        std::map<std::vector<bool>, Sample> kinds;
        std::vector<std::vector<bool>> order;
        for (Sample& sample : samples_of(column)) {
            std::vector<bool> rows;
            for (const dsl::DecisionRow& row : decl_.decisions) {
                rows.push_back(is_others(row) || holds(row.cells[column], sample, column));
            }
            if (kinds.emplace(rows, sample).second) order.push_back(std::move(rows));
        }
        std::vector<Sample> samples;
        for (std::vector<bool>& rows : order) {
            samples.push_back(kinds.find(rows)->second);
            holding_[column].push_back(std::move(rows));
        }
        return samples;
    }

    void combine(std::size_t column, std::vector<std::size_t>& chosen, Date day) {
        if (column < fields_.size()) {
            for (std::size_t i = 0; i < samples_[column].size(); ++i) {
                chosen[column] = i;
                combine(column + 1, chosen, day);
            }
            return;
        }
        const dsl::DecisionRow* first = nullptr;
        for (std::size_t row = 0; row < decl_.decisions.size(); ++row) {
            if (is_others(decl_.decisions[row]) || !spans_[row].holds(day)) continue;
            bool all = true;
            for (std::size_t i = 0; i < fields_.size(); ++i) all = all && holding_[i][chosen[i]][row];
            if (!all) continue;
            if (first != nullptr) return report_overlap(*first, decl_.decisions[row], chosen, day);
            first = &decl_.decisions[row];
        }
        if (first != nullptr || others_ != nullptr || gap_reported_) return;
        gap_reported_ = true;
        context_.emitter.report(dsl::diag::DecisionGap, decl_.name.range, described(chosen, day))
            .hint("add a row for it, or a last row `others : unchecked`");
    }

    void report_overlap(const dsl::DecisionRow& first, const dsl::DecisionRow& second,
                        const std::vector<std::size_t>& chosen, Date day) {
        if (!overlaps_.insert({&first, &second}).second) return;
        context_.emitter.report(dsl::diag::DecisionOverlap, second.range, described(chosen, day))
            .note(first.range, "the other row");
    }

    std::string shown(const std::string& word, std::size_t column) const {
        std::int64_t number = 0;
        if (!is_number(column) || parse_number(word, kNumberDigits, number) != Lexical::Ok) return word;
        return ir::print_constant({ir::ValueType::Number, field_of(column).scale}, number);
    }

    // The record that shows it:  P23 = 1, Q02 empty
    std::string described(const std::vector<std::size_t>& chosen, Date day) const {
        std::string text;
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            const Sample& sample = samples_[i][chosen[i]];
            text += (text.empty() ? "" : ", ") + context_.module.field(fields_[i]).tag;
            if (sample.kind == Sample::Kind::Empty) text += " empty";
            if (sample.kind == Sample::Kind::Word) text += " = " + shown(sample.word, i);
            if (sample.kind == Sample::Kind::Another) text += " of another value";
        }
        return is_dated_ ? text + ", on " + format_roc_date(day) : text;
    }

    static constexpr std::array<std::string_view, 3> kResults{"allowed", "refused", "unchecked"};

    Context& context_;
    const dsl::TableDecl& decl_;
    std::vector<ir::FieldId> fields_;
    std::vector<ir::Span> spans_;  // by row
    std::vector<Date> days_;
    bool is_dated_ = false;
    const dsl::DecisionRow* others_ = nullptr;
    std::vector<std::vector<Sample>> samples_;                       // by column
    std::map<std::size_t, std::vector<std::vector<bool>>> holding_;  // by column, by sample: the rows that hold
    bool gap_reported_ = false;
    std::set<std::pair<const dsl::DecisionRow*, const dsl::DecisionRow*>> overlaps_;
};

}  // namespace

void check_decision(Context& context, const dsl::TableDecl& decl) { DecisionChecker(context, decl).check(); }

}  // namespace jianhe
