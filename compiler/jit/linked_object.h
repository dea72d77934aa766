// An object file, linked but for the addresses that differ from process to process: the form in which code is kept and
// loaded. Private to compiler/jit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/result.h>

namespace jianhe::jit {

// Code, constants and data, each filled up to whole pages, and in them everything settled that depends on their
// distance alone. The rest is said behind them: which addresses are missing, and what may be called. All offsets are
// from the beginning of the code.
struct LinkedObject {
    // Eight bytes at `offset` become an address: of the function `name` of the program, or, without a name, of the
    // code's own byte `addend`; a function's has `addend` added.
    struct Binding {
        std::uint64_t offset = 0;
        std::uint64_t addend = 0;
        std::string_view name;
    };
    struct Entry {
        std::uint64_t offset = 0;
        std::string_view name;
    };

    std::uint64_t code = 0;  // bytes, as are the next two; multiples of a page
    std::uint64_t constants = 0;
    std::uint64_t data = 0;
    std::vector<Binding> bindings;
    std::vector<Entry> entries;
};

// What the JIT makes into what stays: the bytes of a LinkedObject. Errors name what the object has that is not known
// here; its structure is checked completely.
Result<std::string> link_object(std::string_view object);

// Of the bytes that link_object has made: names are views into them. Everything is inside of them, or it is an error.
Result<LinkedObject> read_linked_object(std::string_view bytes);

}  // namespace jianhe::jit
