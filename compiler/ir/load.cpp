#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compiler/ir/binary_header.h"
#include "compiler/ir/serialise.h"
#include "compiler/ir/transfer.h"
#include "compiler/ir/verifier.h"

namespace jianhe::ir {

namespace {

// References make texts cheap to write, so their sum is bounded on its own.
constexpr std::size_t kMaxTextBytes = std::size_t{256} << 20U;

// Reads until the first fault; after it everything reads as zero and empty, and vectors end.
class Loader {
public:
    // What is ours says how long it is.
    Loader(std::string_view bytes, bool is_ours) : bytes_(bytes), is_ours_(is_ours) {}

    template <class... Members>
    void operator()(Members&... members) {
        (get(members), ...);
    }
    bool is_good() const noexcept { return good_; }
    bool is_at_end() const noexcept { return at_ == bytes_.size(); }
    std::size_t offset() const noexcept { return at_; }

private:
    void fail() noexcept { good_ = false; }
    std::size_t left() const noexcept { return bytes_.size() - at_; }

    std::uint64_t number() noexcept {
        // Most are small.
        if (good_ && left() != 0 && static_cast<unsigned char>(bytes_[at_]) < 0x80U) {
            return static_cast<unsigned char>(bytes_[at_++]);
        }
        std::uint64_t value = 0;
        for (unsigned shift = 0; good_; shift += 7) {
            if (left() == 0 || shift > 63) break;
            const auto byte = static_cast<unsigned char>(bytes_[at_++]);
            if (shift == 63 && byte > 1) break;
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if ((byte & 0x80U) == 0) return value;
        }
        fail();
        return 0;
    }
    std::uint64_t number_up_to(std::uint64_t last) noexcept {
        const std::uint64_t value = number();
        if (value <= last) return value;
        fail();
        return 0;
    }

    // Of what follows: a claim beyond the end of the bytes is a fault.
    std::size_t length() noexcept {
        const std::uint64_t claimed = number();
        if (claimed <= left()) return static_cast<std::size_t>(claimed);
        fail();
        return 0;
    }

    void get(bool& value) { value = number_up_to(1) == 1; }
    template <std::unsigned_integral T>
    void get(T& value) {
        value = static_cast<T>(number_up_to(std::numeric_limits<T>::max()));
    }
    template <std::signed_integral T>
    void get(T& value) {
        const std::uint64_t zigzag = number();
        const auto wide = static_cast<std::int64_t>((zigzag >> 1) ^ (0U - (zigzag & 1U)));
        value = static_cast<T>(wide);
        if (static_cast<std::int64_t>(value) != wide) fail();
    }
    template <class E>
    requires std::is_enum_v<E>
    void get(E& value) {
        if constexpr (std::is_same_v<decltype(kLast<E>), const std::nullptr_t>) {
            value = static_cast<E>(static_cast<std::uint32_t>(number_up_to(0xffffffffU)) - 1U);
        } else {
            value = static_cast<E>(number_up_to(static_cast<std::uint64_t>(kLast<E>)));
        }
    }
    void get(std::string& text) {
        const std::uint64_t reference = number_up_to(texts_.size());
        if (reference == 0) {
            const std::size_t size = length();
            if (!good_) return;
            texts_.push_back(bytes_.substr(at_, size));
            at_ += size;
        }
        const std::string_view found = reference == 0 ? texts_.back() : texts_[reference - 1];
        text_bytes_ += found.size();
        if (text_bytes_ > kMaxTextBytes) return fail();
        text = found;
    }
    template <class T>
    void get(std::optional<T>& value) {
        bool present = false;
        get(present);
        if (present) get(value.emplace());
    }
    // Grown item by item, since the length that a stranger claims is only believed as far as the bytes go.
    template <class T>
    void get(std::vector<T>& items) {
        const std::size_t size = length();
        if (is_ours_) items.reserve(size);
        for (std::size_t i = 0; i < size && good_; ++i) get(items.emplace_back());
    }
    template <class T, std::size_t size>
    void get(std::array<T, size>& items) {
        for (T& item : items) get(item);
    }
    template <class A, class B>
    void get(std::pair<A, B>& pair) {
        get(pair.first);
        get(pair.second);
    }
    template <class T>
    requires std::is_class_v<T>
    void get(T& value) { transfer(*this, value); }

    std::string_view bytes_;
    bool is_ours_;
    std::size_t at_ = 0;
    bool good_ = true;
    std::vector<std::string_view> texts_;
    std::size_t text_bytes_ = 0;
};

enum class Trust : std::uint8_t { None, Ours };

Result<Module> load(std::string_view bytes, Parts parts, Trust trust) {
    const std::string version = version_header();
    if (bytes.size() < kHeaderSize || bytes.substr(0, kMagicSize) != std::string_view(version).substr(0, kMagicSize)) {
        return Error{"not a compiled specification"};
    }
    if (bytes.substr(0, version.size()) != version) {
        return Error{"a compiled specification of another version of jianhe"};
    }
    std::string_view body = bytes.substr(kHeaderSize);
    const std::uint64_t judging_size = word_at(bytes, version.size());
    if (judging_size > body.size()) return Error{"a compiled specification that is cut off"};
    const std::string_view examples = body.substr(static_cast<std::size_t>(judging_size));
    const bool wants_all = parts == Parts::All;
    const auto is_whole = [&](std::string_view part, std::size_t which) {
        return word_at(bytes, version.size() + which * kWordSize) == checksum_of(part);
    };
    if (trust == Trust::None &&
        (!is_whole(body.substr(0, body.size() - examples.size()), 1) || (wants_all && !is_whole(examples, 2)))) {
        return Error{"a compiled specification whose checksum is wrong"};
    }

    Module module;
    if (!wants_all) body.remove_suffix(examples.size());
    Loader loader(body, trust == Trust::Ours);
    transfer_judging(loader, module);
    const bool cut_rightly = loader.offset() == judging_size;
    if (wants_all) transfer_examples(loader, module);
    if (!loader.is_good() || !loader.is_at_end() || !cut_rightly) {
        return Error{fmt::format("a compiled specification that is broken at byte {}", kHeaderSize + loader.offset())};
    }
    if (trust == Trust::Ours) return module;
    const std::vector<std::string> faults = verify(module);
    if (!faults.empty()) return Error{"a compiled specification that cannot be run: " + faults.front()};
    return module;
}

}  // namespace

Result<Module> load(std::string_view bytes, Parts parts) { return load(bytes, parts, Trust::None); }

Result<Module> load_embedded(std::string_view bytes, Parts parts) { return load(bytes, parts, Trust::Ours); }

}  // namespace jianhe::ir
