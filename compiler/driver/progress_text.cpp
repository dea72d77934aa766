#include "compiler/driver/progress_text.h"

#include <cmath>

#include <fmt/format.h>

namespace jianhe::driver {
namespace {

std::string clock_text(double seconds) {
    const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
    if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string progress_text(const RunObserver::Progress& progress, std::uint64_t total_bytes, double seconds) {
    const double speed = seconds > 0 ? static_cast<double>(progress.bytes) / seconds : 0;
    std::string text = fmt::format("{} files, {} records, {} rejected, {:.1f} MB/s", progress.files, progress.records,
                                   progress.rejected, speed / 1e6);
    // Files may grow while they are read.
    const bool is_known = total_bytes >= progress.bytes && total_bytes != 0 && progress.bytes != 0 && speed > 0;
    if (is_known) text += ", " + clock_text(static_cast<double>(total_bytes - progress.bytes) / speed) + " left";
    return text;
}

}  // namespace jianhe::driver
