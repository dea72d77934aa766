#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/result.h>

namespace jianhe::driver {

// The files of one specification, from a folder or from the program itself. Remembers what was read, because the digest
// is over exactly those files.
class SpecificationSource {
public:
    // The specification that is part of the program.
    static SpecificationSource embedded();
    // The folder is listed, not yet read; the error says why it could not be listed.
    static Result<SpecificationSource> folder(const std::string& path);

    // What stands before a file's path in messages: the folder as it was given, with a `/`.
    const std::string& shown_prefix() const noexcept { return shown_prefix_; }
    // Paths of the `.rules` files, in bytewise order.
    const std::vector<std::string>& rule_files() const noexcept { return rule_files_; }

    // `path` is relative to the folder and may not leave it.
    Result<std::string> read(std::string_view path);

    // "sha256:…" over path, size and bytes of each file that was read, in bytewise order of the paths.
    std::string digest() const;

private:
    Result<std::string> fetch(const std::string& path) const;

    std::string folder_;  // empty: embedded
    std::string shown_prefix_;
    std::vector<std::string> rule_files_;
    std::map<std::string, std::string, std::less<>> read_;  // by path
};

}  // namespace jianhe::driver
