#include <algorithm>

#include <jianhe/generated/build_engine.h>

#include "read_field.h"

namespace jianhe::generated {
namespace {

// Enough for what is usual, so that a new engine does not allocate while it builds a usual record.
constexpr std::uint32_t kUsualRows = 32;
constexpr std::size_t kUsualAnswers = 64;
constexpr std::size_t kUsualText = 4096;

bool holds_text(FieldType type) noexcept {
    switch (type) {
        case FieldType::Number:
        case FieldType::Decimal:
        case FieldType::RocDate:
        case FieldType::RocDateTime: return false;
        case FieldType::Text:
        case FieldType::Code:
        case FieldType::CodeList:
        case FieldType::NationalId:
        case FieldType::FacilityCode:
        case FieldType::VisitId: break;
    }
    return true;
}

}  // namespace

BuildEngine::BuildEngine(const Building& building, Supplied supplied)
    : building_(building),
      rules_(*building.rules),
      base_givens_(supplied.givens),
      supplied_(std::move(supplied)),
      context_(rules_, supplied_),
      given_buffers_(building.buffers.size()),
      parts_(building.part_names.size()),
      trails_(rules_.segments.size()) {
    base_givens_.resize(rules_.givens.size());
    supplied_.givens = base_givens_;
    for (std::size_t i = 0; i < trails_.size(); ++i) {
        const SegmentFacts& segment = rules_.segments[i];
        trails_[i].reserve((segment.repeated ? kUsualRows : 1) * segment.field_count);
    }
    const std::size_t cells = rules_.fields.size() * 2 + std::size_t{kUsualRows} * kUsualAnswers;
    chosen_.reserve(cells);
    waiting_.reserve(cells);
    cells_.reserve(cells);
    leaf_cells_.reserve(kUsualAnswers);
    reasons_.reserve(kUsualAnswers);
    scratch_.reserve(kUsualText);
    needs_.reserve(kUsualAnswers);
    refusals_.reserve(kUsualAnswers);
    refusal_parts_.reserve(kUsualAnswers);
    first_parts_.reserve(kUsualAnswers);
    remarks_.reserve(kUsualAnswers);
    kept_.reserve(kUsualAnswers);
    findings_.reserve(kUsualAnswers);
}

void BuildEngine::prepare(Record& record) const {
    for (std::size_t i = 0; i < rules_.segments.size(); ++i) {
        const auto segment = static_cast<SegmentIndex>(i);
        const std::uint32_t wanted = rules_.segments[i].repeated ? kUsualRows : 1;
        while (record.rows(segment) < wanted) record.add_row(segment);
    }
    record.clear();
}

void BuildEngine::begin(std::uint32_t construction, Record& record, bool show_ids, const GivenValues* givens) noexcept {
    construction_ = construction;
    show_ids_ = show_ids;
    is_judged_ = false;
    record_ = &record;
    record.clear();
    texts_.reset();
    for (std::size_t i = 0; i < trails_.size(); ++i) {
        trails_[i].clear();
        if (!rules_.segments[i].repeated) record.add_row(static_cast<SegmentIndex>(i));
        make_room(static_cast<std::uint32_t>(i));
    }
    std::fill(given_buffers_.begin(), given_buffers_.end(), std::string_view());
    std::fill(parts_.begin(), parts_.end(), Value::empty());
    waiting_.clear();
    needs_.clear();
    refusals_.clear();
    refusal_parts_.clear();
    first_parts_.clear();
    remarks_.clear();
    kept_.clear();
    findings_.clear();

    bool is_changed = false;
    for (std::size_t i = 0; i < base_givens_.size(); ++i) {
        const bool is_own = givens != nullptr && i < givens->size() && (*givens)[i];
        const std::optional<std::int64_t>& wanted = is_own ? (*givens)[i] : base_givens_[i];
        is_changed = is_changed || supplied_.givens[i] != wanted;
        supplied_.givens[i] = wanted;
    }
    if (is_changed) context_.givens_changed();
    context_.set_buffer_parts(parts_);
}

BuildAnswer BuildEngine::finish() noexcept {
    take_buffers();
    set();
    set_defaults();
    derive();
    judge();

    for (std::size_t i = 0; i < refusals_.size(); ++i) {
        const std::size_t last = i + 1 < refusals_.size() ? first_parts_[i + 1] : refusal_parts_.size();
        refusals_[i].parts = std::span(refusal_parts_).subspan(first_parts_[i], last - first_parts_[i]);
    }
    BuildAnswer answer;
    if (!refusals_.empty()) {
        answer.status = BuildStatus::Refused;
    } else if (!needs_.empty()) {
        answer.status = BuildStatus::NeedsMore;
    } else {
        answer.status = construction().kept_for == kNone ? BuildStatus::Built : BuildStatus::Kept;
    }
    if (answer.status != BuildStatus::Kept) kept_.clear();
    if (construction().kept_for != kNone) answer.kept_for = building_.constructions[construction().kept_for].name;
    answer.needs = needs_;
    answer.refusals = refusals_;
    answer.remarks = remarks_;
    answer.kept = kept_;
    answer.findings = findings_;
    return answer;
}

std::optional<Origin> BuildEngine::origin(std::uint32_t field, std::uint32_t row) const noexcept {
    const Trail* known = trail({field, row});
    if (known == nullptr || known->from == Trail::From::Nowhere) return std::nullopt;
    return origin_of(*known);
}

Origin BuildEngine::origin_of(const Trail& trail) const noexcept {
    if (trail.from == Trail::From::Buffer) {
        return {Origin::Kind::Buffer, building_.buffers[trail.number].name, {}, 0};
    }
    if (trail.from != Trail::From::Clause) return {};
    const ClauseFacts& clause = construction().clauses[trail.number];
    Origin::Kind kind = Origin::Kind::Derive;
    if (clause.kind == ClauseDescription::Kind::Set) kind = Origin::Kind::Set;
    if (clause.kind == ClauseDescription::Kind::Default) kind = Origin::Kind::Default;
    return {kind, {}, clause.source.file, clause.source.line};
}

void BuildEngine::look() noexcept {
    if (!is_seen_) context_.look(*record_);
    is_seen_ = true;
}

// One row for every one of the record's.
void BuildEngine::make_room(std::uint32_t segment) noexcept {
    is_seen_ = false;
    trails_[segment].resize(std::size_t{rows(segment)} * rules_.segments[segment].field_count);
}

Row BuildEngine::row_of(std::uint32_t segment, std::uint32_t number) const noexcept {
    return segment == kNone || number == 0 ? Row{nullptr, number} : context_.row(segment, number);
}

BuildEngine::Trail* BuildEngine::trail(Cell cell) noexcept {
    return const_cast<Trail*>(static_cast<const BuildEngine*>(this)->trail(cell));
}

// Null: there is no such row.
const BuildEngine::Trail* BuildEngine::trail(Cell cell) const noexcept {
    const std::uint32_t id = field(cell.field).segment;
    const SegmentFacts& segment = rules_.segments[id];
    const std::uint32_t position = segment.repeated ? cell.row : 1;
    if (position == 0) return nullptr;
    const std::size_t at = std::size_t{position - 1} * segment.field_count + (cell.field - segment.first_field);
    return at < trails_[id].size() ? &trails_[id][at] : nullptr;
}

bool BuildEngine::is_empty(Cell cell) const noexcept {
    return jianhe::is_empty(record_->get(static_cast<FieldIndex>(cell.field), cell.row));
}

std::string_view BuildEngine::text(Cell cell) const noexcept {
    return record_->get(static_cast<FieldIndex>(cell.field), cell.row).text;
}

Place BuildEngine::place_of(Cell cell) const noexcept {
    return {static_cast<std::int32_t>(field(cell.field).segment), cell.row, static_cast<std::int32_t>(cell.field)};
}

void BuildEngine::put(Cell cell, std::string_view kept, Trail::From from, std::uint32_t number) noexcept {
    is_seen_ = false;
    record_->set(static_cast<FieldIndex>(cell.field), cell.row, kept);
    Trail& known = *trail(cell);
    known.from = from;
    known.number = static_cast<std::uint16_t>(number);
}

void BuildEngine::remove(Cell cell) noexcept {
    is_seen_ = false;
    record_->set_absent(static_cast<FieldIndex>(cell.field), cell.row);
    trail(cell)->from = Trail::From::Nowhere;
}

// Equal as texts, or as numbers and dates: 001 and 1 are one number.
bool BuildEngine::is_same(Cell cell, std::string_view other) const noexcept {
    if (text(cell) == other) return true;
    const FieldFacts& facts = field(cell.field);
    if (holds_text(facts.type)) return false;
    Value a;
    Value b;
    read_field(facts, text(cell), nullptr, a);
    read_field(facts, other, nullptr, b);
    return a.state == Value::State::Present && b.state == Value::State::Present && a.number == b.number;
}

}  // namespace jianhe::generated
