#include "compiler/jit/helpers.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <strings.h>

#include "compiler/jit/calls.h"

namespace jianhe::jit {
namespace {

template <class Function>
Helper helper(const char* name, Function* function) noexcept {
    return {name, reinterpret_cast<void*>(function)};
}

// The C++ library has several functions of one name; C has one.
Helper library(const char* name, const void* (*function)(const void*, int, std::size_t)) noexcept {
    return helper(name, function);
}
template <class Function>
Helper library(const char* name, Function* function) noexcept {
    return helper(name, function);
}

auto make_helpers() noexcept {
    auto all = std::to_array<Helper>({
#define JIANHE_JIT_HELPER(name) helper(#name, &::name),
#define JIANHE_JIT_LIBRARY(name) library(#name, &::name),
#include "compiler/jit/helpers.def"
    });
    std::sort(all.begin(), all.end(),
              [](const Helper& a, const Helper& b) { return std::string_view(a.name) < std::string_view(b.name); });
    return all;
}

}  // namespace

std::span<const Helper> helpers() noexcept {
    static const auto all = make_helpers();
    return all;
}

void* find_helper(std::string_view name) noexcept {
    const std::span<const Helper> all = helpers();
    const auto found = std::lower_bound(
        all.begin(), all.end(), name, [](const Helper& a, std::string_view b) { return std::string_view(a.name) < b; });
    return found != all.end() && found->name == name ? found->address : nullptr;
}

}  // namespace jianhe::jit
