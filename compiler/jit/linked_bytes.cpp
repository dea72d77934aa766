#include "compiler/jit/linked_bytes.h"

#include <cstring>
#include <limits>
#include <optional>

#include "compiler/jit/code_memory.h"

namespace jianhe::jit {
namespace {

// Behind the pages stand the bindings, the entries, the texts of their names one after the other, and this. As it lies
// in memory: the bytes are for the machine that made them.
struct Tail {
    std::uint64_t code = 0;
    std::uint64_t constants = 0;
    std::uint64_t data = 0;
    std::uint64_t bindings = 0;  // how many
    std::uint64_t entries = 0;   // likewise
    std::uint64_t names = 0;     // bytes
};

struct Item {
    std::uint64_t offset = 0;
    std::uint64_t addend = 0;
    std::uint64_t name_size = 0;
};

template <class T>
void append(std::string& bytes, const T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Takes from the end. Nothing is assumed of alignment, so structures are copied out.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    std::optional<std::string_view> take(std::uint64_t size) {
        if (size > bytes_.size()) return std::nullopt;
        const std::string_view taken = bytes_.substr(bytes_.size() - size);
        bytes_.remove_suffix(size);
        return taken;
    }

    std::string_view rest() const { return bytes_; }

private:
    std::string_view bytes_;
};

template <class T>
T structure_at(std::string_view bytes, std::size_t index) {
    T result;
    std::memcpy(&result, bytes.data() + index * sizeof(T), sizeof(T));
    return result;
}

Error broken(std::string_view what) { return {"linked code is broken: " + std::string(what)}; }

bool is_whole_pages(std::uint64_t size, std::uint64_t most) { return size <= most && whole_pages(size) == size; }

// As many as fit into memory, so that no product overflows.
bool is_count(std::uint64_t count) { return count <= std::numeric_limits<std::uint32_t>::max(); }

}  // namespace

void append_linked_tail(std::string& image, const LinkedObject& object) {
    std::string names;
    for (const LinkedObject::Binding& binding : object.bindings) {
        append(image, Item{binding.offset, binding.addend, binding.name.size()});
        names += binding.name;
    }
    for (const LinkedObject::Entry& entry : object.entries) {
        append(image, Item{entry.offset, 0, entry.name.size()});
        names += entry.name;
    }
    image += names;
    append(image, Tail{object.code, object.constants, object.data, object.bindings.size(), object.entries.size(),
                       names.size()});
}

Result<LinkedObject> read_linked_object(std::string_view bytes) {
    Reader reader(bytes);
    const auto end = reader.take(sizeof(Tail));
    if (!end) return broken("it is too short");
    const auto tail = structure_at<Tail>(*end, 0);
    if (!is_count(tail.bindings) || !is_count(tail.entries)) return broken("a table lies outside");
    auto names = reader.take(tail.names);
    const auto entries = names ? reader.take(tail.entries * sizeof(Item)) : std::nullopt;
    const auto bindings = entries ? reader.take(tail.bindings * sizeof(Item)) : std::nullopt;
    if (!bindings) return broken("a table lies outside");

    LinkedObject object;
    object.code = tail.code;
    object.constants = tail.constants;
    object.data = tail.data;
    const std::uint64_t size = reader.rest().size();
    const bool fits = is_whole_pages(tail.code, size) && is_whole_pages(tail.constants, size - tail.code) &&
                      tail.data == size - tail.code - tail.constants && is_whole_pages(tail.data, size);
    if (!fits) return broken("its pages are not where they should be");

    std::size_t named = 0;
    const auto name_of = [&](const Item& item) -> std::optional<std::string_view> {
        if (item.name_size > names->size() - named) return std::nullopt;
        const std::string_view name = names->substr(named, item.name_size);
        named += item.name_size;
        return name;
    };
    for (std::uint64_t i = 0; i < tail.bindings; ++i) {
        const auto item = structure_at<Item>(*bindings, i);
        const auto name = name_of(item);
        if (!name || item.offset > size || size - item.offset < sizeof(std::uint64_t)) {
            return broken("an address lies outside");
        }
        object.bindings.push_back({item.offset, item.addend, *name});
    }
    for (std::uint64_t i = 0; i < tail.entries; ++i) {
        const auto item = structure_at<Item>(*entries, i);
        const auto name = name_of(item);
        if (!name || item.offset >= tail.code) return broken("an entry lies outside");
        object.entries.push_back({item.offset, *name});
    }
    return object;
}

}  // namespace jianhe::jit
