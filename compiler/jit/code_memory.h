// Memory for machine code; private to compiler/jit. POSIX.
#pragma once

#include <cstddef>
#include <string_view>

#include <jianhe/result.h>

namespace jianhe::jit {

// Bytes in whole pages of their own, zero at first, and what becomes of them: they are written to, then seal() makes
// some of them executable and others constant, so that no page is ever both writable and executable. Moves; unmapped at
// the end.
class CodeMemory {
public:
    CodeMemory() = default;
    // The pages are there at once: each would else be asked for when it is touched first, which takes longer.
    static Result<CodeMemory> allocate(std::size_t size);
    // With these bytes.
    static Result<CodeMemory> copy_of(std::string_view bytes);
    CodeMemory(CodeMemory&& other) noexcept;
    CodeMemory& operator=(CodeMemory&& other) noexcept;
    ~CodeMemory();

    // Executable from now on: the first `code` bytes; only to be read: `constants` behind them. Both are whole pages.
    Result<void> seal(std::size_t code, std::size_t constants);

    std::byte* begin() const noexcept { return base_; }
    std::size_t size() const noexcept { return size_; }
    std::string_view bytes() const noexcept { return {reinterpret_cast<const char*>(base_), size_}; }
    // From now on only the first bytes belong to it; their pages stay.
    void truncate(std::size_t size) noexcept { size_ = size; }

private:
    void release() noexcept;

    std::byte* base_ = nullptr;
    std::size_t size_ = 0;
    std::size_t mapped_ = 0;
};

std::size_t whole_pages(std::size_t size);

// Whether this system lets programs run code that they have written themselves; the error says what it forbids.
Result<void> check_code_memory();

}  // namespace jianhe::jit
