#include "compiler/bundle/bundle.h"
#include "compiler/bundle/bundle_bytes.h"

namespace jianhe::bundle {

std::string pack(const ir::Module& module, std::optional<Date> effective_from) {
    const std::string ir = ir::save(module);
    const Sha256 ir_digest = sha256(ir);

    std::string header;
    append_text(header, module.name);
    append_text(header, module.version);
    append_text(header, module.digest);
    append_number(header, static_cast<std::uint8_t>(effective_from ? 1 : 0));
    append_number(header, effective_from ? effective_from->days : 0);
    append_number(header, static_cast<std::uint64_t>(ir.size()));
    append_bytes(header, ir_digest.data(), ir_digest.size());

    std::string out(kMagic);
    append_number(out, kFormat);
    append_text(out, header);
    out += ir;
    const Sha256 digest = sha256(out);
    append_bytes(out, digest.data(), digest.size());
    return out;
}

Result<std::string> sign(std::string_view bytes, const PrivateKey& key) {
    // Nobody shall put their name to bytes that no program would run.
    const auto opened = open(bytes, {});
    if (const auto* refusal = std::get_if<Refusal>(&opened)) return Error{refusal->text};
    const auto parts = take_apart(bytes);
    std::string out(std::get<Parts>(parts).before_signature);
    const Signature signature = key.sign(out);
    const KeyId id = key.public_key().id();
    out += kSignatureMagic;
    append_bytes(out, id.data(), id.size());
    append_bytes(out, signature.data(), signature.size());
    return out;
}

}  // namespace jianhe::bundle
