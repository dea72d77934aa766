#include "compiler/jit/compiled_judge.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdlib>
#include <cstring>

#include "compiler/jit/calls.h"

namespace jianhe::jit {

bool is_fit(const ir::Module& module, const Supplied& supplied) noexcept {
    for (std::size_t i = 0; i < module.givens.size(); ++i) {
        if (module.givens[i].is_optional) continue;
        if (i >= supplied.givens.size() || !supplied.givens[i]) return false;
    }
    return true;
}

namespace {

// Which are settled over those of the record before.
void clear_but_findings(RecordResult& result) noexcept {
    result.blocked.clear();
    result.not_checked.clear();
    result.orders = 0;
}

}  // namespace

class CompiledJudge::Placed final : public FileQuestions {
public:
    bool answer(const FileQuestion& question) override {
        FileQuestion placed = question;
        placed.at = at;
        return asked->answer(placed);
    }
    const KeyHasher& hasher() const noexcept override { return asked->hasher(); }

    FileQuestions* asked = nullptr;
    std::uint64_t at = 0;
};

class CompiledJudge::Scanned final : public RecordTexts {
public:
    Scanned(Context& context, const Host& host) noexcept : context_(context), host_(host) {}

    std::uint32_t rows(SegmentIndex segment) const noexcept override { return context_.rows[segment].count; }

