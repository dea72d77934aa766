#include "compiler/embed/handles.h"
#include "compiler/embed/status.h"

using namespace jianhe;         // NOLINT(google-build-using-namespace): C functions stand in no namespace
using namespace jianhe::embed;  // NOLINT(google-build-using-namespace)

namespace {

std::int32_t verdict_number(FileVerdict verdict) noexcept {
    switch (verdict) {
        case FileVerdict::Accepted: return JIANHE_ACCEPTED;
        case FileVerdict::AcceptedInPart: return JIANHE_ACCEPTED_IN_PART;
        case FileVerdict::Rejected: return JIANHE_REJECTED;
        case FileVerdict::Refused:
        case FileVerdict::AlreadyReceived: break;  // the latter only of a run with a history, which this has not
    }
    return JIANHE_REFUSED;
}

jianhe_status read_on(jianhe_upload& upload, const jianhe_record** record, std::int32_t* verdict, jianhe_error* error) {
    Judge& judge = *upload.judge;
    if (!upload.is_at_end && upload.reader.next(upload.record.record)) {
        judge.interpreter.set_file(&upload.memory);
        judge.interpreter.check(upload.record.record, judge.result);
        judge.interpreter.set_file(nullptr);
        if (upload.memory.error()) return fail(error, JIANHE_UNREADABLE, upload.memory.error()->text);
        upload.counts.add(judge.result);
        *record = &upload.record;
        if (verdict != nullptr) *verdict = static_cast<std::int32_t>(judge.result.verdict);
        return succeed(error);
    }
    if (!upload.is_at_end) {
        upload.is_at_end = true;
        const SpecificationInfo& info = judge.shared->info;
        driver::set_counts(upload.result, upload.counts);
        upload.result.findings = driver::findings_of(upload.reader.faults(), info);
        const bool refused = upload.counts.refusing != 0 || upload.reader.refused();
        upload.result.verdict = driver::verdict_of(upload.result, refused);
    }
    return succeed(error);
}

}  // namespace

jianhe_status jianhe_upload_open(jianhe_validator* validator, const void* bytes, size_t byte_count,
                                 jianhe_upload** upload, jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (validator == nullptr || upload == nullptr || (bytes == nullptr && byte_count != 0)) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no validator, no upload, or no place for the handle");
        }
        *upload = nullptr;
        const auto seed = random_key_seed();
        if (!seed) return fail(error, JIANHE_UNREADABLE, seed.error().text);
        *upload = new jianhe_upload(validator->judge, {static_cast<const char*>(bytes), byte_count}, *seed);
        return succeed(error);
    });
}

void jianhe_upload_close(jianhe_upload* upload) noexcept { delete upload; }

jianhe_status jianhe_upload_next(jianhe_upload* upload, const jianhe_record** record, int32_t* verdict,
                                 jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (upload == nullptr || record == nullptr) {
            return fail(error, JIANHE_BAD_ARGUMENT, "there is no upload, or no place for the record");
        }
        *record = nullptr;
        return read_on(*upload, record, verdict, error);
    });
}

jianhe_status jianhe_describe_upload(const jianhe_upload* upload, jianhe_upload_facts* facts,
                                     jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (upload == nullptr) return fail(error, JIANHE_BAD_ARGUMENT, "there is no upload");
        if (!upload->is_at_end) return fail(error, JIANHE_BAD_ARGUMENT, "the upload has not been read to its end");
        const FileResult& of = upload->result;
        jianhe_upload_facts ours{};
        ours.verdict = verdict_number(of.verdict);
        ours.finding_count = static_cast<std::uint32_t>(of.findings.size());
        ours.records = of.records;
        ours.accepted = of.accepted;
        ours.accepted_with_notices = of.accepted_with_notices;
        ours.accepted_in_part = of.accepted_in_part;
        ours.rejected = of.rejected;
        ours.orders = of.orders;
        return hand_out(facts, ours, error);
    });
}

jianhe_status jianhe_get_upload_finding(const jianhe_upload* upload, uint32_t index, jianhe_finding* finding,
                                        jianhe_error* error) noexcept {
    return guarded(error, [&] {
        if (upload == nullptr || index >= upload->result.findings.size()) {
            return fail(error, JIANHE_BAD_ARGUMENT, "no such finding");
        }
        return hand_out(finding, shown(*upload->judge->shared, upload->result.findings[index]), error);
    });
}
