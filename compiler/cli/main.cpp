#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>
#include <malloc.h>

#include "compiler/cli/commands.h"
#include "compiler/cli/terminal.h"
#include "compiler/jit/tiers.h"

namespace {

using jianhe::driver::ExitStatus;

int status_of(ExitStatus status) { return static_cast<int>(status); }

int run(int argc, char** argv) {
    CLI::App app{"Checks uploads against a specification written in a small language.", "jianhe"};
    app.set_version_flag("--version", "jianhe " JIANHE_VERSION);
    app.require_subcommand(0, 1);
    app.footer("`jianhe COMMAND --help` explains a command.");
    jianhe::cli::Action action;
    jianhe::cli::add_validate(app, action);
    jianhe::cli::add_check(app, action);
    jianhe::cli::add_test(app, action);
    jianhe::cli::add_fmt(app, action);
    jianhe::cli::add_explain(app, action);
    jianhe::cli::add_doc(app, action);
    jianhe::cli::add_generate(app, action);
    jianhe::cli::add_compare(app, action);
    jianhe::cli::add_diff(app, action);
    jianhe::cli::add_build(app, action);
    jianhe::cli::add_compile(app, action);
    jianhe::cli::add_sign(app, action);
    jianhe::cli::add_verify(app, action);
    jianhe::cli::add_history(app, action);
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
