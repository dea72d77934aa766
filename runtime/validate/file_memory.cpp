#include <algorithm>
#include <utility>

#include <jianhe/file_memory.h>

namespace jianhe {
namespace {

// So many keys ahead of the answers the table is fetched: a few times as long as the memory takes to come, and no more
// than a processor waits for at once.
constexpr std::size_t kAhead = 12;
// A table of so few keys is in the caches anyhow.
constexpr std::uint64_t kInCaches = 4096;

// Of the bound of memory, what changes of state get.
constexpr std::size_t kChangesShare = 8;

FileKeyLimits part_of(const FileKeyLimits& all, std::size_t eighths) {
    return {all.memory_bytes / kChangesShare * eighths, all.folder};
}

// What is remembered of a digest together with two numbers. Digests are 128 bits that nobody foresees who does not know
// the seed (KeyHasher): two different ones differ by any given pattern with a chance of 2^-128, whatever the numbers,
// and one digest with different numbers gives different keys for certain. So there is nothing to be gained by hashing
// once more.
Key128 with(const Key128& digest, std::uint32_t check, std::uint64_t number) noexcept {
    return {digest.high ^ check, digest.low ^ number};
}

}  // namespace

FileMemory::FileMemory(KeySeed seed, FileKeyLimits limits)
    : hasher_(seed), keys_(part_of(limits, kChangesShare - 1)), changes_(part_of(limits, 1)) {}

bool FileMemory::answer(const FileQuestion& question) { return affirm({&question, 1}) == 1; }

std::size_t FileMemory::affirm(std::span<const FileQuestion> questions) {
    const FileQuestion* question = questions.data();
    const FileQuestion* const end = question + questions.size();
    for (; question != end; ++question) {
        if (question->kind == FileQuestion::Kind::State) {
            // A state was false before the first record.
            if (has_changes_ || question->state) change_state(*question);
        } else if (question->kind == FileQuestion::Kind::Unique) {
            if (!is_unique(*question)) break;
        } else if (!is_first(*question)) {
            break;
        }
    }
    return static_cast<std::size_t>(question - questions.data());
}

void FileMemory::expect(std::span<const FileQuestion> questions) noexcept {
    expected_ = {};
    if (keys_.size() < kInCaches) return;
    expected_ = questions;
    for (std::size_t i = 0; i < kAhead; ++i) fetch_next();
}

// The key of the next question that has one, and whether the state of its group has changed. A group of which it has
// keeps its keys elsewhere than where they are fetched from; that costs time and nothing else.
void FileMemory::fetch_next() noexcept {
    const FileQuestion* question = expected_.data();
    const FileQuestion* const end = question + expected_.size();
    while (question != end && question->kind != FileQuestion::Kind::Unique) ++question;
    if (question != end) {
        keys_.prefetch(with(question->key, question->check, 0));
        if (has_changes_ && question->has_group) changes_.prefetch(with(question->group, question->check, 1));
        ++question;
    }
    expected_ = {question, end};
}

inline bool FileMemory::is_unique(const FileQuestion& question) {
    if (!expected_.empty()) fetch_next();
    if (error_) return true;
    const std::uint64_t changes = has_changes_ && question.has_group ? changes_of(question) : 0;
    const Key128 key = with(question.key, question.check, changes);
    const FileKeys::AtOnce known = keys_.insert_at_once(key);
    if (known != FileKeys::AtOnce::NotKnown) return known == FileKeys::AtOnce::IsNew;
    return told(keys_.insert(key), true);
}

inline bool FileMemory::is_first(const FileQuestion& question) {
    for (const auto& [check, key] : first_) {
        if (check == question.check) return key == question.key;
    }
    first_.emplace_back(question.check, question.key);
    return true;
}

void FileMemory::change_state(const FileQuestion& question) {
    if (error_) return;
    std::uint64_t& changes = changes_of(question);
    if (question.state == (changes % 2 == 1)) return;
    has_changes_ = true;
    ++changes;
    told(changes_.insert(with(question.group, question.check, changes)), true);
}

// How often the state of the question's group has changed. A record tells the states of all its checks before it asks
// any of them, so each check has its own.
std::uint64_t& FileMemory::changes_of(const FileQuestion& question) {
    for (Group& last : last_groups_) {
        if (last.check != question.check) continue;
        if (last.digest != question.group) last = {question.check, question.group, count_changes(question)};
        return last.changes;
    }
    return last_groups_.emplace_back(Group{question.check, question.group, count_changes(question)}).changes;
}

// Change n is itself a key of a set, so that the memory's bound holds for states too. The last change is found by
// doubling, then halving: a group that changes at every record costs no more than a logarithm each time.
std::uint64_t FileMemory::count_changes(const FileQuestion& question) {
    std::uint64_t known = 0;
    std::uint64_t step = 1;
    while (has_change(question, known + step)) {
        known += step;
        step *= 2;
    }
    // known + step is not there.
    for (step /= 2; step > 0; step /= 2) {
        if (has_change(question, known + step)) known += step;
    }
    return known;
}

bool FileMemory::has_change(const FileQuestion& question, std::uint64_t number) {
    return !error_ && told(changes_.contains(with(question.group, question.check, number)), false);
}

bool FileMemory::told(const Result<bool>& result, bool otherwise) {
    if (result) return *result;
    error_ = result.error();
    return otherwise;
}

void FileMemory::next_file() noexcept {
    expected_ = {};
    keys_.clear();
    changes_.clear();
    has_changes_ = false;
    last_groups_.clear();
    first_.clear();
    error_.reset();
}

}  // namespace jianhe
