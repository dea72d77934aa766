#include "compiler/cli/terminal.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include <fmt/format.h>
#include <unistd.h>

#include <jianhe/output.h>

#include "compiler/driver/progress_text.h"

namespace jianhe::cli {
namespace {

constexpr auto kQuietTime = std::chrono::seconds(1);
constexpr auto kTimeBetweenLines = std::chrono::milliseconds(200);

bool has_colours(int descriptor) {
    const char* no_color = std::getenv("NO_COLOR");
    return ::isatty(descriptor) == 1 && (no_color == nullptr || *no_color == '\0');
}

}  // namespace

void print_error(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

void say(std::string_view text) { print_error(fmt::format("jianhe: {}\n", text)); }

bool print(std::string_view text) {
    const std::unique_ptr<OutputSink> output = standard_output();
    auto done = output->write(text);
    if (done) done = output->close();
    if (!done) say(done.error().text);
    return done.has_value();
}

driver::ExitStatus failed(const Error& error, driver::ExitStatus status) {
    say(error.text);
    return status;
}

driver::ExitStatus wrong_usage(const Error& error, std::string_view command) {
    say(error.text);
    say(fmt::format("`jianhe {} --help` lists the options", command));
    return driver::ExitStatus::Usage;
}

Colours colours_for_output() { return has_colours(STDOUT_FILENO) ? Colours::On : Colours::Off; }

bool colours_for_errors() { return has_colours(STDERR_FILENO); }

TerminalObserver::TerminalObserver()
    : on_terminal_(::isatty(STDERR_FILENO) == 1), start_(Clock::now()), next_(start_ + kQuietTime) {}

TerminalObserver::~TerminalObserver() { clear(); }

void TerminalObserver::message(std::string_view text) {
    clear();
    say(text);
}

void TerminalObserver::progress(const Progress& progress) {
    if (!on_terminal_) return;
    const auto now = Clock::now();
    if (now < next_) return;
    next_ = now + kTimeBetweenLines;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    print_error("\r\x1b[K" + driver::progress_text(progress, total_bytes_, seconds));
    shows_line_ = true;
}

void TerminalObserver::clear() {
    if (shows_line_) print_error("\r\x1b[K");
    shows_line_ = false;
}

}  // namespace jianhe::cli
