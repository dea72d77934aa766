#include "compiler/bundle/demands.h"

#include <algorithm>

namespace jianhe::bundle {
namespace {

bool is_number(std::string_view part) noexcept {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view next_part(std::string_view& version) noexcept {
    const std::size_t dot = version.find('.');
    const std::string_view part = version.substr(0, dot);
    version = dot == std::string_view::npos ? std::string_view{} : version.substr(dot + 1);
    return part;
}

int compare_parts(std::string_view a, std::string_view b) noexcept {
    if (is_number(a) && is_number(b)) {
        a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
        b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
        if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    }
    return a.compare(b);
}

std::optional<Refusal> check_signature(const Parts& parts, std::span<const PublicKey> trusted) {
    if (trusted.empty()) return std::nullopt;
    if (!parts.info.signed_by) {
        return Refusal{Fault::Unsigned, "the bundle is not signed, and a signature by a trusted key is demanded"};
    }
    const KeyId& signer = *parts.info.signed_by;
    const auto key =
        std::find_if(trusted.begin(), trusted.end(), [&](const PublicKey& known) { return known.id() == signer; });
    if (key == trusted.end()) {
        return Refusal{Fault::UnknownKey, "the bundle is signed by an unknown key, " + shown(signer)};
    }
    if (key->verify(parts.before_signature, parts.signature)) return std::nullopt;
    return Refusal{Fault::TamperedWith,
                   "the bundle was tampered with: the signature of " + shown(signer) + " does not hold"};
}

}  // namespace

int compare_versions(std::string_view a, std::string_view b) noexcept {
    while (!a.empty() || !b.empty()) {
        if (const int order = compare_parts(next_part(a), next_part(b)); order != 0) return order;
    }
    return 0;
}

std::optional<Refusal> check_demands(const Parts& parts, const Demands& demands) {
    if (sha256(parts.before_digest) != parts.digest || sha256(parts.ir) != parts.ir_digest) {
        return Refusal{Fault::TamperedWith, "the bundle was tampered with or damaged: its digest does not hold"};
    }
    if (auto refusal = check_signature(parts, demands.trusted_keys)) return refusal;
    const BundleInfo& info = parts.info;
    if (!demands.at_least.empty() && compare_versions(info.version, demands.at_least) < 0) {
        return Refusal{Fault::TooOld, "the bundle is too old: it has version " + info.version + ", at least " +
                                          std::string(demands.at_least) + " is demanded"};
    }
    if (demands.on && info.effective_from && *demands.on < *info.effective_from) {
        return Refusal{Fault::NotYetEffective, "the bundle is not yet effective: it may be used from " +
                                                   format_iso_date(*info.effective_from) + ", and this is for " +
                                                   format_iso_date(*demands.on)};
    }
    return std::nullopt;
}

}  // namespace jianhe::bundle
