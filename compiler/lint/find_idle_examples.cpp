// L608: examples that would hold whatever the rules said about what they change.

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "compiler/lint/judged.h"
#include "compiler/lint/lints.h"
#include "compiler/lint/words.h"

namespace jianhe::lint {
namespace {

using Values = ir::RecordValues;

// Two examples with one key are one example written twice.
using Key = std::tuple<std::vector<std::vector<std::vector<Values::Row>>>, GivenValues, std::vector<ir::MasterId>,
                       std::vector<ir::ProviderId>, bool, bool,
                       std::vector<std::tuple<std::string, std::uint32_t, std::string>>>;

Key key_of(const ir::Example& example, const GivenValues& givens) {
    std::vector<std::tuple<std::string, std::uint32_t, std::string>> finds;
    for (const ir::Example::Expected& expected : example.finds) {
        finds.emplace_back(expected.field, expected.row, expected.code);
    }
    std::sort(finds.begin(), finds.end());
    std::vector<std::vector<std::vector<Values::Row>>> records{example.values.segments};
    for (const auto& file : example.files) {
        for (const Values& earlier : file) records.push_back(earlier.segments);
        records.emplace_back();  // where the file ends
    }
    for (const Values& earlier : example.after) records.push_back(earlier.segments);
    if (example.has_history) records.emplace_back();  // the same without one is another
    return {std::move(records), givens,       example.masters, example.providers,
            example.accepted,   example.only, std::move(finds)};
}

// Where the last character of a UTF-8 text begins.
std::size_t last_character(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U) --at;
    return at;
}

// The contents one step away: the next number, day, second or word and the one before; and, where the record itself has
// a content of another length, one that is a character longer.
std::vector<std::string> beside(const ir::Module& module, const ir::Field& field, const std::string& text,
                                std::size_t length_in_record) {
    std::vector<std::string> result;
    if (text.empty()) return result;
    if (text.size() != length_in_record) result.push_back(text + text.substr(last_character(text)));
    const Reading reading = read_field(module, field, {text, true}, std::nullopt);
    if (reading.state != Reading::State::Value) return result;
    const bool is_text = jianhe::is_text(field.type);
    for (const bool up : {false, true}) {
        if (const auto word = up ? word_after(text) : word_before(text)) result.push_back(*word);
        if (is_text) continue;
        if (const auto number = text_of_number(field, reading.number + (up ? 1 : -1))) result.push_back(*number);
    }
    return result;
}

class IdleExamples {
public:
    explicit IdleExamples(LintContext& context) : context_(context), module_(context.module), judge_(module_) {}

    void find() {
        // One declaration makes one example.
        for (std::size_t i = 0; i < std::min(module_.examples.size(), context_.tree.examples.size()); ++i) {
            look_at(module_.examples[i], context_.tree.examples[i]);
        }
    }

private:
    struct Base {
        GivenValues givens;
        Judged judged;
    };

    void look_at(const ir::Example& example, const dsl::ExampleDecl& decl) {
        const GivenValues givens = judge_.givens_of(example, example.values);
        const auto [first, is_new] = first_of_.emplace(key_of(example, givens), &decl);
        if (!is_new) {
            auto report = context_.warn(dsl::diag::IdleExample, decl.waivers, range_of(decl), "it is written twice");
            if (report) report->note(range_of(*first->second), "the first");
            return;
        }
        const std::string why = example.accepted ? fault_of_accepted(example, givens) : fault_of_finds(example, givens);
        if (!why.empty()) (void)context_.warn(dsl::diag::IdleExample, decl.waivers, range_of(decl), why);
    }

    // From the word `example` to the record that it changes.
    static dsl::SourceRange range_of(const dsl::ExampleDecl& decl) {
        dsl::SourceRange range = decl.range;
        range.end = decl.record.range.end;
        return range;
    }

    const ir::DeclaredRecord& record_of(const ir::Example& example) const {
        return module_.records[ir::index_of(example.base)];
    }

