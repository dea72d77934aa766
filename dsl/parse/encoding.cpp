#include "dsl/parse/encoding.h"

#include <algorithm>
#include <cstdint>

#include "dsl/parse/parse.h"
#include "dsl/source/display_width.h"

namespace jianhe::dsl {
namespace {

SourceRange byte_at(FileId file, std::size_t offset) {
    const auto begin = static_cast<std::uint32_t>(offset);
    return {file, begin, begin + 1};
}

}  // namespace

bool check_encoding(const SourceSet& sources, FileId file, Emitter& emitter) {
    const std::string_view text = sources.file(file).text();
    if (text.size() > ParseLimits::kFileBytes) {
        emitter.report(diag::FileTooLarge, byte_at(file, 0), ParseLimits::kFileBytes)
            .hint("a specification may have several files");
        return false;
    }
    if (const std::size_t invalid = find_invalid_utf8(text); invalid != std::string_view::npos) {
        emitter.report(diag::InvalidUtf8, byte_at(file, invalid)).hint("save the file as UTF-8");
        return false;
    }
    const auto control = std::find_if(text.begin(), text.end(),
                                      [](char byte) { return is_control_character(static_cast<unsigned char>(byte)); });
    if (control != text.end()) {
        emitter.report(diag::ControlCharacter, byte_at(file, static_cast<std::size_t>(control - text.begin())),
                       static_cast<std::uint32_t>(*control));
    }
    return true;
}

}  // namespace jianhe::dsl
