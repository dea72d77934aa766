#include "compiler/embed/handles.h"
#include "compiler/embed/status.h"

using namespace jianhe;         // NOLINT(google-build-using-namespace): C functions stand in no namespace
using namespace jianhe::embed;  // NOLINT(google-build-using-namespace)

jianhe_status jianhe_validator_open(const jianhe_specification* specification, const jianhe_supplies* supplies,
                                    jianhe_validator** validator, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (specification == nullptr || validator == nullptr) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no specification, or no place for the handle");
        }
        *validator = nullptr;
        Supplies read = read_supplies(*specification->shared, supplies, error);
        if (!read.supplied) return read.status;
        *validator = new jianhe_validator{std::make_shared<Judge>(specification->shared, std::move(*read.supplied))};
        return succeed(error);
    });
}

void jianhe_validator_close(jianhe_validator* validator) noexcept { delete validator; }

jianhe_status jianhe_validate_record(jianhe_validator* validator, const jianhe_record* record, int32_t* verdict,
                                     jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (validator == nullptr || record == nullptr) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no validator, or no record");
        }
        if (record->shared != validator->judge->shared) {
            return fail(error, JIANHE_BAD_ARGUMENT, "the record is of another specification");
        }
        validator->judge->interpreter.check(record->record, validator->judge->result);
        if (verdict != nullptr) *verdict = static_cast<std::int32_t>(validator->judge->result.verdict);
        return succeed(error);
    });
}

uint32_t jianhe_finding_count(const jianhe_validator* validator) noexcept {
    return validator == nullptr ? 0 : static_cast<std::uint32_t>(validator->judge->result.findings.size());
}

jianhe_status jianhe_get_finding(const jianhe_validator* validator, uint32_t index, jianhe_finding* finding,
                                 jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (index >= jianhe_finding_count(validator)) return fail(error, JIANHE_BAD_ARGUMENT, "no such finding");
        return hand_out(finding, shown(*validator->judge->shared, validator->judge->result.findings[index]), error);
    });
}

uint32_t jianhe_not_checked_count(const jianhe_validator* validator) noexcept {
    return validator == nullptr ? 0 : static_cast<std::uint32_t>(validator->judge->result.not_checked.size());
}

jianhe_status jianhe_get_not_checked(const jianhe_validator* validator, uint32_t index, jianhe_not_checked* entry,
                                     jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (index >= jianhe_not_checked_count(validator)) return fail(error, JIANHE_BAD_ARGUMENT, "no such entry");
        const NotChecked& found = validator->judge->result.not_checked[index];
        jianhe_not_checked ours{};
        ours.code = found.code.c_str();
        ours.needs = found.needs.c_str();
        ours.missing = found.missing.c_str();
        return hand_out(entry, ours, error);
    });
}
