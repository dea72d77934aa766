#include "compiler/driver/inputs.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace jianhe::driver {
namespace {

namespace fs = std::filesystem;

bool has_upload_name(const fs::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ".xml";
}

class FolderWalk {
public:
    explicit FolderWalk(fs::path root) : root_(std::move(root)) { waiting_.push_back(root_); }

    // The files below the folder, and the folders that could not be listed in their place.
    std::vector<Input> walk() {
        while (!waiting_.empty()) {
            const fs::path folder = std::move(waiting_.back());
            waiting_.pop_back();
            list(folder);
        }
        std::sort(found_.begin(), found_.end(), [](const Input& a, const Input& b) { return a.shown < b.shown; });
        return std::move(found_);
    }

private:
    void list(const fs::path& folder) {
        std::error_code error;
        fs::directory_iterator entries(folder, error);
        for (; !error && entries != fs::directory_iterator(); entries.increment(error)) take(*entries);
        if (!error) return;
        add(folder, Error{fmt::format("cannot list {}: {}", folder.string(), error.message())});
    }

    void take(const fs::directory_entry& entry) {
        std::error_code ignored;
        if (fs::is_directory(entry.symlink_status(ignored))) {
            waiting_.push_back(entry.path());
        } else if (has_upload_name(entry.path()) && !fs::is_directory(entry.status(ignored))) {
            // What turns out not to be readable is said when it is read.
            add(entry.path(), std::nullopt);
        }
    }

    void add(const fs::path& path, std::optional<Error> fault) {
        found_.push_back({path.string(), path.lexically_relative(root_).generic_string(), std::move(fault)});
    }

    fs::path root_;
    std::vector<fs::path> waiting_;
    std::vector<Input> found_;
};

}  // namespace

Result<Inputs> collect_inputs(const std::vector<std::string>& arguments) {
    if (std::count(arguments.begin(), arguments.end(), "-") > 1) return Error{"standard input can be read only once"};
    Inputs inputs;
    for (const std::string& argument : arguments) {
        std::error_code ignored;
        if (argument == "-" || !fs::is_directory(argument, ignored)) {
            inputs.files.push_back({argument, argument, std::nullopt});
            continue;
        }
        std::vector<Input> below = FolderWalk(argument).walk();
        if (below.empty()) inputs.empty_folders.push_back(argument);
        for (Input& input : below) {
            if (arguments.size() > 1) input.shown = (fs::path(argument) / input.shown).generic_string();
            inputs.files.push_back(std::move(input));
        }
    }
    return inputs;
}

std::uint64_t total_bytes(std::span<const Input> inputs) {
    std::uint64_t total = 0;
    for (const Input& input : inputs) {
        std::error_code fault;
        const fs::file_status status = fs::status(input.path, fault);
        if (input.path == "-" || (fs::exists(status) && !fs::is_regular_file(status))) return 0;
        const std::uint64_t size = fs::file_size(input.path, fault);
        if (!fault) total += size;  // what cannot be read is said when it is
    }
    return total;
}

}  // namespace jianhe::driver
