#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/ir/binary_header.h"
#include "compiler/ir/serialise.h"
#include "compiler/ir/transfer.h"

namespace jianhe::ir {

namespace {

class Saver {
public:
    template <class... Members>
    void operator()(const Members&... members) {
        (put(members), ...);
    }
    std::string_view bytes() const noexcept { return out_; }

private:
    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) out_ += static_cast<char>((value & 0x7f) | 0x80);
        out_ += static_cast<char>(value);
    }

    void put(bool value) { number(value ? 1 : 0); }
    template <std::unsigned_integral T>
    void put(T value) {
        number(value);
    }
    template <std::signed_integral T>
    void put(T value) {
        const auto wide = static_cast<std::int64_t>(value);
        number((static_cast<std::uint64_t>(wide) << 1) ^ static_cast<std::uint64_t>(wide >> 63));
    }
    // One more than the id, so that "none" is the shortest.
    template <class E>
    requires std::is_enum_v<E>
    void put(E value) {
        if constexpr (std::is_same_v<decltype(kLast<E>), const std::nullptr_t>) {
            number(static_cast<std::uint32_t>(index_of(value) + 1U));
        } else {
            number(static_cast<std::uint64_t>(value));
        }
    }
    // 0 and the text, or n for the n-th text that was written so.
    void put(const std::string& text) {
        const auto [place, is_new] = texts_.try_emplace(text, texts_.size() + 1);
        if (!is_new) return number(place->second);
        number(0);
        number(text.size());
        out_ += text;
    }
    template <class T>
    void put(const std::optional<T>& value) {
        put(value.has_value());
        if (value) put(*value);
    }
    template <class T>
    void put(const std::vector<T>& items) {
        number(items.size());
        for (const T& item : items) put(item);
    }
    template <class T, std::size_t size>
    void put(const std::array<T, size>& items) {
        for (const T& item : items) put(item);
    }
    template <class A, class B>
    void put(const std::pair<A, B>& pair) {
        put(pair.first);
        put(pair.second);
    }
    template <class T>
    requires std::is_class_v<T>
    void put(const T& value) { transfer(*this, value); }

    std::string out_;
    std::map<std::string, std::uint64_t, std::less<>> texts_;
};

}  // namespace

std::string save(const Module& module) {
    Saver saver;
    transfer_judging(saver, module);
    const std::size_t judging_size = saver.bytes().size();
    transfer_examples(saver, module);
    const std::string_view body = saver.bytes();
    return header_of(body.substr(0, judging_size), body.substr(judging_size)).append(body);
}

}  // namespace jianhe::ir
