#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/validator.h>

#include "compiler/interp/blocked_places.h"
#include "compiler/ir/module.h"
#include "compiler/jit/blocking.h"
#include "compiler/jit/context.h"
#include "compiler/jit/plan.h"

// The host's side of one Context: what the helpers need. Belongs to one thread.
namespace jianhe::jit {

struct Host {
    Host(const ir::Module& module, const Plan& plan, const Supplied& supplied);

    // Who is asked about the file from now on; null: nobody.
    void set_file(FileQuestions* questions);
    void begin_record() noexcept {
        ++record;
        text_block = 0;
        text_used = 0;
        answer_count = 0;
        if (!events.empty()) forget_events();
    }
    void forget_events() noexcept;
    // The bits of a row, as words.
    std::uint64_t* bits(char* row, Bits which) const noexcept {
        return reinterpret_cast<std::uint64_t*>(row) + static_cast<std::uint32_t>(which) * plan.words;
    }
    bool has(const char* row, Bits which, const FieldPlan& field) const noexcept {
        return (bits(const_cast<char*>(row), which)[field.word] >> field.bit & 1U) != 0;
    }
    // The row that a field is read from; null: there is none.
    char* row_of(const Context& context, std::uint32_t field, std::uint32_t row) const noexcept;
    // The words of a field, made when they are first asked for.
    const std::vector<Word>& words_of(std::uint32_t field);
    // The disposition of a check on a day; none: its rule is silent.
    std::optional<Disposition> disposition(std::uint32_t check, std::optional<Date> day) const;

    const ir::Module& module;
    const Plan& plan;  // whose fields have no words
    const Supplied& supplied;
    TextEncoding encoding = TextEncoding::Utf8;
    FileQuestions* file = nullptr;
    std::uint64_t record = 0;   // the one at hand, as they are counted here
    std::vector<Event> events;  // of that record
    Blocking blocking;
    BlockedPlaces blocked;  // of that record, as its events say
    // A text in UTF-8 from now on, until the next record. Null: a byte fits no character.
    std::optional<std::string_view> from_big5(std::string_view text);
    // A text in UTF-8 that may still be in the wire's encoding: it is where it lies in the stretch.
    std::string_view converted(const Context& context, std::string_view text);
    // Room for a converted text of the record at hand, of at most `size` bytes. What is used of it is kept by
    // take_text.
    char* room_for_text(std::size_t size) {
        if (text_block == texts.size() || texts[text_block].size() - text_used < size) find_room(size);
        return texts[text_block].data() + text_used;
    }
    void find_room(std::size_t size);
    void take_text(std::size_t size) noexcept { text_used += size; }
    std::vector<std::vector<char>> texts;  // blocks, used again by the next record; never moved
    std::size_t text_block = 0;
    std::size_t text_used = 0;  // of that block

    // The parts of a key, where they lie.
    struct KeyPart {
        std::uint32_t segment;
        std::uint32_t slot;
        std::uint32_t word;  // of the row's bits
        std::uint64_t bit;
        bool is_text;
        bool of_row;
        bool may_stand_in;  // of a field that may hold a placeholder
    };
    std::vector<std::vector<KeyPart>> keys;
    // Which ASCII characters a set has, each as a word of its own.
    struct Characters {
        // Whether a word of that length and first byte may be in the set: most that are asked for are in none.
        bool may_have(std::string_view word) const noexcept {
            const std::size_t length = std::min(word.size(), kLongest);
            return (lengths >> length & 1U) != 0 && (word.empty() || begins[static_cast<unsigned char>(word.front())]);
        }
        void add(const ir::WordRange& range) noexcept;

        static constexpr std::size_t kLongest = 31;  // and whatever is longer
        std::bitset<256> begins;
        std::uint32_t lengths = 0;
        std::array<bool, 256> has{};  // no other byte
        bool are_all = true;          // its members are nothing else
    };
    std::vector<Characters> characters;  // by set

    std::vector<std::optional<Disposition>> dispositions;  // by check, where the day of the run decides

    // The answers of `unique` for the record at hand, and of providers.
    struct UniqueAnswers {
        std::uint32_t inst = 0;
        std::uint64_t record = 0;  // of which they are
        std::vector<std::uint32_t> by_row;
    };
    std::vector<UniqueAnswers> unique;
    // Many rows are told apart by digests under a seed of our own, so that nobody can make them collide.
    KeyHasher own_hasher;
    KeyHasher* hasher = &own_hasher;  // of the file's questions
    std::optional<KeyHasher> files_hasher;
    struct KeyHash {
        std::size_t operator()(const Key128& key) const noexcept { return static_cast<std::size_t>(key.low); }
    };
    struct ProviderAnswer {
        std::uint32_t arguments = 0;
        std::uint32_t provider = 0;
        std::uint32_t row = 0;
        std::vector<ProviderValue> parts;
    };
    struct OnceAnswer {
        const Provider* provider = nullptr;
        std::vector<ProviderValue> parts;
    };
    std::vector<OnceAnswer> once;        // by memo, of arguments outside of rows
    std::deque<ProviderAnswer> answers;  // never moved while a record is judged; reused by the next
    std::size_t answer_count = 0;
    std::array<ProviderArgument, kMaxOperands> arguments;  // of the question at hand
    std::vector<std::optional<std::vector<Word>>> words;   // by field
    // Whose check digit was asked for last, and the answer. No code is all zeros.
    struct LastFacility {
        std::array<char, 10> code{};
        std::uint32_t fits = 0;
    };
    LastFacility last_facility;
};

}  // namespace jianhe::jit
