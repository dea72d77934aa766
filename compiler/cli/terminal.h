#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <jianhe/report_writers.h>
#include <jianhe/result.h>

#include "compiler/driver/exit_status.h"
#include "compiler/driver/run_observer.h"

// The only place that writes to standard error.
namespace jianhe::cli {

// `jianhe: TEXT` on standard error.
void say(std::string_view text);
// As it is, on standard error or standard output.
void print_error(std::string_view text);
// False where standard output could not be written; that was said on standard error.
bool print(std::string_view text);

// Says what failed and gives back the status that the command ends with.
driver::ExitStatus failed(const Error& error, driver::ExitStatus status);
// Says what the caller did wrong, and where the options of `jianhe COMMAND` are listed.
driver::ExitStatus wrong_usage(const Error& error, std::string_view command);

// Colours only on a terminal and unless the environment has NO_COLOR.
Colours colours_for_output();
bool colours_for_errors();

// Shows messages, and on a terminal how far a run has come once it lasts longer than a second.
class TerminalObserver final : public driver::RunObserver {
public:
    TerminalObserver();
    ~TerminalObserver() override;
    TerminalObserver(const TerminalObserver&) = delete;
    TerminalObserver& operator=(const TerminalObserver&) = delete;

    void message(std::string_view text) override;
    void progress(const Progress& progress) override;
    bool shows_progress() const noexcept { return on_terminal_; }
    // Of all inputs that are still to be read; then the time that is left is shown too.
    void expect(std::uint64_t total_bytes) noexcept { total_bytes_ = total_bytes; }
    // Takes the progress line away, before something else is printed.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    bool on_terminal_;
    bool shows_line_ = false;
    std::uint64_t total_bytes_ = 0;
    Clock::time_point start_;
    Clock::time_point next_;
};

}  // namespace jianhe::cli
