#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <iterator>
#include <string_view>

#include <CLI/CLI.hpp>
#include <malloc.h>
#include <sys/mman.h>

#include "compiler/cli/commands.h"
#include "compiler/cli/terminal.h"
#include "compiler/jit/tiers.h"

namespace {

using jianhe::driver::ExitStatus;

int status_of(ExitStatus status) { return static_cast<int>(status); }

struct Command {
    std::string_view name;
    void (*add)(CLI::App& app, jianhe::cli::Action& action);
};
constexpr Command kCommands[] = {
    {"validate", jianhe::cli::add_validate}, {"check", jianhe::cli::add_check},     {"test", jianhe::cli::add_test},
    {"fmt", jianhe::cli::add_fmt},           {"explain", jianhe::cli::add_explain}, {"doc", jianhe::cli::add_doc},
    {"generate", jianhe::cli::add_generate}, {"compare", jianhe::cli::add_compare}, {"diff", jianhe::cli::add_diff},
    {"build", jianhe::cli::add_build},       {"compile", jianhe::cli::add_compile}, {"sign", jianhe::cli::add_sign},
    {"verify", jianhe::cli::add_verify},     {"history", jianhe::cli::add_history},
};

// The one that is called, since the options of all of them take longer to set up than some take to run; all, where none
// is: for help, and to say what there is.
void add_commands(CLI::App& app, jianhe::cli::Action& action, std::string_view called) {
    const bool is_known =
        std::any_of(std::begin(kCommands), std::end(kCommands), [&](const Command& one) { return one.name == called; });
    for (const Command& command : kCommands) {
        if (!is_known || command.name == called) command.add(app, action);
    }
}

int run(int argc, char** argv) {
    CLI::App app{"Checks uploads against a specification written in a small language.", "jianhe"};
    app.set_version_flag("--version", "jianhe " JIANHE_VERSION);
    app.require_subcommand(0, 1);
    app.footer("`jianhe COMMAND --help` explains a command.");
    jianhe::cli::Action action;
    add_commands(app, action, argc > 1 ? argv[1] : "");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // Help and version end as "errors" with status 0.
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : status_of(ExitStatus::Usage);
    }
    if (!action) {
        jianhe::cli::print_error(app.help());
        return status_of(ExitStatus::Usage);
    }
    return status_of(action());
}

// A start takes a few megabytes in small pieces, and uses again what it has given back: one large step instead of
// thirty, and no page is returned to be asked for anew a moment later. Larger blocks, such as tables of keys, are
// mapped apart.
void keep_memory_at_hand() {
#ifdef __GLIBC__
    constexpr int kStep = 1 << 20;
    constexpr int kMappedFrom = 2 << 20;
    ::mallopt(M_TOP_PAD, kStep);
    ::mallopt(M_TRIM_THRESHOLD, 4 * kStep);
    ::mallopt(M_MMAP_THRESHOLD, kMappedFrom);
    // What a run of one record touches of it, asked for at once: page by page takes three times as long.
    constexpr std::size_t kTouched = 1280 << 10;
    constexpr std::uintptr_t kPage = 4096;  // where pages are larger, nothing is asked for
    void* const block = std::malloc(kTouched);
    if (block == nullptr) return;
    const std::uintptr_t begin = (reinterpret_cast<std::uintptr_t>(block) + kPage - 1) / kPage * kPage;
    ::madvise(reinterpret_cast<void*>(begin), kTouched - kPage, MADV_POPULATE_WRITE);
    std::free(block);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    keep_memory_at_hand();
    // A reader of our output that goes away is an error of writing, which is reported, not a reason to be killed.
    std::signal(SIGPIPE, SIG_IGN);
    int status = 0;
    try {
        status = run(argc, argv);
    } catch (const std::exception& fault) {
        jianhe::cli::say(fault.what());
        status = status_of(ExitStatus::Machine);
    }
    if (jianhe::jit::is_work_left()) {
        // Code that nobody needs any more is still being compiled, by a thread that the end of static objects would
        // pull the rug from under.
        std::cout.flush();
        std::fflush(nullptr);
        std::_Exit(status);
    }
    return status;
}
