#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <vector>

#include <elf.h>
#include <fmt/format.h>

#include "compiler/jit/code_memory.h"
#include "compiler/jit/elf_object.h"
#include "compiler/jit/linked_bytes.h"
#include "compiler/jit/linked_object.h"

namespace jianhe::jit {
namespace {

// Far more than the code of any specification, and so little that everything inside is in reach of a relative jump.
constexpr std::uint64_t kMaxImage = 64U << 20U;

// jmp [next eight bytes]: how code reaches functions of ours, which are too far away for a relative call.
constexpr std::size_t kStubSize = 16;
constexpr std::uint8_t kStubCode[] = {0xff, 0x25, 0, 0, 0, 0};

enum class Part : std::uint8_t { None, Code, Constants, Data };

Part part_of(const ElfSection& section) {
    if ((section.flags & SHF_ALLOC) == 0) return Part::None;
    // For unwinding, which code that throws nothing does not need.
    if (section.name == ".eh_frame") return Part::None;
    if ((section.flags & SHF_EXECINSTR) != 0) return Part::Code;
    if ((section.flags & SHF_WRITE) == 0 || section.name.starts_with(".data.rel.ro")) return Part::Constants;
    return Part::Data;
}

Error refused(std::string_view what) { return {fmt::format("the object file cannot be loaded: {}", what)}; }

struct Placed {
    Part part = Part::None;
    std::uint64_t offset = 0;  // in its part
};

class Linker {
public:
    explicit Linker(const ElfObject& object) : object_(object) {}

    Result<std::string> link() {
        if (auto done = place_sections(); !done) return done.error();
        if (auto done = place_stubs(); !done) return done.error();
        linked_.code = whole_pages(code_);
        linked_.constants = whole_pages(constants_);
        linked_.data = whole_pages(data_);
        if (linked_.code + linked_.constants + linked_.data > kMaxImage) return refused("it is too large");
        image_.resize(linked_.code + linked_.constants + linked_.data);
        fill();
        fill_stubs();
        for (const ElfRelocations& relocations : object_.relocations) {
            if (auto done = relocate(relocations); !done) return done.error();
        }
        find_entries();
        append_linked_tail(image_, linked_);
        return std::move(image_);
    }

private:
    std::uint64_t& size_of(Part part) {
        return part == Part::Code ? code_ : part == Part::Constants ? constants_ : data_;
    }

    // Sizes are bounded one by one, so that no sum overflows.
    Result<std::uint64_t> reserve(Part part, std::uint64_t size, std::uint64_t alignment) {
        std::uint64_t& end = size_of(part);
        const std::uint64_t start = (end + alignment - 1) / alignment * alignment;
        if (size > kMaxImage || start > kMaxImage - size) return refused("it is too large");
        end = start + size;
        return start;
    }

    Result<void> place_sections() {
        for (const ElfSection& section : object_.sections) {
            Placed placed{part_of(section), 0};
            if (placed.part != Part::None) {
                if (section.type != SHT_PROGBITS && section.type != SHT_NOBITS) {
                    return refused(fmt::format("a section of type {}", section.type));
                }
                constexpr std::uint64_t kUnknown = SHF_TLS | SHF_COMPRESSED;
                constexpr std::uint64_t kWritableCode = SHF_WRITE | SHF_EXECINSTR;
                if ((section.flags & kUnknown) != 0 || (section.flags & kWritableCode) == kWritableCode) {
                    return refused(fmt::format("a section with flags {:#x}", section.flags));
                }
                auto offset = reserve(placed.part, section.size, section.alignment);
                if (!offset) return offset.error();
                placed.offset = *offset;
            }
            sections_.push_back(placed);
        }
        return {};
    }

    static bool is_through_table(std::uint32_t type) {
        return type == R_X86_64_GOTPCREL || type == R_X86_64_GOTPCRELX || type == R_X86_64_REX_GOTPCRELX;
    }

    // A stub for each function of ours that is called, a slot for each address that is taken from a table.
    Result<void> place_stubs() {
        stubs_.resize(object_.symbols.size());
        slots_.resize(object_.symbols.size());
        for (const ElfRelocations& relocations : object_.relocations) {
            if (sections_[relocations.section].part == Part::None) continue;
            for (const ElfRelocation& relocation : relocations.entries) {
                const bool is_slot = is_through_table(relocation.type);
                const bool is_stub =
                    relocation.type == R_X86_64_PLT32 && object_.symbols[relocation.symbol].section == SHN_UNDEF;
                std::optional<std::uint64_t>& place = (is_slot ? slots_ : stubs_)[relocation.symbol];
                if ((!is_slot && !is_stub) || place) continue;
                auto offset = is_slot ? reserve(Part::Constants, sizeof(std::uint64_t), alignof(std::uint64_t))
                                      : reserve(Part::Code, kStubSize, kStubSize);
                if (!offset) return offset.error();
                place = *offset;
            }
        }
        return {};
    }

    // In the image.
    std::uint64_t offset_of(Placed placed) const {
        switch (placed.part) {
            case Part::Code: break;
            case Part::Constants: return linked_.code + placed.offset;
            case Part::Data: return linked_.code + linked_.constants + placed.offset;
            case Part::None: break;
        }
        return placed.offset;
    }

    // What nothing is written to is zero, which is what sections without content are.
    void fill() {
        for (std::size_t i = 0; i < sections_.size(); ++i) {
            const std::string_view content = object_.sections[i].content;
            if (sections_[i].part == Part::None || content.empty()) continue;
            std::memcpy(image_.data() + offset_of(sections_[i]), content.data(), content.size());
        }
    }

