#include <jianhe/file_memory.h>

namespace jianhe {
namespace {

// What a key is for, so that those of different purposes never meet.
enum class Purpose : std::int64_t { Key, Change };

}  // namespace

bool FileMemory::answer(const FileQuestion& question) {
    if (question.kind == FileQuestion::Kind::State) {
        const std::int64_t known = changes(question);
        if (question.state != (known % 2 == 1)) insert(state_change(question, known + 1));
        return true;
    }
    if (question.kind == FileQuestion::Kind::Same) {
        return first_.try_emplace(question.check, question.key).first->second == question.key;
    }
    const std::int64_t changed = question.has_group ? changes(question) : 0;
    hasher_.add(static_cast<std::int64_t>(Purpose::Key));
    hasher_.add(std::int64_t{question.check});
    hasher_.add(changed);
    add(question.key);
    return insert(hasher_.finish());
}

// How often the state of the question's group has changed; it was false before the first record.
// Change n is itself a key of the set, so that the memory's bound holds for states too. The last change is found by
// doubling, then halving: a group that changes at every record costs no more than a logarithm each time.
std::int64_t FileMemory::changes(const FileQuestion& question) {
    std::int64_t known = 0;
    std::int64_t step = 1;
    while (contains(state_change(question, known + step))) {
        known += step;
        step *= 2;
    }
    for (; step > 0; step /= 2) {
        if (contains(state_change(question, known + step))) known += step;
    }
    return known;
}

Key128 FileMemory::state_change(const FileQuestion& question, std::int64_t number) {
    hasher_.add(static_cast<std::int64_t>(Purpose::Change));
    hasher_.add(std::int64_t{question.check});
    hasher_.add(number);
    add(question.group);
    return hasher_.finish();
}

void FileMemory::add(const Key128& digest) {
    hasher_.add(static_cast<std::int64_t>(digest.high));
    hasher_.add(static_cast<std::int64_t>(digest.low));
}

bool FileMemory::insert(const Key128& key) {
    if (error_) return true;
    const Result<bool> inserted = keys_.insert(key);
    if (!inserted) error_ = inserted.error();
    return !inserted || *inserted;
}

bool FileMemory::contains(const Key128& key) {
    if (error_) return false;
    const Result<bool> found = keys_.contains(key);
    if (!found) error_ = found.error();
    return found && *found;
}

void FileMemory::next_file() noexcept {
    keys_.clear();
    first_.clear();
    error_.reset();
}

}  // namespace jianhe
