// Waivers: `allow L603 "reason"` names a lint and says why it is wrong here. Whether it silences anything is found out
// by compiler/lint.

#include <algorithm>

#include "compiler/check/context.h"
#include "dsl/ast/waivers.h"
#include "dsl/diag/closest.h"

namespace jianhe {
namespace {

// The lints that a waiver may name; a waiver without use is none of them.
std::vector<std::string_view> lint_codes() {
    std::vector<std::string_view> codes;
    for (const dsl::DiagnosticInfo& info : dsl::kAllDiagnostics) {
        const bool is_lint = info.level == dsl::Level::Warning && info.code.starts_with('L');
        if (is_lint && info.code != dsl::diag::WaiverWithoutUse.code) codes.push_back(info.code);
    }
    return codes;
}

}  // namespace

void check_waivers(Context& context) {
    const std::vector<std::string_view> codes = lint_codes();
    for (const dsl::Waiver* waiver : dsl::all_waivers(context.tree)) {
        if (std::find(codes.begin(), codes.end(), waiver->lint.text) == codes.end()) {
            auto report = context.emitter.report(dsl::diag::UnknownLint, waiver->lint.range, waiver->lint.text);
            if (const auto near = dsl::closest(waiver->lint.text, codes)) report.hint("did you mean `" + *near + "`?");
        }
        if (waiver->reason.text.find_first_not_of(" \t") == std::string::npos) {
            context.emitter.report(dsl::diag::WaiverWithoutReason, waiver->reason.range, waiver->lint.text);
        }
    }
}

}  // namespace jianhe
