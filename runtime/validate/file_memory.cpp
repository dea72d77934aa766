#include <algorithm>
#include <utility>

#include <jianhe/file_memory.h>

namespace jianhe {
namespace {

// So many questions ahead of the answers it is fetched whether the state of a group has changed: a few times as long as
// the memory takes to come.
constexpr std::size_t kAhead = 32;

// Stands for all checks, where it is remembered whether the state of a group has changed for any.
constexpr std::uint32_t kAnyCheck = 0xFFFFFFFF;

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

// A key waits until others stand beside it. Whatever is denied, or changes what is remembered, comes behind what was
// asked before it.
std::size_t FileMemory::affirm(std::span<const FileQuestion> questions) {
    for (std::size_t place = 0; place != questions.size(); ++place) {
        const FileQuestion& question = questions[place];
        if (has_changes_ && questions.size() - place > kAhead) fetch_changes(questions[place + kAhead]);
        if (question.kind == FileQuestion::Kind::Unique) {
            pending_.keys[pending_.count] = key_of(question);
            pending_.places[pending_.count] = place;
            if (++pending_.count != Pending::kMost) continue;
            if (const auto denied = insert_pending()) return *denied;
        } else if (question.kind == FileQuestion::Kind::State) {
            // A state was false before the first record.
            if ((!has_changes_ && !question.state) || !changes_state(question)) continue;
            if (const auto denied = insert_pending()) return *denied;
            change_state(question);
        } else {
            const Key128* const first = first_of(question.check);
            if (first != nullptr && *first == question.key) continue;
            if (const auto denied = insert_pending()) return *denied;
            if (first != nullptr) return place;
            first_.emplace_back(question.check, question.key);
        }
    }
    return insert_pending().value_or(questions.size());
}

// A group that a record tells and asks of several times is fetched once.
void FileMemory::fetch_changes(const FileQuestion& question) noexcept {
    if (!question.has_group || question.group == fetched_group_) return;
    fetched_group_ = question.group;
    changes_.prefetch(with(question.group, kAnyCheck, 1));
}

Key128 FileMemory::key_of(const FileQuestion& question) {
    const bool may_have_changed = has_changes_ && question.has_group;
    return with(question.key, question.check, may_have_changed ? changes_of(question) : 0);
}

// The place of the first that was there before. After a fault of the machine none is.
std::optional<std::size_t> FileMemory::insert_pending() {
    const std::size_t count = std::exchange(pending_.count, 0);
    for (std::size_t done = 0; !error_; ++done) {
        done += keys_.insert_new({pending_.keys.data() + done, count - done});
        if (done == count) break;
        if (!told(keys_.insert(pending_.keys[done]), true)) return pending_.places[done];
    }
    return std::nullopt;
}

const Key128* FileMemory::first_of(std::uint32_t check) const noexcept {
    for (const auto& [asked, key] : first_) {
        if (asked == check) return &key;
    }
    return nullptr;
}

bool FileMemory::changes_state(const FileQuestion& question) {
    return !error_ && question.state != (changes_of(question) % 2 == 1);
}

void FileMemory::change_state(const FileQuestion& question) {
    Group& group = group_of(question);
    has_changes_ = true;
    quiet_group_.reset();
    ++group.changes;
    if (group.changes == 1) told(changes_.insert(with(question.group, kAnyCheck, 1)), true);
    told(changes_.insert(with(question.group, question.check, group.changes)), true);
}

// How often the state of the question's group has changed. Of most groups no check's has, and a record tells and asks
// of its group by several.
std::uint64_t FileMemory::changes_of(const FileQuestion& question) {
    if (question.group == quiet_group_) return 0;
    if (!has_change(with(question.group, kAnyCheck, 1))) {
        quiet_group_ = question.group;
        return 0;
    }
    return group_of(question).changes;
}

// A record tells the states of all its checks before it asks any of them, so each check has its own.
FileMemory::Group& FileMemory::group_of(const FileQuestion& question) {
    for (Group& last : last_groups_) {
        if (last.check != question.check) continue;
        if (last.digest != question.group) last = {question.check, question.group, count_changes(question)};
        return last;
    }
    return last_groups_.emplace_back(Group{question.check, question.group, count_changes(question)});
}

// Change n is itself a key of a set, so that the memory's bound holds for states too. The last change is found by
// doubling, then halving: a group that changes at every record costs no more than a logarithm each time.
std::uint64_t FileMemory::count_changes(const FileQuestion& question) {
    const auto has = [&](std::uint64_t number) { return has_change(with(question.group, question.check, number)); };
    std::uint64_t known = 0;
    std::uint64_t step = 1;
    while (has(known + step)) {
        known += step;
        step *= 2;
    }
    // known + step is not there.
    for (step /= 2; step > 0; step /= 2) {
        if (has(known + step)) known += step;
    }
    return known;
}

bool FileMemory::has_change(const Key128& change) { return !error_ && told(changes_.contains(change), false); }

bool FileMemory::told(const Result<bool>& result, bool otherwise) {
    if (result) return *result;
    error_ = result.error();
    return otherwise;
}

void FileMemory::next_file() noexcept {
    pending_.count = 0;
    keys_.clear();
    changes_.clear();
    has_changes_ = false;
    quiet_group_.reset();
    fetched_group_ = {};
    last_groups_.clear();
    first_.clear();
    error_.reset();
}

}  // namespace jianhe
