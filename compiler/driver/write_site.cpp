#include "compiler/driver/write_site.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

#include <fmt/format.h>

#include <jianhe/output.h>

namespace jianhe::driver {
namespace {

namespace fs = std::filesystem;

// A file that cannot be read counts as somebody else's.
bool is_ours(const fs::path& path) {
    std::string begin(docgen::kSiteMark.size(), '\0');
    std::ifstream(path, std::ios::binary).read(begin.data(), static_cast<std::streamsize>(begin.size()));
    return begin == docgen::kSiteMark;
}

}  // namespace

std::vector<std::string> files_of_others(const std::vector<docgen::SitePage>& site, const std::string& folder) {
    std::vector<std::string> others;
    for (const docgen::SitePage& page : site) {
        const fs::path path = fs::path(folder) / page.file;
        std::error_code error;
        if (fs::exists(fs::symlink_status(path, error)) && !is_ours(path)) others.push_back(path.string());
    }
    return others;
}

Result<void> write_site(const std::vector<docgen::SitePage>& site, const std::string& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return Error{fmt::format("cannot create the folder {}: {}", folder, error.message())};
    std::vector<std::unique_ptr<OutputSink>> outputs;
    for (const docgen::SitePage& page : site) {
        auto output = open_output_file((fs::path(folder) / page.file).string());
        if (!output) return output.error();
        if (auto written = (*output)->write(page.text); !written) return written;
        outputs.push_back(std::move(*output));
    }
    for (const std::unique_ptr<OutputSink>& output : outputs) {
        if (auto closed = output->close(); !closed) return closed;
    }
    return {};
}

}  // namespace jianhe::driver
