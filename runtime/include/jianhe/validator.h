#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/file_keys.h>
#include <jianhe/finding.h>
#include <jianhe/masters.h>
#include <jianhe/provider.h>
#include <jianhe/record.h>

namespace jianhe {

// Values that the caller supplies for one run, by the index of the specification's `given` declarations: a day number,
// a second number (date.h) or a plain number, as declared. Empty: not supplied.
using GivenValues = std::vector<std::optional<std::int64_t>>;

// Everything that the caller supplies for one run. Made once, then only read: validators of several threads share it.
struct Supplied {
    Supplied() = default;
    Supplied(GivenValues values) : givens(std::move(values)) {}  // NOLINT(google-explicit-constructor): the usual case

    GivenValues givens;
    Masters masters;      // by the specification's `master` declarations; shorter or null: not given
    Providers providers;  // by its `provider` declarations; likewise
    // Codes whose notices count as the rule's `may reject` says.
    std::set<std::string, std::less<>> raised;
};

// A question about the file that a record stands in (docs/language.md §6). `check` tells rules apart, so that each has
// its own memory. Keys are digests made by the hasher of whoever answers, part by part: a part with a text adds its
// text in UTF-8, any other its number. So all engines make the same digest of the same values.
struct FileQuestion {
    enum class Kind : std::uint8_t {
        State,   // no question: the group is in this state now. Always true
        Unique,  // does no earlier question of this check have the same key, or did the group's state change since?
        Same     // does the first question of this check have the same key?
    };
    Kind kind = Kind::Unique;
    std::uint32_t check = 0;
    Key128 key{};    // of Unique and Same
    Key128 group{};  // of State, and of Unique where there is one
    bool has_group = false;
    bool state = false;    // of State
    std::uint64_t at = 0;  // which record asks: for who gathers questions (bulk.h); does not change the answer
};

// Room for questions that are only gathered: the next one is written at `next`, unless that is `end`.
struct QuestionRoom {
    FileQuestion* next = nullptr;
    FileQuestion* end = nullptr;
};

// Who answers: it remembers what was asked before it, in the order of the records.
class FileQuestions {
public:
    FileQuestions() = default;
    FileQuestions(const FileQuestions&) = delete;
    FileQuestions& operator=(const FileQuestions&) = delete;
    virtual ~FileQuestions() = default;
    virtual bool answer(const FileQuestion& question) = 0;
    // Answers one after the other up to the first that it denies: how many it affirms.
    virtual std::size_t affirm(std::span<const FileQuestion> questions) {
        std::size_t count = 0;
        while (count != questions.size() && answer(questions[count])) ++count;
        return count;
    }
    // Where whoever only gathers questions, and affirms all of them, lets them be written without being asked, as
    // compiled code does; `at` is then of whoever writes. Where there is no more room, a question is asked, which may
    // make some. Null, as for most: every question is asked. The same for as long as the object lives.
    virtual QuestionRoom* room() noexcept { return nullptr; }
    // What digests the keys of questions.
    virtual const KeyHasher& hasher() const noexcept = 0;
};

// One engine's checker. A compiled rule set is immutable and shared; a Validator belongs to one thread.
class Validator {
public:
    virtual ~Validator() = default;
    // Judges one record. `result` is cleared first; its findings come in reporting order.
    virtual void check(const Record& record, RecordResult& result) = 0;
    // The file that the next records stand in; it must outlive them. Null, as at first: each record stands alone.
    virtual void set_file(FileQuestions* file) = 0;
};

}  // namespace jianhe
