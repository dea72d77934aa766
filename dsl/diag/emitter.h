#pragma once

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "dsl/diag/diagnostics.h"

namespace jianhe::dsl {

class Emitter;

// Completes one diagnostic; it is handed to the emitter when the builder goes out of scope, so usually at the
// semicolon:
//   emitter.report(diag::UnopenedBracket, range, "}").hint("remove it");
class DiagnosticBuilder {
public:
    DiagnosticBuilder(Emitter& emitter, Diagnostic diagnostic)
        : emitter_(&emitter), diagnostic_(std::move(diagnostic)) {}
    DiagnosticBuilder(DiagnosticBuilder&& other) noexcept
        : emitter_(std::exchange(other.emitter_, nullptr)), diagnostic_(std::move(other.diagnostic_)) {}
    DiagnosticBuilder(const DiagnosticBuilder&) = delete;
    DiagnosticBuilder& operator=(const DiagnosticBuilder&) = delete;
    DiagnosticBuilder& operator=(DiagnosticBuilder&&) = delete;
    ~DiagnosticBuilder();

    DiagnosticBuilder& note(SourceRange range, std::string message);
    DiagnosticBuilder& label(std::string text);
    DiagnosticBuilder& hint(std::string text);

private:
    Emitter* emitter_;
    Diagnostic diagnostic_;
};

// Collects the diagnostics of one run. Identical ones are dropped. At most kLimit are kept, errors before warnings; how
// many more there were is said by a last one. Belongs to one thread.
class Emitter {
public:
    static constexpr std::size_t kLimit = 100;

    template <typename... Args>
    DiagnosticBuilder report(const DiagnosticKind<Args...>& kind, SourceRange range,
                             const std::type_identity_t<Args>&... args) {
        Diagnostic diagnostic;
        diagnostic.code = kind.code;
        diagnostic.level = kind.level;
        diagnostic.range = range;
        diagnostic.message = fmt::vformat(fmt::string_view(kind.format), fmt::make_format_args(args...));
        return DiagnosticBuilder(*this, std::move(diagnostic));
    }

    bool has_errors() const noexcept { return error_count_ > 0; }
    std::size_t error_count() const noexcept { return error_count_; }
    std::size_t warning_count() const noexcept { return warning_count_; }

    // Gives away what was collected, by file, position and code; the counts stay.
    std::vector<Diagnostic> take_sorted();

private:
    friend class DiagnosticBuilder;
    void add(Diagnostic diagnostic);

    std::vector<Diagnostic> errors_;
    std::vector<Diagnostic> warnings_;
    std::size_t error_count_ = 0;
    std::size_t warning_count_ = 0;
    std::size_t left_out_ = 0;
};

}  // namespace jianhe::dsl
