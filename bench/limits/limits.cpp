// How fast anything could be that looks at every byte of a file: `limits sum|memchr|index FILE` reads it in pieces of
// 256 KiB through one buffer and adds up its bytes, looks for each `<` by memchr, or writes down where each `<` is.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <immintrin.h>
#include <unistd.h>

namespace {

constexpr std::size_t kPiece = std::size_t{256} * 1024;

// The same source for each width of vector; the loader takes the widest that the machine has.
[[gnu::target_clones("default", "avx2", "arch=x86-64-v4")]] std::uint64_t sum(const char* at, std::size_t size) {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < size; i += 8) {
        std::uint64_t word;
        std::memcpy(&word, at + i, 8);
        total += word;
    }
    return total;
}

std::uint64_t each_by_memchr(const char* at, std::size_t size) {
    const char* const end = at + size;
    std::uint64_t found = 0;
    while ((at = static_cast<const char*>(std::memchr(at, '<', static_cast<std::size_t>(end - at)))) != nullptr) {
        ++found;
        ++at;
    }
    return found;
}

struct Positions {
    std::vector<std::uint32_t> at = std::vector<std::uint32_t>(kPiece + 64);
    std::size_t count = 0;

    // Writes eight at a time, and counts those that there are.
    [[gnu::always_inline]] inline void add(std::uint32_t base, std::uint64_t found) {
        std::uint32_t* out = at.data() + count;
        count += static_cast<std::size_t>(__builtin_popcountll(found));
        while (found != 0) {
            for (int i = 0; i < 8; ++i) {
                *out++ = base + static_cast<std::uint32_t>(__builtin_ctzll(found | std::uint64_t{1} << 63));
                found &= found - 1;
            }
        }
    }
};

[[gnu::target("avx512bw,avx512vl,bmi,bmi2,popcnt")]] void index_512(const char* at, std::size_t size, Positions& out) {
    const __m512i wanted = _mm512_set1_epi8('<');
    for (std::size_t i = 0; i < size; i += 64)
        out.add(static_cast<std::uint32_t>(i), _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(at + i), wanted));
}

[[gnu::target("avx2"), gnu::always_inline]] inline std::uint32_t marks_256(const char* at) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('<'))));
}

[[gnu::target("avx2,bmi,bmi2,popcnt")]] void index_256(const char* at, std::size_t size, Positions& out) {
    for (std::size_t i = 0; i < size; i += 64)
        out.add(static_cast<std::uint32_t>(i), marks_256(at + i) | std::uint64_t{marks_256(at + i + 32)} << 32);
}

std::uint64_t index(const char* at, std::size_t size) {
    static Positions positions;
    positions.count = 0;
    if (__builtin_cpu_supports("avx512bw")) {
        index_512(at, size, positions);
    } else {
        index_256(at, size, positions);
    }
    return positions.count;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc == 3 ? argv[1] : "";
    std::uint64_t (*look)(const char*, std::size_t) = nullptr;
    if (what == "sum") look = sum;
    if (what == "memchr") look = each_by_memchr;
    if (what == "index") look = index;
    if (look == nullptr) {
        std::fputs("usage: limits sum|memchr|index FILE\n", stderr);
        return 64;
    }
    const int file = open(argv[2], O_RDONLY | O_CLOEXEC);
    std::unique_ptr<char[]> bytes(new char[kPiece + 64]);
    std::uint64_t total = 0;
    ssize_t got = -1;
    while (file >= 0 && (got = read(file, bytes.get(), kPiece)) > 0) {
        std::memset(bytes.get() + got, 0, 64);
        total += look(bytes.get(), static_cast<std::size_t>(got));
    }
    if (got != 0) {
        std::perror(argv[2]);
        return 3;
    }
    std::printf("%llu\n", static_cast<unsigned long long>(total));
    return 0;
}
