#include "compiler/driver/exit_status.h"

namespace jianhe::driver {

ExitStatus exit_status(const Summary& summary, FailOn fail_on) noexcept {
    if (summary.unreadable_files != 0) return ExitStatus::Machine;
    const bool rejected = summary.rejected + summary.accepted_in_part + summary.refused_files != 0;
    const bool noticed = fail_on == FailOn::Notice && summary.notices != 0;
    return rejected || noticed ? ExitStatus::Rejected : ExitStatus::Ok;
}

}  // namespace jianhe::driver
