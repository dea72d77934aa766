// Providers answer what a specification alone cannot know, such as what an identifier says when it is decoded: a
// function from arguments (fields of the record) to named parts.
//
// Built-in providers are found by name; others are loaded from a plug-in with the C interface of provider_plugin.h.
// docs/providers.md has an example.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/result.h>

namespace jianhe {

// One part of an answer.
struct ProviderValue {
    enum class State : std::uint8_t {
        Absent,        // there is no such part in this value; of an argument: an empty field
        NotDecodable,  // nothing certain can be said, which is not "wrong"; of an argument: a malformed field
        Present
    };

    State state = State::Absent;
    std::int64_t number = 0;  // of numbers; of dates the day, of date-times the second, as jianhe/date.h counts them
    std::string text;         // of texts and identifiers, in UTF-8

    bool operator==(const ProviderValue&) const = default;
};

// One argument. Its text is the caller's.
struct ProviderArgument {
    ProviderValue::State state = ProviderValue::State::Absent;
    std::int64_t number = 0;  // as ProviderValue has it
    std::string_view text;
};

// Immutable and shared between threads; never throws.
class Provider {
public:
    Provider() = default;
    Provider(const Provider&) = delete;
    Provider& operator=(const Provider&) = delete;
    virtual ~Provider() = default;

    // False: this provider cannot know that part, so rules that read it stay unchecked. Parts are numbered as they were
    // named when the provider was found or loaded.
    virtual bool offers(std::size_t part) const noexcept = 0;
    // Writes every part; one that is not offered becomes Absent. `parts` has one place for each named part.
    virtual void answer(std::span<const ProviderArgument> arguments, std::span<ProviderValue> parts) const noexcept = 0;
};

// By declared provider; null: not given.
using Providers = std::vector<std::shared_ptr<const Provider>>;

// --- jianhe::provider ------------------------------------------------------------------------------------------------

// A built-in provider; null when there is none of that name. Unknown part names are not offered.
//
//   visit_id_composition   one argument, a visit identifier
//       person  text         the national or resident number in it, its check digit recomputed
//       at      date-time    the second in it
//       place   –            never offered: how the identifier holds the facility is unknown
//     INFERRED from the one published sample (domain visit-id.md, RESOLUTIONS 32). Each part is decoded by itself; what
//     is implausible (digits, year, second of the year, another alphabet or length) is NotDecodable.
std::shared_ptr<const Provider> find_built_in_provider(std::string_view name, std::span<const std::string> part_names);

// --- jianhe::provider_plugin -----------------------------------------------------------------------------------------

// Opens a shared library with the interface of provider_plugin.h and asks it for the provider `name`. A path without a
// slash is looked up as the system looks up libraries. The library stays open as long as the provider lives. It is the
// operator's choice to trust it: it runs inside the process. POSIX systems only; elsewhere an Error says so.
Result<std::shared_ptr<const Provider>> load_provider(const std::string& library, std::string_view name,
                                                      std::size_t arguments, std::span<const std::string> part_names);

}  // namespace jianhe
