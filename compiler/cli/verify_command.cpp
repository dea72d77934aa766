#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <jianhe/date.h>

#include "compiler/bundle/bundle.h"
#include "compiler/cli/commands.h"
#include "compiler/cli/key_files.h"
#include "compiler/cli/terminal.h"
#include "compiler/driver/given_values.h"
#include "compiler/driver/read_file.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

struct Options {
    std::string bundle;
    std::vector<std::string> keys;
    std::string at_least;
    std::string on;
};

std::string text_of(const bundle::BundleInfo& info) {
    std::string text = fmt::format("{} {}\nspecification  {}\nbundle         {}\n", info.name, info.version,
                                   info.specification_digest, info.digest);
    text += fmt::format("signed by      {}\n", bundle::shown(*info.signed_by));
    if (info.effective_from) text += fmt::format("effective from {}\n", format_iso_date(*info.effective_from));
    return text;
}

ExitStatus verify(const Options& options) {
    Date day = date_of(driver::local_now());
    if (!options.on.empty()) {
        const auto asked = driver::parse_date(options.on);
        if (!asked) return wrong_usage({fmt::format("--on: {}", asked.error().text)}, "verify");
        day = *asked;
    }
    const PublicKeys trusted = read_public_keys(options.keys);
    if (trusted.status != ExitStatus::Ok) return trusted.status;
    const auto file = driver::read_file(options.bundle);
    if (!file) return failed(file.error(), ExitStatus::Machine);
    const auto opened = bundle::open(file->bytes, {trusted.keys, options.at_least, day});
    if (const auto* refusal = std::get_if<bundle::Refusal>(&opened)) {
        return failed({fmt::format("{}: {}", options.bundle, refusal->text)}, ExitStatus::Specification);
    }
    return print(text_of(std::get<bundle::OpenedBundle>(opened).info)) ? ExitStatus::Ok : ExitStatus::Machine;
}

}  // namespace

void add_verify(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("verify", "Say whether a bundle may be used");
    command.footer(
        "Example:\n  jianhe verify my.bundle --key public.pem --at-least 2.0 --on 2025-10-15\n\n"
        "Exit status: 0 it may be used, 2 it may not, and why, 3 a file could not be read, 64 wrong usage.");
    auto options = std::make_shared<Options>();
    command.add_option("bundle", options->bundle, "The bundle")->type_name("BUNDLE")->required();
    command.add_option("--key", options->keys, "Public key that may have signed it: PEM, Ed25519; may stand again")
        ->type_name("FILE")
        ->required();
    command.add_option("--at-least", options->at_least, "The lowest version that is taken")->type_name("VERSION");
    command.add_option("--on", options->on, "The day on which it must be effective; default: today")->type_name("DATE");
    command.callback([options, &action] { action = [options] { return verify(*options); }; });
}

}  // namespace jianhe::cli
