#include "compiler/jit/code_memory.h"

#include <cstring>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

#include "runtime/value/system_error.h"

namespace jianhe::jit {

std::size_t whole_pages(std::size_t size) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return (size + page - 1) / page * page;
}

Result<CodeMemory> CodeMemory::allocate(std::size_t size) {
    CodeMemory memory;
    memory.size_ = size;
    memory.mapped_ = whole_pages(size);
    if (memory.mapped_ == 0) return memory;
    constexpr int kKind = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE;
    void* base = ::mmap(nullptr, memory.mapped_, PROT_READ | PROT_WRITE, kKind, -1, 0);
    if (base == MAP_FAILED) return detail::system_error("cannot get memory for", "machine code");
    memory.base_ = static_cast<std::byte*>(base);
    return memory;
}

Result<CodeMemory> CodeMemory::copy_of(std::string_view bytes) {
    auto memory = allocate(bytes.size());
    if (memory && !bytes.empty()) std::memcpy(memory->begin(), bytes.data(), bytes.size());
    return memory;
}

CodeMemory::CodeMemory(CodeMemory&& other) noexcept
    : base_(std::exchange(other.base_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      mapped_(std::exchange(other.mapped_, 0)) {}

CodeMemory& CodeMemory::operator=(CodeMemory&& other) noexcept {
    if (this == &other) return *this;
    release();
    base_ = std::exchange(other.base_, nullptr);
    size_ = std::exchange(other.size_, 0);
    mapped_ = std::exchange(other.mapped_, 0);
    return *this;
}

CodeMemory::~CodeMemory() { release(); }

void CodeMemory::release() noexcept {
    if (base_ != nullptr) ::munmap(base_, mapped_);
    base_ = nullptr;
}

Result<void> CodeMemory::seal(std::size_t code, std::size_t constants) {
    const bool code_done = code == 0 || ::mprotect(base_, code, PROT_READ | PROT_EXEC) == 0;
    if (!code_done) return detail::system_error("cannot make executable", "machine code");
    const bool constants_done = constants == 0 || ::mprotect(base_ + code, constants, PROT_READ) == 0;
    if (!constants_done) return detail::system_error("cannot protect", "the constants of machine code");
    return {};
}

Result<void> check_code_memory() {
    auto memory = CodeMemory::allocate(1);
    if (!memory) return memory.error();
    return memory->seal(whole_pages(1), 0);
}

}  // namespace jianhe::jit
