#include "compiler/jit/object_image.h"

#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <vector>

#include <elf.h>
#include <fmt/format.h>

#include "compiler/jit/elf_object.h"

namespace jianhe::jit {
namespace {

// Far more than the code of any specification, and so little that everything inside is in reach of a relative jump.
constexpr std::uint64_t kMaxImage = 256U << 20U;

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

}  // namespace

class ImageLoader {
public:
    ImageLoader(const ElfObject& object, const ObjectImage::Resolver& resolver)
        : object_(object), resolver_(resolver) {}

    Result<ObjectImage> load() {
        if (auto done = place_sections(); !done) return done.error();
        if (auto done = place_stubs(); !done) return done.error();
        if (code_ + constants_ + data_ > kMaxImage) return refused("it is too large");
        auto memory = CodeMemory::allocate(code_, constants_, data_);
        if (!memory) return memory.error();
        memory_ = std::move(*memory);
        fill();
        for (const ElfRelocations& relocations : object_.relocations) {
            if (auto done = relocate(relocations); !done) return done.error();
        }
        if (auto done = memory_.seal(); !done) return done.error();
        ObjectImage image;
        image.functions_ = functions();
        image.memory_ = std::move(memory_);
        return image;
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

    std::byte* address_of(Placed placed) const {
        switch (placed.part) {
            case Part::Code: return memory_.code() + placed.offset;
            case Part::Constants: return memory_.constants() + placed.offset;
            case Part::Data: return memory_.data() + placed.offset;
            case Part::None: break;
        }
        return nullptr;
    }

    // Fresh memory is zero, which is what sections without content are.
    void fill() {
        for (std::size_t i = 0; i < sections_.size(); ++i) {
            const std::string_view content = object_.sections[i].content;
            if (sections_[i].part == Part::None || content.empty()) continue;
            std::memcpy(address_of(sections_[i]), content.data(), content.size());
        }
    }

    Result<std::uint64_t> value_of(const ElfSymbol& symbol) const {
        if (symbol.section == SHN_UNDEF) {
            void* address = symbol.name.empty() ? nullptr : resolver_(symbol.name);
            if (address == nullptr) return refused(fmt::format("there is no function `{}`", symbol.name));
            return reinterpret_cast<std::uint64_t>(address);
        }
        if (symbol.section >= sections_.size() || sections_[symbol.section].part == Part::None ||
            symbol.type == STT_TLS || symbol.type == STT_GNU_IFUNC ||
            symbol.value > object_.sections[symbol.section].size) {
            return refused(fmt::format("it refers to `{}`, which is not in memory", symbol.name));
        }
        return reinterpret_cast<std::uint64_t>(address_of(sections_[symbol.section])) + symbol.value;
    }

    static void store(std::byte* at, const auto& value) { std::memcpy(at, &value, sizeof value); }

    std::uint64_t filled_slot(std::size_t symbol, std::uint64_t value) const {
        std::byte* slot = address_of({Part::Constants, *slots_[symbol]});
        store(slot, value);
        return reinterpret_cast<std::uint64_t>(slot);
    }

    std::uint64_t filled_stub(std::size_t symbol, std::uint64_t value) const {
        std::byte* stub = address_of({Part::Code, *stubs_[symbol]});
        std::memcpy(stub, kStubCode, sizeof kStubCode);
        store(stub + sizeof kStubCode, value);
        return reinterpret_cast<std::uint64_t>(stub);
    }

    Result<void> relocate(const ElfRelocations& relocations) {
        values_.resize(object_.symbols.size());
        const Placed placed = sections_[relocations.section];
        if (placed.part == Part::None) return {};
        const std::uint64_t size = object_.sections[relocations.section].content.size();
        for (const ElfRelocation& relocation : relocations.entries) {
            std::optional<std::uint64_t>& known = values_[relocation.symbol];
            if (!known) {
                const auto value = value_of(object_.symbols[relocation.symbol]);
                if (!value) return value.error();
                known = *value;
            }
            const std::size_t width =
                relocation.type == R_X86_64_64 || relocation.type == R_X86_64_PC64 ? sizeof(std::uint64_t) : 4;
            if (relocation.offset > size || size - relocation.offset < width) return refused("a relocation outside");
            if (auto done = apply(relocation, address_of(placed) + relocation.offset, *known); !done) return done;
        }
        return {};
    }

    // `at` has room. The names of the letters are those of the ABI's document: S + A, S + A - P, …
    Result<void> apply(const ElfRelocation& relocation, std::byte* at, std::uint64_t value) const {
        const auto place = reinterpret_cast<std::uint64_t>(at);
        const auto addend = static_cast<std::uint64_t>(relocation.addend);
        switch (relocation.type) {
            case R_X86_64_64: store(at, value + addend); return {};
            case R_X86_64_PC64: store(at, value + addend - place); return {};
            case R_X86_64_PLT32:
                if (stubs_[relocation.symbol]) value = filled_stub(relocation.symbol, value);
                break;
            case R_X86_64_GOTPCREL:
            case R_X86_64_GOTPCRELX:
            case R_X86_64_REX_GOTPCRELX: value = filled_slot(relocation.symbol, value); break;
            case R_X86_64_PC32: break;
            default: return refused(fmt::format("a relocation of type {}", relocation.type));
        }
        const auto distance = static_cast<std::int64_t>(value + addend - place);
        if (distance < std::numeric_limits<std::int32_t>::min() ||
            distance > std::numeric_limits<std::int32_t>::max()) {
            return refused("a relocation that does not reach");
        }
        store(at, static_cast<std::int32_t>(distance));
        return {};
    }

    std::unordered_map<std::string, void*> functions() const {
        std::unordered_map<std::string, void*> found;
        for (const ElfSymbol& symbol : object_.symbols) {
            if (symbol.binding != STB_GLOBAL || symbol.type != STT_FUNC || symbol.section >= sections_.size()) continue;
            if (sections_[symbol.section].part != Part::Code) continue;
            if (symbol.value >= object_.sections[symbol.section].size) continue;
            found.emplace(symbol.name, address_of(sections_[symbol.section]) + symbol.value);
        }
        return found;
    }

    const ElfObject& object_;
    const ObjectImage::Resolver& resolver_;
    std::vector<Placed> sections_;
    std::vector<std::optional<std::uint64_t>> stubs_;   // by symbol: in the code
    std::vector<std::optional<std::uint64_t>> slots_;   // by symbol: in the constants
    std::vector<std::optional<std::uint64_t>> values_;  // by symbol, once known: most are referred to many times
    std::uint64_t code_ = 0;
    std::uint64_t constants_ = 0;
    std::uint64_t data_ = 0;
    CodeMemory memory_;
};

Result<ObjectImage> ObjectImage::load(std::string_view object, const Resolver& resolver) {
    if constexpr (!kLoadsObjects) return Error{"object code cannot be loaded on this machine"};
    const auto parsed = read_elf_object(object);
    if (!parsed) return parsed.error();
    return ImageLoader(*parsed, resolver).load();
}

void* ObjectImage::find(std::string_view name) const noexcept {
    const auto found = functions_.find(std::string(name));
    return found == functions_.end() ? nullptr : found->second;
}

}  // namespace jianhe::jit
