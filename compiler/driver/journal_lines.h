#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/driver/resume_journal.h"

// The lines of a resume journal, each a JSON object with its line end; private to resume_journal.
namespace jianhe::driver {

std::string identity_line(const RunIdentity& identity);
std::string input_line(const std::pair<std::string, std::string>& input);
std::string finished_line(const FinishedFile& file);
// All before it is on the disk; what follows is written since this start of the system (empty: not known).
std::string synced_line(const std::string& system_start);

// Nothing for a line that is none of these. The identity still lacks its inputs.
struct IdentityLine {
    RunIdentity identity;
    std::uint64_t inputs = 0;
};
std::optional<IdentityLine> parse_identity_line(std::string_view line);
std::optional<std::pair<std::string, std::string>> parse_input_line(std::string_view line);
std::optional<FinishedFile> parse_finished_line(std::string_view line);
// Before a ledger accepts the file with this digest.
std::string accepting_line(const std::string& digest);
std::optional<std::string> parse_accepting_line(std::string_view line);
std::optional<std::string> parse_synced_line(std::string_view line);

}  // namespace jianhe::driver
