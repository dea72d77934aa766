#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

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
    FileMemory(KeySeed seed, FileKeyLimits limits) : start_(seed), hasher_(seed), keys_(std::move(limits)) {}

    bool answer(const FileQuestion& question) override;
    const KeyHasher& hasher() const noexcept override { return start_; }
    // Forgets everything that was asked.
    void next_file() noexcept;
    // The machine's first fault since the last `next_file`: the disk is full.
    const std::optional<Error>& error() const noexcept { return error_; }
    // What is held now.
    std::size_t memory_bytes() const noexcept { return keys_.memory_bytes(); }
    std::uint64_t disk_bytes() const noexcept { return keys_.disk_bytes(); }

private:
    void add(const Key128& digest);
    bool insert(const Key128& key);
    bool contains(const Key128& key);
    Key128 state_change(const FileQuestion& question, std::int64_t number);
    std::int64_t changes(const FileQuestion& question);

    const KeyHasher start_;  // never used up: engines take copies
    KeyHasher hasher_;
    FileKeys keys_;
    std::map<std::uint32_t, Key128> first_;  // of Same, by check
    std::optional<Error> error_;
};

}  // namespace jianhe
