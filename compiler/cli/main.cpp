#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

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

}  // namespace

int main(int argc, char** argv) {
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
