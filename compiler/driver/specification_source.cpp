#include "compiler/driver/specification_source.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "compiler/driver/digest.h"
#include "compiler/driver/read_file.h"
#include "default_specification.h"

namespace jianhe::driver {
namespace {

namespace fs = std::filesystem;

bool is_rule_file(const fs::path& path) { return path.extension() == ".rules"; }

// Written with forward slashes, below the folder: what a specification names may be no other file of the machine.
bool stays_inside(const fs::path& path) {
    return !path.empty() && path.is_relative() &&
           std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

}  // namespace

SpecificationSource SpecificationSource::embedded() {
    SpecificationSource source;
    for (const EmbeddedFile& file : default_specification()) {
        if (is_rule_file(file.path)) source.rule_files_.emplace_back(file.path);
    }
    source.shown_prefix_ = "built-in/";
    return source;
}

Result<SpecificationSource> SpecificationSource::folder(const std::string& path) {
    SpecificationSource source;
    source.folder_ = path;
    source.shown_prefix_ = path.ends_with('/') ? path : path + "/";
    std::error_code error;
    fs::directory_iterator entries(path, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        if (is_rule_file(entries->path())) source.rule_files_.push_back(entries->path().filename().string());
    }
    if (error) return Error{fmt::format("cannot read the specification {}: {}", path, error.message())};
    std::sort(source.rule_files_.begin(), source.rule_files_.end());
    return source;
}

Result<std::string> SpecificationSource::read(std::string_view path) {
    if (const auto known = read_.find(path); known != read_.end()) return known->second;
    std::string key = fs::path(path).lexically_normal().generic_string();
    if (!stays_inside(key)) return Error{"the file does not lie in the specification's folder"};
    auto bytes = fetch(key);
    if (bytes) read_.emplace(std::move(key), *bytes);
    return bytes;
}

Result<std::string> SpecificationSource::fetch(const std::string& path) const {
    if (!folder_.empty()) {
        auto file = read_file((fs::path(folder_) / path).string());
        if (!file) return file.error();
        return std::move(file->bytes);
    }
    for (const EmbeddedFile& file : default_specification()) {
        if (file.path == path) return std::string(file.bytes);
    }
    return Error{fmt::format("cannot read {}: the built-in specification has no such file", path)};
}

std::string SpecificationSource::digest() const {
    Sha256 digest;
    for (const auto& [path, bytes] : read_) {
        digest.add(fmt::format("{}\n{}\n", path, bytes.size()));
        digest.add(bytes);
    }
    return digest.finish();
}

}  // namespace jianhe::driver
