#include "compiler/interp/history_forecast.h"

#include <algorithm>
#include <utility>

namespace jianhe {
namespace {

// A kind is told by codes and counts, of which there are few; longer contents would make each record its own kind.
constexpr std::size_t kLongestContent = 64;
// More are forgotten: a specification whose rules ask for what differs in each record gains nothing here.
constexpr std::size_t kMostKinds = 4'096;
constexpr std::size_t kMostRows = 65'536;

constexpr char kNoElement = '\x7f';

bool is_heard(Outcome outcome) { return outcome == Outcome::Fired || outcome == Outcome::Blocked; }

}  // namespace

HistoryForecast::HistoryForecast(const ir::Module& module, const Supplied& supplied, const Ledger& ledger)
    : module_(module),
      cells_(ledger),
      judge_(module, supplied),
      effects_(module, judge_.evaluator()),
      words_(module),
      is_possible_(history_stands_alone(module)) {
    judge_.set_ledger(&cells_);
    for (HistoryGuards& guards : history_guards(module)) {
        is_possible_ = is_possible_ && guards.is_complete;
        groups_.push_back(group_of(std::move(guards)));
    }
}

HistoryForecast::Group HistoryForecast::group_of(HistoryGuards guards) const {
    Group group;
    const auto part = [&](const std::vector<ir::FieldId>& from, std::vector<ir::FieldId>& of_record,
                          std::vector<ir::FieldId>& of_row) {
        for (const ir::FieldId field : from) {
            (module_.segment(module_.field(field).segment).repeated() ? of_row : of_record).push_back(field);
        }
    };
    part(guards.contents, group.of_record.contents, group.of_row.contents);
    part(guards.states, group.of_record.states, group.of_row.states);
    group.guards = std::move(guards);
    return group;
}

std::shared_ptr<const Forecast> HistoryForecast::of(const Record& record, std::vector<Cell>& cells) {
    record_ = &record;
    has_begun_ = false;
    if (!is_possible_ || !rows_are_silent(record)) return nullptr;
    signature_.assign(1, static_cast<char>(record.encoding()));
    if (!append_signature(record, groups_.front().of_record, 0)) return nullptr;
    auto found = kinds_.find(signature_);
    if (found == kinds_.end()) {
        if (kinds_.size() == kMostKinds) kinds_.clear();
        found = kinds_.emplace(signature_, foresee()).first;
    }
    const std::size_t first = cells.size();
    for (const Source& source : found->second.sources) {
        cells.push_back(source.same_as == Source::kNone ? cell_of(source) : cells[first + source.same_as]);
    }
    return found->second.forecast;
}

void HistoryForecast::begin() {
    judge_.begin_asking(*record_);
    has_begun_ = true;
}

// False: the contents are none by which records are told apart.
bool HistoryForecast::append_signature(const Record& record, const Fields& fields, std::uint32_t row) {
    for (const ir::FieldId field : fields.contents) {
        const FieldText text = record.get(static_cast<FieldIndex>(ir::index_of(field)), row);
        if (text.text.size() > kLongestContent) return false;
        signature_.push_back(text.present ? static_cast<char>(text.text.size()) : kNoElement);
        signature_.append(text.text);
    }
    for (const ir::FieldId field : fields.states) {
        const FieldText text = record.get(static_cast<FieldIndex>(ir::index_of(field)), row);
        signature_.push_back(static_cast<char>(state_of(text, field, row)));
    }
    return true;
}

// Nothing is malformed in a record of which there is nothing to say, so there is less to look at than else.
Reading::State HistoryForecast::state_of(FieldText text, ir::FieldId id, std::uint32_t row) {
    if (is_empty(text)) return Reading::State::Absent;
    const ir::Field& field = module_.field(id);
    if (field.placeholders.empty()) return Reading::State::Value;
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (!std::all_of(text.text.begin(), text.text.end(), is_ascii)) {
        if (!has_begun_) begin();
        return judge_.evaluator().reading(id, row).state;
    }
    const bool is_stand_in = std::any_of(field.placeholders.begin(), field.placeholders.end(),
                                         [&](const auto& one) { return words_.in_set(text.text, one.members); });
    return is_stand_in ? Reading::State::Placeholder : Reading::State::Value;
}

// Whether nothing is asked at any row and no row leaves anything.
bool HistoryForecast::rows_are_silent(const Record& record) {
    for (std::size_t i = 1; i < groups_.size(); ++i) {
        const Group& group = groups_[i];
        const std::uint32_t rows = record.rows(static_cast<SegmentIndex>(ir::index_of(group.guards.row)));
        if (rows == 0) continue;
        signature_.assign({static_cast<char>(record.encoding()), static_cast<char>(i)});
        if (!append_signature(record, group.of_record, 0)) return false;
        const std::size_t of_record = signature_.size();
        for (std::uint32_t row = 1; row <= rows; ++row) {
            signature_.resize(of_record);
            if (!append_signature(record, group.of_row, row)) return false;
            auto found = silent_rows_.find(signature_);
            if (found == silent_rows_.end()) {
                if (silent_rows_.size() == kMostRows) silent_rows_.clear();
                found = silent_rows_.emplace(signature_, is_silent(group.guards, row)).first;
            }
            if (!found->second) return false;
        }
    }
    return true;
}

// The judge begins anew, so that nothing that was answered before goes unnoted.
bool HistoryForecast::is_silent(const HistoryGuards& guards, std::uint32_t row) {
    begin();
    asked_.clear();
    Evaluator& evaluator = judge_.evaluator();
    evaluator.note_questions(&asked_);
    bool is_silent = std::none_of(guards.checks.begin(), guards.checks.end(),
                                  [&](ir::CheckId id) { return is_heard(judge_.ask(id, row)); });
    for (const ir::Effect* effect : guards.effects) {
        if (!ir::is_some(effect->when) || evaluator.truth(effect->when, row) == Truth::True) is_silent = false;
    }
    evaluator.note_questions(nullptr);
    return is_silent && asked_.empty();
}

HistoryForecast::Kind HistoryForecast::foresee() {
    begin();
    asked_.clear();
    question_sources_.clear();
    row_sources_.clear();
    followed_.clear();
    auto forecast = std::make_shared<Forecast>();
    judge_.evaluator().note_questions(&asked_);
    bool is_complete = foresee_checks() && foresee_effects(*forecast);
    judge_.evaluator().note_questions(nullptr);
    is_complete = foresee_questions(*forecast) && is_complete;
    Kind kind;
    for (std::vector<Source>& sources : question_sources_) {
        kind.sources.insert(kind.sources.end(), sources.begin(), sources.end());
    }
    forecast->is_complete = is_complete;
    if (is_complete) {
        kind.sources.insert(kind.sources.end(), row_sources_.begin(), row_sources_.end());
        forecast->name_cells = static_cast<std::uint32_t>(module_.key.size());
        for (std::uint32_t i = 0; i < module_.key.size(); ++i) {
            Source& source = kind.sources.emplace_back();
            source.kind = Source::Kind::Name;
            source.relation = LedgerColumnRef::kRecordName;
            source.column = i;
            source.field = module_.key[i];
        }
    } else {
        forecast->rows.clear();
    }
    share_cells(kind.sources);
    kind.forecast = std::move(forecast);
    return kind;
}

// All of them, so that what they ask is known even where one has something to say.
bool HistoryForecast::foresee_checks() {
    bool are_silent = true;
    for (const ir::CheckId id : groups_.front().guards.checks) {
        if (is_heard(judge_.ask(id, 0))) are_silent = false;
    }
    return are_silent;
}

bool HistoryForecast::foresee_questions(Forecast& forecast) {
    bool is_complete = true;
    for (const ir::Inst* inst : asked_) {
        const ir::LookUp& look_up = module_.look_ups[inst->b];
        const ir::Relation& relation = module_.relations[ir::index_of(look_up.relation)];
        const std::vector<ir::InstId> key = judge_.evaluator().tuple(static_cast<ir::InstId>(inst->a));
        std::vector<Source> parts;
        for (const std::uint32_t column : relation.indexes[look_up.index]) {
            const auto at = std::find(look_up.columns.begin(), look_up.columns.end(), column);
            Source& part = parts.emplace_back();
            part.relation = ir::index_of(look_up.relation);
            part.column = column;
            part.inst = key[static_cast<std::size_t>(at - look_up.columns.begin())];
            part.is_there = true;
            // By what an entry holds, which the record does not say.
            if (judge_.evaluator().reads_entry(part.inst)) is_complete = false;
        }
        if (std::none_of(parts.begin(), parts.end(),
                         [&](const Source& part) { return judge_.evaluator().reads_entry(part.inst); })) {
            add_question(ir::index_of(look_up.relation), look_up.index, std::move(parts), forecast);
        }
    }
    return is_complete;
}

void HistoryForecast::add_question(std::uint32_t relation, std::uint32_t index, std::vector<Source> parts,
                                   Forecast& forecast) {
    for (std::size_t i = 0; i < forecast.questions.size(); ++i) {
        const Forecast::Question& known = forecast.questions[i];
        const auto is_same = [this](const Source& a, const Source& b) {
            return a == b || (a.column == b.column && ir::is_some(field_of(a)) && field_of(a) == field_of(b));
        };
        if (known.relation == relation && known.index == index &&
            std::equal(parts.begin(), parts.end(), question_sources_[i].begin(), is_same)) {
            return;
        }
    }
    forecast.questions.push_back({relation, index, static_cast<std::uint32_t>(parts.size())});
    question_sources_.push_back(std::move(parts));
}

// The same text in columns of one domain is hidden once.
void HistoryForecast::share_cells(std::vector<Source>& sources) const {
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const ir::FieldId field = field_of(sources[i]);
        if (!ir::is_some(field)) continue;
        for (std::uint32_t before = 0; before < i; ++before) {
            const Source& known = sources[before];
            if (known.same_as != Source::kNone || field_of(known) != field) continue;
            const LedgerColumn& a = column_of(known);
            const LedgerColumn& b = column_of(sources[i]);
            // Of a stand-in, what is kept of it and what tells the record differ; a value is always one.
            const bool holds_value = known.kind == Source::Kind::Value;
            if (a.kind != b.kind || a.domain != b.domain || (known.kind != sources[i].kind && !holds_value)) continue;
            sources[i].same_as = before;
            break;
        }
    }
}

