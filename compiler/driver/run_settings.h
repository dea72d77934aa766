#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <jianhe/date.h>

#include "compiler/driver/digest.h"

namespace jianhe::driver {

// What a run is made with.
struct RunSettings {
    RunSettings(DateTime at) : received_at(at) {}  // NOLINT(google-explicit-constructor): all that most runs need

    // The summary repeats these.
    DateTime received_at;
    std::vector<std::string> masters{};  // that were given
    std::vector<std::string> raised{};   // codes whose notices count as rejections

    DigestKind digest = DigestKind::Xxh3;  // of each file
    bool every_record = false;             // the report wants every record, not only those with something to say

    // These change nothing of what is reported.
    std::size_t jobs = 0;           // threads; 0: all cores once there is enough to do
    std::size_t stretch_bytes = 0;  // read at once; 0: what is best
};

}  // namespace jianhe::driver
