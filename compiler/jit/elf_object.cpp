#include "compiler/jit/elf_object.h"

#include <bit>
#include <cstring>
#include <optional>

#include <elf.h>

namespace jianhe::jit {
namespace {

Error broken(std::string_view what) { return {"the object file is broken: " + std::string(what)}; }

constexpr std::uint64_t kPage = 4096;

class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    Result<ElfObject> read() {
        if (auto done = read_header(); !done) return done.error();
        if (auto done = read_sections(); !done) return done.error();
        for (std::size_t i = 0; i < headers_.size(); ++i) {
            if (headers_[i].sh_type != SHT_SYMTAB) continue;
            if (!object_.symbols.empty()) return broken("it has two symbol tables");
            symbol_table_ = i;
            if (auto done = read_symbols(headers_[i]); !done) return done.error();
        }
        for (const Elf64_Shdr& header : headers_) {
            if (header.sh_type != SHT_RELA) continue;
            if (auto done = read_relocations(header); !done) return done.error();
        }
        return std::move(object_);
    }

private:
    // Nothing is assumed of alignment, so structures are copied out.
    template <class T>
    std::optional<T> structure_at(std::uint64_t offset) const {
        if (offset > bytes_.size() || bytes_.size() - offset < sizeof(T)) return std::nullopt;
        T result;
        std::memcpy(&result, bytes_.data() + offset, sizeof(T));
        return result;
    }

    std::optional<std::string_view> bytes_at(std::uint64_t offset, std::uint64_t size) const {
        if (offset > bytes_.size() || bytes_.size() - offset < size) return std::nullopt;
        return bytes_.substr(offset, size);
    }

    // `table` is a string table: the name ends at a zero byte inside it.
    static std::optional<std::string_view> name_at(std::string_view table, std::uint64_t offset) {
        if (offset >= table.size()) return std::nullopt;
        const std::size_t end = table.find('\0', offset);
        if (end == std::string_view::npos) return std::nullopt;
        return table.substr(offset, end - offset);
    }

    Result<void> read_header() {
        const auto header = structure_at<Elf64_Ehdr>(0);
        if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return broken("it is no ELF file");
        if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
            header->e_type != ET_REL || header->e_machine != EM_X86_64) {
            return broken("it is no relocatable file for x86-64");
        }
        if (header->e_shentsize != sizeof(Elf64_Shdr)) return broken("its section headers have another size");
        header_ = *header;
        return {};
    }

    Result<void> read_sections() {
        for (std::uint64_t i = 0; i < header_.e_shnum; ++i) {
            const std::uint64_t offset = header_.e_shoff + i * sizeof(Elf64_Shdr);
            const auto header = offset < header_.e_shoff ? std::nullopt : structure_at<Elf64_Shdr>(offset);
            if (!header) return broken("a section header lies outside");
            headers_.push_back(*header);
        }
        const auto names = table_of(header_.e_shstrndx);
        if (!names) return broken("it has no section names");
        for (const Elf64_Shdr& header : headers_) {
            auto section = read_section(header, *names);
            if (!section) return section.error();
            object_.sections.push_back(*section);
        }
        return {};
    }

    std::optional<std::string_view> table_of(std::size_t index) const {
        if (index >= headers_.size() || headers_[index].sh_type != SHT_STRTAB) return std::nullopt;
        return bytes_at(headers_[index].sh_offset, headers_[index].sh_size);
    }

    Result<ElfSection> read_section(const Elf64_Shdr& header, std::string_view names) const {
        ElfSection section;
        const auto name = name_at(names, header.sh_name);
        if (!name) return broken("the name of a section lies outside");
        section.name = *name;
        section.type = header.sh_type;
        section.flags = header.sh_flags;
        section.size = header.sh_size;
        section.alignment = header.sh_addralign == 0 ? 1 : header.sh_addralign;
        if (!std::has_single_bit(section.alignment) || section.alignment > kPage) return broken("an odd alignment");
        if (header.sh_type != SHT_NOBITS && header.sh_type != SHT_NULL) {
            const auto content = bytes_at(header.sh_offset, header.sh_size);
            if (!content) return broken("a section lies outside");
            section.content = *content;
        }
        return section;
    }

    Result<void> read_symbols(const Elf64_Shdr& header) {
        const auto names = table_of(header.sh_link);
        if (!names || header.sh_entsize != sizeof(Elf64_Sym) || header.sh_size % sizeof(Elf64_Sym) != 0) {
            return broken("its symbol table cannot be read");
        }
        for (std::uint64_t at = 0; at < header.sh_size; at += sizeof(Elf64_Sym)) {
            const auto entry = structure_at<Elf64_Sym>(header.sh_offset + at);
            const auto name = entry ? name_at(*names, entry->st_name) : std::nullopt;
            if (!name) return broken("a symbol lies outside");
            object_.symbols.push_back({*name, entry->st_shndx, static_cast<std::uint8_t>(ELF64_ST_TYPE(entry->st_info)),
                                       static_cast<std::uint8_t>(ELF64_ST_BIND(entry->st_info)), entry->st_value});
        }
        return {};
    }

    Result<void> read_relocations(const Elf64_Shdr& header) {
        if (header.sh_info >= headers_.size() || header.sh_link != symbol_table_ || object_.symbols.empty() ||
            header.sh_entsize != sizeof(Elf64_Rela) || header.sh_size % sizeof(Elf64_Rela) != 0) {
            return broken("its relocations cannot be read");
        }
        ElfRelocations relocations{header.sh_info, {}};
        for (std::uint64_t at = 0; at < header.sh_size; at += sizeof(Elf64_Rela)) {
            const auto entry = structure_at<Elf64_Rela>(header.sh_offset + at);
            if (!entry || ELF64_R_SYM(entry->r_info) >= object_.symbols.size())
                return broken("a relocation of nothing");
            relocations.entries.push_back({entry->r_offset, static_cast<std::uint32_t>(ELF64_R_TYPE(entry->r_info)),
                                           static_cast<std::uint32_t>(ELF64_R_SYM(entry->r_info)), entry->r_addend});
        }
        object_.relocations.push_back(std::move(relocations));
        return {};
    }

    std::string_view bytes_;
    Elf64_Ehdr header_{};
    std::vector<Elf64_Shdr> headers_;
    std::size_t symbol_table_ = 0;
    ElfObject object_;
};

}  // namespace

Result<ElfObject> read_elf_object(std::string_view bytes) { return Reader(bytes).read(); }

}  // namespace jianhe::jit
