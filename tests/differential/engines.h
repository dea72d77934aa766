#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <unistd.h>

#include <jianhe/report_writers.h>

#include "compiler/driver/engines.h"
#include "compiler/driver/generate_files.h"
#include "compiler/driver/given_values.h"
#include "compiler/driver/load_specification.h"
#include "compiler/driver/reference_run.h"
#include "compiler/driver/run_history.h"
#include "compiler/driver/validate_run.h"
#include "compiler/interp/interpreter.h"
#include "compiler/interp/ledger_shape.h"
#include "compiler/interp/supplies.h"

// What engines are asked: the reference reader with the interpreter says what is right.
namespace jianhe::test {

class TextSink final : public OutputSink {
public:
    Result<void> write(std::string_view bytes) override {
        text += bytes;
        return {};
    }
    Result<void> close() override { return {}; }
    std::string text;
};

class Messages final : public driver::RunObserver {
public:
    void message(std::string_view text) override { all.append(text).append("\n"); }
    void progress(const Progress&) override {}
    std::string all;
};

class Engines : public testing::Test {
protected:
    static constexpr std::string_view kReceivedAt = "1141015200000";

    void SetUp() override {
        ::setenv("JIANHE_JIT_WAIT", "1", 1);
        ::setenv("JIANHE_PLUGIN_DIR", JIANHE_PLUGIN_FOLDER, 1);
        ::setenv("XDG_CACHE_HOME", JIANHE_CACHE_FOLDER, 1);
        auto loaded = driver::load_specification(driver::SpecificationSource::embedded());
        ASSERT_TRUE(loaded && loaded->module);
        module_ = std::move(*loaded->module);
        info_ = std::make_unique<SpecificationInfo>(ir::make_info(module_));
        ASSERT_EQ(parse_roc_datetime(kReceivedAt, received_at_), Lexical::Ok);
        supplied_ = driver::parse_given_values(module_, received_at_, {}).value();
        supplied_.providers = built_in_providers(module_);
        folder_ = std::filesystem::temp_directory_path() / ("jianhe-differential-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string upload(std::uint64_t seed, double invalid, std::uint64_t records) {
        generate::GenerateOptions options;
        options.records = records;
        options.invalid = invalid;
        options.seed = seed;
        options.received_at = received_at_;
        const auto made = driver::generate_files(module_, options, {(folder_ / "made").string()});
        EXPECT_TRUE(made);
        std::ostringstream text;
        text << std::ifstream(folder_ / "made" / "upload-0001.xml", std::ios::binary).rdbuf();
        std::filesystem::remove_all(folder_ / "made");
        return std::move(text).str();
    }

    driver::Input write(const std::string& bytes) {
        const std::filesystem::path path = folder_ / "upload.xml";
        std::ofstream(path, std::ios::binary) << bytes;
        return {path.string(), "upload.xml", std::nullopt};
    }

    // The report of every record, and what was said.
    template <class Run>
    std::string report_of(Run run) {
        TextSink sink;
        ReportOptions options;
        options.all_records = every_record_;
        const auto writer = make_json_report(*info_, options, sink);
        Messages messages;
        const auto summary = run(*writer, messages);
        EXPECT_TRUE(summary);
        return sink.text + messages.all;
    }

    std::string by_reference(const std::vector<driver::Input>& inputs) {
        Interpreter interpreter(module_, supplied_);
        return report_of([&](ReportWriter& writer, driver::RunObserver& observer) {
            return driver::reference_run(inputs, *info_, interpreter, settings(1, 0), writer, observer);
        });
    }

    std::string by_engine(const std::vector<driver::Input>& inputs, driver::EngineChoice choice, std::size_t jobs,
                          std::size_t stretch) {
        driver::EngineOptions options;
        options.choice = choice;
        auto engine = driver::make_engine(options, module_, *info_, supplied_);
        if (!engine) return "no engine: " + engine.error().text;
        return report_of([&](ReportWriter& writer, driver::RunObserver& observer) {
            return driver::validate_run(inputs, *info_, **engine, settings(jobs, stretch), writer, observer);
        });
    }

    // The same with a history that is empty at first; and what it holds in the end.
    template <class Run>
    std::string with_history(Run run) {
        const SpecificationInfo without = *info_;
        *info_ = ir::make_info(module_, ir::HistoryUse::With);
        const auto ledger = open_memory_ledger(ledger_shape(module_), {}).value();
        driver::RunHistory history(module_, supplied_, *ledger, LedgerMode::Accept);
        std::string text = report_of(
            [&](ReportWriter& writer, driver::RunObserver& observer) { return run(history, writer, observer); });
        *info_ = without;
        const LedgerStats stats = ledger->stats().value();
        text += std::to_string(stats.records) + " records, " + std::to_string(stats.take_backs) + " taken back";
        for (const auto& relation : stats.relations) text += ", " + std::to_string(relation.rows) + " " + relation.name;
        return text;
    }

    void expect_same_with_history(const std::vector<driver::Input>& inputs, std::string* report) {
        *report = with_history([&](driver::RunHistory& history, ReportWriter& writer, driver::RunObserver& observer) {
            return driver::history_run(inputs, *info_, history, settings(1, 0), writer, observer);
        });
        const auto by = [&](driver::EngineChoice choice, std::size_t jobs, std::size_t stretch) {
            return with_history([&](driver::RunHistory& history, ReportWriter& writer, driver::RunObserver& observer) {
                driver::EngineOptions options;
                options.choice = choice;
                const auto engine = driver::make_engine(options, module_, *info_, supplied_).value();
                return driver::validate_run(inputs, *info_, *engine, history, settings(jobs, stretch), writer,
                                            observer);
            });
        };
        EXPECT_EQ(by(driver::EngineChoice::Interpreter, 1, 0), *report);
        EXPECT_EQ(by(driver::EngineChoice::Interpreter, 3, 5000), *report);
        if (!has_machine_code_) return;
        EXPECT_EQ(by(driver::EngineChoice::MachineCode, 1, 0), *report);
        EXPECT_EQ(by(driver::EngineChoice::MachineCode, 3, 7000), *report);
    }

    driver::Input write(const std::string& name, const std::string& bytes) {
        const std::filesystem::path path = folder_ / name;
        std::ofstream(path, std::ios::binary) << bytes;
        return {path.string(), name, std::nullopt};
    }

    driver::RunSettings settings(std::size_t jobs, std::size_t stretch) const {
        driver::RunSettings made(received_at_);
        made.jobs = jobs;
        made.stretch_bytes = stretch;
        made.every_record = every_record_;
        return made;
    }

    void expect_same(const std::string& bytes, const std::string& what) {
        expect_same(std::vector<driver::Input>{write(bytes)}, what);
        if (!HasFailure()) return;
        std::ofstream(std::filesystem::temp_directory_path() / "jianhe-differential-failure.xml", std::ios::binary)
            << bytes;
    }

    void expect_same(const std::vector<driver::Input>& inputs, const std::string& what) {
        const std::string wanted = by_reference(inputs);
        EXPECT_EQ(by_engine(inputs, driver::EngineChoice::Interpreter, 1, 0), wanted) << what;
        EXPECT_EQ(by_engine(inputs, driver::EngineChoice::Interpreter, 3, 5000), wanted) << what;
        if (!has_machine_code_) return;
        EXPECT_EQ(by_engine(inputs, driver::EngineChoice::MachineCode, 1, 0), wanted) << what;
        EXPECT_EQ(by_engine(inputs, driver::EngineChoice::MachineCode, 3, 7000), wanted) << what;
    }

    ir::Module module_;
    std::unique_ptr<SpecificationInfo> info_;
    DateTime received_at_;
    Supplied supplied_;
    std::filesystem::path folder_;
    bool every_record_ = true;
    bool has_machine_code_ = JIANHE_HAS_MACHINE_CODE != 0;
};

}  // namespace jianhe::test
