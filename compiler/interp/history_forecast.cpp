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
      guards_(history_guards(module)),
      is_possible_(
          history_stands_alone(module) &&
          std::all_of(guards_.begin(), guards_.end(), [](const HistoryGuards& guards) { return guards.is_complete; })) {
    judge_.set_ledger(&cells_);
}

std::shared_ptr<const Forecast> HistoryForecast::of(const Record& record, std::vector<Cell>& cells) {
    if (!is_possible_ || !rows_are_silent(record)) return nullptr;
    begin(record);
    signature_.clear();
    if (!append_signature(record, guards_.front(), 0)) return nullptr;
    auto found = kinds_.find(signature_);
    if (found == kinds_.end()) {
        if (kinds_.size() == kMostKinds) kinds_.clear();
        found = kinds_.emplace(signature_, foresee(record)).first;
    }
    const std::size_t first = cells.size();
    for (const Source& source : found->second.sources) {
        cells.push_back(source.same_as == Source::kNone ? cell_of(source) : cells[first + source.same_as]);
    }
    return found->second.forecast;
}

void HistoryForecast::begin(const Record& record) {
    record_ = &record;
    judge_.begin_asking(record);
}

// False: the contents are none by which records are told apart.
bool HistoryForecast::append_signature(const Record& record, const HistoryGuards& guards, std::uint32_t row) {
    signature_.push_back(static_cast<char>(record.encoding()));
    for (const ir::FieldId field : guards.contents) {
        const bool by_row = module_.segment(module_.field(field).segment).repeated();
        const FieldText text = record.get(static_cast<FieldIndex>(ir::index_of(field)), by_row ? row : 0);
        if (text.text.size() > kLongestContent) return false;
        signature_.push_back(text.present ? static_cast<char>(text.text.size()) : kNoElement);
        signature_.append(text.text);
    }
    for (const ir::FieldId field : guards.states) {
        const bool by_row = module_.segment(module_.field(field).segment).repeated();
        signature_.push_back(static_cast<char>(judge_.evaluator().reading(field, by_row ? row : 0).state));
    }
    return true;
}

// Whether nothing is asked at any row and no row leaves anything.
bool HistoryForecast::rows_are_silent(const Record& record) {
    for (std::size_t i = 1; i < guards_.size(); ++i) {
        const HistoryGuards& guards = guards_[i];
        const std::uint32_t rows = record.rows(static_cast<SegmentIndex>(ir::index_of(guards.row)));
        if (rows != 0 && !guards.states.empty()) begin(record);
        for (std::uint32_t row = 1; row <= rows; ++row) {
            signature_.assign(1, static_cast<char>(i));
            if (!append_signature(record, guards, row)) return false;
            auto found = silent_rows_.find(signature_);
            if (found == silent_rows_.end()) {
                if (silent_rows_.size() == kMostRows) silent_rows_.clear();
                found = silent_rows_.emplace(signature_, is_silent(guards, record, row)).first;
            }
            if (!found->second) return false;
        }
    }
    return true;
}

bool HistoryForecast::is_silent(const HistoryGuards& guards, const Record& record, std::uint32_t row) {
    begin(record);
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

HistoryForecast::Kind HistoryForecast::foresee(const Record& record) {
    begin(record);
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
    for (const ir::CheckId id : guards_.front().checks) {
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
    Evaluator& evaluator = judge_.evaluator();
    const auto relation = static_cast<ir::RelationId>(source.relation);
    Cell cell;
    switch (source.kind) {
        case Source::Kind::Value: (void)evaluator.cell_of(source.inst, 0, relation, source.column, cell); return cell;
        case Source::Kind::Kept: return kept_cell(source);
        case Source::Kind::Name: return effects_.name_cell(source.column);
        case Source::Kind::Constant: return source.constant;
    }
    return cell;
}

// As the evaluator's. Nothing is malformed in a record of which there is nothing to say, so a text is what stands
// there.
Cell HistoryForecast::kept_cell(const Source& source) {
    const auto relation = static_cast<ir::RelationId>(source.relation);
    const FieldText text = record_->get(static_cast<FieldIndex>(ir::index_of(source.field)), 0);
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (is_empty(text)) return {};
    if (!is_text(module_.field(source.field).type) ||
        (record_->encoding() == TextEncoding::Big5 && !std::all_of(text.text.begin(), text.text.end(), is_ascii))) {
        return judge_.evaluator().kept_cell(source.field, 0, relation, source.column);
    }
    return cells_.cell({source.relation, source.column}, text.text);
}

}  // namespace jianhe
