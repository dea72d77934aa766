#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <fmt/core.h>

#include "dsl/diag/diagnostic.h"

namespace jianhe::dsl {

// What all messages of one code have in common. The format is checked against the argument types when it is compiled.
template <typename... Args>
struct DiagnosticKind {
    std::string_view name;
    std::string_view code;
    Level level;
    fmt::format_string<const Args&...> format;
};

// A kind without its argument types, for lists.
struct DiagnosticInfo {
    std::string_view name;
    std::string_view code;
    Level level;
};

namespace diag {

#define JIANHE_DIAGNOSTIC(name, code, level, format, ...) \
    inline constexpr DiagnosticKind<__VA_ARGS__> name{#name, #code, Level::level, format};
#include "dsl/diag/diagnostics.def"
#undef JIANHE_DIAGNOSTIC

}  // namespace diag

inline constexpr auto kAllDiagnostics = std::to_array<DiagnosticInfo>({
#define JIANHE_DIAGNOSTIC(name, code, level, ...) {#name, #code, Level::level},
#include "dsl/diag/diagnostics.def"
#undef JIANHE_DIAGNOSTIC
});

}  // namespace jianhe::dsl
