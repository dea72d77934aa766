#include "compiler/check/word_range.h"

#include <algorithm>

namespace jianhe {
namespace {

int class_of(char c) {
    if (c >= '0' && c <= '9') return 0;
    if (c >= 'A' && c <= 'Z') return 1;
    if (c >= 'a' && c <= 'z') return 2;
    return 3;
}

}  // namespace

std::optional<ir::WordRange> word_range(std::string_view lo, std::string_view hi) {
    const bool same_shape = std::equal(lo.begin(), lo.end(), hi.begin(), hi.end(),
                                       [](char a, char b) { return class_of(a) == class_of(b); });
    if (!same_shape || hi < lo) return std::nullopt;
    return ir::WordRange{std::string(lo), std::string(hi)};
}

}  // namespace jianhe
