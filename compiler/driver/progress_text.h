#pragma once

#include <cstdint>
#include <string>

#include "compiler/driver/run_observer.h"

namespace jianhe::driver {

// How far a run has come after so many seconds, in one line for people:
// `3 files, 120000 records, 512 rejected, 250.0 MB/s, 1:20 left`. `total_bytes` of all inputs; 0: not known.
std::string progress_text(const RunObserver::Progress& progress, std::uint64_t total_bytes, double seconds);

}  // namespace jianhe::driver
