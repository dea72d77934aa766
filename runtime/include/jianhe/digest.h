// Digests of files, so that a report says of which bytes it speaks.
//
//     std::unique_ptr<Digest> digest = make_xxh3_digest();
//     while (…) digest->add(chunk);
//     file.digest = digest->finish();      // xxh3:99aa06d3014798d86001c324468d497f
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace jianhe {

// Of bytes that come in pieces; how they are cut makes no difference. One thread.
class Digest {
public:
    Digest() = default;
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;
    virtual ~Digest() = default;

    virtual void add(std::string_view bytes) = 0;
    // The kind, a colon, hexadecimal digits. Nothing may be added afterwards.
    virtual std::string finish() = 0;
};

// XXH3 of 128 bits without a seed, as `xxh128sum` prints it. Tells files apart that differ by accident; somebody who
// wants two different files to have one digest can have that.
std::unique_ptr<Digest> make_xxh3_digest();

}  // namespace jianhe
