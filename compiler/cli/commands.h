#pragma once

#include <functional>

#include "compiler/driver/exit_status.h"

namespace CLI {
class App;
}

// One function a command: it declares the command's options and, when the command is the one called, leaves in `action`
// what is to be done.
namespace jianhe::cli {

using Action = std::function<driver::ExitStatus()>;

void add_validate(CLI::App& app, Action& action);
void add_check(CLI::App& app, Action& action);
void add_test(CLI::App& app, Action& action);
void add_fmt(CLI::App& app, Action& action);
void add_doc(CLI::App& app, Action& action);
void add_explain(CLI::App& app, Action& action);
void add_generate(CLI::App& app, Action& action);
void add_compare(CLI::App& app, Action& action);
void add_diff(CLI::App& app, Action& action);
void add_build(CLI::App& app, Action& action);
void add_compile(CLI::App& app, Action& action);
void add_sign(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);
void add_history(CLI::App& app, Action& action);

}  // namespace jianhe::cli
