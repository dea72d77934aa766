#pragma once

#include <cstdint>

#include <jianhe/report.h>

namespace jianhe::driver {

// What a command tells the shell. Where several apply: Usage, Specification, Machine, Rejected, in this order.
enum class ExitStatus : std::uint8_t {
    Ok = 0,             // nothing rejected
    Rejected = 1,       // something rejected or refused
    Specification = 2,  // the specification is wrong
    Machine = 3,        // an unreadable file, a full disk
    Usage = 64
};

// From which disposition on a run counts as rejected.
enum class FailOn : std::uint8_t { Reject, Notice };

ExitStatus exit_status(const Summary& summary, FailOn fail_on) noexcept;

}  // namespace jianhe::driver