    void fill_stubs() {
        for (std::size_t symbol = 0; symbol < stubs_.size(); ++symbol) {
            if (!stubs_[symbol]) continue;
            const std::uint64_t stub = offset_of({Part::Code, *stubs_[symbol]});
            std::memcpy(image_.data() + stub, kStubCode, sizeof kStubCode);
            linked_.bindings.push_back({stub + sizeof kStubCode, 0, object_.symbols[symbol].name});
        }
    }

    // None: a function of the program.
    Result<std::optional<std::uint64_t>> offset_of(const ElfSymbol& symbol) const {
        if (symbol.section == SHN_UNDEF) {
            if (symbol.name.empty()) return refused("it refers to nothing");
            return std::optional<std::uint64_t>();
        }
        if (symbol.section >= sections_.size() || sections_[symbol.section].part == Part::None ||
            symbol.type == STT_TLS || symbol.type == STT_GNU_IFUNC ||
            symbol.value > object_.sections[symbol.section].size) {
            return refused(fmt::format("it refers to `{}`, which is not in memory", symbol.name));
        }
        return std::optional(offset_of(sections_[symbol.section]) + symbol.value);
    }

    Result<void> relocate(const ElfRelocations& relocations) {
        const Placed placed = sections_[relocations.section];
        if (placed.part == Part::None) return {};
        const std::uint64_t size = object_.sections[relocations.section].content.size();
        for (const ElfRelocation& relocation : relocations.entries) {
            const std::size_t width =
                relocation.type == R_X86_64_64 || relocation.type == R_X86_64_PC64 ? sizeof(std::uint64_t) : 4;
            if (relocation.offset > size || size - relocation.offset < width) return refused("a relocation outside");
            const auto value = offset_of(object_.symbols[relocation.symbol]);
            if (!value) return value.error();
            if (auto done = apply(relocation, offset_of(placed) + relocation.offset, *value); !done) return done;
        }
        return {};
    }

    void bind(std::uint64_t place, std::uint32_t symbol, std::optional<std::uint64_t> value, std::uint64_t addend) {
        linked_.bindings.push_back(
            {place, value.value_or(0) + addend, value ? std::string_view() : object_.symbols[symbol].name});
    }

    // The slot of a symbol is bound when it is used first.
    std::uint64_t bound_slot(std::uint32_t symbol, std::optional<std::uint64_t> value) {
        const std::uint64_t slot = offset_of({Part::Constants, *slots_[symbol]});
        if (is_bound_.empty()) is_bound_.resize(slots_.size());
        if (!is_bound_[symbol]) bind(slot, symbol, value, 0);
        is_bound_[symbol] = true;
        return slot;
    }

    void store(std::uint64_t place, const auto& value) { std::memcpy(image_.data() + place, &value, sizeof value); }

    // `place` has room. The names of the letters are those of the ABI's document: S + A, S + A - P, …
    Result<void> apply(const ElfRelocation& relocation, std::uint64_t place, std::optional<std::uint64_t> value) {
        const auto addend = static_cast<std::uint64_t>(relocation.addend);
        switch (relocation.type) {
            case R_X86_64_64: bind(place, relocation.symbol, value, addend); return {};
            case R_X86_64_PLT32:
                if (stubs_[relocation.symbol]) value = offset_of({Part::Code, *stubs_[relocation.symbol]});
                break;
            case R_X86_64_GOTPCREL:
            case R_X86_64_GOTPCRELX:
            case R_X86_64_REX_GOTPCRELX: value = bound_slot(relocation.symbol, value); break;
            case R_X86_64_PC64:
            case R_X86_64_PC32: break;
            default: return refused(fmt::format("a relocation of type {}", relocation.type));
        }
        if (!value) return refused("a relocation that does not reach");
        const std::uint64_t distance = *value + addend - place;
        if (relocation.type == R_X86_64_PC64) {
            store(place, distance);
            return {};
        }
        const auto near = static_cast<std::int64_t>(distance);
        if (near < std::numeric_limits<std::int32_t>::min() || near > std::numeric_limits<std::int32_t>::max()) {
            return refused("a relocation that does not reach");
        }
        store(place, static_cast<std::int32_t>(near));
        return {};
    }

    void find_entries() {
        for (const ElfSymbol& symbol : object_.symbols) {
            if (symbol.binding != STB_GLOBAL || symbol.type != STT_FUNC || symbol.section >= sections_.size()) continue;
            if (sections_[symbol.section].part != Part::Code) continue;
            if (symbol.value >= object_.sections[symbol.section].size) continue;
            linked_.entries.push_back({offset_of(sections_[symbol.section]) + symbol.value, symbol.name});
        }
    }

    const ElfObject& object_;
    std::vector<Placed> sections_;
    std::vector<std::optional<std::uint64_t>> stubs_;  // by symbol: in the code
    std::vector<std::optional<std::uint64_t>> slots_;  // by symbol: in the constants
    std::vector<bool> is_bound_;                       // by symbol: its slot is
    std::uint64_t code_ = 0;
    std::uint64_t constants_ = 0;
    std::uint64_t data_ = 0;
    LinkedObject linked_;
    std::string image_;
};

}  // namespace

Result<std::string> link_object(std::string_view object) {
    const auto parsed = read_elf_object(object);
    if (!parsed) return parsed.error();
    return Linker(*parsed).link();
}

}  // namespace jianhe::jit
