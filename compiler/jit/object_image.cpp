#include "compiler/jit/object_image.h"

#include <cstdint>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "compiler/jit/linked_object.h"

namespace jianhe::jit {

Result<ObjectImage> ObjectImage::load(CodeMemory linked, const Resolver& resolver) {
    if constexpr (!kLoadsObjects) return Error{"object code cannot be loaded on this machine"};
    const auto object = read_linked_object(linked.bytes());
    if (!object) return object.error();
    std::byte* const base = linked.begin();
    for (const LinkedObject::Binding& binding : object->bindings) {
        const void* const start = binding.name.empty() ? base : resolver(binding.name);
        if (start == nullptr) {
            return Error{fmt::format("object code cannot be loaded: there is no function `{}`", binding.name)};
        }
        const std::uint64_t address = reinterpret_cast<std::uint64_t>(start) + binding.addend;
        std::memcpy(base + binding.offset, &address, sizeof address);
    }
    ObjectImage image;
    for (const LinkedObject::Entry& entry : object->entries) image.functions_.emplace(entry.name, base + entry.offset);
    if (auto done = linked.seal(object->code, object->constants); !done) return done.error();
    image.memory_ = std::move(linked);
    return image;
}

Result<ObjectImage> ObjectImage::load(std::string_view object, const Resolver& resolver) {
    if constexpr (!kLoadsObjects) return Error{"object code cannot be loaded on this machine"};
    const auto linked = link_object(object);
    if (!linked) return linked.error();
    auto memory = CodeMemory::copy_of(*linked);
    if (!memory) return memory.error();
    return load(std::move(*memory), resolver);
}

void* ObjectImage::find(std::string_view name) const noexcept {
    const auto found = functions_.find(std::string(name));
    return found == functions_.end() ? nullptr : found->second;
}

}  // namespace jianhe::jit
