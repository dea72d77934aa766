#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/generated/build_engine.h>
#include <jianhe/record.h>
#include <jianhe/validator.h>

// What typed builders are made of.
namespace jianhe::generated {

// What a request holds beside the caller's values. It owns the bytes. No more thread-safe than a plain value.
class BuildSupply {
public:
    explicit BuildSupply(std::uint32_t construction) noexcept : construction_(construction) {}

    // Goes before one that was handed over already.
    void buffer(std::uint32_t buffer, std::span<const char> bytes);
    void given(std::uint32_t given, std::int64_t value);
    void show_ids(bool show) noexcept { show_ids_ = show; }
    // As new.
    void clear() noexcept;

    // `values` are the caller's; `built` holds views into the engine until its next build.
    BuildAnswer build(BuildEngine& engine, const Record& values, Record& built) const noexcept;

private:
    struct Buffer {
        std::uint32_t buffer = 0;
        std::string bytes;
    };
    std::uint32_t construction_;
    std::vector<Buffer> buffers_;
    GivenValues givens_;
    bool show_ids_ = false;
};

// Values that were kept, as the caller's of another request. A value that is there stays.
void take_kept(std::span<const Kept> kept, Record& values);

// Bytes `first` to `last` of what a device returned, both included, without the blanks and NUL behind; nothing where
// there are not so many.
std::string_view part_of(std::span<const char> bytes, std::size_t first, std::size_t last) noexcept;

// The whole result of a device: a view of its bytes. Of another size all parts are empty.
template <std::size_t bytes>
class BufferView {
public:
    static constexpr std::size_t size = bytes;

    explicit BufferView(std::span<const char> returned) noexcept : returned_(returned) {}
    bool has_right_size() const noexcept { return returned_.size() == size; }

protected:
    std::string_view part(std::size_t first, std::size_t last) const noexcept {
        return has_right_size() ? part_of(returned_, first, last) : std::string_view();
    }

private:
    std::span<const char> returned_;
};

}  // namespace jianhe::generated
