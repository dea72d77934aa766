// The part of the context that finds out why a check could not be judged. Only asked for where one could not.

#include <algorithm>

#include <jianhe/generated/context.h>

namespace jianhe::generated {

const std::vector<Context::Unjudged>& Context::unjudged() noexcept {
    unjudged_.clear();
    for (const std::string_view field : record_blocked_by_) unjudged_.push_back({"*", field, {}, false});
    const auto add = [this](const Unjudged& entry) {
        // The rows of a check come one after the other, and mostly lack the same.
        if (unjudged_.empty() || unjudged_.back() != entry) unjudged_.push_back(entry);
    };
    for (const BlockedCheck& blocked : blocked_) {
        const CheckFacts& check = rules_.checks[blocked.check];
        const CodeFacts& code = rules_.codes[check.code];
        if (!blocked.by.empty()) {
            add({code.code, blocked.by, {}, false});
            continue;
        }
        causes_.clear();
        const Row here = blocked.row == 0 ? Row{} : row(check.row, blocked.row);
        collect(blocked.outcome == Outcome::BlockedByWhen ? check.when : check.expect, here);
        for (const Cause& cause : causes_) {
            if (cause.is_knowledge) {
                add({code.code, code.needs, cause.name, true});
            } else {
                add({code.code, cause.name, {}, cause.not_supplied});
            }
        }
    }
    std::sort(unjudged_.begin(), unjudged_.end());
    unjudged_.erase(std::unique(unjudged_.begin(), unjudged_.end()), unjudged_.end());
    return unjudged_;
}

bool Context::is_unknown(const Reason& reason, Row row) noexcept {
    if (reason.truth != nullptr) return reason.truth(*this, row) == Truth::Unknown;
    return reason.value(*this, row).state == Value::State::Unknown;
}

void Context::collect(std::uint32_t id, Row row) noexcept {
    if (id == kNone) return;
    const Reason& reason = rules_.reasons[id];
    if (reason.truth == nullptr && reason.value == nullptr) return;  // a constant
    if (!is_unknown(reason, row)) return;
    switch (reason.kind) {
        case Reason::Kind::Given: causes_.push_back({rules_.givens[reason.subject].name, true, false}); return;
        case Reason::Kind::Field: causes_.push_back({rules_.fields[reason.subject].tag, false, false}); return;
        case Reason::Kind::ChosenDate: {
            const ChosenDateFacts& chosen = rules_.chosen_dates[reason.subject];
            if (const std::uint32_t field = chosen.field(*this); field != kNone) {
                causes_.push_back({rules_.fields[field].tag, false, false});
                return;
            }
            // The first unknown condition ended the choice; those behind it were not asked.
            for (const std::uint32_t condition : chosen.conditions) {
                if (!is_unknown(rules_.reasons[condition], Row{})) continue;
                return collect(condition, Row{});
            }
            return;
        }
        case Reason::Kind::Master:
        case Reason::Kind::Provider: return collect_knowledge(reason, row);
        case Reason::Kind::Key:
            for (const std::uint16_t field : reason.key) {
                const FieldFacts& facts = rules_.fields[field];
                const SegmentFacts& segment = rules_.segments[facts.segment];
                const Value& value = segment.repeated ? row[field - segment.first_field] : values_[field];
                if (value.state == Value::State::Unknown) causes_.push_back({facts.tag, false, false});
            }
            break;
        case Reason::Kind::Rows: return collect_over_rows(id);
        case Reason::Kind::Operands: break;
    }
    for (const std::uint32_t operand : reason.operands) collect(operand, row);
}

// Remembered and without repetition: a rule that asks about all rows may stand at every row.
void Context::collect_over_rows(std::uint32_t id) noexcept {
    const auto known = std::find_if(whole_causes_.begin(), whole_causes_.end(),
                                    [&](const Causes& causes) { return causes.reason == id; });
    if (known != whole_causes_.end()) {
        for (std::size_t i = known->first; i < known->last; ++i) causes_.push_back(kept_causes_[i]);
        return;
    }
    const Reason& reason = rules_.reasons[id];
    const std::size_t before = causes_.size();
    const auto order = [](const Cause& a, const Cause& b) {
        return std::tie(a.name, a.not_supplied, a.is_knowledge) < std::tie(b.name, b.not_supplied, b.is_knowledge);
    };
    const auto same = [](const Cause& a, const Cause& b) {
        return std::tie(a.name, a.not_supplied, a.is_knowledge) == std::tie(b.name, b.not_supplied, b.is_knowledge);
    };
    for (std::uint32_t at = 1; at <= rows(reason.subject); ++at) {
        for (const std::uint32_t operand : reason.operands) collect(operand, this->row(reason.subject, at));
        // Kept short while it grows: rows mostly lack the same.
        std::sort(causes_.begin() + static_cast<std::ptrdiff_t>(before), causes_.end(), order);
        causes_.erase(std::unique(causes_.begin() + static_cast<std::ptrdiff_t>(before), causes_.end(), same),
                      causes_.end());
    }
    const std::size_t first = kept_causes_.size();
    kept_causes_.insert(kept_causes_.end(), causes_.begin() + static_cast<std::ptrdiff_t>(before), causes_.end());
    whole_causes_.push_back({id, first, kept_causes_.size()});
}

void Context::collect_knowledge(const Reason& reason, Row row) noexcept {
    if (reason.kind == Reason::Kind::Provider) {
        const auto& providers = supplied_.providers;
        const Provider* asked = reason.subject < providers.size() ? providers[reason.subject].get() : nullptr;
        if (asked == nullptr || !asked->offers(reason.part)) {
            causes_.push_back({rules_.providers[reason.subject], true, true});
            return;
        }
    } else if (reason.subject >= supplied_.masters.size() || supplied_.masters[reason.subject] == nullptr) {
        causes_.push_back({rules_.masters[reason.subject], true, true});
        return;
    }
    const std::size_t before = causes_.size();
    for (const std::uint32_t operand : reason.operands) collect(operand, row);
    if (causes_.size() != before) return;
    // All arguments were read and nothing could be made of them.
    for (const Read& read : reason.reads) {
        if (read.segment != kNone && rows(read.segment) == 0) continue;
        const std::uint32_t field = read.chosen == kNone ? read.field : rules_.chosen_dates[read.chosen].field(*this);
        if (field != kNone) causes_.push_back({rules_.fields[field].tag, false, false});
    }
}

}  // namespace jianhe::generated
