// Bundles: a checked specification as one file, for programs that must know which specification they run.
//
//     magic "JHBUNDLE" · format version · size of the rest of the header
//     header: name, version and digest of the specification, the day from which it may be used, size and SHA-256 of the
//     IR IR (compiler/ir/serialise.h) SHA-256 of everything before: the digest by which reports name the bundle if
//     signed: magic "JHSIGNED" · key id · Ed25519 signature over everything before this block
//
// The file ends there. Numbers are little-endian. docs/decisions/0015-bundles.md says why it is so.
// Every function is pure and may be called from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <jianhe/date.h>
#include <jianhe/result.h>

#include "compiler/bundle/keys.h"
#include "compiler/ir/module.h"
#include "compiler/ir/serialise.h"

namespace jianhe::bundle {

// The bytes of an unsigned bundle. `effective_from`: the first day on which it may be used; none: any day.
std::string pack(const ir::Module& module, std::optional<Date> effective_from);

// What a bundle says of itself.
struct BundleInfo {
    std::string name;
    std::string version;
    std::string specification_digest;  // "sha256:…" of the specification's files
    std::optional<Date> effective_from;
    std::string digest;              // "sha256:…" of the bundle without its signature
    std::optional<KeyId> signed_by;  // says so; proven only where that key was among the trusted ones
};

// What the caller asks of a bundle before it is used.
struct Demands {
    std::span<const PublicKey> trusted_keys;  // empty: a signature is not asked for, and not looked at
    std::string_view at_least;                // an older version is refused; empty: none is
    std::optional<Date> on;  // a bundle that takes effect later is refused; none: the day is not looked at
};

// Why a bundle is not used. Every kind has a text of its own.
enum class Fault : std::uint8_t {
    NotABundle,
    OtherFormat,      // made by another version of jianhe
    Truncated,        // shorter or longer than it says
    TamperedWith,     // its bytes are not those that were packed, or signed
    Unsigned,         // and a key was demanded
    UnknownKey,       // signed, by none of the trusted keys
    TooOld,           // its version is below the one that the caller names
    NotYetEffective,  // it takes effect after the day that the caller names
};
struct Refusal {
    Fault fault = Fault::NotABundle;
    std::string text;
};

struct OpenedBundle {
    BundleInfo info;
    ir::Module module;
};

// `bytes` may come from anywhere. What is demanded is checked in the order of Fault, so nothing is believed of a bundle
// whose signature was asked for and does not hold. `parts` as for ir::load.
std::variant<OpenedBundle, Refusal> open(std::string_view bytes, const Demands& demands,
                                         ir::Parts parts = ir::Parts::All);

// The same bundle with a signature; one that it had is replaced. The error says that these bytes are no whole bundle.
Result<std::string> sign(std::string_view bytes, const PrivateKey& key);

// True of bytes that begin as a bundle does, whole or not.
bool looks_like_bundle(std::string_view bytes) noexcept;

// Negative, 0 or positive as `a` is older than, as old as or newer than `b`. Versions are compared part by part, parts
// of digits as numbers ("2.9" is older than "2.10"), and a missing part is 0.
int compare_versions(std::string_view a, std::string_view b) noexcept;

}  // namespace jianhe::bundle
