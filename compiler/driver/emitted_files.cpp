#include "compiler/driver/emitted_files.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include <jianhe/output.h>

namespace jianhe::driver {

namespace fs = std::filesystem;

Result<void> write_emitted(std::span<const EmittedFile> files, const std::string& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return Error{fmt::format("cannot create the folder {}: {}", folder, error.message())};
    std::vector<std::unique_ptr<OutputSink>> outputs;
    for (const EmittedFile& file : files) {
        auto output = open_output_file((fs::path(folder) / file.name).string());
        if (!output) return output.error();
        if (auto written = (*output)->write(file.bytes); !written) return written;
        outputs.push_back(std::move(*output));
    }
    for (const std::unique_ptr<OutputSink>& output : outputs) {
        if (auto closed = output->close(); !closed) return closed;
    }
    return {};
}

}  // namespace jianhe::driver
