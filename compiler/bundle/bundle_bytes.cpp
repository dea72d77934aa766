#include "compiler/bundle/bundle_bytes.h"

#include <algorithm>

namespace jianhe::bundle {
namespace {

// Reads numbers and texts off the front; past the end everything is zero and empty, and `is_good` is false.
class Cutter {
public:
    explicit Cutter(std::string_view bytes) : left_(bytes) {}

    std::string_view take(std::uint64_t size) {
        if (size > left_.size()) {
            is_good_ = false;
            left_ = {};
            return {};
        }
        const std::string_view taken = left_.substr(0, static_cast<std::size_t>(size));
        left_.remove_prefix(taken.size());
        return taken;
    }
    template <class T>
    T number() {
        std::uint64_t value = 0;
        unsigned shift = 0;
        for (const char byte : take(sizeof(T))) {
            value |= std::uint64_t{static_cast<unsigned char>(byte)} << shift;
            shift += 8;
        }
        return static_cast<T>(value);
    }
    std::string text() { return std::string(take(number<std::uint32_t>())); }
    template <std::size_t size>
    void bytes(std::array<unsigned char, size>& out) {
        const std::string_view taken = take(size);
        std::copy(taken.begin(), taken.end(), out.begin());
    }
    bool is_good() const noexcept { return is_good_; }
    std::size_t left() const noexcept { return left_.size(); }

private:
    std::string_view left_;
    bool is_good_ = true;
};

Refusal truncated() {
    return {Fault::Truncated, "the bundle is truncated: it does not end where it says that it ends"};
}

}  // namespace

void append_text(std::string& out, std::string_view text) {
    append_number(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

void append_bytes(std::string& out, const unsigned char* bytes, std::size_t size) {
    out.append(reinterpret_cast<const char*>(bytes), size);
}

std::variant<Parts, Refusal> take_apart(std::string_view bytes) {
    if (!looks_like_bundle(bytes)) return Refusal{Fault::NotABundle, "this is no bundle"};
    Cutter cutter(bytes.substr(kMagic.size()));
    const auto format = cutter.number<std::uint32_t>();
    if (!cutter.is_good()) return truncated();
    if (format != kFormat) {
        return Refusal{Fault::OtherFormat, "the bundle has format " + std::to_string(format) + ", this program reads " +
                                               std::to_string(kFormat) + ": it was made by another version of jianhe"};
    }
    Cutter header(cutter.take(cutter.number<std::uint32_t>()));
    Parts parts;
    parts.info.name = header.text();
    parts.info.version = header.text();
    parts.info.specification_digest = header.text();
    const bool has_day = header.number<std::uint8_t>() != 0;
    const auto day = header.number<std::int32_t>();
    if (has_day) parts.info.effective_from = Date{day};
    const auto ir_size = header.number<std::uint64_t>();
    header.bytes(parts.ir_digest);
    parts.ir = cutter.take(ir_size);
    parts.before_digest = bytes.substr(0, bytes.size() - cutter.left());
    cutter.bytes(parts.digest);
    if (!cutter.is_good() || !header.is_good() || header.left() != 0) return truncated();
    parts.before_signature = bytes.substr(0, bytes.size() - cutter.left());
    parts.info.digest = "sha256:" + to_hex(parts.digest);
    if (cutter.left() == 0) return parts;
    if (cutter.left() != kSignatureBlockSize || cutter.take(kSignatureMagic.size()) != kSignatureMagic) {
        return truncated();
    }
    cutter.bytes(parts.info.signed_by.emplace());
    cutter.bytes(parts.signature);
    return parts;
}

bool looks_like_bundle(std::string_view bytes) noexcept { return bytes.starts_with(kMagic); }

}  // namespace jianhe::bundle
