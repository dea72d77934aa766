#include <algorithm>

#include "compiler/embed/handles.h"
#include "compiler/embed/status.h"

using namespace jianhe;         // NOLINT(google-build-using-namespace): C functions stand in no namespace
using namespace jianhe::embed;  // NOLINT(google-build-using-namespace)

namespace {

jianhe_need shown_need(const BuildNeed& need) noexcept {
    jianhe_need ours{};
    ours.field = need.field.c_str();
    ours.label = need.label.c_str();
    ours.reason = need.reason.c_str();
    ours.code = need.code.c_str();
    ours.text = need.text.c_str();
    ours.row = need.row;
    return ours;
}

jianhe_refusal shown_refusal(const BuildRefusal& refusal) noexcept {
    jianhe_refusal ours{};
    ours.field = refusal.field.c_str();
    ours.code = refusal.code.c_str();
    ours.message = refusal.message.c_str();
    ours.text = refusal.text.c_str();
    ours.file = refusal.file.c_str();
    ours.line = refusal.line;
    ours.row = refusal.row;
    return ours;
}

jianhe_remark shown_remark(const BuildRemark& remark) noexcept {
    jianhe_remark ours{};
    ours.field = remark.field.c_str();
    ours.text = remark.text.c_str();
    ours.row = remark.row;
    return ours;
}

jianhe_kept_value shown_kept(const KeptValue& kept) noexcept {
    jianhe_kept_value ours{};
    ours.field = kept.field.c_str();
    ours.text = kept.text.c_str();
    ours.row = kept.row;
    return ours;
}

// One entry of a list of the outcome, as `show` shows it.
template <class Struct, class List, class Show>
jianhe_status entry(const jianhe_builder* builder, List BuildOutcome::*list, std::uint32_t index, Struct* theirs,
                    jianhe_error* error, Show show) noexcept {
    return guarded(error, [&] {
        if (builder == nullptr || index >= (builder->outcome.*list).size()) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no builder, or no entry of that index");
        }
        return hand_out(theirs, show((builder->outcome.*list)[index]), error);
    });
}

}  // namespace

jianhe_status jianhe_describe_outcome(const jianhe_builder* builder, jianhe_outcome_facts* facts,
                                      jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (builder == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no builder");
        const BuildOutcome& of = builder->outcome;
        const auto count = [](const auto& list) { return static_cast<std::uint32_t>(list.size()); };
        jianhe_outcome_facts ours{};
        ours.outcome = static_cast<std::int32_t>(of.status);
        ours.need_count = count(of.needs);
        ours.refusal_count = count(of.refusals);
        ours.remark_count = count(of.remarks);
        ours.kept_count = count(of.kept);
        ours.finding_count = count(of.result.findings);
        ours.kept_for = of.kept_for.c_str();
        return hand_out(facts, ours, error);
    });
}

jianhe_status jianhe_get_need(const jianhe_builder* builder, uint32_t index, jianhe_need* need,
                              jianhe_error* error) noexcept {
    return entry(builder, &BuildOutcome::needs, index, need, error, shown_need);
}

jianhe_status jianhe_get_refusal(const jianhe_builder* builder, uint32_t index, jianhe_refusal* refusal,
                                 jianhe_error* error) noexcept {
    return entry(builder, &BuildOutcome::refusals, index, refusal, error, shown_refusal);
}

jianhe_status jianhe_get_remark(const jianhe_builder* builder, uint32_t index, jianhe_remark* remark,
                                jianhe_error* error) noexcept {
    return entry(builder, &BuildOutcome::remarks, index, remark, error, shown_remark);
}

jianhe_status jianhe_get_kept_value(const jianhe_builder* builder, uint32_t index, jianhe_kept_value* value,
                                    jianhe_error* error) noexcept {
    return entry(builder, &BuildOutcome::kept, index, value, error, shown_kept);
}

jianhe_status jianhe_get_built_finding(const jianhe_builder* builder, uint32_t index, jianhe_finding* finding,
                                       jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (builder == nullptr || index >= builder->outcome.result.findings.size()) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no builder, or no finding of that index");
        }
        return hand_out(finding, shown(*builder->shared, builder->outcome.result.findings[index]), error);
    });
}

jianhe_status jianhe_builder_origin(const jianhe_builder* builder, const char* field, uint32_t row, char* out,
                                    size_t capacity, size_t* size, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (builder == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no builder");
        const FieldIndex index = find_field(*builder->shared, text_of(field));
        if (index == kNoField) return fail(error, JIANHE_BAD_ARGUMENT, "the specification has no such field");
        const auto& filled = builder->outcome.filled;
        const auto found = std::find_if(filled.begin(), filled.end(), [&](const BuiltField& entry) {
            return entry.field == index && entry.row == row;
        });
        const std::string text = found == filled.end() ? std::string{} : describe(found->origin);
        return hand_out(text, Room{out, capacity, size}, error);
    });
}
