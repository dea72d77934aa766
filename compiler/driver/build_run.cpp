#include "compiler/driver/build_run.h"

#include <fmt/format.h>

#include <jianhe/file_memory.h>
#include <jianhe/upload_writer.h>

#include "compiler/construct/reference_builder.h"
#include "compiler/interp/interpreter.h"

namespace jianhe::driver {
namespace {

// What only the other records of the file make wrong.
void refuse_by_file(const SpecificationInfo& info, const RecordResult& result, BuildOutcome& outcome) {
    for (const Finding& finding : result.findings) {
        if (finding.disposition == Disposition::Notice) continue;
        BuildRefusal refusal;
        refusal.field = finding.field;
        refusal.row = finding.place.row;
        refusal.code = finding.code;
        refusal.message = info.message(finding.code);
        refusal.text = fmt::format("{}: {} {}; a record before it in the same upload stands in the way", finding.field,
                                   finding.code, refusal.message);
        outcome.refusals.push_back(std::move(refusal));
    }
    if (!outcome.refusals.empty()) outcome.status = BuildStatus::Refused;
}

}  // namespace

BuildRun build_all(const ir::Module& module, const SpecificationInfo& info, const Supplied& supplied,
                   const std::vector<BuildRequest>& requests) {
    BuildRun run;
    ReferenceBuilder builder(module, supplied);
    Interpreter interpreter(module, supplied);
    FileMemory file({}, {});
    interpreter.set_file(&file);
    RecordResult result;
    for (const BuildRequest& request : requests) {
        BuildOutcome& outcome = run.outcomes.emplace_back(info.layout);
        builder.build(request, outcome);
        if (outcome.status == BuildStatus::Built) {
            GivenValues givens = supplied.givens;
            for (std::size_t i = 0; i < request.givens.size(); ++i) {
                if (request.givens[i]) givens[i] = request.givens[i];
            }
            interpreter.set_givens(givens);
            interpreter.check(outcome.record, result);
            refuse_by_file(info, result, outcome);
        }
        if (outcome.status == BuildStatus::Built) ++run.built;
        if (outcome.status == BuildStatus::Refused || outcome.status == BuildStatus::NeedsMore) ++run.failed;
    }
    return run;
}

Result<std::string> upload_of(const SpecificationInfo& info, const BuildRun& run, TextEncoding encoding) {
    const UploadWriter writer(info, encoding);
    std::string bytes;
    writer.begin(bytes);
    for (const BuildOutcome& outcome : run.outcomes) {
        if (outcome.status != BuildStatus::Built) continue;
        if (Result<void> written = writer.record(outcome.record, bytes); !written) return written.error();
    }
    writer.end(bytes);
    return bytes;
}

}  // namespace jianhe::driver
