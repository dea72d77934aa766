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
#include <span>
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

// Digests keys part by part: among 10^7 keys the chance of any collision is below 10^-22. Parts are delimited and a
// number differs from its text, so ("ab", "c") is not ("a", "bc"). A part is shorter than 2 GiB. A plain value; one
// thread. Making one from a seed takes as long as many digests, so one is made a run, and copied.
//
// The digest is a universal hash: sums of products with secret words (NH of UMAC, twice, with shifted words), made 64
// bits each by a multilinear hash with other secret words. Whatever two keys somebody chooses who knows the code but
// not the secret, they collide with a chance of about 2^-125; what he sees, which keys counted as equal, tells him
// nothing before the first collision. Keys of more than 32 words of eight bytes go piece by piece into SipHash-1-3.
class KeyHasher {
public:
    static constexpr std::size_t kWords = 32;   // of a piece
    using Wide = std::array<std::uint64_t, 2>;  // 128 bits, the lower half first
    // The secret words, for generated code that digests short keys by itself, as key_hasher.cpp describes it.
    struct Secret {
        std::array<std::uint64_t, kWords + 2> factors;    // of the sums
        std::array<std::array<Wide, 3>, 2> last_factors;  // of each half of a digest: for a sum's halves; what is added
    };

    explicit KeyHasher(const KeySeed& seed) noexcept;

    void add(std::string_view part) noexcept;
    void add(std::int64_t part) noexcept;
    // The digest of the parts since the last one; begins the next key.
    Key128 finish() noexcept;
    // Forgets the parts since the last one.
    void restart() noexcept;

    const Secret& secret() const noexcept { return secret_; }

private:
    void absorb(std::uint64_t word) noexcept;
    void end_part(std::uint64_t shape) noexcept;
    void end_piece() noexcept;
    std::array<Wide, 2> sums() noexcept;

    Secret secret_;
    std::array<std::uint64_t, 4> first_piece_;  // SipHash before the first piece
    // The key that is begun.
    std::size_t words_ = 0;
    std::uint64_t shape_ = 0;                  // of the last parts, a byte each
    std::uint32_t parts_ = 0;                  // in `shape_`
    bool is_long_ = false;                     // `pieces_` counts
    std::array<std::uint64_t, 4> pieces_;      // SipHash behind the last piece
    std::array<std::uint64_t, kWords> piece_;  // the one at hand
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
    // Inserts one key after the other, as long as each is new and needs neither the disk nor more memory: how many;
    // after an error none. Of the next one insert() tells more. Faster than that, because the memory is asked for
    // several at once.
    std::size_t insert_new(std::span<const Key128> keys) noexcept;
    Result<bool> contains(const Key128& key);
    // Whoever knows the keys to come may ask for each of them a little earlier, so that contains() need not wait for
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
