// Memory for machine code; private to compiler/jit. POSIX.
#pragma once

#include <cstddef>

#include <jianhe/result.h>

namespace jianhe::jit {

// Whole pages: code first, then constants, then data. All are written to first; then seal() makes code executable and
// only data stays writable, so that no page is ever both. Moves; unmapped at the end.
class CodeMemory {
public:
    CodeMemory() = default;
    // Each size is rounded up to whole pages.
    static Result<CodeMemory> allocate(std::size_t code, std::size_t constants, std::size_t data);
    CodeMemory(CodeMemory&& other) noexcept;
    CodeMemory& operator=(CodeMemory&& other) noexcept;
    ~CodeMemory();

    Result<void> seal();

    std::byte* code() const noexcept { return base_; }
    std::byte* constants() const noexcept { return base_ + code_; }
    std::byte* data() const noexcept { return base_ + code_ + constants_; }
    std::size_t size() const noexcept { return code_ + constants_ + data_; }

private:
    void release() noexcept;

    std::byte* base_ = nullptr;
    std::size_t code_ = 0;
    std::size_t constants_ = 0;
    std::size_t data_ = 0;
};

// Whether this system lets programs run code that they have written themselves; the error says what it forbids.
Result<void> check_code_memory();

}  // namespace jianhe::jit
