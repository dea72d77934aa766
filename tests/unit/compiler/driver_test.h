// A folder of its own for each test, the sample specification of the command line's tests, and reports side by side.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <unistd.h>

#include "compiler/driver/load_specification.h"

namespace jianhe::driver {

class TestFolder {
public:
    TestFolder()
        : path_(std::filesystem::path(testing::TempDir()) /
                ("jianhe_driver_" + std::to_string(::getpid()) + "_" + std::to_string(next_number()))) {
        std::filesystem::create_directories(path_);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder() { std::filesystem::remove_all(path_); }

    std::string path(std::string_view name = {}) const {
        return name.empty() ? path_.string() : (path_ / name).string();
    }
    std::string write(std::string_view name, std::string_view bytes) const {
        const std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
        return file.string();
    }

private:
    static int next_number() {
        static int number = 0;
        return ++number;
    }

    std::filesystem::path path_;
};

inline ir::Module sample_module() {
    auto source = SpecificationSource::folder(JIANHE_SOURCE_DIR "/tests/cli/specification");
    auto loaded = load_specification(std::move(source).value());
    return std::move(loaded.value().module).value();
}

// The first lines that differ; reports are too long to be shown.
inline std::string first_difference(const std::string& wanted, const std::string& found) {
    std::istringstream left(wanted);
    std::istringstream right(found);
    std::string wanted_line;
    std::string found_line;
    while (true) {
        const bool has_left = static_cast<bool>(std::getline(left, wanted_line));
        const bool has_right = static_cast<bool>(std::getline(right, found_line));
        if (!has_left && !has_right) return "";
        if (!has_left) return "one more: " + found_line;
        if (!has_right) return "lacks: " + wanted_line;
        if (wanted_line != found_line) return "wanted " + wanted_line + "\nfound  " + found_line;
    }
}

}  // namespace jianhe::driver