    FieldText get(FieldIndex field, std::uint32_t row) const noexcept override {
        const FieldPlan& plan = host_.plan.fields[field];
        const bool is_only = row == 0 && !host_.module.segments[plan.segment].repeated();
        const Rows& rows = context_.rows[plan.segment];
        const std::uint32_t at = is_only ? 1 : row;
        if (at == 0 || at > rows.count) return {};
        char* data = rows.data + std::size_t{at - 1} * host_.plan.row_size[plan.segment];
        if (!host_.has(data, Bits::Present, plan)) return {};
        if (host_.has(data, Bits::AsItLies, plan)) jh_convert(&context_, field, data);
        const auto& slot = *reinterpret_cast<const Slot*>(data + plan.slot);
        return {{slot.text, slot.length}, true};
    }

private:
    Context& context_;
    const Host& host_;
};

CompiledJudge::CompiledJudge(const ir::Module& module, const Plan& plan, const SpecificationInfo& info,
                             const Supplied& supplied, std::shared_ptr<const JitProgram> program, const Limits& limits)
    : module_(module),
      plan_(plan),
      supplied_(supplied),
      program_(std::move(program)),
      host_(module, plan, supplied_),
      evaluator_(module),
      placed_(std::make_unique<Placed>()),
      scanned_(std::make_unique<Scanned>(context_, host_)),
      record_(info.layout),
      settling_(module),
      field_causes_(module, plan, supplied_),
      blocked_(module) {
    assert(is_fit(module, supplied) && "compiled code relies on what must be given");
    scan_ = reinterpret_cast<Function>(program_->find("jianhe_scan"));
    judge_ = reinterpret_cast<Function>(program_->find("jianhe_judge"));
    const auto prepare = reinterpret_cast<void (*)(Context*)>(program_->find("jianhe_prepare"));
    assert(scan_ != nullptr && judge_ != nullptr && prepare != nullptr && "the code of another version");

    supplied_.givens.resize(module.givens.size());
    for (std::size_t i = 0; i < module.givens.size(); ++i) {
        givens_.push_back(supplied_.givens[i].value_or(0));
        if (supplied_.givens[i]) context_.supplied_givens |= std::uint64_t{1} << i;
    }
    for (std::size_t i = 0; i < module.masters.size() && i < supplied_.masters.size(); ++i) {
        if (supplied_.masters[i] != nullptr) context_.supplied_masters |= std::uint64_t{1} << i;
    }
    for (std::size_t i = 0; i < plan.parts.size(); ++i) {
        const auto [provider, part] = plan.parts[i];
        if (provider < supplied_.providers.size() && supplied_.providers[provider] != nullptr &&
            supplied_.providers[provider]->offers(part)) {
            context_.offered_parts |= std::uint64_t{1} << i;
        }
    }
    enabled_.resize(module.checks.size() / 64 + 1);
    for (std::size_t i = 0; i < module.checks.size(); ++i) {
        if (host_.dispositions[i]) enabled_[i / 64] |= std::uint64_t{1} << i % 64;
    }
    any_atoms_.resize(module.fields.size());
    not_checked_.resize(plan.not_checked.size() / 64 + 1);
    counts_.resize(plan.not_checked.size());
    count_planes_.resize(not_checked_.size() * kCountPlanes);
    for (std::uint32_t i = 0; i < plan.not_checked.size(); ++i) index_of_not_checked_.emplace(plan.not_checked[i], i);
    for (const auto& [entry, index] : index_of_not_checked_) not_checked_in_order_.push_back(index);
    memo_.resize(plan.memo_count + 1);
    memo_values_.resize(plan.memo_value_count + 1);

    const Record nothing(info.layout);
    evaluator_.begin(nothing, supplied_);
    run_values_.resize(plan.run_values.size() + 1);
    for (const auto& [inst, index] : plan.run_values) {
        const Value value = evaluator_.value(static_cast<ir::InstId>(inst), 0);
        run_values_[index] = {static_cast<std::uint32_t>(value.state), 0, value.number, nullptr, 0};
    }
    context_.run_values = run_values_.data();
    context_.host = &host_;
    context_.givens = givens_.data();
    context_.enabled = enabled_.data();
    context_.any_atoms = any_atoms_.data();
    context_.not_checked = not_checked_.data();
    context_.count_planes = count_planes_.data();
    context_.counts = counts_.data();
    context_.memo = memo_.data();
    digests_.resize(module.keys.size() + 1);
    context_.digests = digests_.data();
    context_.secret = &host_.hasher->secret();
    context_.memo_values = memo_values_.data();
    context_.max_record_bytes = limits.max_record_bytes;
    context_.max_rows = limits.max_rows_per_record;
    for (std::uint32_t segment = 0; segment < module.segments.size(); ++segment) jh_grow(&context_, segment);
    prepare(&context_);
    record_.show(*scanned_);
}

CompiledJudge::~CompiledJudge() {
    for (Rows& rows : context_.rows) std::free(rows.data);
}

void CompiledJudge::begin_stretch(TextEncoding encoding, FileQuestions* questions, bool every_record) {
    host_.encoding = encoding;
    host_.set_file(questions);
    context_.secret = &host_.hasher->secret();
    room_ = questions == nullptr ? nullptr : questions->room();
    if (room_ == nullptr) room_ = &no_room_;
    placed_->asked = questions;
    if (interpreter_) interpreter_->set_file(questions == nullptr ? nullptr : placed_.get());
    every_record_ = every_record;
}

StretchJudge::Stop CompiledJudge::run(std::string_view stretch, std::size_t& at, Tally& tally) {
    context_.every_record = every_record_ ? 1 : 0;
    while (true) {
        const jit::Stop stop = scan(stretch, at);
        if (stop == jit::Stop::End || stop == jit::Stop::Unusual) {
            flush(tally);
            return stop == jit::Stop::End ? Stop::End : Stop::Unusual;
        }
        take_result(stop);
        if (result_.findings.empty() && !every_record_) continue;
        // Who reports a record wants to know how many stand before it.
        tally.records += std::exchange(context_.records, 0) - 1;
        tally.orders += std::exchange(context_.orders, 0) - result_.orders;
        return Stop::Report;
    }
}

// On from `at`, to whatever the code stops at.
jit::Stop CompiledJudge::scan(std::string_view stretch, std::size_t& at) {
    context_.at = stretch.data() + at;
    context_.end = stretch.data() + stretch.size();
    context_.stretch = stretch.data();
    context_.room = room_;
    const auto stop = static_cast<jit::Stop>(scan_(&context_));
    at = static_cast<std::size_t>(context_.at - stretch.data());
    return stop;
}

void CompiledJudge::take_result(jit::Stop stop) {
    if (stop == jit::Stop::Slow) {
        judge_slowly(record_, result_);
    } else if (stop == jit::Stop::Refused) {
        take_refusal(result_);
    } else {
        take_findings(record_, result_);
    }
}

bool CompiledJudge::run_one(std::string_view stretch, std::size_t& at, std::vector<NotChecked>* not_checked) {
    context_.every_record = 1;
    const jit::Stop stop = scan(stretch, at);
    if (stop == jit::Stop::End || stop == jit::Stop::Unusual) return false;
    take_result(stop);
    context_.records = context_.orders = 0;
    if (not_checked != nullptr) not_checked->clear();
    if (stop == jit::Stop::Refused) return true;
    if (not_checked != nullptr) {
        take_not_checked(*not_checked);
    } else {
        take_back_not_checked();
    }
    return true;
}

// Of the record at hand, which is then no longer counted.
void CompiledJudge::take_not_checked(std::vector<NotChecked>& not_checked) {
    for (const std::uint32_t i : not_checked_in_order_) {
        if ((not_checked_[i / 64] >> i % 64 & 1U) != 0) not_checked.push_back(plan_.not_checked[i]);
    }
    take_back_not_checked();
}

void CompiledJudge::take_back_not_checked() {
    for (std::uint32_t word = 0; word < not_checked_.size(); ++word) {
        for (std::uint64_t left = not_checked_[word]; left != 0; left &= left - 1)
            --counts_[word * 64 + static_cast<std::uint32_t>(std::countr_zero(left))];
    }
}

void CompiledJudge::check(const Record& record, RecordResult& result) {
    // It lies in no stretch, so that a question cannot say where it stands.
    context_.stretch = nullptr;
    context_.record = nullptr;
    context_.room = &no_room_;
    context_.every_record = 1;
    begin_record();
    const Outcome outcome = load(record) ? static_cast<Outcome>(judge_(&context_)) : Outcome::Slow;
    if (outcome == Outcome::Refused) return take_refusal(result);
    if (outcome != Outcome::Slow) {
        take_findings(record, result);
        return take_not_checked(result.not_checked);  // a caller of single records has no tally
    }
    placed_->at = 0;
    interpret(record, result);
}

void CompiledJudge::begin_record() {
    context_.slow = context_.malformed = context_.row_total = context_.event_count = context_.fired_count = 0;
    for (std::size_t i = 0; i < module_.segments.size(); ++i) {
        Rows& rows = context_.rows[i];
        rows.count = 0;
        std::fill(std::begin(rows.any_given), std::end(rows.any_given), 0);
        std::fill(std::begin(rows.any_malformed), std::end(rows.any_malformed), 0);
    }
    std::fill(any_atoms_.begin(), any_atoms_.end(), 0);
    host_.begin_record();
}

// A record that somebody else has read, field by field. False: it has faults that only the interpreter judges.
bool CompiledJudge::load(const Record& record) {
    if (!record.faults().empty()) return false;
    for (std::uint32_t segment = 0; segment < module_.segments.size(); ++segment) {
        const std::uint32_t rows = record.rows(static_cast<SegmentIndex>(segment));
        if (!module_.segments[segment].repeated() && rows != 1) return false;
        for (std::uint32_t row = 1; row <= rows; ++row) load_row(record, segment, row);
    }
    return true;
}

void CompiledJudge::load_row(const Record& record, std::uint32_t segment, std::uint32_t row) {
    Rows& rows = context_.rows[segment];
    if (rows.count == rows.capacity) jh_grow(&context_, segment);
    char* data = rows.data + std::size_t{rows.count} * plan_.row_size[segment];
    std::memset(data, 0, plan_.slots_offset());
    ++rows.count;
    const ir::Segment& declared = module_.segments[segment];
    for (std::uint32_t i = 0; i < declared.field_count; ++i) {
        const std::uint32_t field = ir::index_of(declared.first_field) + i;
        const FieldText text = record.get(static_cast<FieldIndex>(field), declared.repeated() ? row : 0);
        if (!text.present) continue;
        std::string_view content = text.text;
        const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
        if (record.encoding() == TextEncoding::Big5 && !std::all_of(content.begin(), content.end(), is_ascii)) {
            const std::string converted = big5_to_utf8(content);
            char* room = host_.room_for_text(converted.size());
            std::memcpy(room, converted.data(), converted.size());
            host_.take_text(converted.size());
            content = {room, converted.size()};
        }
        jh_read_odd(&context_, field, data, content.data(), content.size(), wire_length(content, TextEncoding::Utf8));
    }
    for (std::uint32_t word = 0; word < plan_.words; ++word)
        rows.any_given[word] |= host_.bits(data, Bits::Given)[word];
}

void CompiledJudge::count_orders(RecordResult& result) const {
    for (std::size_t i = 0; i < module_.segments.size(); ++i) {
        if (module_.segments[i].repeated()) result.orders += context_.rows[i].count;
    }
}

void CompiledJudge::add_fired(const Event& event) {
    const Disposition disposition =
        event.detail == kByRun ? *host_.dispositions[event.subject] : static_cast<Disposition>(event.detail);
    settling_.add_fired(static_cast<ir::CheckId>(event.subject), static_cast<ir::FieldId>(event.field), event.row,
                        disposition);
}

// Rules that block the whole record have fired, so nothing else was asked.
void CompiledJudge::take_refusal(RecordResult& result) {
    clear_but_findings(result);
    settling_.begin();
    for (const Event& event : host_.events) {
        if (event.kind != Event::Kind::Fired) continue;
        add_fired(event);
        const ir::SegmentId segment = module_.checks[event.subject].segment;
        result.blocked.push_back(
            {"*", ir::is_some(segment) ? module_.segment(segment).tag : module_.fields[event.field].tag});
    }
    std::sort(result.blocked.begin(), result.blocked.end());
    result.blocked.erase(std::unique(result.blocked.begin(), result.blocked.end()), result.blocked.end());
    settling_.settle(result.findings);
    finish(result);
}

void CompiledJudge::finish(RecordResult& result) const {
    count_orders(result);
    result.verdict = verdict_of(result.findings);
}

void CompiledJudge::take_findings(const Record& record, RecordResult& result) {
    clear_but_findings(result);
    settling_.begin();
    bool blocked = false;
    for (const Event& event : host_.events) {
        switch (event.kind) {
            case Event::Kind::Fired: add_fired(event); break;
            case Event::Kind::Blocked: blocked = true; break;
            case Event::Kind::BuiltIn:
                settling_.add_field(static_cast<ir::FieldId>(event.subject), event.row,
                                    static_cast<ir::FieldRole>(event.detail));
                break;
            case Event::Kind::Rows: settling_.add_rows(static_cast<ir::SegmentId>(event.subject)); break;
        }
    }
    settling_.settle(result.findings);
    blocked_.begin();
    if (blocked) take_causes(record);
    if (!host_.blocked.empty()) host_.blocking.tell(host_.blocked, host_.dispositions, context_, blocked_);
    blocked_.take(result.blocked);
    finish(result);
}

// Why checks were blocked, as far as it is known, else as the interpreter finds it.
void CompiledJudge::take_causes(const Record& record) {
    field_causes_.begin(context_);
    bool has_begun = false;
    for (const Event& event : host_.events) {
        if (event.kind != Event::Kind::Blocked) continue;
        const FieldCauses::Cause cause = field_causes_.cause_of(event);
        if (ir::is_some(cause.field)) {
            blocked_.add(event.subject, module_.field(cause.field).tag);
        } else if (cause.not_checked) {
            add_not_checked(*cause.not_checked);
        } else {
            if (!has_begun) evaluator_.begin(record, supplied_);
            has_begun = true;
            evaluate_causes(event);
        }
    }
}

void CompiledJudge::evaluate_causes(const Event& event) {
    const ir::Check& check = module_.checks[event.subject];
    causes_.clear();
    evaluator_.collect_causes(event.detail == kByWhen ? check.when : check.expect, event.row, causes_);
    const ir::Code& code = module_.code(check.code);
    for (const Cause& cause : causes_) {
        if (!cause.not_supplied) {
            blocked_.add_kept(event.subject, cause.name);
            continue;
        }
        const NotChecked entry =
            cause.is_provider ? NotChecked{code.code, code.needs, cause.name} : NotChecked{code.code, cause.name, {}};
        add_not_checked(index_of_not_checked_.at(entry));
    }
}

void CompiledJudge::interpret(const Record& record, RecordResult& result) {
    if (!interpreter_) {
        interpreter_.emplace(module_, supplied_);
        interpreter_->set_file(placed_->asked == nullptr ? nullptr : placed_.get());
    }
    interpreter_->check(record, result);
}

// Counts it once a record.
void CompiledJudge::add_not_checked(std::uint32_t index) {
    const std::uint64_t bit = std::uint64_t{1} << index % 64;
    if ((not_checked_[index / 64] & bit) != 0) return;
    not_checked_[index / 64] |= bit;
    ++counts_[index];
}

void CompiledJudge::judge_slowly(const Record& record, RecordResult& result) {
    placed_->at = static_cast<std::uint64_t>(context_.record - context_.stretch);
    interpret(record, result);
    std::fill(not_checked_.begin(), not_checked_.end(), 0);
    for (const NotChecked& entry : result.not_checked) {
        const std::uint32_t index = index_of_not_checked_.at(entry);
        not_checked_[index / 64] |= std::uint64_t{1} << index % 64;
        ++counts_[index];
    }
    result.not_checked.clear();
}

namespace {

constexpr std::uint32_t kCountsAtOnce = 8;

// The counts of eight neighbouring bits of a word's planes, a byte each, the first bit's lowest.
std::uint64_t counts_of_eight(const std::uint64_t* planes, std::uint32_t first_bit) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101;
    static_assert(kCountPlanes <= 8);
    std::uint64_t counts = 0;
    for (std::uint32_t plane = 0; plane < kCountPlanes; ++plane) {
        // A bit is alone in its byte, where it may stand anywhere; 0x7F more moves it to the highest place.
        const std::uint64_t alone = (planes[plane] >> first_bit & 0xFF) * ones & 0x8040201008040201;
        counts |= ((alone + ones * 0x7F) >> 7 & ones) << plane;
    }
    return counts;
}

}  // namespace