const LedgerColumn& HistoryForecast::column_of(const Source& source) const {
    const LedgerShape& shape = cells_.shape();
    if (source.kind == Source::Kind::Name) return shape.record_name[source.column];
    return shape.relations[source.relation].columns[source.column];
}

// The field whose content the cell is; none: it is something else.
ir::FieldId HistoryForecast::field_of(const Source& source) const {
    if (source.kind == Source::Kind::Kept || source.kind == Source::Kind::Name) return source.field;
    if (source.kind == Source::Kind::Constant) return ir::kNone<ir::FieldId>;
    const ir::Inst& inst = module_.inst(source.inst);
    return inst.kind == ir::InstKind::Field ? static_cast<ir::FieldId>(inst.a) : ir::kNone<ir::FieldId>;
}

Cell HistoryForecast::cell_of(const Source& source) {
    if (source.kind == Source::Kind::Constant) return source.constant;
    const bool is_text = source.kind == Source::Kind::Kept || (source.kind == Source::Kind::Value && source.is_there);
    const ir::FieldId field = field_of(source);
    if (is_text && ir::is_some(field)) {
        if (auto cell = text_cell(source, field)) return std::move(*cell);
    }
    if (!has_begun_) begin();
    Evaluator& evaluator = judge_.evaluator();
    const auto relation = static_cast<ir::RelationId>(source.relation);
    if (source.kind == Source::Kind::Kept) return evaluator.kept_cell(source.field, 0, relation, source.column);
    if (source.kind == Source::Kind::Name) return effects_.name_cell(source.column);
    Cell cell;
    (void)evaluator.cell_of(source.inst, 0, relation, source.column, cell);
    return cell;
}

// As the evaluator would say, where it is a text as it stands in the record; nothing where that has to be read first.
std::optional<Cell> HistoryForecast::text_cell(const Source& source, ir::FieldId field) const {
    const FieldText text = record_->get(static_cast<FieldIndex>(ir::index_of(field)), 0);
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (is_empty(text)) return Cell();
    if (!is_text(module_.field(field).type)) return std::nullopt;
    if (!std::all_of(text.text.begin(), text.text.end(), is_ascii)) return std::nullopt;
    return cells_.cell({source.relation, source.column}, text.text);
}

}  // namespace jianhe
