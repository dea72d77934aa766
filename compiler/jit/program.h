#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include <jianhe/result.h>

#include "compiler/jit/object_image.h"
#include "compiler/jit/tier.h"

namespace jianhe::jit {

// The code of one specification, ready to run. Immutable, shared by threads; what has an address from it keeps it.
class JitProgram {
public:
    // Code that LLVM linked, and keeps for ever.
    using Symbols = std::unordered_map<std::string, void*>;

    // Binds code to the functions of helpers.def: an object file, or what link_object has made of one.
    static Result<JitProgram> load(std::string_view object, Tier tier);
    static Result<JitProgram> load(CodeMemory linked, Tier tier);
    JitProgram(Symbols symbols, Tier tier) : code_(std::move(symbols)), tier_(tier) {}

    // An entry point; null: the code has none of that name.
    void* find(std::string_view symbol) const noexcept;

    Tier tier() const noexcept { return tier_; }

private:
    JitProgram(ObjectImage image, Tier tier) : code_(std::move(image)), tier_(tier) {}

    std::variant<ObjectImage, Symbols> code_;
    Tier tier_;
};

}  // namespace jianhe::jit
