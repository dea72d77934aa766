#include "dsl/diag/emitter.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace jianhe::dsl {
namespace {

auto sort_key(const Diagnostic& diagnostic) {
    return std::tuple(static_cast<std::uint32_t>(diagnostic.range.file), diagnostic.range.begin, diagnostic.code,
                      diagnostic.range.end, std::string_view(diagnostic.message));
}

bool is_repeated(const std::vector<Diagnostic>& earlier, const Diagnostic& diagnostic) {
    return std::any_of(earlier.begin(), earlier.end(),
                       [&diagnostic](const Diagnostic& other) { return sort_key(other) == sort_key(diagnostic); });
}

}  // namespace

DiagnosticBuilder::~DiagnosticBuilder() {
    if (emitter_ != nullptr) {
        emitter_->add(std::move(diagnostic_));
    }
}

DiagnosticBuilder& DiagnosticBuilder::note(SourceRange range, std::string message) {
    diagnostic_.notes.push_back({range, std::move(message)});
    return *this;
}

DiagnosticBuilder& DiagnosticBuilder::label(std::string text) {
    diagnostic_.label = std::move(text);
    return *this;
}

DiagnosticBuilder& DiagnosticBuilder::hint(std::string text) {
    diagnostic_.hint = std::move(text);
    return *this;
}

void Emitter::add(Diagnostic diagnostic) {
    const bool is_error = diagnostic.level == Level::Error;
    std::vector<Diagnostic>& kept = is_error ? errors_ : warnings_;
    if (is_repeated(kept, diagnostic)) {
        return;
    }
    ++(is_error ? error_count_ : warning_count_);
    if (kept.size() < kLimit) {
        kept.push_back(std::move(diagnostic));
    } else {
        ++left_out_;
    }
}

std::vector<Diagnostic> Emitter::take_sorted() {
    std::vector<Diagnostic> result = std::exchange(errors_, {});
    std::vector<Diagnostic> warnings = std::exchange(warnings_, {});
    const std::size_t room = std::min(kLimit - result.size(), warnings.size());
    std::size_t left_out = std::exchange(left_out_, 0) + (warnings.size() - room);
    warnings.resize(room);
    std::move(warnings.begin(), warnings.end(), std::back_inserter(result));
    std::stable_sort(result.begin(), result.end(),
                     [](const Diagnostic& left, const Diagnostic& right) { return sort_key(left) < sort_key(right); });
    if (left_out > 0) {
        Diagnostic last;
        last.code = diag::MoreLeftOut.code;
        last.level = diag::MoreLeftOut.level;
        last.message = fmt::vformat(fmt::string_view(diag::MoreLeftOut.format), fmt::make_format_args(left_out));
        result.push_back(std::move(last));
    }
    return result;
}

}  // namespace jianhe::dsl
