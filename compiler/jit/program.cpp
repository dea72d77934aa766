#include "compiler/jit/program.h"

#include <utility>

#include "compiler/jit/helpers.h"

namespace jianhe::jit {

Result<JitProgram> JitProgram::load(std::string_view object, Tier tier) {
    auto image = ObjectImage::load(object, find_helper);
    if (!image) return image.error();
    return JitProgram(std::move(*image), tier);
}

Result<JitProgram> JitProgram::load(CodeMemory linked, Tier tier) {
    auto image = ObjectImage::load(std::move(linked), find_helper);
    if (!image) return image.error();
    return JitProgram(std::move(*image), tier);
}

void* JitProgram::find(std::string_view symbol) const noexcept {
    if (const auto* image = std::get_if<ObjectImage>(&code_)) return image->find(symbol);
    const auto& symbols = std::get<Symbols>(code_);
    const auto found = symbols.find(std::string(symbol));
    return found == symbols.end() ? nullptr : found->second;
}

}  // namespace jianhe::jit
