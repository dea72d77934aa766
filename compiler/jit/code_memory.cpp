#include "compiler/jit/code_memory.h"

#include <utility>

#include <sys/mman.h>
#include <unistd.h>

#include "runtime/value/system_error.h"

namespace jianhe::jit {
namespace {

std::size_t whole_pages(std::size_t size) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return (size + page - 1) / page * page;
}

}  // namespace

Result<CodeMemory> CodeMemory::allocate(std::size_t code, std::size_t constants, std::size_t data) {
    CodeMemory memory;
    memory.code_ = whole_pages(code);
    memory.constants_ = whole_pages(constants);
    memory.data_ = whole_pages(data);
    if (memory.size() == 0) return memory;
    void* base = ::mmap(nullptr, memory.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED) return detail::system_error("cannot get memory for", "machine code");
    memory.base_ = static_cast<std::byte*>(base);
    return memory;
}

CodeMemory::CodeMemory(CodeMemory&& other) noexcept
    : base_(std::exchange(other.base_, nullptr)),
      code_(std::exchange(other.code_, 0)),
      constants_(std::exchange(other.constants_, 0)),
      data_(std::exchange(other.data_, 0)) {}

CodeMemory& CodeMemory::operator=(CodeMemory&& other) noexcept {
    if (this == &other) return *this;
    release();
    base_ = std::exchange(other.base_, nullptr);
    code_ = std::exchange(other.code_, 0);
    constants_ = std::exchange(other.constants_, 0);
    data_ = std::exchange(other.data_, 0);
    return *this;
}

CodeMemory::~CodeMemory() { release(); }

void CodeMemory::release() noexcept {
    if (base_ != nullptr) ::munmap(base_, size());
    base_ = nullptr;
}

Result<void> CodeMemory::seal() {
    const bool code_done = code_ == 0 || ::mprotect(code(), code_, PROT_READ | PROT_EXEC) == 0;
    if (!code_done) return detail::system_error("cannot make executable", "machine code");
    const bool constants_done = constants_ == 0 || ::mprotect(constants(), constants_, PROT_READ) == 0;
    if (!constants_done) return detail::system_error("cannot protect", "the constants of machine code");
    return {};
}

Result<void> check_code_memory() {
    auto memory = CodeMemory::allocate(1, 0, 0);
    if (!memory) return memory.error();
    return memory->seal();
}

}  // namespace jianhe::jit
