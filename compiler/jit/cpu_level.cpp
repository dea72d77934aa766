#include "compiler/jit/cpu_level.h"

#include <array>
#include <cstdint>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace jianhe::jit {

#if defined(__x86_64__)

namespace {

// What the processor says, and what the system lets programs use of it.
struct Features {
    std::uint32_t basic_ecx = 0;     // leaf 1
    std::uint32_t extended_ebx = 0;  // leaf 7
    std::uint32_t more_ecx = 0;      // leaf 0x80000001
    std::uint64_t saved = 0;         // registers that survive a change of threads
};

Features host_features() noexcept {
    Features features;
    std::uint32_t eax = 0, ebx = 0, ecx = 0, edx = 0;
    if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) != 0) features.basic_ecx = ecx;
    if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) != 0) features.extended_ebx = ebx;
    if (__get_cpuid(0x80000001U, &eax, &ebx, &ecx, &edx) != 0) features.more_ecx = ecx;
    if ((features.basic_ecx & bit_OSXSAVE) != 0) {
        std::uint32_t low = 0, high = 0;
        __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
        features.saved = (static_cast<std::uint64_t>(high) << 32U) | low;
    }
    return features;
}

// What each level adds to the one before.
struct Level {
    std::string_view name;
    Features needed;
};

constexpr std::uint64_t kSavesAvx = 0x6;
constexpr std::uint64_t kSavesAvx512 = 0xe6;

constexpr std::array<Level, 4> kLevels{{
    {"x86-64", {}},
    {"x86-64-v2", {bit_SSE3 | bit_SSSE3 | bit_CMPXCHG16B | bit_SSE4_1 | bit_SSE4_2 | bit_POPCNT, 0, bit_LAHF_LM, 0}},
    {"x86-64-v3",
     {bit_FMA | bit_MOVBE | bit_OSXSAVE | bit_AVX | bit_F16C, bit_BMI | bit_AVX2 | bit_BMI2, bit_LZCNT, kSavesAvx}},
    {"x86-64-v4", {0, bit_AVX512F | bit_AVX512DQ | bit_AVX512CD | bit_AVX512BW | bit_AVX512VL, 0, kSavesAvx512}},
}};

constexpr std::size_t kHighestChosen = 2;

bool has(const Features& present, const Features& needed) noexcept {
    return (present.basic_ecx & needed.basic_ecx) == needed.basic_ecx &&
           (present.extended_ebx & needed.extended_ebx) == needed.extended_ebx &&
           (present.more_ecx & needed.more_ecx) == needed.more_ecx && (present.saved & needed.saved) == needed.saved;
}

// Asked once: in a virtual machine each question is answered by its host, which takes long.
std::size_t levels_of_host() noexcept {
    static const std::size_t levels = [] {
        const Features present = host_features();
        std::size_t count = 0;
        while (count < kLevels.size() && has(present, kLevels[count].needed)) ++count;
        return count;
    }();
    return levels;
}

}  // namespace

std::string_view host_cpu_level() noexcept {
    const std::size_t best = levels_of_host() - 1;
    return kLevels[best < kHighestChosen ? best : kHighestChosen].name;
}

bool can_run_level(std::string_view level) noexcept {
    const std::size_t count = levels_of_host();
    for (std::size_t i = 0; i < count; ++i) {
        if (kLevels[i].name == level) return true;
    }
    return false;
}

#else

std::string_view host_cpu_level() noexcept { return {}; }

bool can_run_level(std::string_view) noexcept { return false; }

#endif

}  // namespace jianhe::jit
