#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "compiler/cli/commands.h"
#include "compiler/cli/history_options.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/supply_options.h"
#include "compiler/cli/terminal.h"
#include "compiler/driver/digest.h"
#include "compiler/driver/history_text.h"
#include "compiler/driver/read_file.h"
#include "compiler/interp/imported_rows.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

constexpr const char* kExamples = R"(Examples:
  jianhe history show 0V7K2MA22123D3CJFBVL --history history.db    what is known of one visit
  jianhe history files --history history.db                        what was accepted, and when
  jianhe history forget upload.xml --history history.db            as if that file had never come
  jianhe history import amendment changed.csv --history history.db rows that no record brings)";

struct Options {
    HistoryOptions history;
    std::string specification;
    BundleOptions bundle;
    std::string what;  // a value, a file, or a relation
    std::string file;
};

using Work = ExitStatus (*)(const Options&, const ir::Module&, Ledger&);

ExitStatus run(const Options& options, MayCreate may_create, Work work) {
    const OpenedSpecification specification =
        open_specification(options.specification, Warnings::Hidden, ir::Parts::Judging, options.bundle);
    if (!specification.module) return specification.status;
    auto ledger = open_history(*specification.module, options.history, may_create);
    if (!ledger) return failed(ledger.error(), ExitStatus::Machine);
    return work(options, *specification.module, **ledger);
}

ExitStatus printed(const std::string& text) { return print(text) ? ExitStatus::Ok : ExitStatus::Machine; }

ExitStatus show(const Options& options, const ir::Module& module, Ledger& ledger) {
    const auto text = driver::show_text(module, ledger, options.what);
    if (!text) return failed(text.error(), ExitStatus::Machine);
    if (!text->empty()) return printed(*text);
    say("nothing is known of it");
    return ExitStatus::Rejected;
}

ExitStatus stats(const Options&, const ir::Module&, Ledger& ledger) {
    const auto stats = ledger.stats();
    return stats ? printed(driver::stats_text(*stats)) : failed(stats.error(), ExitStatus::Machine);
}

ExitStatus files(const Options&, const ir::Module&, Ledger& ledger) {
    const auto files = ledger.files();
    return files ? printed(driver::files_text(*files)) : failed(files.error(), ExitStatus::Machine);
}

ExitStatus forget(const Options& options, const ir::Module&, Ledger& ledger) {
    const auto forgotten = ledger.forget(options.what);
    if (!forgotten) return failed(forgotten.error(), ExitStatus::Machine);
    if (!*forgotten) {
        say(fmt::format("{} was not accepted, so there is nothing to forget", options.what));
        return ExitStatus::Rejected;
    }
    say(fmt::format("{} is forgotten, with {} records", (*forgotten)->identity.name, (*forgotten)->records));
    return ExitStatus::Ok;
}

ExitStatus import_rows(const Options& options, const ir::Module& module, Ledger& ledger) {
    std::size_t at = 0;
    while (at < module.relations.size() && module.relations[at].name != options.what) ++at;
    if (at == module.relations.size() || module.relations[at].is_life_cycle()) {
        return wrong_usage({fmt::format("the specification has no list `{}` to import into", options.what)}, "history");
    }
    const auto text = driver::read_file(options.file, std::size_t{1} << 30, driver::DigestKind::Sha256);
    if (!text) return failed(text.error(), ExitStatus::Machine);
    const auto rows = read_imported_rows(module, module.relations[at], text->bytes, options.file);
    if (!rows) return failed(rows.error(), ExitStatus::Machine);
    const auto now = moment_of_receipt(std::nullopt);
    if (!now) return failed(now.error(), ExitStatus::Machine);
    const auto begun = ledger.begin_file({text->digest, options.file, *now}, LedgerMode::Accept);
    if (!begun) return failed(begun.error(), ExitStatus::Machine);
    if (begun->already) {
        say(fmt::format("{}: already imported, as {}; nothing changed", options.file, begun->already->identity.name));
        return ExitStatus::Ok;
    }
    auto done = add_imported_rows(module, static_cast<ir::RelationId>(at), *rows, ledger);
    if (done) done = ledger.commit();
    if (!done) return failed(done.error(), ExitStatus::Machine);
    say(fmt::format("{}: {} rows are imported into {}", options.file, rows->size(), options.what));
    return ExitStatus::Ok;
}

CLI::App& add(CLI::App& history, Action& action, const std::shared_ptr<Options>& options, const char* name,
              const char* about, MayCreate may_create, Work work) {
    CLI::App& command = *history.add_subcommand(name, about);
    command
        .add_option("--spec", options->specification,
                    "Folder or bundle of the specification; default: the built-in one")
        ->type_name("DIR");
    add_history_options(command, options->history);
    command.get_option("--history")->required();
    command.callback([options, &action, may_create, work] {
        action = [options, may_create, work] { return run(*options, may_create, work); };
    });
    return command;
}

}  // namespace

void add_history(CLI::App& app, Action& action) {
    CLI::App& history = *app.add_subcommand("history", "What accepted records left behind");
    history.footer(kExamples);
    history.require_subcommand(1);
    auto options = std::make_shared<Options>();
    add(history, action, options, "show", "All that is known by one identifier, such as a visit's", MayCreate::No, show)
        .add_option("identifier", options->what)
        ->type_name("ID")
        ->required();
    add(history, action, options, "files", "The files that were accepted, in their order", MayCreate::No, files);
    add(history, action, options, "stats", "How much there is", MayCreate::No, stats);
    add(history, action, options, "forget", "Undo a file with all that its records did", MayCreate::No, forget)
        .add_option("file", options->what, "The name it was accepted by, or its digest")
        ->type_name("FILE")
        ->required();
    CLI::App& import =
        add(history, action, options, "import", "Add rows to a list from a CSV", MayCreate::Yes, import_rows);
    import.add_option("relation", options->what)->type_name("RELATION")->required();
    import.add_option("csv", options->file)->type_name("FILE")->required();
}

}  // namespace jianhe::cli
