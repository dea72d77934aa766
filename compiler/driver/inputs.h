#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <jianhe/result.h>

namespace jianhe::driver {

// One file to be validated.
struct Input {
    std::string path;            // to open; `-` is standard input
    std::string shown;           // in reports; relative to the folder where one folder was given
    std::optional<Error> fault;  // the folder that should be listed could not be
};

struct Inputs {
    std::vector<Input> files;
    std::vector<std::string> empty_folders;  // arguments below which there is no file to validate
};

// Files stand as they are given. A folder stands for the files below it whose name ends in `.xml` (in any case), in
// bytewise order of their paths; links to folders are not followed, so no loop can arise. Where several arguments are
// given, a folder's files are shown with the folder before them. The error is the caller's: standard input is named
// twice.
Result<Inputs> collect_inputs(const std::vector<std::string>& arguments);

// Of those whose size is known before they are read; 0 if any is not.
std::uint64_t total_bytes(std::span<const Input> inputs);

}  // namespace jianhe::driver
