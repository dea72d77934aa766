// The keys seen in one file, for rules such as `unique … in file`: a set that stays within a bound of memory, however
// many keys there are.
//
//     KeyHasher hasher(*random_key_seed());                  // one seed a run
//     FileKeys seen;
//     hasher.add(person);
//     hasher.add(day);
//     Result<bool> is_new = seen.insert(hasher.finish());    // an Error is the machine's: the disk is full
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <jianhe/result.h>

namespace jianhe {

// A key of any length, as a digest of 128 bits.
struct Key128 {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    friend auto operator<=>(const Key128&, const Key128&) = default;
};

// The secret of a run. Without it nobody can make two keys collide, not even knowing the code.
struct KeySeed {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
};
// From the system's generator. Tests take a fixed seed instead.
Result<KeySeed> random_key_seed();

// Digests keys part by part with SipHash-1-3 of 128 bits: among 10^7 keys the chance of any collision is below 10^-24.
// Parts are delimited and a number differs from its text, so ("ab", "c") is not ("a", "bc"). A part is shorter than
// 2 GiB. A plain value; one thread.
//
// One round a word and three at the end, where the authors' cautious choice has two and four: nobody is to make keys
// collide who knows the code, chooses the records and sees which keys counted as equal, but neither the secret nor a
// digest. That is what hash tables ask of their keys, and those of Rust, Ruby and Python use the same rounds. The seed
// lives for one run, and the best collisions published for one round a word are less likely than by chance.
class KeyHasher {
public:
    explicit KeyHasher(const KeySeed& seed) noexcept;

    void add(std::string_view part) noexcept;
    void add(std::int64_t part) noexcept;
    // The digest of the parts since the last one; begins the next key.
    Key128 finish() noexcept;

private:
    void absorb(std::uint64_t word) noexcept;

    std::array<std::uint64_t, 4> start_;  // SipHash before the first part
    std::array<std::uint64_t, 4> state_;
    std::uint64_t words_ = 0;
};

struct FileKeyLimits {
    // For everything the set holds, but for some kilobytes. Half of it is the table of recent keys (16 bytes a key),
    // the rest filters and buffers for the keys on disk. With 64 MiB, 1.5 million keys need no disk, and the filters
    // are at their best up to some 20 million; more keys work, and each then costs a few reads of a page. Less than 64
    // KiB counts as 64 KiB.
    std::size_t memory_bytes = std::size_t{64} << 20;
    // Where keys go that do not fit; 16 bytes a key, twice that for moments. Empty: TMPDIR, or else the system's
    // folder.
    std::string folder;
};

// The set. Past the bound, keys go to temporary files that have no name, so nothing is left behind by a crash. It is
// for one thread. After an error every further question has the same answer, until clear().
class FileKeys {
public:
    explicit FileKeys(FileKeyLimits limits = {});
    FileKeys(FileKeys&&) noexcept;
    FileKeys& operator=(FileKeys&&) noexcept;
    ~FileKeys();

    // True: it was not there before.
    Result<bool> insert(const Key128& key);
    Result<bool> contains(const Key128& key);
    // Whoever knows the keys to come may ask for each of them a little earlier, so that insert() need not wait for
    // the memory. Changes nothing.
    void prefetch(const Key128& key) const noexcept;

    // Forgets all keys and gives the disk back: the next file begins.
    void clear() noexcept;

    std::uint64_t size() const noexcept;
    // What is held now, for the bound above, and what lies on disk.
    std::size_t memory_bytes() const noexcept;
    std::uint64_t disk_bytes() const noexcept;

private:
    class Store;
    std::unique_ptr<Store> store_;
};

}  // namespace jianhe
