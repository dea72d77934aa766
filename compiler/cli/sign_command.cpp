#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <jianhe/output.h>

#include "compiler/bundle/bundle.h"
#include "compiler/cli/commands.h"
#include "compiler/cli/terminal.h"
#include "compiler/driver/read_file.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

struct Options {
    std::string bundle;
    std::string key;
    std::string output;
};

Result<void> write(const std::string& path, const std::string& bytes) {
    auto output = open_output_file(path);
    if (!output) return output.error();
    if (auto done = (*output)->write(bytes); !done) return done;
    return (*output)->close();
}

ExitStatus sign(const Options& options) {
    const auto pem = driver::read_file(options.key);
    if (!pem) return failed(pem.error(), ExitStatus::Machine);
    const auto key = bundle::read_private_key(pem->bytes);
    if (!key) return failed({fmt::format("{}: {}", options.key, key.error().text)}, ExitStatus::Usage);
    const auto file = driver::read_file(options.bundle);
    if (!file) return failed(file.error(), ExitStatus::Machine);
    const auto signed_bytes = bundle::sign(file->bytes, *key);
    if (!signed_bytes) {
        return failed({fmt::format("{}: {}", options.bundle, signed_bytes.error().text)}, ExitStatus::Specification);
    }
    const std::string& path = options.output.empty() ? options.bundle : options.output;
    if (auto written = write(path, *signed_bytes); !written) return failed(written.error(), ExitStatus::Machine);
    say(fmt::format("{} is signed by {}", path, bundle::shown(key->public_key().id())));
    return ExitStatus::Ok;
}

}  // namespace

void add_sign(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("sign", "Sign a bundle");
    command.footer(
        "Example:\n"
        "  openssl genpkey -algorithm ed25519 -out private.pem\n"
        "  openssl pkey -in private.pem -pubout -out public.pem\n"
        "  jianhe compile my-specification --emit bundle -o my.bundle\n"
        "  jianhe sign my.bundle --key private.pem\n\n"
        "A signature that the bundle had is replaced. docs/embedding.md says what a signature is for.\n"
        "Exit status: 0 signed, 2 this is no whole bundle, 3 a file could not be read or written, 64 no such key.");
    auto options = std::make_shared<Options>();
    command.add_option("bundle", options->bundle, "The bundle")->type_name("BUNDLE")->required();
    command.add_option("--key", options->key, "Private key: PEM, Ed25519, without a passphrase")
        ->type_name("FILE")
        ->required();
    command.add_option("-o,--out", options->output, "Where the signed bundle is written; default: in its place")
        ->type_name("FILE");
    command.callback([options, &action] { action = [options] { return sign(*options); }; });
}

}  // namespace jianhe::cli
