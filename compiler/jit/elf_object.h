// An ELF object file as its parts, every offset and length checked against the bytes; private to compiler/jit.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <jianhe/result.h>

namespace jianhe::jit {

struct ElfSection {
    std::string_view name;
    std::uint32_t type = 0;
    std::uint64_t flags = 0;
    std::string_view content;     // empty where the section has only a size
    std::uint64_t size = 0;       // in memory
    std::uint64_t alignment = 1;  // a power of two, at most a page
};

struct ElfSymbol {
    std::string_view name;
    std::uint16_t section = 0;  // as the file has it: an index into the sections, or a reserved number
    std::uint8_t type = 0;
    std::uint8_t binding = 0;
    std::uint64_t value = 0;
};

struct ElfRelocation {
    std::uint64_t offset = 0;
    std::uint32_t type = 0;
    std::uint32_t symbol = 0;  // an index into the symbols
    std::int64_t addend = 0;
};

struct ElfRelocations {
    std::size_t section = 0;  // whose content is relocated
    std::vector<ElfRelocation> entries;
};

// Views into the bytes it was read from.
struct ElfObject {
    std::vector<ElfSection> sections;
    std::vector<ElfSymbol> symbols;
    std::vector<ElfRelocations> relocations;
};

// Relocatable files for x86-64, as LLVM writes them; anything else is an error.
Result<ElfObject> read_elf_object(std::string_view bytes);

}  // namespace jianhe::jit
