// Loads arbitrary bytes as an object file, and as linked code. Nothing of it is run: what counts is that the loader
// refuses or loads, and neither reads nor writes outside of what it was given.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "compiler/jit/object_image.h"

namespace {

void* resolve(std::string_view name) { return name == "answer" ? reinterpret_cast<void*>(&std::abort) : nullptr; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto image = jianhe::jit::ObjectImage::load(bytes, resolve);
    if (!image && image.error().text.empty()) std::abort();
    auto memory = jianhe::jit::CodeMemory::copy_of(bytes);
    if (!memory) return 0;
    const auto linked = jianhe::jit::ObjectImage::load(std::move(*memory), resolve);
    if (!linked && linked.error().text.empty()) std::abort();
    return 0;
}
