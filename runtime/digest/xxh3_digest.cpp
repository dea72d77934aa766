#include <array>
#include <string>
#include <string_view>

#include <jianhe/digest.h>

#include "runtime/digest/xxh3.h"

namespace jianhe {

const detail::Xxh3& detail::xxh3_for_this_processor() noexcept {
#if defined(__x86_64__) || defined(__i386__)
    if (kXxh3ForAvx2.add != nullptr && __builtin_cpu_supports("avx2")) return kXxh3ForAvx2;
#endif
    return kXxh3ForAny;
}

namespace {

class Xxh3Digest final : public Digest {
public:
    Xxh3Digest() { xxh3_.start(&state_); }

    void add(std::string_view bytes) override { xxh3_.add(&state_, bytes.data(), bytes.size()); }

    std::string finish() override {
        constexpr std::string_view kDigits = "0123456789abcdef";
        std::array<unsigned char, 16> digest{};
        xxh3_.finish(&state_, digest.data());
        std::string text = "xxh3:";
        for (const unsigned char byte : digest) {
            text.push_back(kDigits[byte >> 4U]);
            text.push_back(kDigits[byte & 0xFU]);
        }
        return text;
    }

private:
    const detail::Xxh3& xxh3_ = detail::xxh3_for_this_processor();
    detail::Xxh3State state_;
};

}  // namespace

std::unique_ptr<Digest> make_xxh3_digest() { return std::make_unique<Xxh3Digest>(); }

}  // namespace jianhe