    const Base& base_of(const ir::Example& example) {
        const auto known = bases_.find(example.base);
        if (known != bases_.end() && !example.has_history) return known->second;
        const Values& values = record_of(example).values;
        const GivenValues givens = judge_.givens_of({}, values);
        // What comes before an example with a history is part of what it proves.
        Judged judged = judge_.judge(values, givens, example.has_history ? nullptr : &example);
        return bases_.insert_or_assign(example.base, Base{givens, std::move(judged)}).first->second;
    }

    bool is_record_itself(const ir::Example& example, const GivenValues& givens) {
        return example.values.segments == record_of(example).values.segments && givens == base_of(example).givens &&
               example.after.empty() && example.files.empty() && example.masters.empty() && example.providers.empty();
    }

    // The record as it is declared proves itself; anything else must change what is judged, or stand at an edge where
    // one step further would.
    std::string fault_of_accepted(const ir::Example& example, const GivenValues& givens) {
        if (is_record_itself(example, givens)) return {};
        const Base& base = base_of(example);
        const Judged judged = judge_.judge(example.values, givens, &example);
        if (judged != base.judged || stands_at_edge(example, givens, judged)) return {};
        return fmt::format("every condition answers as for `{}`, and for the contents beside too",
                           record_of(example).name);
    }

    // The text of one field of one row; null: the record has fewer rows.
    std::optional<std::string>* cell_of(Values& values, ir::FieldId id, std::uint32_t row) const {
        const ir::SegmentId segment = module_.field(id).segment;
        auto& rows = values.segments[ir::index_of(segment)];
        const std::size_t position = row == 0 ? 0 : row - 1;
        if (position >= rows.size()) return nullptr;
        return &rows[position][ir::index_of(id) - ir::index_of(module_.segment(segment).first_field)];
    }

    bool stands_at_edge(const ir::Example& example, const GivenValues& givens, const Judged& judged) {
        for (const auto& [id, row] : example.changed) {
            const ir::Field& field = module_.field(id);
            Values values = example.values;
            std::optional<std::string>* cell = cell_of(values, id, row);
            if (!*cell) continue;
            Values declared = record_of(example).values;
            const std::optional<std::string>* in_record = cell_of(declared, id, row);
            const std::size_t length = in_record != nullptr && *in_record ? (*in_record)->size() : 0;
            for (std::string& next : beside(module_, field, **cell, length)) {
                *cell = std::move(next);
                if (judge_.judge(values, givens, &example) != judged) return true;
            }
        }
        for (const auto& [id, value] : example.givens) {
            for (const std::int64_t step : {-1, 1}) {
                GivenValues moved = givens;
                moved[ir::index_of(id)] = value + step;
                if (judge_.judge(example.values, moved, &example) != judged) return true;
            }
        }
        return false;
    }

    // What is expected was there before the change, and nothing that was there is said to be gone.
    std::string fault_of_finds(const ir::Example& example, const GivenValues& givens) {
        if (is_record_itself(example, givens)) return {};
        const auto& there = base_of(example).judged.findings;
        const auto meets = [](const ir::Example::Expected& expected, const auto& finding) {
            const auto& [field, row, code] = finding;
            return expected.field == field && expected.code == code && (expected.row == 0 || expected.row == row);
        };
        for (const ir::Example::Expected& expected : example.finds) {
            const bool known =
                std::any_of(there.begin(), there.end(), [&](const auto& finding) { return meets(expected, finding); });
            if (!known) return {};
        }
        for (const auto& finding : there) {
            const bool expected = std::any_of(example.finds.begin(), example.finds.end(),
                                              [&](const auto& entry) { return meets(entry, finding); });
            if (example.only && !expected) return {};
        }
        if (stands_at_edge(example, givens, judge_.judge(example.values, givens, &example))) return {};
        return fmt::format("`{}` already has what it finds", record_of(example).name);
    }

    LintContext& context_;
    const ir::Module& module_;
    Judge judge_;
    std::map<ir::RecordId, Base> bases_;
    std::map<Key, const dsl::ExampleDecl*> first_of_;
};

}  // namespace

void find_idle_examples(LintContext& context) { IdleExamples(context).find(); }

}  // namespace jianhe::lint
