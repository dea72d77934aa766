#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <jianhe/file_keys.h>
#include <jianhe/result.h>
#include <jianhe/validator.h>

namespace jianhe {

// Answers the questions of one file after the other, in bounded memory: sixteen bytes a key, past a bound on disk.
//
//     FileMemory memory(seed, {});
//     validator.set_file(&memory);
//     …check the records of a file in order…
//     if (memory.error()) return *memory.error();   // nothing that was said since can be relied on
//     memory.next_file();
//
// Keys are digests of 128 bits under a secret seed. Belongs to one thread.
class FileMemory final : public FileQuestions {
public:
    FileMemory(KeySeed seed, FileKeyLimits limits);

    bool answer(const FileQuestion& question) override;
    std::size_t affirm(std::span<const FileQuestion> questions) override;
    const KeyHasher& hasher() const noexcept override { return hasher_; }
    // Forgets everything that was asked.
    void next_file() noexcept;
    // The machine's first fault since the last `next_file`: the disk is full.
    const std::optional<Error>& error() const noexcept { return error_; }
    // What is held now.
    std::size_t memory_bytes() const noexcept { return keys_.memory_bytes() + changes_.memory_bytes(); }
    std::uint64_t disk_bytes() const noexcept { return keys_.disk_bytes() + changes_.disk_bytes(); }

private:
    struct Group {
        std::uint32_t check = 0;
        Key128 digest{};
        std::uint64_t changes = 0;
    };

    // Keys that are to be inserted, each with the place of its question: together, so that none of them waits for the
    // memory alone.
    struct Pending {
        static constexpr std::size_t kMost = 32;
        std::array<Key128, kMost> keys;
        std::array<std::size_t, kMost> places;
        std::size_t count = 0;
    };

    void fetch_changes(const FileQuestion& question) noexcept;
    Key128 key_of(const FileQuestion& question);
    std::optional<std::size_t> insert_pending();
    const Key128* first_of(std::uint32_t check) const noexcept;
    bool changes_state(const FileQuestion& question);
    void change_state(const FileQuestion& question);
    std::uint64_t changes_of(const FileQuestion& question);
    Group& group_of(const FileQuestion& question);
    std::uint64_t count_changes(const FileQuestion& question);
    bool has_change(const Key128& change);
    bool told(const Result<bool>& result, bool otherwise);

    const KeyHasher hasher_;  // never used up: engines take copies
    FileKeys keys_;           // of Unique
    // Every change of a group's state. In almost every file no state ever changes, and then nothing is looked up here.
    FileKeys changes_;
    bool has_changes_ = false;
    std::optional<Key128> quiet_group_;                    // the last one whose state has changed for no check
    Key128 fetched_group_{};                               // the last one whose changes were fetched from memory
    std::vector<Group> last_groups_;                       // of each check, the last one looked up in changes_
    std::vector<std::pair<std::uint32_t, Key128>> first_;  // of Same, by check: as many as a specification has
    Pending pending_;                                      // while questions are answered
    std::optional<Error> error_;
};

}  // namespace jianhe
