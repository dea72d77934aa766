#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "compiler/bundle/bundle.h"
#include "compiler/bundle/sha256.h"

// How a bundle lies in its bytes. Private to this folder.
namespace jianhe::bundle {

inline constexpr std::string_view kMagic = "JHBUNDLE";
inline constexpr std::string_view kSignatureMagic = "JHSIGNED";
inline constexpr std::uint32_t kFormat = 1;
inline constexpr std::size_t kPreludeSize = kMagic.size() + 2 * sizeof(std::uint32_t);
inline constexpr std::size_t kSignatureBlockSize = kSignatureMagic.size() + sizeof(KeyId) + kSignatureSize;

template <class T>
void append_number(std::string& out, T value) {
    for (std::size_t i = 0; i < sizeof value; ++i) {
        out.push_back(static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xFFU));
    }
}
void append_text(std::string& out, std::string_view text);
void append_bytes(std::string& out, const unsigned char* bytes, std::size_t size);

// A bundle taken apart; the views are into its bytes.
struct Parts {
    BundleInfo info;
    std::string_view ir;
    Sha256 ir_digest{};
    std::string_view before_digest;  // what the digest is of
    Sha256 digest{};
    std::string_view before_signature;  // what is signed
    Signature signature{};              // where info.signed_by is there
};

// Where each part lies. What the parts say is not looked at, but for the lengths.
std::variant<Parts, Refusal> take_apart(std::string_view bytes);

}  // namespace jianhe::bundle