// How many records lacked what, and none from now on.
void CompiledJudge::take_counts(std::vector<std::uint64_t>& by_number) {
    for (std::size_t i = 0; i < counts_.size(); i += kCountsAtOnce) {
        std::uint64_t eight = counts_of_eight(&count_planes_[i / 64 * kCountPlanes], i % 64);
        const std::size_t end = std::min(i + kCountsAtOnce, counts_.size());
        for (std::size_t at = i; at < end; ++at, eight >>= 8) {
            by_number[at] += std::exchange(counts_[at], 0) + (eight & 0xFF);
        }
    }
    std::fill(count_planes_.begin(), count_planes_.end(), 0);
}

void CompiledJudge::flush(Tally& tally) {
    tally.records += std::exchange(context_.records, 0);
    tally.orders += std::exchange(context_.orders, 0);
    tally.numbered = &plan_.not_checked;
    tally.by_number.resize(counts_.size());
    take_counts(tally.by_number);
}

CompiledValidator::CompiledValidator(const ir::Module& module, Supplied supplied,
                                     std::shared_ptr<const JitProgram> program)
    : info_(ir::make_info(module)),
      plan_(make_plan(module)),
      supplied_(std::move(supplied)),
      judge_(module, plan_, info_, supplied_, std::move(program)) {}

}  // namespace jianhe::jit
