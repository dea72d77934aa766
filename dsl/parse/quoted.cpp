#include "dsl/parse/quoted.h"

#include <string_view>

namespace jianhe::dsl {

std::string text_at(const SourceSet& sources, SourceRange range, Emitter& emitter) {
    const std::string_view quoted = sources.text(range);
    // Text that was typed without its quotes was reported before; it is taken as it stands.
    if (!quoted.starts_with('"')) {
        return std::string(quoted);
    }
    std::string result;
    result.reserve(quoted.size());
    for (std::size_t i = 1; i < quoted.size(); ++i) {
        const bool is_last = i + 1 == quoted.size();
        if (is_last && quoted[i] == '"') {
            break;
        }
        if (quoted[i] == '\\' && !is_last) {
            ++i;
            if (quoted[i] != '"' && quoted[i] != '\\') {
                const std::uint32_t at = range.begin + static_cast<std::uint32_t>(i);
                emitter.report(diag::UnknownEscape, {range.file, at - 1, at + 1}, quoted.substr(i, 1))
                    .hint("write `\\\\` for a backslash");
            }
        }
        result += quoted[i];
    }
    return result;
}

}  // namespace jianhe::dsl
