#include <unistd.h>
#if defined(__APPLE__)
#include <sys/random.h>
#endif

#include <jianhe/file_keys.h>

#include "runtime/value/system_error.h"

namespace jianhe {

Result<KeySeed> random_key_seed() {
    KeySeed seed;
    if (::getentropy(&seed, sizeof seed) != 0) return detail::system_error("cannot read", "the random generator");
    return seed;
}

}  // namespace jianhe
